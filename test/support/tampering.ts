import type pg from 'pg';

/**
 * The client inside a transaction of the test's own: a verification's `begin`, its settings of a new transaction and its `commit` find
 * one open that has written already, and nothing of it stays.
 */
export function inOpenTransaction(client: pg.Client): pg.Client {
  return new Proxy(client, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (name !== 'query') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return (text: unknown, ...more: unknown[]): unknown =>
        typeof text === 'string' && /^(begin|commit)/.test(text)
          ? Promise.resolve()
          : (target.query as (...all: unknown[]) => unknown).call(target, text, ...more);
    },
  });
}

/** A column of a table. */
export interface Column {
  table: string;
  name: string;
  type: string;
  nullable: boolean;
  /** What it is worked out by; null where it may be written. */
  made: string | null;
}

/** All of these tables, in their order. */
export async function columnsOf(client: pg.Client, tables: readonly string[]): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select attrelid::regclass::text as table, attname as name, atttypid::regtype::text as type, not attnotnull as nullable,
       case when attgenerated <> '' then pg_get_expr(adbin, adrelid) end as made
     from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid::regclass::text = any ($1) and attnum > 0 and not attisdropped
     order by attrelid, attnum`,
    [tables],
  );
  return rows;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const uuid = (text: string): string => `md5(${literal(text)})::uuid`;

const VALUES: Readonly<Record<string, (column: string, n: number) => string>> = {
  uuid: (column, n) => uuid(`${column} ${n}`),
  'uuid[]': (column, n) => `array[${uuid(`${column} ${n}`)}]`,
  text: (column, n) => literal(`${column} ${n}`),
  'text[]': (column, n) => `array[${literal(`${column} ${n}`)}]`,
  smallint: (_, n) => `${100 + n}::smallint`,
  integer: (_, n) => `${100 + n}`,
  bigint: (_, n) => `${100 + n}::bigint`,
  numeric: (_, n) => `${100 + n}.50`,
  boolean: (_, n) => `${n % 2 === 0}`,
  date: (_, n) => `date '2026-01-01' + ${n}`,
  'timestamp with time zone': (_, n) => `timestamptz '2026-01-01 00:00:00+00' + ${n} * interval '1 ms'`,
  xid8: (_, n) => `'${100 + n}'::xid8`,
  daterange: (_, n) => `daterange('2026-01-01', date '2026-12-01' + ${n})`,
  jsonb: (_, n) => `jsonb_build_object('n', jsonb_build_object('of', ${n}))`,
  bytea: (_, n) => `sha256('${n}')`,
};

/** SQL of the value of a column in the row of that number: another for each number, of booleans for its neighbours. */
export function valueOf({ table, name, type }: Column, n: number): string {
  const make = VALUES[type];
  if (!make) throw new Error(`${table}.${name}: how is another value of the type ${type} made?`);
  return make(name, n);
}

/** SQL that inserts the row of that number. */
export function insertOf(table: string, columns: readonly Column[], n: number): string {
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  return `insert into ${table} (${names}) overriding system value values (${columns.map((column) => valueOf(column, n)).join(', ')})`;
}

/** SQL of the key of the row of that number, as it is told to people. */
export function keyOf(key: readonly string[], columns: readonly Column[], n: number): string {
  const values = columns
    .filter(({ made }) => made === null)
    .map((column) => `${valueOf(column, n)} as "${column.name}"`);
  const parts = key.map((name) => columns.find((column) => column.name === name)?.made ?? `"${name}"`);
  return `(select concat_ws(' ', ${parts.join(', ')}) from (select ${values.join(', ')}) v)`;
}
