import { COVERED_TABLES, OTHER_TABLES } from '../../src/audit/covered-tables.js';
import { rows } from '../support/database.js';

describe('the tables that the audit covers', () => {
  it('are, with those that it need not cover and why, all that there are', async () => {
    const tables = await rows<{ name: string }>(
      `select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
    );
    const named = [...Object.keys(COVERED_TABLES), ...Object.keys(OTHER_TABLES)].sort();
    expect(tables.map(({ name }) => name).sort()).toEqual(named);
    expect(Object.keys(OTHER_TABLES).filter((name) => !OTHER_TABLES[name])).toEqual([]);
  });

  it('leave a hash of whatever is done to a row, under its primary key', async () => {
    const triggers = await rows<{ name: string; acts: string; args: string }>(
      `select t.tgrelid::regclass::text as name, string_agg(distinct t.tgname || ' ' || t.tgenabled::text, ', ') as acts,
         min(replace(encode(t.tgargs, 'escape'), '\\000', ' ')) as args
       from pg_trigger t where t.tgfoid in ('audit_rows_written()'::regprocedure, 'audit_row_written()'::regprocedure) group by 1 order by 1`,
    );
    const all = 'audit_rows_delete O, audit_rows_insert O, audit_rows_update O';
    expect(triggers).toEqual(
      Object.entries(COVERED_TABLES).map(([name, key]) => ({ name, acts: all, args: `${key.join(' ')} ` })),
    );
    const keys = await rows<{ name: string; key: string }>(
      `select i.indrelid::regclass::text as name, string_agg(a.attname, ' ' order by array_position(i.indkey::int[], a.attnum::int)) as key
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
       where i.indisprimary and i.indrelid::regclass::text = any ($1) group by 1 order by 1`,
      [Object.keys(COVERED_TABLES)],
    );
    expect(keys).toEqual(Object.entries(COVERED_TABLES).map(([name, key]) => ({ name, key: key.join(' ') })));
  });

  it('hold no key that the application may change: the row under the old one would be missed', async () => {
    const changeable = await rows<{ place: string }>(
      `select c.table_name || '.' || c.column_name as place from jsonb_each($1::jsonb) t
         cross join jsonb_array_elements_text(t.value) k
         join information_schema.columns c on c.table_schema = 'public' and c.table_name = t.key and c.column_name = k
       where has_column_privilege('so_vang_app', c.table_name::regclass, c.column_name, 'UPDATE') order by 1`,
      [JSON.stringify(COVERED_TABLES)],
    );
    // Their ids are the table's own right to update; no statement of the service changes one.
    expect(changeable.map(({ place }) => place)).toEqual([
      'certificate_book.unit_id',
      'certificate_book.year',
      'decision.id',
      'decision_line.nomination_id',
    ]);
  });
});
