import { readdir } from 'node:fs/promises';
import { catalogue } from '../support/catalogue.js';
import { connected, rows } from '../support/database.js';
import { runNode } from '../support/programs.js';
import { projectPath } from '../support/schema.js';

const PROGRAM = projectPath('test/support/migrations.process.mjs');
const database = `migrations_${process.env['JEST_WORKER_ID']}`;

/** Does these acts one after the other, in a process of their own. */
async function run(...acts: ('create' | 'up' | 'down' | 'drop')[]): Promise<string> {
  const { code, output, errors } = await runNode([PROGRAM, database, ...acts]);
  expect({ acts, code, errors }).toEqual({ acts, code: 0, errors: '' });
  return output;
}

/** What TypeORM keeps for itself, which outlives every migration. */
const ofTypeorm = (line: string): boolean =>
  /^(relation|column|constraint|sequence) (migration\b|migration_id_seq:)|^(relation|index) "?PK_[0-9a-f]{27}"?:/.test(
    line,
  );

/** As migration 240 was in commit fb3d04c4: all hashed by statement, the salts, too. */
const AS_IT_WAS = `
  create or replace function audit_rows_written() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public set timezone = 'UTC' as $fn$
  begin
    insert into public.audit_row_pending (table_name, row_key, digest)
    select tg_table_name,
      concat_ws(' ', w.row ->> tg_argv[0], w.row ->> tg_argv[1], w.row ->> tg_argv[2], w.row ->> tg_argv[3]),
      case when tg_op <> 'DELETE' then
        sha256(convert_to(tg_table_name || E'\\n' || jsonb_strip_nulls(w.row)::text, 'UTF8')) end
    from (select to_jsonb(written.*) as row from written offset 0) w; -- a table may have a column "written"
    return null;
  end $fn$;
  do $do$
  declare
    covered record;
    act text;
  begin
    for covered in
      select tgrelid::regclass::text as of, substring(pg_get_triggerdef(oid) from '\\(.*\\)$') as key from pg_trigger
      where tgname = 'audit_rows_insert' union all select 'audit_salt', '(''audit_id'')'
    loop
      foreach act in array array['insert', 'update', 'delete'] loop
        execute format('drop trigger if exists audit_rows_%s on %s', act, covered.of);
        execute format('create trigger audit_rows_%s after %s on %s referencing %s table as written for each statement execute function audit_rows_written%s',
          act, act, covered.of, case act when 'delete' then 'old' else 'new' end, covered.key);
      end loop;
    end loop;
  end $do$;
  drop function audit_row_written();
  delete from migration where name like 'HashChangesByRow%';
`;

afterAll(() => run('drop'));

describe('the migrations', () => {
  it('make the same database after up, down to zero and up again, and leave nothing behind at zero', async () => {
    await run('drop', 'create');
    const empty = await catalogue(database);
    await run('up');
    const first = await catalogue(database);
    await run('down');
    const zero = await catalogue(database);
    await run('up');
    expect(await catalogue(database)).toEqual(first);

    expect(zero.filter((line) => !ofTypeorm(line))).toEqual(empty);
    // The comparison sees what it should: of each kind that we make there is something.
    const kinds = new Set(first.map((line) => /^\w+( rights| trigger)?/.exec(line)?.[0]));
    const made = [
      'column',
      'comment',
      'constraint',
      'extension',
      'function',
      'index',
      'relation',
      'sequence',
      'trigger',
    ];
    expect(made.filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(first.length - empty.length).toBeGreaterThan(150);
    expect(first).toContain(
      'index honouree_name: CREATE INDEX honouree_name ON public.honouree USING gin (name_syllables), valid t',
    );
  });

  it('make it of one that was migrated before migration 240 was changed, too', async () => {
    const asItIs = await catalogue(database);
    await connected('so_vang_owner', (client) => client.query(AS_IT_WAS), database);
    const differs = (await catalogue(database)).filter((line) => !asItIs.includes(line));
    expect(differs.map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining([
        'function audit_rows_written()',
        'trigger award.audit_rows_update',
        'trigger audit_salt.audit_rows_delete',
      ]),
    );
    expect(JSON.parse(await run('up'))).toEqual(['HashChangesByRow1795316400380']);
    expect(await catalogue(database)).toEqual(asItIs);
  });

  it('are the ones in the template that every test runs on', async () => {
    const [{ names }] = (await rows<{ names: string[] }>(
      `select array_agg(name order by id) as names from migration`,
    )) as [{ names: string[] }];
    const files = (await readdir(projectPath('migrations'))).filter((file) => /^\d+-.*\.ts$/.test(file)).sort();
    expect(names.map((name) => name.slice(-13))).toEqual(files.map((file) => file.slice(0, 13)));
  });

  it('are run by one of three processes that come at once, and no one fails', async () => {
    await run('drop', 'create');
    const outputs = await Promise.all([run('up'), run('up'), run('up')]);
    const done = outputs.map((output) => JSON.parse(output) as string[]).sort((a, b) => b.length - a.length);
    const files = (await readdir(projectPath('migrations'))).filter((file) => /^\d+-.*\.ts$/.test(file));
    // Ours, and the schema of the background jobs behind them.
    expect(done.map((names) => names.length)).toEqual([files.length + 1, 0, 0]);
    expect(done[0]?.at(-1)).toMatch(/^graphile-worker-\d+$/);
  });
});
