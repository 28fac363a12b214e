import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { RoleCode } from '../../src/core/permissions.js';
import type {
  Move,
  NominationAction,
  NominationState,
  RoutePlace,
  Standing,
  Way,
} from '../../src/nominations/domain/workflow.js';
import { as, worker } from './api.js';
import { connected } from './database.js';
import { query } from './shared-connection.js';
import { unitId } from './units.js';

// The chain by SQL alone, as the application's role: what a program that goes round the service could do. The facts that
// an act rests on (a note, a session, a tờ trình, a decision …) are written as it claims them, so that a refusal is
// never for want of them.

/** A place of a route, as SUBMIT gives it to the database. */
export interface PlannedPlace extends RoutePlace {
  tier: string;
  line: string;
  posting: boolean;
}

/** An insert into nomination_event; what is left out is as the dossier stands. */
export interface Attempt {
  nominationId: string;
  action: NominationAction;
  to?: NominationState;
  step?: number;
  way?: Way;
  unitId?: string;
  accountId?: string;
  byJob?: string;
  from?: NominationState;
  fromStep?: number;
  /** Added to the next version. */
  versionOff?: number;
  route?: readonly PlannedPlace[];
  data?: object;
  reason?: string | null;
  at?: string;
  /** Without the facts. */
  bare?: boolean;
  /**
   * By a superuser: what is changed of the facts (or before) ahead of the insert, past every guard of theirs; $1 the dossier, $2 the
   * fact, $3 the unit, $4 the account, $5 the instant, $6 its day.
   */
  tamper?: string;
  /** Stays, where it is done; else it is undone after it was looked at. */
  keep?: boolean;
}

/** What came of it: what the dossier then is, or why not. */
export type Result =
  | { done: true; state: NominationState; step: number; version: number }
  | { done: false; sqlstate: string; code: string | null; message: string };

// Made once for those that differ only in what they claim: `made` and what the event says of it are the same.
const FACTS = `
      if not coalesce((a ->> 'bare')::boolean, false) then
        if action = 'APPRAISE' then
          insert into nomination_appraisal values (n.id, n.version + 1, n.step, unit, who, at, 'Đủ điều kiện', true,
            '{"findings": []}');
        end if;
        if action = 'ENDORSE' and exists (select from nomination_step s where s.nomination_id = n.id and s.position = n.step and s.posting)
           and not exists (select from posting p where p.nomination_id = n.id and p.step = n.step and not p.voided) then
          insert into posting (nomination_id, step, unit_id, opened_on, closes_on, closed_on, opened_by_id, place)
          values (n.id, n.step, unit, day - 20, day - 2, day - 1, who, 'Cổng thông tin');
        end if;
        if action = 'ENDORSE' and way = 'HEAD' then
          data := data || jsonb_build_object('simplifiedGround', 'Luật 06/2022/QH15, Điều 85');
        end if;
        if way = 'COUNCIL' then
          insert into council_session (unit_id, held_on, total_members, mode, opened_by_id, opened_at)
          values (unit, day, 9, 'PAPER', who, at) returning id into made;
          insert into council_item (session_id, total_members, nomination_id, step, threshold, threshold_rule_id, threshold_confirmed,
            votes_for, votes_against, blank, absent_without_opinion, recused, written_opinions)
          select made, 9, n.id, n.step, 80, (select id from award_rule limit 1), true,
            case action when 'ENDORSE' then 9 else 0 end, case action when 'ENDORSE' then 0 else 9 end, 0, 0, 0, 0;
          update council_session set closed_by_id = who, closed_at = at, minutes_number = '01' where id = made;
          data := data || jsonb_build_object('sessionId', made);
        end if;
        if action = 'SUBMIT' then
          insert into proposal (from_unit_id, to_unit_id, date, signer, created_by_id, created_at)
          values (n.proposed_by_id, coalesce((a -> 'route' -> 0 ->> 'unitId')::uuid, n.lies_with_id), day, 'Người ký', who, at)
          returning id into made;
          insert into proposal_nomination values (made, n.id, next_step);
          data := data || jsonb_build_object('proposalId', made);
        end if;
        if action = 'FORWARD' then
          insert into proposal (from_unit_id, to_unit_id, date, signer, created_by_id, created_at)
          values (unit, coalesce((select s.unit_id from nomination_step s where s.nomination_id = n.id and s.position = next_step), unit),
            day, 'Người ký', who, at) returning id into made;
          insert into proposal_nomination values (made, n.id, next_step);
          data := data || jsonb_build_object('proposalId', made);
        end if;
        if way = 'OUTSIDE' then
          insert into external_outcome (nomination_id, unit_id, outcome, issuer_as_printed, symbol, signed_on, recorded_by_id,
            recorded_at, confirmed_by_id, confirmed_at)
          values (n.id, unit, action, 'Thủ tướng Chính phủ', '1/QĐ-TTg', day,
            (select id from account where id <> who order by id limit 1), at, who, at) returning id into made;
          data := data || jsonb_build_object('outcomeId', made);
        end if;
        if action = 'AWARD' and way is null then
          insert into decision (issued_by_id, award_type_id, title, legal_bases, drafted_by_id, drafted_at)
          values (unit, n.award_type_id, 'Quyết định', '{}', (select id from account where id <> who order by id limit 1), at)
          returning id into made;
          insert into decision_line values (n.id, made, 1);
          update decision set state = 'CHECKED', checked_at = at,
            checked_by_id = (select id from account where id <> who order by id offset 1 limit 1) where id = made;
          update decision set state = 'ISSUED', issued_at = at, signed_by_id = who, signed_on = day, symbol = '1/QĐ-UBND',
            series_key = 'thử ' || made, number = 1, signer = 'Người ký' where id = made;
          data := data || jsonb_build_object('decisionId', made);
        end if;
      end if;`;

const refused = (list: string): string => `
            ${list} := ${list} || jsonb_build_object('done', false, 'sqlstate', sqlstate, 'message', sqlerrm,
              'code', case when sqlstate = 'SV101' then problem::jsonb ->> 'code' end)::text;`;

// A function and not a block: that would be compiled and planned anew each time.
const TRY = `
  create schema if not exists chain_by_sql;
  grant usage on schema chain_by_sql to so_vang_app;
  create or replace function chain_by_sql.attempt(attempts jsonb) returns text[] language plpgsql as $fn$
  declare
    alike jsonb; a jsonb; n nomination; results text[] := '{}'; action text; way text; unit uuid; who uuid; made uuid; data jsonb;
    at timestamptz; day date; next_step int; problem text; first int;
  begin
    for alike in select * from jsonb_array_elements(attempts) loop
      first := cardinality(results);
      begin
        a := alike -> 0;
        select * into n from nomination where id = (a ->> 'nominationId')::uuid;
        action := a ->> 'action';
        way := a ->> 'way';
        unit := (a ->> 'unitId')::uuid;
        who := (a ->> 'accountId')::uuid;
        at := (a ->> 'at')::timestamptz;
        day := (at at time zone 'Asia/Ho_Chi_Minh')::date;
        next_step := coalesce((a ->> 'step')::int, n.step);
        data := coalesce(a -> 'data', '{}') || case when a ? 'route' then jsonb_build_object('route', a -> 'route') else '{}' end;
        ${FACTS}
        if a ? 'tamper' then
          perform set_config('session_replication_role', 'replica', true);
          execute a ->> 'tamper' using n.id, made, unit, who, at, day;
          perform set_config('session_replication_role', 'origin', true);
        end if;
        for a in select * from jsonb_array_elements(alike) loop
          begin
            insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step, way,
              acting_unit_id, account_id, by_job, reason, data)
            values (n.id, n.version + 1 + coalesce((a ->> 'versionOff')::int, 0), at, day, action,
              case when a ? 'from' then a ->> 'from' when n.version = 0 then null else n.state end, coalesce(a ->> 'to', n.state),
              coalesce((a ->> 'fromStep')::int, n.step), coalesce((a ->> 'step')::int, n.step), way, unit, who, a ->> 'byJob',
              case when a ? 'reason' then a ->> 'reason' else 'Lý do' end, data);
            results := results || (select jsonb_build_object('done', true, 'state', now.state, 'step', now.step, 'version', now.version)
              from nomination now where now.id = n.id)::text;
            if not coalesce((a ->> 'keep')::boolean, false) then
              raise exception using errcode = 'SV999';
            end if;
          exception when others then
            get stacked diagnostics problem = pg_exception_detail;
            if sqlstate <> 'SV999' then ${refused('results')} end if;
          end;
        end loop;
        -- Facts stay with what rests on them.
        if not (coalesce((alike -> 0 ->> 'keep')::boolean, false) and (results[cardinality(results)]::jsonb ->> 'done')::boolean) then
          raise exception using errcode = 'SV998';
        end if;
      exception when others then
        get stacked diagnostics problem = pg_exception_detail;
        if sqlstate <> 'SV998' then
          results := results[1:first];
          for a in select * from jsonb_array_elements(alike) loop ${refused('results')} end loop;
        end if;
      end;
    end loop;
    return results;
  end $fn$`;

const tryable = new Map<string, Promise<unknown>>();

/** Made once in each database that a test file asks. */
function makeTryable({ database }: pg.Client): Promise<unknown> {
  const name = database ?? worker.database;
  const made = tryable.get(name) ?? connected('postgres', (client) => client.query(TRY), name);
  tryable.set(name, made);
  return made;
}

/** What an attempt claims itself, and what its facts are made of: attempts may share these. */
function parted(one: Attempt): { own: Partial<Attempt>; facts: Partial<Attempt> } {
  const { to, from, fromStep, step, versionOff, byJob, reason, ...facts } = one;
  return { own: { to, from, fromStep, step, versionOff, byJob, reason }, facts };
}

/** The places in the list of those with the same facts, together: what is undone may be tried in any order. */
function alike(attempts: readonly Attempt[]): number[][] {
  const groups: number[][] = [];
  const open = new Map<string, number[]>();
  for (const [index, one] of attempts.entries()) {
    const { facts } = parted(one);
    // A tờ trình goes to the unit of the step.
    const key = JSON.stringify(['SUBMIT', 'FORWARD'].includes(one.action) ? { step: one.step, ...facts } : facts);
    const group = one.keep ? undefined : open.get(key);
    if (group) {
      group.push(index);
      continue;
    }
    groups.push([index]);
    // What comes after one that stays may be something else by then.
    if (one.keep) open.clear();
    else open.set(key, groups.at(-1)!);
  }
  return groups;
}

/** Tries these inserts, each in a savepoint of its own over its facts, in one round trip. */
export async function attempt(app: pg.Client, attempts: readonly Attempt[]): Promise<Result[]> {
  const at = new Date().toISOString();
  const groups = alike(attempts);
  // The facts stand with the first of each group.
  const tried = groups.map(([first, ...others]) => [
    { at, ...attempts[first!]! },
    ...others.map((index) => parted(attempts[index]!).own),
  ]);
  await makeTryable(app);
  const { rows } = await app.query<{ result: string[] }>({
    name: 'attempt',
    text: `select to_json(chain_by_sql.attempt($1)) as result`,
    values: [JSON.stringify(tried)],
  });
  const results: Result[] = [];
  for (const [place, index] of groups.flat().entries()) results[index] = JSON.parse(rows[0]!.result[place]!) as Result;
  return results;
}

/** Does it, or fails. */
export async function act(app: pg.Client, one: Attempt): Promise<void> {
  const [result] = await attempt(app, [{ ...one, keep: true }]);
  if (!result?.done) throw new Error(`${JSON.stringify(one)}: ${JSON.stringify(result)}`);
}

/** Who proposes what. */
export const ROADS = {
  party: { proposer: 'DU-03390', award: 'BK_TINH' },
  state: { proposer: 'UBND-03390', award: 'BK_TINH' },
  pm: { proposer: 'UBND-03390', award: 'BK_TTG' },
  partyCentre: { proposer: 'DU-03390', award: 'BK_BTGTW' },
} as const;
export type Road = keyof typeof ROADS;

/** The route of a road, as the service plans it today. */
export async function routeFor(road: Road): Promise<PlannedPlace[]> {
  return routeOf(await unitId(ROADS[road].proposer), ROADS[road].award);
}

/** The route from a unit to who decides that award, as the service plans it today. */
export async function routeOf(proposerId: string, award: string): Promise<PlannedPlace[]> {
  const unit = await (
    await as('canbo.binhlu')
  ).get(
    `query ($id: ID!, $award: String!) { unit(id: $id) { route(awardTypeCode: $award, meritKind: PHONG_TRAO) {
       unit { id } tier line decides external council posting } } }`,
    { id: proposerId, award },
  );
  return unit.route.map(({ unit: { id }, ...place }: { unit: { id: string } }) => ({ unitId: id, ...place }));
}

let made = 0;

/** A new dossier of a road, before its first event, straight in the table. Answers with its id. */
export async function newDossier(app: pg.Client, road: Road): Promise<string> {
  return newDossierOf(app, { proposerId: await unitId(ROADS[road].proposer), award: ROADS[road].award });
}

/** A new row in the table of nominations, of a new honouree. */
export async function newDossierOf(
  app: pg.Client,
  { proposerId, award, name }: { proposerId: string; award: string; name?: string },
): Promise<string> {
  const [honouree] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
     values ('INDIVIDUAL', $1, $2, $2, now()) returning id`,
    [name ?? `Người được đề nghị bằng SQL ${process.pid} ${(made += 1)}`, proposerId],
  );
  const { rows } = await app.query<{ id: string }>(
    `insert into nomination (id, code, honouree_id, award_type_id, merit_kind, proposed_by_id, achievements,
       achievement_from, achievement_to, created_at)
     values (uuidv7(), 'HS-2026-' || lpad(nextval('nomination_number')::text, 6, '0'), $1, (select id from award_type where code = $2), 'PHONG_TRAO', $3,
       'Thành tích', '2025-01-01', '2025-12-31', now()) returning id`,
    [honouree!.id, award, proposerId],
  );
  return rows[0]!.id;
}

/** An account with these roles at these units, made once. Answers with its id. */
export async function accountWith(
  name: string,
  grants: readonly { role: RoleCode; unitId: string }[],
): Promise<string> {
  const username = `sql.${createHash('sha256').update(name).digest('hex').slice(0, 20)}`;
  const [found] = await query<{ id: string }>(`select id from account where username = $1`, [username]);
  if (found) return found.id;
  const [account] = await query<{ id: string }>(
    `insert into account (username, full_name, password_hash, must_change_password, created_at)
     select $1, $2, a.password_hash, false, now() from account a where a.username = 'canbo.binhlu' returning id`,
    [username, `Người ${name}`],
  );
  for (const { role, unitId: at } of grants) {
    await query(
      `insert into role_grant (account_id, role, unit_id, valid) values ($1, $2, $3, daterange('2025-07-01', null))`,
      [account!.id, role, at],
    );
  }
  return account!.id;
}

/** The dossier as the table of the workflow asks about it, read from the events. */
export async function standingOf(app: pg.Client, id: string): Promise<Standing & { version: number }> {
  const {
    rows: [n],
  } = await app.query(
    `select state, step, version, proposed_by_id as "proposedById", suspended, suspended_by_id as "suspendedById", restart
     from nomination where id = $1`,
    [id],
  );
  const { rows: route } = await app.query<RoutePlace>(
    `select unit_id as "unitId", decides, external, council from nomination_step where nomination_id = $1 order by position`,
    [id],
  );
  const { rows: acts } = await app.query<{ action: string; step: number; way: string | null; who: string }>(
    `select action, step, way, account_id as who from nomination_event where nomination_id = $1 order by version`,
    [id],
  );
  const whoDid = (did: (event: (typeof acts)[number]) => boolean): Set<string> =>
    new Set(acts.filter(did).map(({ who }) => who));
  return {
    ...n,
    state: n.version === 0 ? null : n.state,
    route,
    proposers: whoDid(({ action }) => ['CREATE', 'EDIT', 'SUBMIT'].includes(action)),
    appraisers: whoDid(({ action, step }) => action === 'APPRAISE' && step === n.step),
    reviewers: whoDid(
      ({ action, way }) => ['RECEIVE', 'APPRAISE'].includes(action) || (action === 'ENDORSE' && way === 'HEAD'),
    ),
  };
}

/** Every way in which something can be asked for. */
export const MOVES: readonly Move[] = [
  { action: 'CREATE' },
  { action: 'EDIT' },
  { action: 'SUBMIT' },
  { action: 'RECEIVE' },
  ...[0, 1, 2, 3, 4].map((toStep): Move => ({ action: 'RETURN', toStep })),
  { action: 'RETURN', way: 'OUTSIDE' },
  { action: 'APPRAISE' },
  { action: 'ENDORSE', way: 'COUNCIL' },
  { action: 'ENDORSE', way: 'HEAD' },
  { action: 'FORWARD' },
  { action: 'AWARD' },
  { action: 'AWARD', way: 'OUTSIDE' },
  { action: 'REJECT', way: 'COUNCIL' },
  { action: 'REJECT', way: 'HEAD' },
  { action: 'REJECT', way: 'OUTSIDE' },
  { action: 'WITHDRAW' },
  { action: 'SUSPEND' },
  { action: 'RESUME' },
  { action: 'CONVERT' },
];
