import { Kind, parse, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import { asksFor } from './asked-fields.js';

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
