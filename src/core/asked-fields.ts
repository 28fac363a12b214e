import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

type Walk = Pick<GraphQLResolveInfo, 'fragments'>;
type Asked = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

function collect(walk: Walk, selections: SelectionSetNode | undefined, path: readonly string[], found: Set<string>) {
  const [name, ...rest] = path;
  for (const node of selections?.selections ?? []) {
    if (node.kind === Kind.FIELD) {
      if (name === undefined) found.add(node.name.value);
      else if (node.name.value === name) collect(walk, node.selectionSet, rest, found);
    } else if (node.kind === Kind.INLINE_FRAGMENT) collect(walk, node.selectionSet, path, found);
    else collect(walk, walk.fragments[node.name.value]?.selectionSet, path, found);
  }
}

/**
 * The names of the fields that the query asks of what stands at `path` below the field that is being resolved, such as
 * ['edges', 'node', 'unit']. @skip and @include are not looked at: it tells what is worth fetching beforehand, not what is
 * answered.
 */
export function askedFields(info: Asked, path: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of info.fieldNodes) collect(info, node.selectionSet, path, found);
  return found;
}

/** Whether the query asks for the field at `path`. */
export function asksFor(info: Asked, path: readonly string[]): boolean {
  const name = path.at(-1);
  return name !== undefined && askedFields(info, path.slice(0, -1)).has(name);
}

/** Whether the query asks for something at `path`, and for nothing but some of these fields. */
export function asksOnly(info: Asked, path: readonly string[], fields: readonly string[]): boolean {
  const asked = askedFields(info, path);
  return asked.size > 0 && [...asked].every((name) => name === '__typename' || fields.includes(name));
}
