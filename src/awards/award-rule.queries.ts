import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { RuleCitation } from '../core/payload.js';

/** A rule as it applies: for one award type, or for all that have none of their own of that kind (null). */
export interface AwardRuleRow {
  id: string;
  awardTypeId: string | null;
  kind: string;
  /** What it says, by kind; award-law/domain reads it. */
  args: Record<string, unknown>;
  citation: RuleCitation;
  /** A province's own, for nominations from this unit and those below; null for all. */
  forUnitId?: string | null;
}

// One object a row, as GraphQL gives it on.
const COLUMNS = `r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId",
  jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text,
    'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation`;

/** Connections that read the rules as if a proposal were one, by its id. */
const trials = new WeakMap<Connection, string>();

/**
 * The rules for all in force on a day for these award types, and those for every award: of one award at a time, the latter
 * last. With `kinds` those of these kinds: an award has dozens with their citations, an act on a dossier asks for one or two.
 */
export function rulesOn(
  connection: Connection,
  awardTypeIds: readonly string[],
  day: CivilDate,
  kinds: readonly string[] | null = null,
): Promise<AwardRuleRow[]> {
  return connection.rows(
    `select ${COLUMNS} from rule_in_force r
     where (r.award_type_id = any ($1::uuid[]) or r.award_type_id is null) and r.for_unit_id is null
       and r.stated @> $2::date and r.valid @> $2::date and ($3::text[] is null or r.kind = any ($3))
     order by r.award_type_id nulls last, r.kind, r.code`,
    [awardTypeIds, day, kinds],
  );
}

/**
 * On a connection of onTrial(): of these award types and kinds the rules on one of these days, those of provinces too, as if
 * its proposal were confirmed. Null on any other.
 */
export function rulesOnTrial(
  connection: Connection,
  asked: { awardTypeIds: readonly string[]; days: readonly CivilDate[]; kinds: readonly string[] },
): Promise<AwardRuleRow[]> | null {
  const trial = trials.get(connection);
  if (!trial) return null;
  return connection.rows(
    `select ${COLUMNS} from rules_on_trial($4) r
     where (r.award_type_id = any ($1::uuid[]) or r.award_type_id is null) and r.kind = any ($3)
       and exists (select from unnest($2::date[]) as asked (day)
         where r.stated @> asked.day and r.valid @> asked.day)
     order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid)`,
    [asked.awardTypeIds, asked.days, asked.kinds, trial],
  );
}

/** Of these pairs of a unit and one above it on that day those that are such: whose own rules apply to whom. */
export function unitsUnder(
  connection: Connection,
  unitIds: readonly string[],
  aboveIds: readonly string[],
  day: CivilDate,
): Promise<{ unitId: string; aboveId: string }[]> {
  return connection.rows(
    `select b.unit_id as "unitId", b.above_id as "aboveId" from unit_above b
     where b.unit_id = any ($1::uuid[]) and b.above_id = any ($2::uuid[]) and b.valid @> $3::date`,
    [unitIds, aboveIds, day],
  );
}

/** The same connection, on which rulesOnTrial() answers. Nothing is written. */
export function onTrial(connection: Connection, proposalId: string): Connection {
  const trial: Connection = { rows: (text, values, options) => connection.rows(text, values, options) };
  trials.set(trial, proposalId);
  return trial;
}

/** SQL of what changes with the rules, for a statement that is sent anyway. */
export const RULES_STAMP = `(select r.stamp from award_rule_stamp r)`;

/** The rules in force, of all times and places; null where they are still those of `stamp`. */
export async function rulesSince(
  connection: Connection,
  stamp: string | null,
): Promise<{ stamp: string; rows: AwardRuleRow[] | null }> {
  const [found] = await connection.rows<{ stamp: string; rows: AwardRuleRow[] | null }>(
    `select s.stamp, case when s.stamp is distinct from $1 then (
       select coalesce(json_agg(r), '[]') from (
         select ${COLUMNS} from rule_in_force r
         order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid)) r) end as rows
     from award_rule_stamp s`,
    [stamp],
  );
  if (!found) throw new Error('award_rule_stamp has lost its row');
  return found;
}

/** The rules with these ids, replaced ones too: what a stored route or judgement rests on. */
export function rulesById(connection: Connection, ids: readonly string[]): Promise<AwardRuleRow[]> {
  return connection.rows(`select ${COLUMNS} from award_rule r where r.id = any ($1::uuid[])`, [ids]);
}

/** Who may decide these award types, at any time, the earliest first. */
export function competenceRules(connection: Connection, awardTypeIds: readonly string[]): Promise<AwardRuleRow[]> {
  return connection.rows(
    `select ${COLUMNS} from rule_in_force r
     where r.award_type_id = any ($1::uuid[]) and r.kind = 'COMPETENCE' and r.for_unit_id is null
     order by r.award_type_id, lower(r.valid), r.code`,
    [awardTypeIds],
  );
}
