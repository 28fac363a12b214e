import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import { UNITS_BELOW_ONCE } from '../units/unit.queries.js';
import { isFinal, type NominationState } from './domain/workflow.js';
import type { Nomination } from './nomination.entity.js';
import type { NominationRow } from './nomination-row.js';
import { READABLE_NOMINATION, type NominationScope } from './nomination-scope.js';

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

/** What has not ended, as the indexes of such say it: one in eight, and most of what is asked for by its state. */
const OPEN = `n.state not in ('AWARDED', 'REJECTED', 'WITHDRAWN')`;

function conditionsOf(conditions: NominationConditions, values: unknown[]): string {
  const clauses: string[] = [];
  const add = (clause: (parameter: string) => string, value: unknown): void => {
    if (value !== null) clauses.push(`and ${clause(`$${values.push(value)}`)}`);
  };
  add((p) => `n.state = any (${p}::text[])`, conditions.states);
  if (conditions.states?.every((state) => !isFinal(state as NominationState))) clauses.push(`and ${OPEN}`);
  add((p) => `n.lies_with_id = ${p}::uuid`, conditions.atUnitId);
  add((p) => `n.proposed_by_id = ${p}::uuid`, conditions.proposedById);
  add((p) => `n.campaign_id = ${p}::uuid`, conditions.campaignId);
  add((p) => `n.award_type_id = (select id from award_type where code = ${p})`, conditions.awardTypeCode);
  add((p) => `n.honouree_id = ${p}::uuid`, conditions.honoureeId);
  // As it stands in the index of due days, not compared with a parameter.
  if (conditions.overdue !== null) clauses.push(conditions.overdue ? `and ${OVERDUE}` : `and not ${OVERDUE}`);
  return clauses.join(' ');
}

export interface NominationQuestion {
  scope: NominationScope;
  conditions: NominationConditions;
  after: Cursor | null;
  limit: number;
  row: NominationRow;
  /** See shareOfNewest(). */
  share: number;
}

// Who reads much finds a page among the newest rows, however few of these it reads. The others are answered from two
// sides, each by its own index: what a unit of the reader's subtree proposed, and what has one of the reader's units on
// its route. Of thousands of units only those can hold a page's rows that have the newest. Both sides keep to the
// policy, which is asked once more of each row: what a page may not show must not take the place of what it may.
const NOT_OTHERS_DRAFT = `(n.state <> 'DRAFT' or n.proposed_by_id = any ($1::uuid[]))`;
const OF_UNIT = `select n.id from nomination n
  where n.proposed_by_id = unit and ${NOT_OTHERS_DRAFT} $where order by n.id desc`;
const PROPOSED_BELOW = `select own.id
  from (select unit from unnest(${UNITS_BELOW_ONCE}) unit cross join lateral (${OF_UNIT} limit 1) top
    order by top.id desc $limit) latest
  cross join lateral (${OF_UNIT} $limit) own`;
const ON_ROUTE = `select own.id from unnest($1::uuid[]) unit cross join lateral (
  select s.nomination_id as id from nomination_step s $narrowed
  where s.unit_id = unit $route order by s.nomination_id desc $limit) own`;
// Only for conditions: drafts have no route, and what each row costs here by PostgreSQL's estimate would have it plan the
// statement anew each time, which takes longer than to carry it out.
const NARROWED = `join nomination n on n.id = s.nomination_id and n.state <> 'DRAFT' $where`;
/** Among so many of the newest rows a page is looked for: who reads a tenth of all finds it there. */
const NEWEST = 200;
/** By so many of the newest it is told how much a reader reads. */
const SAMPLE = 2_000;

/** True where a condition says which: those rows may all be the reader's, whatever he reads of the others. */
export function isNarrowed(conditions: NominationConditions): boolean {
  return Object.values(conditions).some((value) => value !== null);
}

/** The part of the newest nominations that the reader may read, 0 to 1: it chooses the way to a page of all. */
export async function shareOfNewest(connection: Connection, scope: NominationScope): Promise<number> {
  const [row] = await connection.rows<{ share: number | null }>(
    `select avg(${READABLE_NOMINATION}::int)::float8 as share
     from (select n.id, n.state, n.proposed_by_id from nomination n order by n.id desc limit ${SAMPLE}) n`,
    [scope.roots, scope.day],
  );
  return row?.share ?? 0;
}

/** A page of nominations, the newest first. */
export async function nominationPage(connection: Connection, question: NominationQuestion): Promise<Nomination[]> {
  const { scope, conditions, after, limit, row } = question;
  const values: unknown[] = [scope.roots, scope.day];
  const before = after ? `< $${values.push(after[0])}::uuid` : null;
  const where = `${conditionsOf(conditions, values)} ${before ? `and n.id ${before}` : ''}`;
  const last = `limit $${values.push(limit)}`;
  const page = async (found: string): Promise<Nomination[]> => {
    const text = `select ${row.columns} from (${found}) n ${row.joins(() => '$2::date')} order by n.id desc`;
    return (await connection.rows<Nomination>(text, values)).map(row.read);
  };
  if (question.share * NEWEST >= limit) {
    const newest = await page(
      `select n.* from (select * from nomination n where ${NOT_OTHERS_DRAFT} ${where} order by n.id desc limit ${NEWEST}) n
       where ${READABLE_NOMINATION} order by n.id desc ${last}`,
    );
    if (newest.length === limit) return newest;
  }
  const route = before ? `and s.nomination_id ${before}` : '';
  const side = (text: string): string =>
    text
      .replaceAll('$narrowed', isNarrowed(conditions) ? NARROWED : '')
      .replaceAll('$where', where)
      .replaceAll('$route', route)
      .replaceAll('$limit', last);
  return page(
    `select n.* from nomination n
     where n.id = any (array(
       select id from (${side(PROPOSED_BELOW)} union ${side(ON_ROUTE)}) ids order by id desc ${last}))
       and ${READABLE_NOMINATION}`,
  );
}

/** One nomination, where the reader may read it. */
export async function readableNomination(
  connection: Connection,
  { scope, id, row }: { scope: NominationScope; id: string; row: NominationRow },
): Promise<Nomination | null> {
  const [found] = await connection.rows<Nomination>(
    `select ${row.columns} from nomination n ${row.joins(() => '$2::date')} where n.id = $3::uuid and ${READABLE_NOMINATION}`,
    [scope.roots, scope.day, id],
  );
  return found ? row.read(found) : null;
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

/** What waits for an account at a unit: nominations in that state, at such a step. Null: whatever the step. */
export interface Duty {
  unitId: string;
  state: string;
  council: 'REQUIRED' | 'NONE' | null;
  decides: boolean | null;
  external: boolean;
  /** Not null: only while that member of the council has still to vote on it in an open session. */
  voterId: string | null;
}

const DUTIES = `jsonb_to_recordset($1::jsonb) as d ("unitId" uuid, state text, council text, decides boolean, external boolean, "voterId" uuid)`;
// A session of mode OPEN in which that member has neither voted on the nomination nor written.
const TO_VOTE = `exists (
  select from council_item i
  join council_session c on c.id = i.session_id and c.mode = 'OPEN' and c.closed_at is null and c.unit_id = d."unitId"
  where i.nomination_id = n.id and i.open
    and not exists (select from council_ballot b where b.session_id = c.id and b.nomination_id = n.id
      and b.account_id = d."voterId")
    and not exists (select from council_written_ballot w where w.session_id = c.id and w.nomination_id = n.id
      and w.account_id = d."voterId"))`;
const WAITS = `not n.suspended and exists (
  select from ${DUTIES} left join nomination_step s on s.nomination_id = n.id and s.position = n.step
  where d."unitId" = n.lies_with_id and d.state = n.state and (d."voterId" is null or ${TO_VOTE})
    and (n.state in ('DRAFT', 'RETURNED')
      or (s.external = d.external and s.council = coalesce(d.council, s.council) and s.decides = coalesce(d.decides, s.decides))))`;
/** What has no due day comes last. */
const DUE = `coalesce(n.due_on, 'infinity'::date)`;

/** What lies with the units and waits for one of the duties, what is due first (then the oldest) first. */
export async function inboxPage(
  connection: Connection,
  question: { duties: readonly Duty[]; day: CivilDate; after: Cursor | null; limit: number; row: NominationRow },
): Promise<Nomination[]> {
  const { duties, day, after, limit, row } = question;
  // As one comparison that the index answers: "or no cursor" would read all that lies before it.
  const values: unknown[] = [JSON.stringify(duties), limit, ...(after ?? [])];
  const keyset = after ? `and (${DUE}, n.id) > ($3::date, $4::uuid)` : '';
  const rows = await connection.rows<Nomination>(
    `select ${row.columns}
     from (select n.* from (select distinct d."unitId" from ${DUTIES}) own cross join lateral (
       select n.* from nomination n
       where n.lies_with_id = own."unitId" and ${WAITS} ${keyset}
       order by ${DUE}, n.id limit $2) n
     order by ${DUE}, n.id limit $2) n ${row.joins(() => `$${values.push(day)}::date`)}
     order by ${DUE}, n.id`,
    values,
  );
  return rows.map(row.read);
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
