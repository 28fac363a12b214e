import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import { UNITS_BELOW } from '../units/unit.queries.js';
import type { Appraisal, MissingItem, Nomination, NominationEvent, RouteStep } from './nomination.entity.js';
import { READABLE_NOMINATION, type NominationScope } from './nomination-scope.js';

/** Every column that a Nomination has, of `n`. */
export const NOMINATION_COLUMNS = `n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId",
  n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById",
  n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements,
  n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId",
  n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart,
  n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"`;

/** What is asked for; null members do not restrict. */
export interface NominationConditions {
  states: readonly string[] | null;
  atUnitId: string | null;
  proposedById: string | null;
  campaignId: string | null;
  awardTypeCode: string | null;
  honoureeId: string | null;
  overdue: boolean | null;
}

/** A nomination whose clock has run out; $2 is the day. */
export const OVERDUE = `(n.due_on is not null and n.due_on < $2::date and not n.suspended)`;

function conditionsOf(conditions: NominationConditions, values: unknown[]): string {
  const clauses: string[] = [];
  const add = (clause: (parameter: string) => string, value: unknown): void => {
    if (value !== null) clauses.push(`and ${clause(`$${values.push(value)}`)}`);
  };
  add((p) => `n.state = any (${p}::text[])`, conditions.states);
  add((p) => `n.lies_with_id = ${p}::uuid`, conditions.atUnitId);
  add((p) => `n.proposed_by_id = ${p}::uuid`, conditions.proposedById);
  add((p) => `n.campaign_id = ${p}::uuid`, conditions.campaignId);
  add((p) => `n.award_type_id = (select id from award_type where code = ${p})`, conditions.awardTypeCode);
  add((p) => `n.honouree_id = ${p}::uuid`, conditions.honoureeId);
  add((p) => `${OVERDUE} = ${p}::boolean`, conditions.overdue);
  return clauses.join(' ');
}

export interface NominationQuestion {
  scope: NominationScope;
  conditions: NominationConditions;
  after: Cursor | null;
  limit: number;
}

// Found from two sides, each by its own index: what a unit of the reader's subtree proposed, and what has one of the
// reader's units on its route. The policy is asked once more of each row, so that this only chooses the way.
const PROPOSED_BELOW = `select newest.id from unnest(${UNITS_BELOW}) unit cross join lateral (
  select n.id from nomination n where n.proposed_by_id = unit $where order by n.id desc $limit) newest`;
const ON_ROUTE = `select newest.id from unnest($1::uuid[]) unit cross join lateral (
  select n.id from nomination_step s join nomination n on n.id = s.nomination_id
  where s.unit_id = unit $where order by s.nomination_id desc $limit) newest`;
/** Among so many of the newest rows a reader of much finds a page. */
const NEWEST = 500;

/** A page of nominations, the newest first. */
export async function nominationPage(connection: Connection, question: NominationQuestion): Promise<Nomination[]> {
  const { scope, conditions, after, limit } = question;
  const values: unknown[] = [scope.roots, scope.day];
  const keyset = after ? `and n.id < $${values.push(after[0])}::uuid` : '';
  const where = `${conditionsOf(conditions, values)} ${keyset}`;
  const last = `limit $${values.push(limit)}`;
  const newest = await connection.rows<Nomination>(
    `select ${NOMINATION_COLUMNS}
     from (select * from nomination n where true ${where} order by n.id desc limit ${NEWEST}) n
     where ${READABLE_NOMINATION} order by n.id desc ${last}`,
    values,
  );
  if (newest.length === limit) return newest;
  const side = (text: string): string => text.replace('$where', where).replace('$limit', last);
  return connection.rows(
    `select ${NOMINATION_COLUMNS} from nomination n
     where n.id in (${side(PROPOSED_BELOW)} union ${side(ON_ROUTE)}) and ${READABLE_NOMINATION}
     order by n.id desc ${last}`,
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countNominations(
  connection: Connection,
  { scope, conditions }: Pick<NominationQuestion, 'scope' | 'conditions'>,
): Promise<number> {
  const values: unknown[] = [scope.roots, scope.day];
  const where = conditionsOf(conditions, values);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from nomination n where ${READABLE_NOMINATION} ${where} limit ${COUNT_CAP + 1}) counted`,
    values,
  );
  return row?.count ?? 0;
}

/** Those of `ids` that the reader may read. */
export function nominationsById(
  connection: Connection,
  scope: NominationScope,
  ids: readonly string[],
): Promise<Nomination[]> {
  return connection.rows(
    `select ${NOMINATION_COLUMNS} from nomination n where n.id = any ($3::uuid[]) and ${READABLE_NOMINATION}`,
    [scope.roots, scope.day, ids],
  );
}

/** Those of `ids`, whoever asks: for what stands on a paper that the reader was allowed to see. */
export function anyNominationsById(connection: Connection, ids: readonly string[]): Promise<Nomination[]> {
  return connection.rows(`select ${NOMINATION_COLUMNS} from nomination n where n.id = any ($1::uuid[])`, [ids]);
}

/** What waits for an account at a unit: nominations in that state, at such a step. Null: whatever the step. */
export interface Duty {
  unitId: string;
  state: string;
  council: 'REQUIRED' | 'NONE' | null;
  decides: boolean | null;
  external: boolean;
}

const DUTIES = `jsonb_to_recordset($1::jsonb) as d ("unitId" uuid, state text, council text, decides boolean, external boolean)`;
const WAITS = `not n.suspended and exists (
  select from ${DUTIES} left join nomination_step s on s.nomination_id = n.id and s.position = n.step
  where d."unitId" = n.lies_with_id and d.state = n.state
    and (n.state in ('DRAFT', 'RETURNED')
      or (s.external = d.external and s.council = coalesce(d.council, s.council) and s.decides = coalesce(d.decides, s.decides))))`;
/** What has no due day comes last. */
const DUE = `coalesce(n.due_on, 'infinity'::date)`;

/** What lies with the units and waits for one of the duties, what is due first (then the oldest) first. */
export function inboxPage(
  connection: Connection,
  { duties, after, limit }: { duties: readonly Duty[]; after: Cursor | null; limit: number },
): Promise<Nomination[]> {
  return connection.rows(
    `select ${NOMINATION_COLUMNS}
     from (select distinct d."unitId" from ${DUTIES}) own cross join lateral (
       select n.* from nomination n
       where n.lies_with_id = own."unitId" and ${WAITS}
         and ($2::date is null or (${DUE}, n.id) > ($2::date, $3::uuid))
       order by ${DUE}, n.id limit $4) n
     order by ${DUE}, n.id limit $4`,
    [JSON.stringify(duties), after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countInbox(connection: Connection, duties: readonly Duty[]): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (
       select from nomination n
       where n.lies_with_id = any (array(select d."unitId" from ${DUTIES})) and ${WAITS} limit ${COUNT_CAP + 1}) counted`,
    [JSON.stringify(duties)],
  );
  return row?.count ?? 0;
}

/** The routes of nominations, each from its first step. */
export function stepsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(RouteStep & { nominationId: string })[]> {
  return connection.rows(
    `select s.nomination_id as "nominationId", s.position, s.unit_id as "unitId", s.tier, s.line, s.decides, s.external,
       s.council, s.posting, s.entered_at as "enteredAt", s.received_on as "receivedOn", s.due_on as "dueOn",
       s.left_at as "leftAt", s.outcome, s.rule_ids as "ruleIds"
     from nomination_step s where s.nomination_id = any ($1::uuid[]) order by s.nomination_id, s.position`,
    [ids],
  );
}

/** Who wrote or submitted each nomination, and who received, appraised or endorsed it (as the head) at which step. */
export function personsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<{ nominationId: string; accountId: string; action: string; step: number }[]> {
  return connection.rows(
    `select distinct e.nomination_id as "nominationId", e.account_id as "accountId", e.action, e.step
     from nomination_event e
     where e.nomination_id = any ($1::uuid[]) and e.account_id is not null
       and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')`,
    [ids],
  );
}

/** What happened to nominations, each from its first event. */
export function eventsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(NominationEvent & { nominationId: string })[]> {
  return connection.rows(
    `select e.nomination_id as "nominationId", e.at, e.action, e.from_state as "from", e.to_state as "to", e.step,
       e.acting_unit_id as "actingUnitId", e.account_id as "accountId", e.by_job as "byJob", e.reason
     from nomination_event e where e.nomination_id = any ($1::uuid[]) order by e.nomination_id, e.version`,
    [ids],
  );
}

/** What the last return of each nomination asked for. */
export function missingItemsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(MissingItem & { nominationId: string })[]> {
  return connection.rows(
    `select m.nomination_id as "nominationId", m.id, m.item, m.answer, m.answered_by_document_id as "answeredByDocumentId"
     from nomination_missing_item m where m.nomination_id = any ($1::uuid[]) order by m.nomination_id, m.version, m.position`,
    [ids],
  );
}

/** How bodies have appraised nominations, the earliest first. */
export function appraisalsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(Appraisal & { nominationId: string; eligibility: unknown })[]> {
  return connection.rows(
    `select a.nomination_id as "nominationId", a.step, a.at, a.opinion, a.favourable, a.unit_id as "unitId",
       a.account_id as "accountId", a.eligibility
     from nomination_appraisal a where a.nomination_id = any ($1::uuid[]) order by a.nomination_id, a.version`,
    [ids],
  );
}

/** The documents of nominations: id and as what each was attached, the earliest first. */
export function attachmentsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<{ nominationId: string; documentId: string; kind: string }[]> {
  return connection.rows(
    `select d.nomination_id as "nominationId", d.document_id as "documentId", d.kind
     from nomination_document d where d.nomination_id = any ($1::uuid[]) order by d.nomination_id, d.attached_at, d.document_id`,
    [ids],
  );
}
