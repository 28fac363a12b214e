import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { OpenDossier } from './domain/conversion.js';
import type { PlannedUnit } from './domain/plan.js';

/** The columns of a PlannedUnit, of unit `u` and its version `v`. */
export const PLANNED_UNIT = `u.id, u.code, u.line, u.is_body as "isBody", u.external, v.name, v.tier, v.area_id as "areaId",
  v.superior_id as "superiorId", lower(v.valid) as "from", upper(v.valid) as "to"`;

/** Units as they are on that day, or as they were last; `to` is open only where nothing is entered for later. */
export function unitsForPlan(connection: Connection, ids: readonly string[], day: CivilDate): Promise<PlannedUnit[]> {
  return connection.rows(
    `select distinct on (u.id) ${PLANNED_UNIT} from unit u join unit_version v on v.unit_id = u.id
     where u.id = any ($1::uuid[]) order by u.id, v.valid @> $2::date desc, lower(v.valid) desc`,
    [ids, day],
  );
}

/** What stands on that day, or begins to stand later, directly below one of them. */
export function unitsBelowPlan(connection: Connection, ids: readonly string[], day: CivilDate): Promise<PlannedUnit[]> {
  return connection.rows(
    `select distinct on (u.id) ${PLANNED_UNIT} from unit_version v join unit u on u.id = v.unit_id
     where v.superior_id = any ($1::uuid[]) and v.valid && daterange($2, null) order by u.id, lower(v.valid) desc`,
    [ids, day],
  );
}

/** A dossier that a plan may touch. */
export interface PlannedDossier extends OpenDossier {
  id: string;
  code: string;
  version: number;
}

const OPEN = `n.state not in ('DRAFT', 'AWARDED', 'REJECTED', 'WITHDRAWN')`;

/** The open dossiers that one of the units proposed, has on its route or is honoured by. */
export function dossiersOfUnits(connection: Connection, ids: readonly string[]): Promise<PlannedDossier[]> {
  return connection.rows(
    `select n.id, n.code, n.version, n.state, n.step, n.proposed_by_id as "proposedById", n.award_type_id as "awardTypeId",
            n.suspended_by_id as "suspendedById", n.wanted_decider_id as "wantedDeciderId",
            case when h.kind = 'COLLECTIVE' then h.unit_id end as "honouredUnitId", r.route
     from (select n.id from nomination n where n.proposed_by_id = any ($1::uuid[]) and ${OPEN}
           union
           select n.id from nomination_step s join nomination n on n.id = s.nomination_id
           where s.unit_id = any ($1::uuid[]) and s.position >= n.step and ${OPEN}
           union
           select n.id from nomination n where n.lies_with_id = any ($1::uuid[]) and ${OPEN}
           union
           select n.id from honouree h join nomination n on n.honouree_id = h.id
           where h.unit_id = any ($1::uuid[]) and h.kind = 'COLLECTIVE' and ${OPEN}) found
     join nomination n on n.id = found.id
     join honouree h on h.id = n.honouree_id
     cross join lateral (
       select jsonb_agg(jsonb_build_object('unitId', s.unit_id, 'gone', s.outcome is not distinct from 'CONVERTED',
                                         'external', s.external)
                        order by s.position) as route
       from nomination_step s where s.nomination_id = n.id) r
     order by n.code`,
    [ids],
  );
}

/** Something that one of the units has: of which, and as it is now. */
export interface Held {
  id: string;
  unitId: string;
  version: number;
}

/** Drafts that the units propose. */
export function draftsOfUnits(connection: Connection, ids: readonly string[]): Promise<Held[]> {
  return connection.rows(
    `select n.id, n.proposed_by_id as "unitId", n.version from nomination n
     where n.proposed_by_id = any ($1::uuid[]) and n.state = 'DRAFT' order by n.id`,
    [ids],
  );
}

/** A model of the units, registered with them, or of a place in one of the areas. */
export interface HeldModel {
  id: string;
  version: number;
  ownerUnitId: string;
  registeredWithId: string;
}

/** Models that have not ended. */
export function modelsOfPlan(
  connection: Connection,
  unitIds: readonly string[],
  areaIds: readonly string[],
): Promise<HeldModel[]> {
  return connection.rows(
    `select m.id, m.version, m.owner_unit_id as "ownerUnitId", m.registered_with_id as "registeredWithId"
     from emulation_model m
     where (m.owner_unit_id = any ($1::uuid[]) or m.registered_with_id = any ($1::uuid[]) or m.area_id = any ($2::uuid[]))
       and m.state <> 'ENDED' and m.version > 0
     order by m.id`,
    [unitIds, areaIds],
  );
}

/** Grants at the units that would hold on that day or later. */
export function grantsOfUnits(connection: Connection, ids: readonly string[], day: CivilDate): Promise<Held[]> {
  return connection.rows(
    `select g.id, g.unit_id as "unitId", 0 as version from role_grant g
     where g.unit_id = any ($1::uuid[]) and g.revoked_at is null and g.valid && daterange($2, null) order by g.id`,
    [ids, day],
  );
}

/** Council sessions of the units that are not closed; the version says how much has been voted. */
export function sessionsOfUnits(connection: Connection, ids: readonly string[]): Promise<Held[]> {
  return connection.rows(
    `select s.id, s.unit_id as "unitId",
            (select count(i.votes_for) from council_item i where i.session_id = s.id)::int
            + (select count(*) from council_ballot b where b.session_id = s.id)::int as version
     from council_session s
     where s.unit_id = any ($1::uuid[]) and s.closed_at is null and s.cancelled_by_id is null order by s.id`,
    [ids],
  );
}

/** Opinions that the units were asked for, or have asked for, and that are neither in nor waived. */
export function opinionsOfUnits(connection: Connection, ids: readonly string[]): Promise<Held[]> {
  return connection.rows(
    `select o.id, o.asked_id as "unitId", 0 as version
     from (select id from nomination_opinion where asked_id = any ($1::uuid[])
           union select id from nomination_opinion where unit_id = any ($1::uuid[])) found
     join nomination_opinion o on o.id = found.id
     join nomination n on n.id = o.nomination_id
     where o.settled_by_id is null and not o.voided and ${OPEN} order by o.id`,
    [ids],
  );
}

/** Decisions that the units have drafted and not issued. */
export function draftDecisionsOfUnits(connection: Connection, ids: readonly string[]): Promise<Held[]> {
  return connection.rows(
    `select d.id, d.issued_by_id as "unitId", d.version from decision d
     where d.issued_by_id = any ($1::uuid[]) and d.state <> 'ISSUED' and d.origin = 'ISSUED' order by d.id`,
    [ids],
  );
}

const COMPETENT = (unit: string, day: string, areaTier = 'null'): string => `r.kind = 'COMPETENCE' and r.valid @> ${day}
  and r.args ->> 'tier' = ${unit}.tier and r.args ->> 'line' = ${unit}.line
  and coalesce(r.args ->> 'unitCode', ${unit}.code) = ${unit}.code
  and (r.args ->> 'areaTier' is null or r.args ->> 'areaTier' = coalesce(${areaTier}, (select a.tier from area_version a
       where a.area_id = ${unit}."areaId" and a.valid @> ${day})))`;

/** A unit as a plan leaves it; `areaTier` for an area that the plan makes, which has no id yet. */
export type DecidingUnit = Pick<PlannedUnit, 'id' | 'code' | 'line' | 'tier' | 'areaId' | 'isBody'> & {
  areaTier: string | null;
};

/** Which awards such units may decide on that day, as nomination_competent() of the database says. */
export function competencesOf(
  connection: Connection,
  units: readonly DecidingUnit[],
  day: CivilDate,
): Promise<{ unitId: string; awardTypeId: string }[]> {
  return connection.rows(
    `select distinct u.id as "unitId", r.award_type_id as "awardTypeId"
     from jsonb_to_recordset($1::jsonb)
       as u (id text, code text, line text, tier text, "areaId" uuid, "areaTier" text, "isBody" boolean)
     join living_award_rule r on ${COMPETENT('u', '$2::date', 'u."areaTier"')}
     where u."isBody" and r.award_type_id is not null`,
    [JSON.stringify(units), day],
  );
}

/** An award that no living body may decide any more. */
export interface OrphanAward {
  id: string;
  code: string;
  name: string;
}

/** Of the awards that the ended units could decide the day before, those that no other body may decide on the day. */
export function orphanAwards(
  connection: Connection,
  ended: readonly PlannedUnit[],
  day: CivilDate,
): Promise<OrphanAward[]> {
  return connection.rows(
    `select t.id, t.code, t.name from award_type t
     where exists (select from jsonb_to_recordset($1::jsonb)
                     as u (id uuid, code text, line text, tier text, "areaId" uuid, "isBody" boolean)
                   join living_award_rule r on r.award_type_id = t.id and ${COMPETENT('u', '($2::date - 1)')} where u."isBody")
       and not exists (
         select from (select u.id, u.code, u.line, v.tier, v.area_id as "areaId" from unit u
                      join unit_version v on v.unit_id = u.id and v.valid @> $2::date
                      where u.is_body and u.id <> all ($3::uuid[])) b
         join living_award_rule r on r.award_type_id = t.id and ${COMPETENT('b', '$2::date')})
     order by t.code`,
    [JSON.stringify(ended), day, ended.map(({ id }) => id)],
  );
}

/** Whether a unit bears one of the codes already. */
export async function takenCodes(connection: Connection, codes: readonly string[]): Promise<string[]> {
  const rows = await connection.rows<{ code: string }>(`select code from unit where code = any ($1::text[])`, [codes]);
  return rows.map(({ code }) => code);
}

/** Of these nominations those whose proposer has ended, each with the unit that it was. */
export function proposedAs(connection: Connection, ids: readonly string[]): Promise<{ id: string; unitId: string }[]> {
  return connection.rows(
    `select id, proposed_as_id as "unitId" from nomination where id = any ($1::uuid[]) and proposed_as_id is not null`,
    [ids],
  );
}
