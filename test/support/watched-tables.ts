import { query, sharedConnection } from './shared-connection.js';
import { guardedTables, type GuardedTable } from './tables.js';

// It writes down the table of each statement that changed a row, with the rights of whoever made it: the superuser.
const WATCH = `
  create schema watched;
  create unlogged table watched.change (id bigserial primary key, table_name text not null);
  create function watched.note() returns trigger language plpgsql security definer set search_path = pg_catalog as $fn$
  declare counts boolean := exists (select from changed);
  begin
    -- Planned anew each time: for the few of which not every row counts.
    if counts and tg_nargs > 0 then execute format('select exists (select from changed where %s)', tg_argv[0]) into counts; end if;
    if counts then insert into watched.change (table_name) values (tg_relid::regclass::text); end if;
    return null;
  end $fn$;
  create function watched.note_truncation() returns trigger language plpgsql security definer set search_path = pg_catalog as $fn$
  begin
    insert into watched.change (table_name) values (tg_relid::regclass::text);
    return null;
  end $fn$;`;

function triggersOf({ name, counts }: GuardedTable): string {
  const condition = counts === 'true' ? '' : `'${counts.replaceAll("'", "''")}'`;
  const on = (act: string, rows: string) =>
    `create trigger watched_${act} after ${act} on ${name} referencing ${rows} table as changed
       for each statement execute function watched.note(${condition});`;
  return `${on('insert', 'new')} ${on('update', 'new')} ${on('delete', 'old')}
    create trigger watched_truncate after truncate on ${name} for each statement execute function watched.note_truncation();`;
}

/**
 * Has the database of this file (its own: useOwnServer()) write down which tables change. To count all rows before and
 * after each call took half of the time.
 */
export function watchTables(): void {
  beforeAll(async () => {
    await query(`${WATCH} ${(await guardedTables()).map(triggersOf).join('\n')}`);
  });
}

const LAST_CHANGE = 'select coalesce(max(id), 0)::int as last from watched.change';

/** A moment, to ask later what changed since. */
export async function lastChange(): Promise<number> {
  const client = await sharedConnection('postgres');
  const { rows } = await client.query<{ last: number }>({ name: 'last-change', text: LAST_CHANGE });
  return rows[0]!.last;
}

/** The tables in which rows were inserted, updated or deleted since; only what was committed is seen. */
export async function changedSince(moment: number): Promise<string[]> {
  const client = await sharedConnection('postgres');
  const text = 'select distinct table_name as name from watched.change where id > $1 order by 1';
  const { rows } = await client.query<{ name: string }>({ name: 'changed-since', text, values: [moment] });
  return rows.map(({ name }) => name);
}
