import type { Connection, Transaction } from '../core/database.js';
import type { LawLoadPlan, LoadedRule, TypeRow } from './domain/law-load-plan.js';

/** One load at a time: two would add each row twice. */
export async function lockLawLoad(tx: Transaction): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(7019311)`);
}

/** Every award type that is in the database. */
export function loadedTypes(connection: Connection): Promise<TypeRow[]> {
  return connection.rows(
    `select code, name, decided_at as "decidedAt", line, subject_kinds as "subjectKinds",
       is_commendation as "isCommendation", lower(valid) as "from", upper(valid) - 1 as "to", source
     from award_type`,
  );
}

/** Every rule that was loaded and that no other has replaced; what administrators agreed on here is not the product's. */
export function loadedRules(connection: Connection): Promise<LoadedRule[]> {
  return connection.rows(
    `select r.id, t.code as award, r.kind, r.code, r.args, r.article, r.document, r.text, lower(r.valid) as "from",
       upper(r.valid) - 1 as "to", r.confirmed, r.source
     from award_rule r left join award_type t on t.id = r.award_type_id
     where r.confirmed_at is null and not exists (select from award_rule newer where newer.replaces_id = r.id)`,
  );
}

/** Adds award types. */
export async function insertTypes(tx: Transaction, types: LawLoadPlan['newTypes']): Promise<void> {
  await tx.rows(
    `insert into award_type (code, name, decided_at, line, subject_kinds, is_commendation, valid, source)
     select code, name, "decidedAt", line, "subjectKinds", "isCommendation", daterange("from", "to", '[]'), source
     from jsonb_to_recordset($1::jsonb) as t (code text, name text, "decidedAt" text, line text, "subjectKinds" text[],
       "isCommendation" boolean, "from" date, "to" date, source text)`,
    [JSON.stringify(types)],
  );
}

/** Ends award types that had no end. */
export async function endTypes(tx: Transaction, endings: LawLoadPlan['endings']): Promise<void> {
  await tx.rows(
    `update award_type t set valid = daterange(lower(t.valid), e."to", '[]')
     from jsonb_to_recordset($1::jsonb) as e (code text, "to" date)
     where t.code = e.code and upper_inf(t.valid)`,
    [JSON.stringify(endings)],
  );
}

/** Adds rules, with the rows that they replace. */
export async function insertRules(tx: Transaction, rules: LawLoadPlan['newRules']): Promise<void> {
  await tx.rows(
    `insert into award_rule
       (award_type_id, kind, code, args, article, document, text, valid, confirmed, source, replaces_id)
     select t.id, r.kind, r.code, r.args, r.article, r.document, r.text, daterange(r."from", r."to", '[]'), r.confirmed,
       r.source, r."replacesId"
     from jsonb_to_recordset($1::jsonb) as r (award text, kind text, code text, args jsonb, article text, document text,
       text text, "from" date, "to" date, confirmed boolean, source text, "replacesId" uuid)
     left join award_type t on t.code = r.award`,
    [JSON.stringify(rules)],
  );
}
