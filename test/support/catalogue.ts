import { connected } from './database.js';

// What an extension brought is the extension's; what belongs to PostgreSQL is not asked for.
const OURS = (catalogue: string, oid: string): string => `not exists (
  select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
const PUBLIC = `'public'::regnamespace`;
const RIGHTS = (rights: string): string =>
  `coalesce((select string_agg(r::text, ' ' order by r::text) from unnest(${rights}) r), 'default')`;

/** Everything that migrations make, a line each: kind, name, definition. */
const PARTS = [
  `select 'schema', n.nspname::text, format('owner %s, rights %s', n.nspowner::regrole, ${RIGHTS('n.nspacl')})
   from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
  `select 'extension', e.extname::text, format('%s in %s', e.extversion, e.extnamespace::regnamespace) from pg_extension e`,
  `select 'relation', c.relname::text, format('kind %s, persistence %s, owner %s, rights %s, row security %s, options %s',
     c.relkind, c.relpersistence, c.relowner::regrole, ${RIGHTS('c.relacl')}, c.relrowsecurity, c.reloptions)
   from pg_class c where c.relnamespace = ${PUBLIC} and ${OURS('pg_class', 'c.oid')}`,
  `select 'view', c.relname::text, pg_get_viewdef(c.oid)
   from pg_class c where c.relnamespace = ${PUBLIC} and c.relkind in ('v', 'm') and ${OURS('pg_class', 'c.oid')}`,
  `select 'column', format('%s.%s', c.relname, a.attname), format(
     '%s, place %s, not null %s, default %s, identity "%s", generated "%s", collation %s, rights %s',
     format_type(a.atttypid, a.atttypmod), a.attnum, a.attnotnull, coalesce(pg_get_expr(d.adbin, d.adrelid), 'none'),
     a.attidentity, a.attgenerated, coalesce(a.attcollation::regcollation::text, 'none'), ${RIGHTS('a.attacl')})
   from pg_attribute a join pg_class c on c.oid = a.attrelid
   left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where c.relnamespace = ${PUBLIC} and c.relkind in ('r', 'p', 'v', 'm', 'c') and a.attnum > 0 and ${OURS('pg_class', 'c.oid')}`,
  `select 'constraint', format('%s.%s', c.conrelid::regclass, c.conname),
     format('%s, valid %s, enforced %s', pg_get_constraintdef(c.oid), c.convalidated, c.conenforced)
   from pg_constraint c where c.connamespace = ${PUBLIC}`,
  `select 'index', i.indexrelid::regclass::text, format('%s, valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid)
   from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = ${PUBLIC}`,
  `select 'trigger', format('%s.%s', t.tgrelid::regclass, t.tgname), format('%s, enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
   from pg_trigger t where not t.tgisinternal`,
  `select 'event trigger', e.evtname::text, format('%s %s %s', e.evtevent, e.evtfoid::regproc, e.evtenabled) from pg_event_trigger e`,
  `select 'rule', format('%s.%s', r.ev_class::regclass, r.rulename), pg_get_ruledef(r.oid)
   from pg_rewrite r join pg_class c on c.oid = r.ev_class where c.relnamespace = ${PUBLIC} and ${OURS('pg_class', 'c.oid')}`,
  `select 'policy', format('%s.%s', p.tablename, p.policyname), format('%s %s %s %s', p.cmd, p.roles, p.qual, p.with_check) from pg_policies p`,
  `select 'function', p.oid::regprocedure::text, format('%s, owner %s, rights %s', pg_get_functiondef(p.oid), p.proowner::regrole, ${RIGHTS('p.proacl')})
   from pg_proc p where p.pronamespace = ${PUBLIC} and p.prokind in ('f', 'p') and ${OURS('pg_proc', 'p.oid')}`,
  `select 'type', t.typname::text, format('%s, base %s, values %s, rights %s', t.typtype, format_type(t.typbasetype, t.typtypmod),
     (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), ${RIGHTS('t.typacl')})
   from pg_type t left join pg_class c on c.oid = t.typrelid
   where t.typnamespace = ${PUBLIC} and t.typelem = 0 and coalesce(c.relkind, 'c') = 'c' and ${OURS('pg_type', 't.oid')}`,
  `select 'sequence', s.seqrelid::regclass::text, format('%s from %s by %s, %s to %s, cache %s, cycle %s',
     s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
   from pg_sequence s join pg_class c on c.oid = s.seqrelid where c.relnamespace = ${PUBLIC}`,
  `select 'default rights', format('%s %s', a.defaclrole::regrole, a.defaclobjtype), ${RIGHTS('a.defaclacl')} from pg_default_acl a`,
  `select 'comment', format('%s %s', i.type, i.identity), d.description
   from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
   where i.schema = 'public' and not exists (
     select from pg_depend e where e.classid = d.classoid and e.objid = d.objoid and e.deptype = 'e')`,
  `select 'database', 'rights', ${RIGHTS('d.datacl')} from pg_database d where d.datname = current_database()`,
  `select 'setting', coalesce(nullif(s.setrole, 0)::regrole::text, 'all'), s.setconfig::text
   from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase and d.datname = current_database()`,
];

/** The catalogue of a database as text, a line an object, always in the same order. */
export async function catalogue(database: string): Promise<string[]> {
  const parts = PARTS.map((part) => `select * from (${part}) as part (kind, name, definition)`);
  const text = `select * from (${parts.join(' union all ')}) as everything order by kind collate "C", name collate "C", definition collate "C"`;
  const { rows } = await connected('postgres', (client) => client.query<Record<string, string>>(text), database);
  return rows.map(({ kind, name, definition }) => `${kind} ${name}: ${definition?.replaceAll(/\s+/g, ' ')}`);
}
