import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { Plan, SuccessionRow } from './domain/plan.js';

/** Waits for every act under way on a dossier or model, and lets none happen beside it (nomination_event_moves takes it shared). */
export async function lockReorganisations(tx: Transaction): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(7019310)`);
}

/** A plan, waiting for its day or applied at once; `accountId` null: made by the command from the published data. */
export async function insertReorganisation(
  tx: Transaction,
  accountId: string | null,
  plan: Plan,
  names: { units: readonly string[]; areas: readonly string[] },
  applied: boolean,
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into reorganisation (effective_on, legal_basis, changes, units, areas, state, planned_by_id, planned_by_job,
       planned_at, applied_at)
     values ($1, $2, $3, $4::uuid[], $5::uuid[], $6, $7, case when $7::uuid is null then 'data:reorganise' end, $8, $9)
     returning id`,
    [
      plan.effectiveOn,
      plan.legalBasis,
      JSON.stringify(plan.changes),
      names.units,
      names.areas,
      applied ? 'APPLIED' : 'PLANNED',
      accountId,
      tx.now,
      applied ? tx.now : null,
    ],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** What becomes of a waiting plan. */
export async function endWaiting(
  tx: Transaction,
  id: string,
  state: 'APPLIED' | 'CANCELLED' | 'FAILED',
  note: string | null = null,
): Promise<void> {
  await tx.rows(
    `update reorganisation set state = $2, note = $4,
       applied_at = case when $2 = 'APPLIED' then $3::timestamptz end,
       ended_at = case when $2 <> 'APPLIED' then $3::timestamptz end
     where id = $1`,
    [id, state, tx.now, note],
  );
}

/** The open versions of these units end on that day. */
export async function endVersions(tx: Transaction, ids: readonly string[], day: CivilDate): Promise<void> {
  await tx.rows(
    `update unit_version set valid = daterange(lower(valid), $2) where unit_id = any ($1::uuid[]) and valid @> $2::date`,
    [ids, day],
  );
}

export async function insertSuccessions(
  tx: Transaction,
  reorganisationId: string,
  plan: Plan,
  successions: readonly SuccessionRow[],
): Promise<void> {
  await tx.rows(
    `insert into unit_succession (from_unit_id, to_unit_id, kind, effective_on, legal_basis, reorganisation_id)
     select "fromId", "toId", kind, $3, "legalBasis", $2
     from jsonb_to_recordset($1::jsonb) as s ("fromId" uuid, "toId" uuid, kind text, "legalBasis" text)
     on conflict on constraint unit_succession_once do nothing`,
    [JSON.stringify(successions), reorganisationId, plan.effectiveOn],
  );
}

/** Pairs of what is given up and who has it from then on. */
export type Pairs = ReadonlyMap<string, string>;

export async function insertTakers(tx: Transaction, reorganisationId: string, takers: Pairs): Promise<void> {
  await tx.rows(
    `insert into reorganisation_taker (reorganisation_id, unit_id, taker_id)
     select $1, p.unit_id, p.taker_id from unnest($2::uuid[], $3::uuid[]) as p (unit_id, taker_id)`,
    [reorganisationId, [...takers.keys()], [...takers.values()]],
  );
}

/** Drafts get a living proposer. */
export async function moveDrafts(tx: Transaction, reorganisationId: string): Promise<void> {
  await tx.rows(`select nomination_drafts_follow($1)`, [reorganisationId]);
}

/** An open opinion after another unit answers, or has the question. */
export interface HandedOpinion {
  nominationId: string;
  step: number;
  unitId: string;
  askedId: string;
}

/** What ended bodies were asked, or have asked, and what is still open goes to their takers. */
export function handOpinionsOver(tx: Transaction, reorganisationId: string): Promise<HandedOpinion[]> {
  return tx.rows(
    `select nomination_id as "nominationId", step, unit_id as "unitId", asked_id as "askedId"
     from nomination_opinions_hand_over($1) order by 1, 4`,
    [reorganisationId],
  );
}

/** The act of the plan on one dossier. */
export interface ConvertEvent {
  nominationId: string;
  version: number;
  from: string;
  to: string;
  fromStep: number;
  step: number;
  reason: string;
  data: object;
}

/** So many dossiers a statement: each is worked out by the database again, and a statement may not take too long. */
const BATCH = 500;

/** The conversions themselves: the database works each out again and refuses what it does not find. */
export async function insertConversions(
  tx: Transaction,
  reorganisationId: string,
  events: readonly ConvertEvent[],
): Promise<void> {
  for (let start = 0; start < events.length; start += BATCH) {
    await tx.rows(
      `insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step, by_job, reason, data)
       select "nominationId", version, $2, $3, 'CONVERT', "from", "to", "fromStep", step, $4, reason,
              data || jsonb_build_object('reorganisationId', $5::text)
       from jsonb_to_recordset($1::jsonb) as e ("nominationId" uuid, version int, "from" text, "to" text, "fromStep" int,
         step int, reason text, data jsonb)`,
      [
        JSON.stringify(events.slice(start, start + BATCH)),
        tx.now,
        tx.today,
        `reorganisation:${reorganisationId}`,
        reorganisationId,
      ],
    );
  }
}

/** Models get living owners' units and launching bodies. */
export async function convertModels(
  tx: Transaction,
  reorganisationId: string,
  modelIds: readonly string[],
  reason: string,
): Promise<void> {
  await tx.rows(
    `insert into model_event (model_id, action, by_job, unit_id, day, at, reason)
     select m.id, 'CONVERT', 'reorganisation:' || $1, coalesce(t.taker_id, m.owner_unit_id), $3, $4, $5
     from emulation_model m
     left join reorganisation_taker t on t.reorganisation_id = $1::uuid and t.unit_id = m.owner_unit_id
     where m.id = any ($2::uuid[])`,
    [reorganisationId, modelIds, tx.today, tx.now, reason],
  );
}

/** Sessions end with their council; what was voted stays to be seen. */
export async function cancelSessions(tx: Transaction, reorganisationId: string, ids: readonly string[]): Promise<void> {
  await tx.rows(`update council_session set cancelled_by_id = $1 where id = any ($2::uuid[])`, [reorganisationId, ids]);
}

/** Decisions that were never issued go with their body; their dossiers went on before. */
export async function discardDecisions(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.rows(
    `update decision set state = 'DRAFT', version = version + 1, checked_by_id = null, checked_at = null
     where id = any ($1::uuid[]) and state = 'CHECKED'`,
    [ids],
  );
  await tx.rows(`delete from decision_line where decision_id = any ($1::uuid[])`, [ids]);
  await tx.rows(`delete from decision where id = any ($1::uuid[])`, [ids]);
}

/** A grant given anew at the successor. */
export interface FollowedGrant {
  id: string;
  accountId: string;
  role: string;
  unitId: string;
}

/** Grants at ended units hold at their one successor from the day on, for the days on which it is not held there yet. */
export function followGrants(tx: Transaction, heirs: Pairs, day: CivilDate): Promise<FollowedGrant[]> {
  return tx.rows(
    `with wanted as (
       select g.account_id, g.role, h.heir_id, range_agg(g.valid * daterange($3, null)) as days
       from unnest($1::uuid[], $2::uuid[]) as h (unit_id, heir_id)
       join role_grant g on g.unit_id = h.unit_id and g.revoked_at is null and g.valid && daterange($3, null)
       group by g.account_id, g.role, h.heir_id
     ), missing as (
       select w.*, w.days - coalesce((select range_agg(g.valid) from role_grant g
         where g.account_id = w.account_id and g.role = w.role and g.unit_id = w.heir_id and g.revoked_at is null), '{}') as rest
       from wanted w
     )
     insert into role_grant (account_id, role, unit_id, valid)
     select m.account_id, m.role, m.heir_id, part from missing m, unnest(m.rest) part
     returning id, account_id as "accountId", role, unit_id as "unitId"`,
    [[...heirs.keys()], [...heirs.values()], day],
  );
}

/** Grants at ended units end with them; those that were to begin later are taken back. */
export async function endGrants(tx: Transaction, unitIds: readonly string[], day: CivilDate): Promise<void> {
  await tx.rows(
    `update role_grant set
       valid = case when lower(valid) < $2::date then daterange(lower(valid), $2) else valid end,
       revoked_at = case when lower(valid) < $2::date then null else $3::timestamptz end
     where unit_id = any ($1::uuid[]) and revoked_at is null and valid && daterange($2, null)`,
    [unitIds, day, tx.now],
  );
}

/** Accounts that an ended unit looked after are looked after by its taker. */
export async function followAccounts(tx: Transaction, takers: Pairs): Promise<void> {
  await tx.rows(
    `update account a set managed_by_unit_id = p.taker_id
     from unnest($1::uuid[], $2::uuid[]) as p (unit_id, taker_id) where a.managed_by_unit_id = p.unit_id`,
    [[...takers.keys()], [...takers.values()]],
  );
}
