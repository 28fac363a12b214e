import {
  getNamedType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The largest document that a stranger may send. Checked on every request over coerced variables. */
export const LIMITS = {
  /** Bytes of a request's body. */
  bodyBytes: 131_072,
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Levels of nested fields. */
  depth: 12,
  /** The same below `__schema` and `__type`: what GraphiQL and other tools ask is 15 deep. */
  introspectionDepth: 18,
  /** Fields in one selection set, fragments spread. */
  breadth: 60,
  /** Aliased fields in a document. */
  aliases: 30,
  /** Fields that may be answered: each counts once, times the `first` of every list above it. */
  cost: 5_000,
} as const;

const DEFAULT_FIRST = 20;

export type LimitName = 'operations' | 'mutationFields' | 'depth' | 'breadth' | 'aliases' | 'cost';

/** Thrown by `checkLimits`: which limit was passed. */
export class LimitExceeded extends Error {
  constructor(readonly limit: LimitName) {
    super(`Limit exceeded: ${limit}`);
  }
}

interface Walk {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  variableDefaults: ReadonlyMap<string, number>;
  cost: number;
  aliases: number;
}

/** Throws LimitExceeded when the document with these variables is larger than LIMITS allow. */
export function checkLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1) throw new LimitExceeded('operations');
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const walk: Walk = {
    schema,
    fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
    variables,
    variableDefaults: defaultsOf(operation),
    cost: 0,
    aliases: 0,
  };
  const root = schema.getRootType(operation.operation) ?? null;
  if (operation.operation === OperationTypeNode.MUTATION && fieldsOf(walk, operation.selectionSet).length > 1) {
    throw new LimitExceeded('mutationFields');
  }
  visit(walk, root, operation.selectionSet, { depth: 1, times: 1, deepest: LIMITS.depth });
}

function defaultsOf(operation: OperationDefinitionNode): Map<string, number> {
  const defaults = new Map<string, number>();
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue?.kind === Kind.INT) defaults.set(variable.name.value, Number(defaultValue.value));
  }
  return defaults;
}

/** The fields of a selection set with its fragments spread; stops when there are too many. */
function fieldsOf(walk: Walk, selections: SelectionSetNode): FieldNode[] {
  const fields: FieldNode[] = [];
  const queue: SelectionSetNode[] = [selections];
  for (let spread = queue.pop(); spread; spread = queue.pop()) {
    for (const node of spread.selections) {
      if (node.kind === Kind.FIELD) fields.push(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) queue.push(node.selectionSet);
      else {
        const fragment = walk.fragments.get(node.name.value);
        if (fragment) queue.push(fragment.selectionSet);
      }
      if (fields.length > LIMITS.breadth || queue.length > LIMITS.breadth) throw new LimitExceeded('breadth');
    }
  }
  return fields;
}

function visit(
  walk: Walk,
  parent: GraphQLObjectType | null,
  selections: SelectionSetNode,
  at: { depth: number; times: number; deepest: number },
): void {
  if (at.depth > at.deepest) throw new LimitExceeded('depth');
  for (const node of fieldsOf(walk, selections)) {
    if (node.alias && (walk.aliases += 1) > LIMITS.aliases) throw new LimitExceeded('aliases');
    if ((walk.cost += at.times) > LIMITS.cost) throw new LimitExceeded('cost');
    if (!node.selectionSet) continue;
    const field = parent?.getFields()[node.name.value];
    const type = field ? getNamedType(field.type) : null;
    const times = at.times * multiplierOf(walk, node, field);
    // Introspection is walked as well: its lists nest in each other, and aliases multiply them.
    const deepest = node.name.value.startsWith('__') ? LIMITS.introspectionDepth : at.deepest;
    visit(walk, isObjectType(type) ? type : null, node.selectionSet, { depth: at.depth + 1, times, deepest });
  }
}

/** How many rows a list field may answer: `first`, by literal, variable, its default, or ours. */
function multiplierOf(walk: Walk, node: FieldNode, field: GraphQLField<unknown, unknown> | undefined): number {
  if (!field?.args.some((argument) => argument.name === 'first')) return 1;
  const value = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  let first: unknown;
  if (value?.kind === Kind.INT) first = Number(value.value);
  if (value?.kind === Kind.VARIABLE) {
    const name = value.name.value;
    // A variable that is null stays null: its default is for one that is left out.
    first = Object.hasOwn(walk.variables, name) ? walk.variables[name] : walk.variableDefaults.get(name);
  }
  return typeof first === 'number' && Number.isFinite(first) ? Math.max(1, first) : DEFAULT_FIRST;
}
