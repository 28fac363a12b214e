import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import { checkLimits, LimitExceeded, LIMITS } from './limits.js';

const schema = buildSchema(`
  type Query { me: Person people(first: Int, after: String): People! byId(id: ID!): Person }
  type Mutation { rename(name: String): Person forget: Boolean }
  type People { edges: [Edge!]! totalCount: Int! }
  type Edge { node: Person! }
  type Person { id: ID! name: String friends(first: Int): People! superior: Person }
`);

/** The limit that a document passes, or null. */
function limit(text: string, variables: Record<string, unknown> = {}): string | null {
  try {
    checkLimits(schema, parse(text), variables);
    return null;
  } catch (error) {
    if (error instanceof LimitExceeded) return error.limit;
    throw error;
  }
}

const repeat = (times: number, text: (n: number) => string): string =>
  Array.from({ length: times }, (_, n) => text(n)).join(' ');
const nested = (levels: number): string => `${'superior { '.repeat(levels)}id${' }'.repeat(levels)}`;

describe('operations', () => {
  it('is exactly one', () => {
    expect(limit('{ me { id } }')).toBeNull();
    expect(limit('query A { me { id } } query B { me { id } }')).toBe('operations');
    expect(limit('query A { me { id } } mutation B { forget }')).toBe('operations');
    expect(limit('fragment F on Query { me { id } }')).toBe('operations');
  });
});

describe('fields of a mutation', () => {
  it('is exactly one, however it is written', () => {
    expect(limit('mutation { rename(name: "x") { id name } }')).toBeNull();
    expect(limit('mutation { ...F } fragment F on Mutation { forget }')).toBeNull();
    expect(limit('mutation { forget rename { id } }')).toBe('mutationFields');
    expect(limit('mutation { a: forget b: forget }')).toBe('mutationFields');
    expect(limit('mutation { forget ... { rename { id } } }')).toBe('mutationFields');
    expect(limit('mutation { forget ... on Mutation { again: forget } }')).toBe('mutationFields');
    expect(limit('mutation { ...F ...G } fragment F on Mutation { forget } fragment G on Mutation { x: forget }')).toBe(
      'mutationFields',
    );
    expect(limit('mutation { ...F } fragment F on Mutation { forget ...G } fragment G on Mutation { x: forget }')).toBe(
      'mutationFields',
    );
  });
});

describe('depth', () => {
  it('ends where it says', () => {
    expect(limit(`{ me { ${nested(LIMITS.depth - 2)} } }`)).toBeNull();
    expect(limit(`{ me { ${nested(LIMITS.depth - 1)} } }`)).toBe('depth');
  });

  it('counts through fragments, named and in line', () => {
    const tail = `fragment F on Person { ${nested(LIMITS.depth - 3)} }`;
    expect(limit(`{ me { superior { ...F } } } ${tail}`)).toBeNull();
    expect(limit(`{ me { superior { superior { ...F } } } } ${tail}`)).toBe('depth');
    expect(limit(`{ me { ... on Person { ... { ${nested(LIMITS.depth - 1)} } } } }`)).toBe('depth');
  });
});

describe('breadth', () => {
  it('counts the fields of one selection set, repeated ones too', () => {
    expect(limit(`{ me { ${repeat(LIMITS.breadth, () => 'id')} } }`)).toBeNull();
    expect(limit(`{ me { ${repeat(LIMITS.breadth + 1, () => 'id')} } }`)).toBe('breadth');
  });

  it('counts what fragments bring in', () => {
    const fragments = `fragment F on Person { ${repeat(LIMITS.breadth / 2, () => 'id')} }`;
    expect(limit(`{ me { ...F ... { ...F } } } ${fragments}`)).toBeNull();
    expect(limit(`{ me { ...F ... { ...F name } } } ${fragments}`)).toBe('breadth');
  });
});

describe('aliases', () => {
  it('are counted over the whole document', () => {
    expect(limit(`{ ${repeat(LIMITS.aliases, (n) => `a${n}: me { id }`)} }`)).toBeNull();
    expect(limit(`{ ${repeat(LIMITS.aliases + 1, (n) => `a${n}: me { id }`)} }`)).toBe('aliases');
    const half = LIMITS.aliases / 2 + 1;
    expect(limit(`{ ${repeat(half, (n) => `a${n}: me { id }`)} me { ${repeat(half, (n) => `b${n}: id`)} } }`)).toBe(
      'aliases',
    );
  });

  it('count once for each time that a fragment is spread', () => {
    const ten = `fragment F on Person { ${repeat(10, (n) => `a${n}: id`)} }`;
    expect(limit(`{ me { ...F superior { ...F superior { ...F } } } } ${ten}`)).toBeNull();
    expect(limit(`{ me { ...F superior { ...F superior { ...F superior { ...F } } } } } ${ten}`)).toBe('aliases');
  });
});

describe('cost', () => {
  // people counts 1; its page of n counts edges 1n, node 1n, and what is asked of each.
  const page = (first: string, fields = 'id name'): string => `{ people${first} { edges { node { ${fields} } } } }`;
  const withVariable = (declared: string): string => `query (${declared}) ${page('(first: $n)')}`;
  const most = Math.floor((LIMITS.cost - 1) / 4);

  it('is counted from a literal', () => {
    expect(limit(page(`(first: ${most})`))).toBeNull();
    expect(limit(page(`(first: ${most + 1})`))).toBe('cost');
    expect(limit(page('(first: 100000)'))).toBe('cost');
  });

  it('is counted from a variable', () => {
    expect(limit(withVariable('$n: Int'), { n: most })).toBeNull();
    expect(limit(withVariable('$n: Int'), { n: most + 1 })).toBe('cost');
    expect(limit(withVariable('$n: Int!'), { n: 100_000 })).toBe('cost');
  });

  it("is counted from a variable's default, when the variable is left out", () => {
    expect(limit(withVariable(`$n: Int = ${most}`))).toBeNull();
    expect(limit(withVariable(`$n: Int = ${most + 1}`))).toBe('cost');
    expect(limit(withVariable('$n: Int = 100000'), { n: 1 })).toBeNull();
    expect(limit(withVariable('$n: Int = 1'), { n: 100_000 })).toBe('cost');
  });

  it('is that of a page of twenty where nothing is said, or null', () => {
    // 1 + 20 × (edges, node, friends) + 20 × n × (edges, node, id)
    const inner = (outer: string, n: number): string => page(outer, `friends(first: ${n}) { edges { node { id } } }`);
    const fits = Math.floor((LIMITS.cost - 61) / 60);
    expect(limit(inner('', fits))).toBeNull();
    expect(limit(inner('', fits + 1))).toBe('cost');
    expect(limit(inner('(first: null)', fits + 1))).toBe('cost');
    expect(limit(`query ($n: Int) ${inner('(first: $n)', fits + 1)}`)).toBe('cost');
    expect(limit(`query ($n: Int) ${inner('(first: $n)', fits + 1)}`, { n: null })).toBe('cost');
    expect(limit(`query ($n: Int = 1) ${inner('(first: $n)', fits + 1)}`, { n: null })).toBe('cost');
    expect(limit(`query ($n: Int = 1) ${inner('(first: $n)', fits + 1)}`)).toBeNull();
  });

  it.each(['0', '-1', '-100000'])('of `first: %s` is not nothing', (first) => {
    const inner = `friends(first: ${LIMITS.cost}) { edges { node { id } } }`;
    expect(limit(page(`(first: ${first})`, inner))).toBe('cost');
    expect(limit(`query ($n: Int) ${page('(first: $n)', inner)}`, { n: Number(first) })).toBe('cost');
  });

  it('multiplies down the document', () => {
    const two = (a: number, b: number): string =>
      page(`(first: ${a})`, `friends(first: ${b}) { edges { node { id } } }`);
    expect(limit(two(10, 100))).toBeNull();
    expect(limit(two(100, 100))).toBe('cost');
    expect(limit(two(100, 10))).toBeNull();
  });

  it('is not fooled by variables with the names of what every object has', () => {
    const document = (name: string): string => `query ($${name}: Int) ${page(`(first: $${name})`)}`;
    for (const name of ['constructor', '__proto__', 'toString']) expect(limit(document(name))).toBeNull();
    expect(limit(document('constructor'), { constructor: 100_000 })).toBe('cost');
  });
});

describe('fragments that multiply', () => {
  it('are stopped early, side by side', () => {
    const bomb = repeat(30, (n) => `fragment F${n} on Person { ...F${n + 1} ...F${n + 1} }`);
    const started = process.cpuUsage();
    expect(limit(`{ me { ...F0 } } ${bomb} fragment F30 on Person { id }`)).toBe('breadth');
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });

  it('are stopped early, one below the other', () => {
    const bomb = repeat(9, (n) => `fragment F${n} on Person { ${repeat(20, () => `superior { ...F${n + 1} }`)} }`);
    const started = process.cpuUsage();
    expect(limit(`{ me { ...F0 } } ${bomb} fragment F9 on Person { id }`)).toBe('cost');
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });
});

describe('introspection', () => {
  it('passes as tools ask it', () => {
    expect(limit(getIntrospectionQuery())).toBeNull();
    const everything = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(limit(everything)).toBeNull();
    expect(limit('{ __type(name: "Person") { name fields { name type { name ofType { name } } } } }')).toBeNull();
  });

  it('is not a way around the limits', () => {
    const fields = repeat(8, (n) => `a${n}: fields { ...F }`);
    const inner = repeat(8, (n) => `b${n}: fields { name }`);
    expect(limit(`{ __schema { types { ${fields} } } } fragment F on __Field { type { ${inner} } }`)).toBe('aliases');
    expect(limit(`{ __schema { types { ${'ofType { '.repeat(20)}name${' }'.repeat(20)} } } }`)).toBe('depth');
    expect(limit(`{ __schema { types { ${repeat(LIMITS.breadth + 1, () => 'name')} } } }`)).toBe('breadth');
  });

  it('beside ordinary fields changes nothing for those', () => {
    expect(limit(`{ __typename me { __typename ${nested(LIMITS.depth - 1)} } }`)).toBe('depth');
  });
});
