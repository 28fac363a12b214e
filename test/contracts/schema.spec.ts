import { readFile } from 'node:fs/promises';
import {
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
  validate,
  type GraphQLArgument,
  type GraphQLNamedType,
} from 'graphql';
import { projectPath, schema } from '../support/schema.js';

type Names = Record<
  string,
  | { kind: 'scalar' }
  | { kind: 'enum'; values: string[] }
  | { kind: 'input'; fields: Record<string, string> }
  | { kind: 'type'; fields: Record<string, string | { type: string; args: Record<string, string> }> }
>;

/** What other programs are written against, copied from the sketch of the API. */
const namesIn = async (file: string): Promise<Names> =>
  JSON.parse(await readFile(projectPath(`test/contracts/${file}`), 'utf8')) as Names;
const foundation = await namesIn('foundation-names.json');
/** Parts "units", "chain", "units-in-time", "law" and "proof". */
const later = await namesIn('public-names.json');

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);
/** Nest makes the roots itself and gives them no description. */
const ROOTS = [schema.getQueryType(), schema.getMutationType()];

/** Everything in a type that may bear a description, by its full name. */
function* described(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  if (!ROOTS.includes(type as never)) yield [type.name, type.description];
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  if (!isObjectType(type) && !isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, field.description];
    const args = 'args' in field ? (field.args as readonly GraphQLArgument[]) : [];
    for (const arg of args) yield [`${type.name}.${field.name}(${arg.name})`, arg.description];
  }
}

const kindOf = (type: GraphQLNamedType | undefined): string | null =>
  isScalarType(type)
    ? 'scalar'
    : isEnumType(type)
      ? 'enum'
      : isInputObjectType(type)
        ? 'input'
        : isObjectType(type)
          ? 'type'
          : null;

/** What was to be given may be left out where the sketch asks for it: whoever gives it is understood all the same. */
const takes = (has: unknown, wanted: string): boolean => [wanted, wanted.replace(/!$/, '')].includes(String(has));

/** What of `names` the schema does not have as it is said there. */
function* missing(names: Names): Generator<string> {
  for (const [name, wanted] of Object.entries(names)) {
    const type = schema.getType(name);
    if (kindOf(type) !== wanted.kind) yield `${name}: ${wanted.kind}, not ${kindOf(type) ?? 'there'}`;
    if (wanted.kind === 'enum' && isEnumType(type)) {
      for (const value of wanted.values) if (!type.getValue(value)) yield `${name}.${value}`;
    }
    if (wanted.kind === 'input' && isInputObjectType(type)) {
      const fields = type.getFields();
      for (const [field, text] of Object.entries(wanted.fields)) {
        if (!takes(fields[field]?.type, text)) yield `${name}.${field}: ${text}, not ${String(fields[field]?.type)}`;
      }
      for (const field of Object.values(fields)) {
        if (!(field.name in wanted.fields) && isRequiredInputField(field)) yield `${name}.${field.name} is required`;
      }
    }
    if (wanted.kind === 'type' && isObjectType(type)) {
      for (const [field, text] of Object.entries(wanted.fields)) yield* missingField(type.name, field, text);
    }
  }
}

function* missingField(
  type: string,
  name: string,
  wanted: string | { type: string; args: Record<string, string> },
): Generator<string> {
  const object = schema.getType(type);
  const field = isObjectType(object) ? object.getFields()[name] : undefined;
  const { type: text, args } = typeof wanted === 'string' ? { type: wanted, args: {} } : wanted;
  if (String(field?.type) !== text) yield `${type}.${name}: ${text}, not ${String(field?.type)}`;
  for (const [arg, argText] of Object.entries(args)) {
    const found = field?.args.find((candidate) => candidate.name === arg);
    if (String(found?.type) !== argText) yield `${type}.${name}(${arg}): ${argText}, not ${String(found?.type)}`;
  }
  for (const arg of field?.args ?? []) {
    if (!(arg.name in args) && isRequiredArgument(arg)) yield `${type}.${name}(${arg.name}) is required`;
  }
}

/** What the README shows to be pasted into GraphiQL; the shell's walk is run by readme-walk.spec.ts. */
async function readmeDocuments(): Promise<string[]> {
  const readme = await readFile(projectPath('README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
  const inline = [...readme.matchAll(/`(\{ [a-z][^`]*\} \})`/g)].map(([, query]) => query!);
  return [...blocks, ...inline];
}

describe('the schema', () => {
  it('has what the README asks of it', async () => {
    const documents = await readmeDocuments();
    expect(documents.length).toBeGreaterThan(6);
    const wrong = documents.flatMap((text) => validate(schema, parse(text)).map(({ message }) => message));
    expect(wrong).toEqual([]);
    expect(validate(schema, parse(documents[0]!.replace('displayName', 'shownName')))).not.toEqual([]);
  });

  it('describes everything: the descriptions are the manual', () => {
    const all = types.flatMap((type) => [...described(type)]);
    expect(all.length).toBeGreaterThan(100);
    const without = all.filter(([, text]) => !text || text.trim().length < 4).map(([name]) => name);
    expect(without).toEqual([]);
  });

  it('has every name of the foundation, with its type, and asks for nothing more', () => {
    expect(Object.keys(foundation).length).toBeGreaterThan(25);
    expect([...missing(foundation)]).toEqual([]);
  });

  it('has every name of the later parts, with its type, and asks for nothing more', () => {
    expect(Object.keys(later).length).toBe(99);
    expect([...missing(later)]).toEqual([]);
  });

  it('gives every list that can pass a hundred as a connection', () => {
    for (const type of types.filter((candidate) => candidate.name.endsWith('Connection'))) {
      if (!isObjectType(type)) throw new Error(type.name);
      const fields = Object.fromEntries(
        Object.values(type.getFields()).map((field) => [field.name, String(field.type)]),
      );
      expect(fields).toEqual({
        edges: `[${type.name.replace(/Connection$/, 'Edge')}!]!`,
        pageInfo: 'PageInfo!',
        totalCount: 'Int!',
        totalIsCapped: 'Boolean!',
      });
    }
  });

  it('answers every mutation with a payload: nullable objects and userErrors', () => {
    for (const field of Object.values(schema.getMutationType()!.getFields())) {
      const payload = schema.getType(String(field.type).replace('!', ''));
      if (!isObjectType(payload)) throw new Error(field.name);
      const { userErrors, ...others } = payload.getFields();
      expect([field.name, String(userErrors?.type)]).toEqual([field.name, '[UserError!]!']);
      for (const other of Object.values(others)) expect(`${other.name}: ${String(other.type)}`).not.toMatch(/!$/);
    }
  });
});
