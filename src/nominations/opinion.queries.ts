import type { Body } from '../award-law/domain/step-rules.js';
import type { Connection, Transaction } from '../core/database.js';
import type { CivilDate } from '../core/civil-date.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import { isBelow } from '../units/unit.queries.js';
import type { NominationState } from './domain/workflow.js';
import type { NominationScope } from './nomination-scope.js';
import { READABLE_NOMINATION } from './nomination-scope.js';
import type { Opinion, OpinionStance } from './opinion.entity.js';

/** Neither in nor waived, and asked for on the present route. */
export const OPEN = 'o.settled_by_id is null and not o.voided';
/** True while it can be answered: the body that asks has the nomination before it. */
export const WAITING = `(${OPEN} and n.state = 'RECEIVED' and not n.suspended and n.step = o.step)`;
/**
 * Its time is over, and a confirmed rule says that the asking body goes on then: as nomination_opinions_follow() has it.
 * For the day $n of the caller.
 */
const lapsedOn = (
  day: string,
): string => `coalesce(o.due_on < ${day}::date and (select r.confirmed and r.args ->> 'silence' = 'PROCEED'
  from award_rule r where r.id = o.due_rule_id), false)`;
const COLUMNS = `o.id, o.nomination_id as "nominationId", o.step, o.unit_id as "unitId", o.asked_id as "askedId",
  o.unit_as_id as "unitAsId", o.asked_as_id as "askedAsId", o.rule_id as "ruleId", o.question, o.requested_on as "requestedOn", o.due_on as "dueOn", o.due_rule_id as "dueRuleId",
  ${WAITING} as waiting, o.stance, o.text, o.document_id as "documentId",
  o.recorded, o.waived_reason as "waivedReason", o.settled_by_id as "settledById", o.settled_on as "settledOn", o.voided,
  json_build_object('code', n.code, 'honouree', h.display_name, 'awardType', t.name, 'achievements', n.achievements,
    'achievementFrom', n.achievement_from, 'achievementTo', n.achievement_to, 'proposedById', n.proposed_by_id) as matter`;
const FROM = `nomination_opinion o join nomination n on n.id = o.nomination_id
  join honouree h on h.id = n.honouree_id join award_type t on t.id = n.award_type_id`;
const ASKED = isBelow('o.asked_id');

/** The opinions on nominations that were read by their own policy, the earliest first. */
export function opinionsOf(connection: Connection, nominationIds: readonly string[]): Promise<Opinion[]> {
  return connection.rows(
    `select ${COLUMNS} from ${FROM} where o.nomination_id = any ($1::uuid[]) order by o.nomination_id, o.id`,
    [nominationIds],
  );
}

/** Those of `ids` that the reader may read: as an asked unit, or with the nomination. */
export function opinionsById(
  connection: Connection,
  scope: NominationScope,
  ids: readonly string[],
): Promise<Opinion[]> {
  return connection.rows(
    `select ${COLUMNS} from ${FROM} where o.id = any ($3::uuid[]) and (${ASKED} or ${READABLE_NOMINATION})`,
    [scope.roots, scope.day, ids],
  );
}

interface OpinionQuestion {
  scope: NominationScope;
  /** True: what the reader's units asked for; false: what they were asked. */
  asking: boolean;
  open: boolean | null;
  overdue: boolean | null;
}

// Whoever acts at the body of a step reads its nominations; those above it need not.
const sideOf = ({ asking }: OpinionQuestion): string =>
  asking ? '(o.unit_id = any ($1::uuid[]) and $2::date is not null)' : ASKED;

function waits({ open, overdue }: OpinionQuestion, values: unknown[]): string {
  const clauses: string[] = [];
  if (open !== null) clauses.push(`and (${OPEN}) = $${values.push(open)}::boolean`);
  if (overdue !== null)
    clauses.push(`and coalesce(${WAITING} and o.due_on < $2::date, false) = $${values.push(overdue)}::boolean`);
  return clauses.join(' ');
}

/** A page of what the reader's units were asked, or asked for, the newest first. */
export function opinionPage(
  connection: Connection,
  question: OpinionQuestion & { after: Cursor | null; limit: number },
): Promise<Opinion[]> {
  const values: unknown[] = [question.scope.roots, question.scope.day];
  const where = waits(question, values);
  const keyset = question.after ? `and o.id < $${values.push(question.after[0])}::uuid` : '';
  return connection.rows(
    `select ${COLUMNS} from ${FROM} where ${sideOf(question)} ${where} ${keyset}
     order by o.id desc limit $${values.push(question.limit)}`,
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countOpinions(connection: Connection, question: OpinionQuestion): Promise<number> {
  const values: unknown[] = [question.scope.roots, question.scope.day];
  const where = waits(question, values);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from nomination_opinion o join nomination n on n.id = o.nomination_id
       where ${sideOf(question)} ${where} limit ${COUNT_CAP + 1}) counted`,
    values,
  );
  return row?.count ?? 0;
}

/** An opinion with where its nomination stands. */
export interface LockedOpinion {
  id: string;
  nominationId: string;
  code: string;
  state: NominationState;
  suspended: boolean;
  /** True while the nomination is at the step that has asked. */
  here: boolean;
  step: number;
  unitId: string;
  askedId: string;
  settled: boolean;
  /** True when the account wrote or submitted the nomination. */
  proposed: boolean;
}

/** An opinion that the reader may read, locked with its nomination; null when there is none. */
export async function lockOpinion(
  tx: Transaction,
  scope: NominationScope,
  { id, accountId }: { id: string; accountId: string },
): Promise<LockedOpinion | null> {
  const [row] = await tx.rows<LockedOpinion>(
    `select o.id, n.id as "nominationId", n.code, n.state, n.suspended, n.step = o.step and not o.voided as here, o.step,
       -- Another body may have taken the step over.
       coalesce((select s.unit_id from nomination_step s where s.nomination_id = n.id and s.position = o.step), o.unit_id)
         as "unitId", o.asked_id as "askedId", o.settled_by_id is not null as settled,
       exists (select from nomination_event e where e.nomination_id = n.id and e.account_id = $4
         and e.action in ('CREATE', 'EDIT', 'SUBMIT')) as proposed
     from nomination_opinion o join nomination n on n.id = o.nomination_id
     where o.id = $3 and (${ASKED} or ${READABLE_NOMINATION}) for update of n, o`,
    [scope.roots, scope.day, id, accountId],
  );
  return row ?? null;
}

/** An opinion to ask for. */
export interface NewOpinion {
  nominationId: string;
  step: number;
  unitId: string;
  ruleId: string | null;
  dueOn: CivilDate | null;
  dueRuleId: string | null;
}

/** Asks a unit for its opinion on nominations. */
export async function insertOpinions(
  tx: Transaction,
  accountId: string,
  { askedId, question, opinions }: { askedId: string; question: string; opinions: readonly NewOpinion[] },
): Promise<void> {
  await tx.rows(
    `insert into nomination_opinion (nomination_id, step, unit_id, asked_id, rule_id, question, requested_by_id, requested_on,
       due_on, due_rule_id)
     select "nominationId", step, "unitId", $2, "ruleId", $3, $4, $5, "dueOn", "dueRuleId"
     from jsonb_to_recordset($1::jsonb) as o ("nominationId" uuid, step int, "unitId" uuid, "ruleId" uuid, "dueOn" date,
       "dueRuleId" uuid)`,
    [JSON.stringify(opinions), askedId, question, accountId, tx.today],
  );
}

/** What the unit says. */
export async function writeOpinion(
  tx: Transaction,
  accountId: string,
  opinion: { id: string; stance: OpinionStance; text: string; documentId: string | null; recorded: boolean },
): Promise<void> {
  const { id, stance, text, documentId, recorded } = opinion;
  await tx.rows(
    `update nomination_opinion set stance = $2, text = $3, document_id = $4, recorded = $5, settled_by_id = $6,
       settled_on = $7 where id = $1`,
    [id, stance, text, documentId, recorded, accountId, tx.today],
  );
}

/** Why the body does without it. */
export async function writeWaiver(tx: Transaction, accountId: string, id: string, reason: string): Promise<void> {
  await tx.rows(`update nomination_opinion set waived_reason = $2, settled_by_id = $3, settled_on = $4 where id = $1`, [
    id,
    reason,
    accountId,
    tx.today,
  ]);
}

/**
 * What was asked at the present step of a nomination and is neither in nor waived nor may be done without, with the unit's
 * name of that day.
 */
export function openOpinions(
  connection: Connection,
  nominationId: string,
  day: CivilDate,
): Promise<{ unit: string; ruleId: string | null }[]> {
  return connection.rows(
    `select o.rule_id as "ruleId",
       (select v.name from unit_version v where v.unit_id = o.asked_id
        order by (v.valid @> o.requested_on) desc, lower(v.valid) desc limit 1) as unit
     from nomination_opinion o join nomination n on n.id = o.nomination_id and n.step = o.step
     where o.nomination_id = $1 and ${OPEN} and not ${lapsedOn('$2')} order by o.id`,
    [nominationId, day],
  );
}

/** Which body appraises each nomination, and by which rules (codes) an opinion is in, waived or done without at that step. */
export function consultations(
  connection: Connection,
  nominationIds: readonly string[],
  day: CivilDate,
): Promise<(Body & { nominationId: string; settled: string[] })[]> {
  return connection.rows(
    `select n.id as "nominationId", s.tier, s.line,
       coalesce((select a.tier from unit_version v join area_version a on a.area_id = v.area_id
         where v.unit_id = s.unit_id order by lower(v.valid) desc, lower(a.valid) desc limit 1), s.tier) as "areaTier",
       array(select r.code from nomination_opinion o join award_rule r on r.id = o.rule_id
         where o.nomination_id = n.id and o.step = n.step and not o.voided
           and (o.settled_by_id is not null or ${lapsedOn('$2')})) as settled
     from nomination n join nomination_step s on s.nomination_id = n.id and s.position = n.step and not s.external
     where n.id = any ($1::uuid[]) and n.state in ('RECEIVED', 'APPRAISED', 'ENDORSED')`,
    [nominationIds, day],
  );
}
