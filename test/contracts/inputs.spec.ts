import ts from 'typescript';
import { decoratorsOf, nodes, parsed, place, sources, type Source } from '../support/sources.js';

const HOME = 'src/core/validation.ts';

/** Members with an input inside, but nothing that says of which class: class-validator would refuse even a valid one. */
function nestedWithoutType(source: Source): string[] {
  return [...nodes(source.file)]
    .filter((node) => ts.isPropertyDeclaration(node))
    .filter((node) => {
      const names = decoratorsOf(node);
      return ['Nested', 'NestedList', 'ValidateNested'].some((name) => names.includes(name)) && !names.includes('Type');
    })
    .map((node) => place(source, node));
}

function importsValidator(source: Source): boolean {
  return source.file.statements.some(
    (node) => ts.isImportDeclaration(node) && node.moduleSpecifier.getText().includes('class-validator'),
  );
}

describe('inputs', () => {
  const all = sources();

  it('within inputs say of which class they are', () => {
    expect(all.flatMap(nestedWithoutType)).toEqual([]);
    expect(all.some(({ file }) => file.text.includes('@Nested()'))).toBe(true);
  });

  it('use the decorators of core/validation.ts alone, which speak Vietnamese', () => {
    expect(all.filter(importsValidator).map(({ path }) => path)).toEqual([HOME]);
  });

  it('would be caught otherwise', () => {
    const text = `import { IsInt } from 'class-validator';\nclass A {\n  @Field() @Nested() one!: B;\n  @Nested() @Type(() => B) two!: B;\n}`;
    const planted = parsed('src/a.inputs.ts', text);
    expect(nestedWithoutType(planted)).toEqual(['src/a.inputs.ts:3']);
    expect(importsValidator(planted)).toBe(true);
  });
});
