import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
} from 'graphql';
import type { Operation } from './declared-operations.js';
import { schema } from './schema.js';

type AnyField = GraphQLField<unknown, unknown>;

/** The field of the schema behind an operation. */
export function fieldOf({ type, name }: Pick<Operation, 'type' | 'name'>): AnyField {
  const root = schema.getType(type);
  const field = isObjectType(root) ? root.getFields()[name] : undefined;
  if (!field) throw new Error(`schema.gql has no ${type}.${name}: npm run generate`);
  return field;
}

/** A document that calls an operation with a variable for each of its arguments. */
export function documentOf(operation: Pick<Operation, 'type' | 'name'>): string {
  const field = fieldOf(operation);
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const list = (text: string): string => (text ? `(${text})` : '');
  return `${operation.type.toLowerCase()} ${list(declared)} { ${field.name}${list(passed)} ${selectionOf(field)} }`;
}

function selectionOf(field: AnyField): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '';
  return type.name.endsWith('Connection')
    ? `{ totalCount edges { node ${leavesOf(nodeOf(type))} } }`
    : leavesOf(type, (inner) => (isObjectType(inner) ? leavesOf(inner) : ''));
}

function nodeOf(connection: GraphQLObjectType): GraphQLObjectType {
  const edge = getNamedType(connection.getFields()['edges']!.type) as GraphQLObjectType;
  return getNamedType(edge.getFields()['node']!.type) as GraphQLObjectType;
}

/** `{ … }` with the plain fields of a type and, where `deeper` says so, what is in its objects. */
function leavesOf(type: GraphQLObjectType, deeper: (inner: unknown) => string = () => ''): string {
  const fields = Object.values(type.getFields()).filter(({ args }) => args.length === 0);
  const parts = fields.map((field) => {
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return field.name;
    const below = deeper(inner);
    return below ? `${field.name} ${below}` : '';
  });
  return `{ ${parts.filter(Boolean).join(' ')} }`;
}

/** Values that the schema takes for an operation; `text` stands wherever a text may stand. They need not make sense. */
export function variablesOf(operation: Pick<Operation, 'type' | 'name'>, text: string): Record<string, unknown> {
  return Object.fromEntries(fieldOf(operation).args.map(({ name, type }) => [name, valueOf(type, text)]));
}

function valueOf(type: GraphQLInputType, text: string): unknown {
  if (!isNonNullType(type)) return undefined;
  const inner = type.ofType;
  if (isListType(inner)) return [valueOf(inner.ofType, text) ?? null].filter((value) => value !== null);
  if (isEnumType(inner)) return inner.getValues()[0]!.value;
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields());
    return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type, text)]));
  }
  if (!isLeafType(inner)) throw new Error(`no value for ${String(type)}`);
  return { Int: 1, Float: 1, Boolean: false }[inner.name] ?? text;
}

/** `{ … }` with everything that needs no argument, down to objects within objects within an object. */
export function everythingOf(type: GraphQLObjectType, depth = 2): string {
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some((arg) => isRequiredArgument(arg)));
  const parts = fields.map((field) => {
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return field.name;
    if (!isObjectType(inner) || inner.name.endsWith('Connection') || depth === 0) return '';
    return `${field.name} ${everythingOf(inner, depth - 1)}`;
  });
  return `{ ${parts.filter(Boolean).join(' ')} }`;
}

/** A list with what its rows lead to, `depth` deep, or with `node` of each where that would be too much at once. */
export function listOf(
  operation: Pick<Operation, 'type' | 'name'>,
  { node, depth }: { node?: string; depth?: number } = {},
): string {
  const connection = getNamedType(fieldOf(operation).type) as GraphQLObjectType;
  return documentOf(operation).replace(
    /\{ totalCount edges .*$/,
    `{ edges { node ${node ?? everythingOf(nodeOf(connection), depth)} } } }`,
  );
}
