import pg from 'pg';
import { ROLE_CODES } from '../../src/core/permissions.js';
import type { NominationAction, NominationState } from '../../src/nominations/domain/workflow.js';
import {
  accountWith,
  act,
  attempt,
  newDossier,
  ROADS,
  routeFor,
  type Attempt,
  type PlannedPlace,
  type Road,
} from '../support/chain-by-sql.js';
import { addressOf } from '../support/database.js';
import { unitId } from '../support/units.js';

// What an act of the chain rests on, one lie at a time: each is refused, and by that very condition, since without it the act is
// done. So no condition of the database is there for show, and none of these tests is one that cannot fail.

const FACTS = 'nomination_facts_error(nomination, nomination_event)';
const ACTING = 'nomination_acting_error(nomination, nomination_event)';

let db: pg.Client;
const routes = {} as Record<Road, PlannedPlace[]>;
const people = {} as Record<'proposer' | 'appraiser' | 'signer', string>;

beforeAll(async () => {
  db = new pg.Client(addressOf('postgres'));
  await db.connect();
  for (const road of Object.keys(ROADS) as Road[]) routes[road] = await routeFor(road);
  const places = Object.values(routes).flatMap((route) => route.map(({ unitId: id }) => id));
  const units = [...new Set([...places, await unitId('UBND-03390'), await unitId('DU-03390')])];
  const grants = units.flatMap((at) => ROLE_CODES.map((role) => ({ role, unitId: at })));
  for (const name of ['proposer', 'appraiser', 'signer'] as const)
    people[name] = await accountWith(`facts ${name}`, grants);
});
afterAll(() => db.end());
beforeEach(() => db.query('begin'));
afterEach(() => db.query('rollback'));

interface Place {
  road: Road;
  state: NominationState;
  step?: number;
}

interface Standing {
  nominationId: string;
  step: number;
  /** The unit of the step. */
  unitId: string;
  proposerId: string;
}

/** A dossier there, by honest acts. */
async function standing({ road, state, step: wanted = 1 }: Place): Promise<Standing> {
  const nominationId = await newDossier(db, road);
  const proposerId = await unitId(ROADS[road].proposer);
  const by = { nominationId, unitId: proposerId, accountId: people.proposer };
  await act(db, { ...by, action: 'CREATE', to: 'DRAFT', step: 0 });
  await act(db, { ...by, action: 'SUBMIT', to: 'SUBMITTED', step: 1, route: routes[road] });
  for (const [index, { unitId: at, council }] of routes[road].entries()) {
    const step = index + 1;
    const here = { nominationId, unitId: at, accountId: people.appraiser };
    const left = step < wanted ? 3 : ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED'].indexOf(state);
    if (left > 0) await act(db, { ...here, action: 'RECEIVE', to: 'RECEIVED' });
    if (left > 1) await act(db, { ...here, action: 'APPRAISE', to: 'APPRAISED' });
    const way = council === 'REQUIRED' ? 'COUNCIL' : 'HEAD';
    if (left > 2) await act(db, { ...here, accountId: people.signer, action: 'ENDORSE', to: 'ENDORSED', way });
    if (step === wanted) return { nominationId, step, unitId: at, proposerId };
    await act(db, { ...here, action: 'FORWARD', to: 'SUBMITTED', step: step + 1 });
  }
  throw new Error(`no step ${wanted}`);
}

async function outcome(one: Attempt): Promise<string> {
  const [result] = await attempt(db, [one]);
  if (!result) throw new Error('no result');
  return result.done ? 'done' : (result.code ?? `${result.sqlstate} ${result.message}`);
}

/** The function without that passage, until `restore`. */
async function without(name: string, [passage, instead]: readonly [string, string]): Promise<() => Promise<void>> {
  const { rows } = await db.query<{ text: string }>(`select pg_get_functiondef($1::regprocedure) as text`, [name]);
  const { text } = rows[0]!;
  expect([passage, text.split(passage).length]).toEqual([passage, 2]);
  await db.query(text.replace(passage, () => instead));
  return async () => void (await db.query(text));
}

interface Lie {
  what: string;
  place: Place;
  action: NominationAction;
  to: NominationState;
  more?: Partial<Attempt>;
  /** Who acts; the appraiser where it is left out. */
  by?: keyof typeof people;
  /** At the proposer's unit, not at that of the step. */
  atProposer?: boolean;
  code: string;
  /** In which function: what finds it, and what stands there instead. */
  guard: readonly [string, string];
  fn?: string;
  /** True: without the lie it is refused as well, as the lie is the state of things before the act. */
  tamper: string;
}

const OTHER_UNIT = `(select id from unit where id <> $3 and is_body order by id limit 1)`;
const OTHER_ACCOUNT = `(select id from account where id <> $4 order by id limit 1)`;
const appraise: Pick<Lie, 'place' | 'action' | 'to'> = {
  place: { road: 'state', state: 'RECEIVED' },
  action: 'APPRAISE',
  to: 'APPRAISED',
};
const byHead: Pick<Lie, 'place' | 'action' | 'to' | 'by' | 'more'> = {
  place: { road: 'party', state: 'APPRAISED' },
  action: 'ENDORSE',
  to: 'ENDORSED',
  by: 'signer',
  more: { way: 'HEAD' },
};
const byCouncil: Pick<Lie, 'place' | 'action' | 'to' | 'more'> = {
  place: { road: 'state', state: 'APPRAISED' },
  action: 'ENDORSE',
  to: 'ENDORSED',
  more: { way: 'COUNCIL' },
};
const posted: Pick<Lie, 'place' | 'action' | 'to' | 'more'> = {
  ...byCouncil,
  place: { road: 'pm', state: 'APPRAISED', step: 2 },
};
const forward: Pick<Lie, 'place' | 'action' | 'to' | 'more'> = {
  place: { road: 'state', state: 'ENDORSED' },
  action: 'FORWARD',
  to: 'SUBMITTED',
  more: { step: 2 },
};
const award: Pick<Lie, 'place' | 'action' | 'to' | 'by' | 'fn'> = {
  fn: 'nomination_awards_move()',
  place: { road: 'state', state: 'ENDORSED', step: 2 },
  action: 'AWARD',
  to: 'AWARDED',
  by: 'signer',
};
const outside: Pick<Lie, 'place' | 'action' | 'to' | 'more'> = {
  place: { road: 'pm', state: 'SUBMITTED', step: 3 },
  action: 'AWARD',
  to: 'AWARDED',
  more: { way: 'OUTSIDE' },
};
const WRONG = 'WRONG_STATE';
const NOTE = `update nomination_appraisal set`;
const ITEM = `update council_item set`;
const SESSION = `update council_session set`;
const POSTING = `update posting set`;
const OBJECTED = (upheld: string): string => `insert into posting_objection
  (posting_id, received_on, text, recorded_by_id, answer, upheld)
  select id, opened_on, 'Chưa xứng đáng', opened_by_id, ${upheld} from posting where nomination_id = $1`;
const DECISION = `update decision set`;
const CHECKED = `with d as (
    insert into decision (issued_by_id, award_type_id, title, legal_bases, drafted_by_id, drafters, drafted_at, state, checked_by_id,
      checked_at)
    select n.deciding_unit_id, n.award_type_id, 'Quyết định', '{}', $4, array[$4], $5, 'CHECKED', ${OTHER_ACCOUNT}, $5
    from nomination n where n.id = $1 returning id)
  insert into decision_line select $1, d.id, 1 from d`;
const VOTED = (votes: string): string => `with s as (
    insert into council_session (unit_id, held_on, total_members, mode, opened_by_id, opened_at)
    values ($3, $6, 9, 'PAPER', $4, $5) returning id), i as (
    insert into council_item (session_id, total_members, nomination_id, step, threshold, threshold_rule_id, threshold_confirmed,
      votes_for, votes_against, blank, absent_without_opinion, recused, written_opinions)
    select s.id, 9, $1, 1, 80, (select id from award_rule limit 1), true, ${votes} from s)`;
const TALLIED = `${VOTED('5, 4, 0, 0, 0, 0')} select from s`;
const BALLOT = `${VOTED('null, null, null, null, null, null')}
  insert into council_ballot (session_id, nomination_id, account_id, vote, cast_at) select s.id, $1, $4, 'FOR', $5 from s`;
const IN_CHECKED = `e.action in ('RETURN', 'WITHDRAW', 'REJECT') and e.way`;
const IN_VOTED = `e.action in ('RETURN', 'WITHDRAW') then`;
const REASONED = `e.action in ('RETURN', 'REJECT', 'WITHDRAW', 'SUSPEND', 'RESUME') and n.state`;
const appraised: Place = { road: 'state', state: 'APPRAISED' };
const back = { action: 'RETURN', to: 'RETURNED' } as const;
const decline = { action: 'REJECT', to: 'REJECTED', more: { way: 'HEAD' }, by: 'signer' } as const;
const withdraw = { action: 'WITHDRAW', to: 'WITHDRAWN', by: 'proposer', atProposer: true } as const;

const LIES: Lie[] = [
  { ...appraise, what: 'a note that another wrote', code: 'INVALID_INPUT', tamper: `${NOTE} account_id = ${OTHER_ACCOUNT} where nomination_id = $1`, guard: ['and a.account_id = e.account_id and', 'and'] },
  { ...appraise, what: 'a note of another unit', code: 'INVALID_INPUT', tamper: `${NOTE} unit_id = ${OTHER_UNIT} where nomination_id = $1`, guard: ['and a.unit_id = e.acting_unit_id and', 'and'] },
  { ...appraise, what: 'a note of another step', code: 'INVALID_INPUT', tamper: `${NOTE} step = 2 where nomination_id = $1`, guard: ['and a.unit_id = e.acting_unit_id and a.step = n.step', 'and a.unit_id = e.acting_unit_id'] },
  { ...byHead, what: 'an unfavourable note', code: 'RULE_FAILED', tamper: `${NOTE} favourable = false where nomination_id = $1`, guard: ['select a.favourable from', 'select true from'] },
  { ...byHead, what: 'a council where none votes', more: { way: 'COUNCIL' }, code: WRONG, tamper: 'select 1', guard: [`here.council <> 'REQUIRED' or not exists`, 'not exists'] },
  { ...byCouncil, what: 'a vote at another step', code: WRONG, tamper: `${ITEM} step = 2 where nomination_id = $1`, guard: ['and i.step = n.step and i.open', 'and i.open'] },
  { ...byCouncil, what: 'an item that has left the session', code: WRONG, tamper: `${ITEM} open = false where nomination_id = $1`, guard: ['and i.step = n.step and i.open', 'and i.step = n.step'] },
  { ...byCouncil, what: 'the council of another unit', code: WRONG, tamper: `${SESSION} unit_id = ${OTHER_UNIT} where id = $2`, guard: ['and i.open and s.unit_id = e.acting_unit_id', 'and i.open'] },
  { ...byCouncil, what: 'a session closed before', code: WRONG, tamper: `${SESSION} closed_at = closed_at - interval '1 second' where id = $2`, guard: ['and s.closed_at = e.at', ''] },
  { ...byCouncil, what: 'a session of tomorrow', code: WRONG, tamper: `${SESSION} held_on = $6 + 1 where id = $2`, guard: ['and s.held_on <= e.day', ''] },
  { ...byCouncil, what: 'too few votes', code: WRONG, tamper: `${ITEM} votes_for = 7, votes_against = 2 where nomination_id = $1`, guard: [`and (e.action = 'ENDORSE') = (i.votes_for * 100 >= i.threshold * i.total_members)`, ''] },
  { ...byCouncil, what: 'enough votes for a refusal', action: 'REJECT', to: 'REJECTED', code: WRONG, tamper: `${ITEM} votes_for = 8, votes_against = 1 where nomination_id = $1`, guard: [`and (e.action = 'ENDORSE') = (i.votes_for * 100 >= i.threshold * i.total_members)`, ''] },
  { ...posted, what: 'a posting that closes tomorrow', code: WRONG, tamper: `${POSTING} closed_on = $6 + 1 where nomination_id = $1`, guard: ['and p.closed_on <= e.day', ''] },
  { ...posted, what: 'a posting that is not closed', code: WRONG, tamper: `${POSTING} closed_on = null where nomination_id = $1`, guard: ['and p.closed_on is not null and p.closed_on <= e.day', ''] },
  { ...posted, what: 'a posting of another step', code: WRONG, tamper: `${POSTING} step = 1 where nomination_id = $1`, guard: ['p.nomination_id = n.id and p.step = n.step and not p.voided', 'p.nomination_id = n.id and not p.voided'] },
  { ...posted, what: 'a posting that counts no more', code: WRONG, tamper: `${POSTING} voided = true where nomination_id = $1`, guard: ['p.step = n.step and not p.voided', 'p.step = n.step'] },
  { ...posted, what: 'an objection without an answer', code: WRONG, tamper: OBJECTED('null, null'), guard: ['(o.upheld is null or o.upheld)', 'o.upheld'] },
  { ...posted, what: 'an objection that was upheld', code: WRONG, tamper: OBJECTED(`'Đúng', true`), guard: ['(o.upheld is null or o.upheld)', 'o.upheld is null'] },
  { ...forward, what: 'a tờ trình into another step', code: WRONG, tamper: `update proposal_nomination set step = 3 where proposal_id = $2`, guard: ['and pn.step = e.step', ''] },
  { ...forward, what: 'a tờ trình of another unit', code: WRONG, tamper: `update proposal set from_unit_id = ${OTHER_UNIT} where id = $2`, guard: ['and p.from_unit_id = e.acting_unit_id and', 'and'] },
  { ...forward, what: 'a tờ trình of before', code: WRONG, tamper: `update proposal set created_at = created_at - interval '1 second' where id = $2`, guard: ['and p.created_at = e.at', ''] },
  { ...forward, what: 'a tờ trình to another unit', code: WRONG, tamper: `update proposal set to_unit_id = ${OTHER_UNIT} where id = $2`, guard: ['and p.to_unit_id = (select', 'and p.to_unit_id <> (select'] },
  { ...award, what: 'a step below that has not endorsed', code: WRONG, tamper: `update nomination_step set outcome = null where nomination_id = $1 and position = 1`, guard: ['s.outcome is null or s.outcome not in', 's.outcome not in'] },
  { ...award, what: 'a step below whose endorsement counts no more', code: WRONG, tamper: `update nomination_step set outcome = 'VOIDED' where nomination_id = $1 and position = 1`, guard: [`s.outcome not in ('ENDORSED_BY_COUNCIL'`, `s.outcome not in ('VOIDED', 'ENDORSED_BY_COUNCIL'`] },
  { ...award, what: 'a decision issued before', code: WRONG, tamper: `${DECISION} issued_at = issued_at - interval '1 second' where id = $2`, guard: ['and d.issued_at = e.at', ''] },
  { ...award, what: 'the decision of another unit', code: WRONG, tamper: `${DECISION} issued_by_id = ${OTHER_UNIT} where id = $2`, guard: ['and d.issued_by_id = e.acting_unit_id', ''] },
  { ...award, what: 'a decision that another signed', code: WRONG, tamper: `${DECISION} signed_by_id = (select id from account where id not in ($4, checked_by_id) and id <> all (drafters) limit 1) where id = $2`, guard: ['and d.signed_by_id = e.account_id', ''] },
  { ...award, what: 'a decision on another award', code: WRONG, tamper: `${DECISION} award_type_id = (select id from award_type where code = 'GK_XA') where id = $2`, guard: ['and d.award_type_id = n.award_type_id', ''] },
  { ...award, what: 'a decision that is not issued', code: WRONG, tamper: `${DECISION} state = 'CHECKED', issued_at = null where id = $2`, guard: [`and d.state = 'ISSUED'\n                         and d.issued_at = e.at`, ''] },
  { ...award, what: 'a signer of a unit that has ended', code: 'FORBIDDEN', tamper: `update unit_version set valid = daterange(lower(valid), $6) where unit_id = $3 and upper_inf(valid)`, guard: ['where v.unit_id = g.unit_id and v.valid @> e.day', 'where v.unit_id = g.unit_id'] },
  { ...award, what: 'a signer whose account is disabled', code: 'FORBIDDEN', tamper: `update account set disabled_at = $5 where id = $4`, guard: ['and a.disabled_at is null', ''] },
  { ...award, what: 'a signer whose grant was taken back', code: 'FORBIDDEN', tamper: `update role_grant set revoked_at = $5 where account_id = $4 and unit_id = $3`, guard: ['and g.revoked_at is null', ''] },
  { ...award, what: 'a signer who appraised it', code: 'SAME_PERSON', tamper: `insert into nomination_event select (jsonb_populate_record(null::nomination_event, to_jsonb(e) || jsonb_build_object('id', uuidv7(), 'version', 1000, 'account_id', $4::text))).* from nomination_event e where e.nomination_id = $1 and e.action = 'APPRAISE' and e.step = 2`, guard: [`p.action = 'APPRAISE' and p.step = n.step`, 'false'] },
  { ...outside, what: 'an outcome that another unit recorded', code: WRONG, tamper: `update external_outcome set unit_id = ${OTHER_UNIT} where id = $2`, guard: ['and o.unit_id = e.acting_unit_id', ''] },
  { ...outside, what: 'another outcome', code: WRONG, tamper: `update external_outcome set outcome = 'REJECT' where id = $2`, guard: ['and o.outcome = e.action', ''] },
  { ...outside, what: 'an outcome that another confirmed', code: WRONG, tamper: `update external_outcome set confirmed_by_id = (select id from account where id not in ($4, recorded_by_id) limit 1) where id = $2`, guard: ['and o.confirmed_by_id = e.account_id', ''] },
  { ...outside, what: 'an outcome confirmed before', code: WRONG, tamper: `update external_outcome set confirmed_at = confirmed_at - interval '1 second' where id = $2`, guard: ['and o.confirmed_at = e.at', ''] },
  { ...outside, what: 'a paper of before the tờ trình', code: 'INVALID_INPUT', tamper: `update external_outcome set signed_on = $6 - 1 where id = $2`, guard: ['and p.date > o.signed_on', 'and false'] },
  { ...outside, what: 'a paper of before the last tờ trình of two', code: 'INVALID_INPUT', tamper: `with p as (insert into proposal (from_unit_id, to_unit_id, date, signer, created_by_id, created_at) select from_unit_id, to_unit_id, $6 + 1, signer, $4, $5 from proposal p join proposal_nomination l on l.proposal_id = p.id and l.nomination_id = $1 and l.step = 3 returning id) insert into proposal_nomination select p.id, $1, 3 from p`, guard: ['and p.date > o.signed_on', 'and false'] },
  { ...outside, what: 'a paper of tomorrow', code: 'INVALID_INPUT', tamper: `update external_outcome set signed_on = $6 + 1 where id = $2`, guard: ['o.signed_on > e.day or exists', 'exists'] },
  { ...outside, what: 'a step inside whose endorsement counts no more', code: WRONG, tamper: `update nomination_step set outcome = 'VOIDED' where nomination_id = $1 and position = 2`, guard: [`s.outcome not in ('ENDORSED_BY_COUNCIL'`, `s.outcome not in ('VOIDED', 'ENDORSED_BY_COUNCIL'`] },
  { ...back, what: 'a return out of a checked decision', place: appraised, code: WRONG, tamper: CHECKED, guard: [IN_CHECKED, `e.action in ('WITHDRAW', 'REJECT') and e.way`] },
  { ...withdraw, what: 'a withdrawal out of a checked decision', place: appraised, code: WRONG, tamper: CHECKED, guard: [IN_CHECKED, `e.action in ('RETURN', 'REJECT') and e.way`] },
  { ...decline, what: 'a refusal out of a checked decision', place: appraised, code: WRONG, tamper: CHECKED, guard: [IN_CHECKED, `e.action in ('RETURN', 'WITHDRAW') and e.way`] },
  { ...back, what: 'a return after the votes were counted', place: appraised, code: WRONG, tamper: TALLIED, guard: [IN_VOTED, `e.action = 'WITHDRAW' then`] },
  { ...withdraw, what: 'a withdrawal after the votes were counted', place: appraised, code: WRONG, tamper: TALLIED, guard: [IN_VOTED, `e.action = 'RETURN' then`] },
  { ...back, what: 'a return after a ballot was cast', place: appraised, code: WRONG, tamper: BALLOT, guard: ['i.votes_for is not null or exists', 'i.votes_for is not null or false and exists'] },
  { ...back, what: 'a return without a reason', place: appraised, more: { reason: null }, code: 'INVALID_INPUT', tamper: 'select 1', guard: [REASONED, `e.action in ('REJECT', 'WITHDRAW', 'SUSPEND', 'RESUME') and n.state`] },
  { ...decline, what: 'a refusal without a reason', place: appraised, more: { way: 'HEAD', reason: '' }, code: 'INVALID_INPUT', tamper: 'select 1', guard: [REASONED, `e.action in ('RETURN', 'WITHDRAW', 'SUSPEND', 'RESUME') and n.state`] },
  { ...withdraw, what: 'a withdrawal without a reason', place: appraised, more: { reason: null }, code: 'INVALID_INPUT', tamper: 'select 1', guard: [REASONED, `e.action in ('RETURN', 'REJECT', 'SUSPEND', 'RESUME') and n.state`] },
  { what: 'a suspension without a ground', action: 'SUSPEND', to: 'APPRAISED', place: appraised, more: { reason: null }, code: 'INVALID_INPUT', tamper: 'select 1', guard: [REASONED, `e.action in ('RETURN', 'REJECT', 'WITHDRAW', 'RESUME') and n.state`] },
  { what: 'a return to a body that is taken out', action: 'RETURN', to: 'RECEIVED', place: { road: 'state', state: 'RECEIVED', step: 2 }, more: { step: 1 }, code: 'WRONG_STEP', tamper: `update nomination_step set outcome = 'CONVERTED' where nomination_id = $1 and position = 1`, guard: [`and s.outcome is distinct from 'CONVERTED') then`, ') then'] },
  { what: 'a return to a body that has ended', action: 'RETURN', to: 'RECEIVED', place: { road: 'state', state: 'RECEIVED', step: 2 }, more: { step: 1 }, code: 'WRONG_STEP', tamper: `update unit_version v set valid = daterange(lower(valid), $6) from nomination_step s where s.nomination_id = $1 and s.position = 1 and v.unit_id = s.unit_id and upper_inf(v.valid)`, guard: ['on v.unit_id = s.unit_id and v.valid @> e.day', 'on v.unit_id = s.unit_id'] },
  { ...appraise, what: 'a unit that has ended', code: 'FORBIDDEN', fn: ACTING, tamper: `update unit_version set valid = daterange(lower(valid), $6) where unit_id = $3 and upper_inf(valid)`, guard: ['where v.unit_id = g.unit_id and v.valid @> e.day', 'where v.unit_id = g.unit_id'] },
]; // prettier-ignore

interface Effect extends Omit<Lie, 'code'> {
  /** What stands after the act, of the dossier $1. */
  check: string;
  left: unknown;
}

const FOLLOWS = 'nomination_step_follows(nomination, nomination_event)';
const MOVES = 'nomination_event_moves()';
const POSTED = `insert into posting (nomination_id, step, unit_id, opened_on, closes_on, opened_by_id, place)
  select $1, s.position, s.unit_id, $6 - 20, $6 - 2, $4, 'Cổng thông tin' from nomination_step s where s.nomination_id = $1`;
const OUTCOMES = `select array_agg(outcome order by position) from nomination_step where nomination_id = $1`;
const STANDS = `select array_agg(p.step order by p.step) from posting p where p.nomination_id = $1 and not p.voided`;
const DRAFTED = CHECKED.replace(`'CHECKED', ${OTHER_ACCOUNT}, $5`, `'DRAFT', null, null`);
const LINES = `select count(*)::int from decision_line l where l.nomination_id = $1`;
const ON_TABLE = `${VOTED('null, null, null, null, null, null')} select from s`;
const OPEN_ITEMS = `select count(*)::int from council_item i where i.nomination_id = $1 and i.open`;
const endorsed2: Place = { road: 'state', state: 'ENDORSED', step: 2 };
const suspend = { action: 'SUSPEND', to: 'APPRAISED' } as const;
const DROPS = `if e.action in ('RETURN', 'WITHDRAW', 'SUSPEND') then`;
const CLOSES = `if e.action in ('ENDORSE', 'REJECT', 'RETURN', 'WITHDRAW', 'SUSPEND') then`;
const VOIDS_HERE = 'where nomination_id = n.id and step = n.step and not voided';
const VOIDS_BACK = 'where nomination_id = n.id and step between e.step and n.step and not voided';

const EFFECTS: Effect[] = [
  { ...back, what: 'no posting at the step from which it is returned', place: { road: 'pm', state: 'APPRAISED', step: 2 }, tamper: POSTED, check: STANDS, left: [1, 3], guard: [VOIDS_HERE, 'where false'] },
  { ...back, what: 'no endorsement at the step from which it is returned', by: 'signer', place: endorsed2, tamper: 'select 1', check: OUTCOMES, left: ['ENDORSED_BY_COUNCIL', 'VOIDED'], guard: [`outcome = case when outcome is null then null else 'VOIDED' end, due_on = null`, 'due_on = null'] },
  { what: 'no endorsement from the step to which it is sent back', action: 'RETURN', to: 'RECEIVED', by: 'signer', more: { step: 1 }, place: endorsed2, tamper: 'select 1', check: OUTCOMES, left: ['VOIDED', 'VOIDED'], guard: ['and position between e.step and n.step', 'and position = e.step'] },
  { what: 'no posting from the step to which it is sent back', action: 'RETURN', to: 'RECEIVED', more: { step: 1 }, place: { road: 'pm', state: 'APPRAISED', step: 2 }, tamper: POSTED, check: STANDS, left: [3], guard: [VOIDS_BACK, 'where false'] },
  { ...suspend, what: 'a suspended one in no draft of a decision', place: appraised, tamper: DRAFTED, check: LINES, left: 0, guard: [DROPS, `if e.action in ('RETURN', 'WITHDRAW') then`] },
  { ...suspend, what: 'a suspended one in no checked decision', place: appraised, tamper: CHECKED, check: LINES, left: 0, guard: [`and d.state = 'CHECKED' and e.action = 'SUSPEND'`, 'and false'] },
  { ...withdraw, what: 'a withdrawn one in no draft of a decision', place: appraised, tamper: DRAFTED, check: LINES, left: 0, guard: [DROPS, `if e.action in ('RETURN', 'SUSPEND') then`] },
  { ...back, what: 'a returned one in no draft of a decision', place: appraised, tamper: DRAFTED, check: LINES, left: 0, guard: [DROPS, `if e.action in ('WITHDRAW', 'SUSPEND') then`] },
  { ...suspend, what: 'a suspended one on no table of a council', place: appraised, tamper: ON_TABLE, check: OPEN_ITEMS, left: 0, guard: [CLOSES, `if e.action in ('ENDORSE', 'REJECT', 'RETURN', 'WITHDRAW') then`] },
  { ...withdraw, what: 'a withdrawn one on no table of a council', place: appraised, tamper: ON_TABLE, check: OPEN_ITEMS, left: 0, guard: [CLOSES, `if e.action in ('ENDORSE', 'REJECT', 'RETURN', 'SUSPEND') then`] },
  { ...back, what: 'a returned one on no table of a council', place: appraised, tamper: ON_TABLE, check: OPEN_ITEMS, left: 0, guard: [CLOSES, `if e.action in ('ENDORSE', 'REJECT', 'WITHDRAW', 'SUSPEND') then`] },
  { ...decline, what: 'a refused one on no table of a council', place: appraised, tamper: ON_TABLE, check: OPEN_ITEMS, left: 0, guard: [CLOSES, `if e.action in ('ENDORSE', 'RETURN', 'WITHDRAW', 'SUSPEND') then`] },
  { ...appraise, what: 'a last day of the step after it is appraised', tamper: `update nomination set due_on = '2030-01-02' where id = $1`, check: `select due_on::text from nomination where id = $1`, left: '2030-01-02', fn: MOVES, guard: [`case when new.action in ('APPRAISE', 'ENDORSE') then due_on end`, 'null'] },
]; // prettier-ignore

describe('the database, as one condition after the other is left out,', () => {
  it.each(LIES.map((lie) => [lie.what, lie] as const))('refuses by it %s', async (_, lie) => {
    const { place, action, to, more, by = 'appraiser', atProposer, tamper, guard, fn = FACTS } = lie;
    const { nominationId, unitId: at, proposerId } = await standing(place);
    const last = routes[place.road].filter(({ external }) => !external).at(-1)!.unitId;
    const actingUnit = atProposer ? proposerId : more?.way === 'OUTSIDE' ? last : at;
    const honest: Attempt = { nominationId, action, to, unitId: actingUnit, accountId: people[by], ...more };
    if (tamper !== 'select 1') expect(await outcome(honest)).toBe('done');
    expect(await outcome({ ...honest, tamper })).toBe(lie.code);
    const restore = await without(fn, guard);
    expect(await outcome({ ...honest, tamper })).toBe('done');
    await restore();
  });

  it.each(EFFECTS.map((effect) => [effect.what, effect] as const))('leaves by it %s', async (_, effect) => {
    const { place, action, to, more, by = 'appraiser', atProposer, tamper, check, guard, fn = FOLLOWS } = effect;
    const { nominationId, unitId: at, proposerId } = await standing(place);
    const honest: Attempt = {
      nominationId,
      action,
      to,
      unitId: atProposer ? proposerId : at,
      accountId: people[by],
      ...more,
    };
    const left = async (): Promise<unknown> => {
      await db.query('savepoint effect');
      await act(db, { ...honest, tamper });
      const { rows } = await db.query<{ left: unknown }>(`select (${check}) as left`, [nominationId]);
      await db.query('rollback to effect');
      return rows[0]!.left;
    };
    expect(await left()).toEqual(effect.left);
    const restore = await without(fn, guard);
    expect(await left()).not.toEqual(effect.left);
    await restore();
  });

  it('refuses a returned one only after its last day to answer', async () => {
    const place: Place = { road: 'state', state: 'RECEIVED' };
    for (const [answerBy, wanted] of [
      [null, WRONG],
      ['today', WRONG],
      ['yesterday', 'done'],
    ] as const) {
      const { nominationId, unitId: at } = await standing(place);
      await act(db, { nominationId, unitId: at, accountId: people.appraiser, ...back });
      const day = `(now() at time zone 'Asia/Ho_Chi_Minh')::date`;
      const days = { today: day, yesterday: `${day} - 1` };
      const on = answerBy === null ? 'null' : days[answerBy];
      await db.query(`update nomination set answer_by = ${on} where id = $1`, [nominationId]);
      const refused = { nominationId, unitId: at, accountId: people.signer, ...decline.more };
      expect([answerBy, await outcome({ ...refused, action: 'REJECT', to: 'REJECTED' })]).toEqual([answerBy, wanted]);
    }
  });

  it('forgets the law and the postings of the route on which a dossier was', async () => {
    const { nominationId, unitId: at, proposerId } = await standing({ road: 'pm', state: 'RECEIVED', step: 2 });
    const read = async (): Promise<unknown> => {
      const { rows } = await db.query(
        `select law_date is null as forgotten, step, restart, (select count(*)::int from posting p where p.nomination_id = n.id
           and not p.voided) as postings from nomination n where n.id = $1`,
        [nominationId],
      );
      return rows[0];
    };
    expect(await read()).toEqual({ forgotten: false, step: 2, restart: false, postings: 0 });
    await act(db, { nominationId, unitId: at, accountId: people.appraiser, ...back });
    await db.query(`update nomination set achievement_from = achievement_from - 1 where id = $1`, [nominationId]);
    const again = {
      nominationId,
      unitId: proposerId,
      accountId: people.proposer,
      action: 'SUBMIT',
      to: 'SUBMITTED',
    } as const;
    await act(db, { ...again, step: 1, route: routes.pm, tamper: POSTED });
    expect(await read()).toEqual({ forgotten: true, step: 1, restart: false, postings: 0 });
  });

  it('starts a returned one again where what it is about has changed, and only there', async () => {
    const { nominationId, unitId: at } = await standing({ road: 'state', state: 'RECEIVED' });
    await act(db, { nominationId, unitId: at, accountId: people.appraiser, ...back });
    const restarts = async (set: string): Promise<boolean> => {
      await db.query('savepoint try');
      await db.query(`update nomination set ${set} where id = $1`, [nominationId]);
      const { rows } = await db.query<{ restart: boolean }>(`select restart from nomination where id = $1`, [
        nominationId,
      ]);
      await db.query('rollback to try');
      return rows[0]!.restart;
    };
    for (const set of [
      `award_type_id = (select id from award_type where code = 'GK_XA')`,
      `merit_kind = 'CONG_TRANG'`,
      `achievement_from = achievement_from - 1`,
      `achievement_to = achievement_to - 1`,
      `honouree_id = (select id from honouree where id <> honouree_id limit 1)`,
      `wanted_decider_id = (select id from unit where code = 'UBND-12')`,
    ]) {
      expect([set, await restarts(set)]).toEqual([set, true]);
    }
    expect(await restarts(`achievements = 'Viết lại'`)).toBe(false);
  });
});
