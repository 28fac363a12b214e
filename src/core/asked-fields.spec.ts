import { Kind, parse, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import { askedFields, asksFor, asksOnly } from './asked-fields.js';

/** What a resolver of the only root field gets. */
function infoOf(text: string) {
  const { definitions } = parse(text);
  const fieldNodes = definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? (node.selectionSet.selections as FieldNode[]) : [],
  );
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  return { fieldNodes, fragments };
}

describe('asksFor', () => {
  it.each([
    ['{ list { edges { node { unit { name } } } } }', true],
    ['{ list { edges { node { place: unit { name } } } } }', true],
    ['{ list { edges { ... on Edge { node { ...row } } } } } fragment row on Row { unit { name } }', true],
    ['{ list { edges { node { id } } } list { edges { node { unit { id } } } } }', true],
    ['{ list { edges { node { id other { unit { name } } } } } }', false],
    ['{ list { edges { unit: node { id } } } }', false],
    ['{ list { pageInfo { unit } } }', false],
    ['{ list { ...gone } }', false],
  ])('of %s is %s', (text, asked) => {
    expect(asksFor(infoOf(text), ['edges', 'node', 'unit'])).toBe(asked);
  });
});

describe('asksOnly', () => {
  it.each([
    ['{ list { edges { node { unit { name } } } } }', true],
    ['{ list { edges { node { unit { __typename code } } } } }', true],
    [
      '{ list { edges { node { ...row unit { code } } } } } fragment row on Row { unit { ... on Unit { name } } }',
      true,
    ],
    ['{ list { edges { node { unit { name } other: unit { area { id } } } } } }', false],
    ['{ list { edges { node { unit { name } ...row } } } } fragment row on Row { unit { tier } }', false],
    ['{ list { edges { node { unit { name } } } } list { edges { node { unit { tier } } } } }', false],
    ['{ list { edges { node { id } } } }', false],
  ])('name and code of %s is %s', (text, only) => {
    expect(asksOnly(infoOf(text), ['edges', 'node', 'unit'], ['name', 'code'])).toBe(only);
  });
});

describe('askedFields', () => {
  it('names each once, whatever it is called in the answer', () => {
    const asked = askedFields(
      infoOf('{ one { a: name name ... on Unit { code } ...rest } } fragment rest on Unit { id }'),
      [],
    );
    expect([...asked].sort()).toEqual(['code', 'id', 'name']);
  });
});
