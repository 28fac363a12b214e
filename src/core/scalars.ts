import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/**
 * YYYY-MM-DD. Any text passes here; whether it is a real date is checked with the input, so that the answer is a
 * Vietnamese sentence with the field's path and not a fault of the program.
 */
export const CivilDateScalar = new GraphQLScalarType<string, string>({
  name: 'CivilDate',
  description:
    'A calendar date without time zone, YYYY-MM-DD; given ones of the years 1800–2200. "Today" is the date in Asia/Ho_Chi_Minh.',
  serialize: (value) => String(value),
  parseValue: (value) => requireText(value),
  parseLiteral: (node: ValueNode) => requireText(node.kind === Kind.STRING ? node.value : null),
});

/** RFC 3339 instant; only ever an output in this API. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, RFC 3339 in UTC, e.g. 2026-05-19T01:00:00.000Z.',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
});

function requireText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('CivilDate must be a string such as "2026-05-19".');
}
