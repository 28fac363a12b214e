import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectPath } from './schema.js';

/** A parsed file of src/ (tests apart), by its path from the top of the project. */
export interface Source {
  path: string;
  file: ts.SourceFile;
}

/** Parses text as if it stood in that file. */
export function parsed(path: string, text: string): Source {
  return { path, file: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) };
}

/** Every file of src/ but the tests. */
export function sources(): Source[] {
  return readdirSync(projectPath('src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => join('src', path))
    .map((path) => parsed(path, readFileSync(projectPath(path), 'utf8')));
}

/** All nodes of a file, the outer ones first. */
export function* nodes(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodes(child);
}

/** Where a node stands, for people: path:line. */
export function place({ path, file }: Source, node: ts.Node): string {
  return `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** The names of a member's decorators. */
export function decoratorsOf(node: ts.Node): string[] {
  const found = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return found.map(({ expression }) =>
    (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
  );
}

/** What of a list of objects is written at a call: the names of an object literal's members, or null when it is none. */
export function membersOf(node: ts.Node | undefined): Map<string, ts.Node> | null {
  if (!node || !ts.isObjectLiteralExpression(node)) return null;
  return new Map(
    node.properties.map((property) => [
      property.name?.getText() ?? '…',
      ts.isPropertyAssignment(property) ? property.initializer : property,
    ]),
  );
}
