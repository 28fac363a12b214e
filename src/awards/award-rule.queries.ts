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
}

// One object a row, as GraphQL gives it on.
const COLUMNS = `r.id, r.award_type_id as "awardTypeId", r.kind, r.args,
  jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text,
    'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation`;
const LIVING = `not exists (select from award_rule newer where newer.replaces_id = r.id)`;

/**
 * The rules in force on a day for these award types, and those for all: of one award at a time, the latter last. With
 * `kinds` those of these kinds: an award has dozens with their citations, an act on a dossier asks for one or two.
 */
export function rulesOn(
  connection: Connection,
  awardTypeIds: readonly string[],
  day: CivilDate,
  kinds: readonly string[] | null = null,
): Promise<AwardRuleRow[]> {
  return connection.rows(
    `select ${COLUMNS} from award_rule r
     where (r.award_type_id = any ($1::uuid[]) or r.award_type_id is null) and r.valid @> $2::date and ${LIVING}
       and ($3::text[] is null or r.kind = any ($3))
     order by r.award_type_id nulls last, r.kind, r.code`,
    [awardTypeIds, day, kinds],
  );
}

/** The rules with these ids, replaced ones too: what a stored route or judgement rests on. */
export function rulesById(connection: Connection, ids: readonly string[]): Promise<AwardRuleRow[]> {
  return connection.rows(`select ${COLUMNS} from award_rule r where r.id = any ($1::uuid[])`, [ids]);
}

/** Who may decide these award types, at any time, the earliest first. */
export function competenceRules(connection: Connection, awardTypeIds: readonly string[]): Promise<AwardRuleRow[]> {
  return connection.rows(
    `select ${COLUMNS} from award_rule r
     where r.award_type_id = any ($1::uuid[]) and r.kind = 'COMPETENCE' and ${LIVING}
     order by r.award_type_id, lower(r.valid), r.code`,
    [awardTypeIds],
  );
}
