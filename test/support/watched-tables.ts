import { query, sharedConnection } from './shared-connection.js';

/** What refusals write to; that is looked at by itself. */
const WRITTEN_BY_REFUSALS = [
  'audit',
  'audit_pending',
  'audit_seal',
  'audit_head',
  'anonymous_refusal',
  'sign_in_attempt',
];

/** What the service's own jobs may do meanwhile does not count: to forget sessions that are over, to run by the clock. */
const ONLY: Record<string, string> = {
  session: 'expires_at > now()',
  'graphile_worker._private_jobs': `payload -> '_cron' is null`,
};

// It writes down the table of each statement that changed a row, with the rights of whoever made it: the superuser.
const WATCH = `
  create schema watched;
  create unlogged table watched.change (id bigserial, table_name text not null);
  create function watched.note() returns trigger language plpgsql security definer set search_path = pg_catalog as $fn$
  declare counts boolean;
  begin
    execute format('select exists (select from changed where %s)', coalesce(tg_argv[0], 'true')) into counts;
    if counts then insert into watched.change (table_name) values (tg_relid::regclass::text); end if;
    return null;
  end $fn$;
  create function watched.note_truncation() returns trigger language plpgsql security definer set search_path = pg_catalog as $fn$
  begin
    insert into watched.change (table_name) values (tg_relid::regclass::text);
    return null;
  end $fn$;`;

function triggersOf(table: string): string {
  const condition = ONLY[table] ? `'${ONLY[table].replaceAll("'", "''")}'` : '';
  const on = (act: string, rows: string) =>
    `create trigger watched_${act} after ${act} on ${table} referencing ${rows} table as changed
       for each statement execute function watched.note(${condition});`;
  return `${on('insert', 'new')} ${on('update', 'new')} ${on('delete', 'old')}
    create trigger watched_truncate after truncate on ${table} for each statement execute function watched.note_truncation();`;
}

async function watchedTables(): Promise<string[]> {
  const found = await query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> all ($1)
        or c.oid = to_regclass('graphile_worker._private_jobs') order by 1`,
    [WRITTEN_BY_REFUSALS],
  );
  return found.map(({ name }) => name);
}

/**
 * Has the database of this file (its own: useOwnServer()) write down which tables change. To count all rows before and
 * after each call took half of the time.
 */
export function watchTables(): void {
  beforeAll(async () => {
    await query(`${WATCH} ${(await watchedTables()).map(triggersOf).join('\n')}`);
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
