import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

type Walk = Pick<GraphQLResolveInfo, 'fragments'>;

function asksBelow(walk: Walk, selections: SelectionSetNode | undefined, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  return (selections?.selections ?? []).some((node) => {
    if (node.kind === Kind.FIELD) return node.name.value === name && asksBelow(walk, node.selectionSet, rest);
    if (node.kind === Kind.INLINE_FRAGMENT) return asksBelow(walk, node.selectionSet, path);
    return asksBelow(walk, walk.fragments[node.name.value]?.selectionSet, path);
  });
}

/**
 * Whether the query asks for the field at `path` below the one that is being resolved, such as ['edges', 'node', 'unit'].
 * @skip and @include are not looked at: it tells what is worth fetching beforehand, not what is answered.
 */
export function asksFor(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>, path: readonly string[]): boolean {
  return info.fieldNodes.some((node) => asksBelow(info, node.selectionSet, path));
}
