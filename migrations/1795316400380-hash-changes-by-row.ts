import type { MigrationInterface, QueryRunner } from 'typeorm';

// Migration 240 was changed a day after it had landed. A database that ran it as it was first has no audit_row_written(), which the
// next coverRows() needs; it hashes what is changed and deleted by statement, and covers the salts. Now it is as all others are.
// Where migration 240 ran as it stands nothing changes.
const WRITTEN = `
  create or replace function audit_rows_written() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public set timezone = 'UTC' as $fn$
  begin
    insert into public.audit_row_pending (table_name, row_key, digest)
    select tg_table_name,
      concat_ws(' ', w.row ->> tg_argv[0], w.row ->> tg_argv[1], w.row ->> tg_argv[2], w.row ->> tg_argv[3]),
      sha256(convert_to(tg_table_name || E'\\n' || jsonb_strip_nulls(w.row)::text, 'UTF8'))
    from (select to_jsonb(written.*) as row from written offset 0) w; -- a table may have a column "written"
    return null;
  end $fn$;
  revoke execute on function audit_rows_written() from public;

  create or replace function audit_row_written() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public set timezone = 'UTC' as $fn$
  declare
    written jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  begin
    insert into public.audit_row_pending (table_name, row_key, digest)
    values (tg_table_name, concat_ws(' ', written ->> tg_argv[0], written ->> tg_argv[1], written ->> tg_argv[2], written ->> tg_argv[3]),
      case when tg_op <> 'DELETE' then
        sha256(convert_to(tg_table_name || E'\\n' || jsonb_strip_nulls(written)::text, 'UTF8')) end);
    return null;
  end $fn$;
  revoke execute on function audit_row_written() from public;
`;

// With the same keys: the end of the definition is theirs.
const TRIGGERS = `
  drop trigger if exists audit_rows_insert on audit_salt;
  drop trigger if exists audit_rows_update on audit_salt;
  drop trigger if exists audit_rows_delete on audit_salt;
  do $do$
  declare
    made record;
  begin
    for made in
      select tgname as name, tgrelid::regclass as of, pg_get_triggerdef(oid) as text from pg_trigger
      where tgfoid = 'audit_rows_written()'::regprocedure and tgname in ('audit_rows_update', 'audit_rows_delete')
    loop
      execute format('drop trigger %I on %s', made.name, made.of);
      execute regexp_replace(made.text, 'REFERENCING .* EXECUTE FUNCTION audit_rows_written',
        'FOR EACH ROW EXECUTE FUNCTION audit_row_written');
    end loop;
  end $do$;
`;

export class HashChangesByRow1795316400380 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WRITTEN);
    await runner.query(TRIGGERS);
  }

  /** What was mended stays so: the way back from there is the same for all. */
  async down(): Promise<void> {}
}
