import { record, recordAll } from '../audit/record.js';
import type { Actor } from '../core/actor.js';
import { onViolation } from '../core/database-errors.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import { checkUnitPeriods, insertUnits, insertUnitVersions } from '../units/write-unit.queries.js';
import type { Plan, PlannedUnit, UnitPlan } from './domain/plan.js';
import type { Converted, Outlook } from './look-ahead.js';
import { writeAreas } from './write-areas.js';
import {
  cancelSessions,
  convertModels,
  discardDecisions,
  endGrants,
  endVersions,
  followAccounts,
  followGrants,
  handOpinionsOver,
  insertConversions,
  insertSuccessions,
  insertTakers,
  moveDrafts,
  type ConvertEvent,
} from './write-reorganisation.queries.js';

/** Writes all that the plan does, in the order in which the database can check each part. */
export async function carryOut(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  reorganisationId: string,
  outlook: Outlook,
): Promise<void> {
  const { plan } = outlook;
  const areaIds = await writeAreas(tx, reorganisationId, outlook);
  const units = await writeUnits(tx, outlook, areaIds);
  await insertSuccessions(tx, reorganisationId, plan, units.successions);
  await insertTakers(tx, reorganisationId, units.takers);
  await moveDrafts(tx, reorganisationId);
  await insertConversions(
    tx,
    reorganisationId,
    outlook.converted.map((one) => eventOf(outlook, one)),
  );
  await writeOpinions(tx, actor, reorganisationId);
  const reason = message('reorganisation.converted', { day: plan.effectiveOn, legalBasis: plan.legalBasis });
  await convertModels(
    tx,
    reorganisationId,
    outlook.models.map(({ id }) => id),
    reason,
  );
  await cancelSessions(
    tx,
    reorganisationId,
    outlook.sessions.map(({ id }) => id),
  );
  await discardDecisions(
    tx,
    outlook.decisions.map(({ id }) => id),
  );
  await writeGrants(tx, actor, reorganisationId, plan, units);
  await keep(tx, actor, reorganisationId, outlook);
}

/** Who works at an ended body works on at its one successor; elsewhere the grant ends with it. */
async function writeGrants(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  reorganisationId: string,
  { effectiveOn }: Plan,
  { ended, heirs, takers }: UnitPlan,
): Promise<void> {
  const grants = await followGrants(tx, heirs, effectiveOn);
  await endGrants(tx, [...ended], effectiveOn);
  await followAccounts(tx, takers);
  await recordAll(
    tx,
    actor,
    grants.map(({ id, accountId, role, unitId }) => ({
      action: 'grant.follow',
      subject: `account:${accountId}`,
      unitId,
      details: { grantId: id, role, reorganisationId },
    })),
  );
}

/** Hiệp y: the successor answers, or has the answer. */
async function writeOpinions(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  reorganisationId: string,
): Promise<void> {
  const opinions = await handOpinionsOver(tx, reorganisationId);
  await recordAll(
    tx,
    actor,
    opinions.map(({ nominationId, step, unitId, askedId }) => ({
      action: 'opinion.handOver',
      subject: `nomination:${nominationId}`,
      unitId,
      details: { step, askedId, reorganisationId },
    })),
  );
}

/** New versions and ends, never an overwrite. Answers with the plan in the ids of the new units. */
async function writeUnits(
  tx: Transaction,
  { plan, units }: Outlook,
  areaIds: ReadonlyMap<string, string>,
): Promise<UnitPlan> {
  const made = await insertUnits(tx, units.created);
  const ids = new Map(units.created.map(({ id, code }) => [id, made.get(code) ?? '']));
  const real = (id: string): string => ids.get(id) ?? id;
  const version = (unit: PlannedUnit): Parameters<typeof insertUnitVersions>[1][number] => ({
    unitId: real(unit.id),
    name: unit.name,
    tier: unit.tier,
    areaId: unit.areaId && (areaIds.get(unit.areaId) ?? unit.areaId),
    superiorId: unit.superiorId && real(unit.superiorId),
    from: plan.effectiveOn,
    to: null,
  });
  await endVersions(tx, [...units.ended, ...units.changed.map(({ id }) => id)], plan.effectiveOn);
  await insertUnitVersions(tx, [...units.created, ...units.changed].map(version));
  const gone = (): DomainError => new DomainError('CONFLICT', 'unit.superiorNotLiving');
  await onViolation('unit_version_superior', gone, () => checkUnitPeriods(tx));
  const renamed = (pairs: Map<string, string>): Map<string, string> =>
    new Map([...pairs].map(([from, to]) => [from, real(to)]));
  return {
    ...units,
    takers: renamed(units.takers),
    heirs: renamed(units.heirs),
    successions: units.successions.map((row) => ({ ...row, toId: row.toId && real(row.toId) })),
  };
}

function eventOf({ plan }: Outlook, { dossier, becomes }: Converted): ConvertEvent {
  const key =
    becomes.back === 'NOBODY_DECIDES'
      ? 'reorganisation.nobodyDecides'
      : becomes.back === 'HONOUREE_DISSOLVED'
        ? 'reorganisation.honoureeDissolved'
        : 'reorganisation.converted';
  return {
    nominationId: dossier.id,
    version: dossier.version + 1,
    from: dossier.state,
    to: becomes.state,
    fromStep: dossier.step,
    step: becomes.step,
    reason: message(key, { day: plan.effectiveOn, legalBasis: plan.legalBasis }),
    data: { former: dossier.route, proposedById: dossier.proposedById },
  };
}

/** The plan as a whole, and each dossier for itself, as every other act on it. */
async function keep(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  id: string,
  outlook: Outlook,
): Promise<void> {
  const details = { ...outlook.plan, ...touchedBy(outlook) };
  await record(tx, actor, { action: 'reorganisation.apply', subject: `reorganisation:${id}`, details });
  await recordAll(
    tx,
    actor,
    outlook.converted.map(({ dossier, becomes }) => ({
      action: 'nomination.convert',
      subject: `nomination:${dossier.id}`,
      unitId: dossier.proposedById,
      details: {
        from: dossier.state,
        to: becomes.state,
        fromStep: dossier.step,
        step: becomes.step,
        version: dossier.version + 1,
        reorganisationId: id,
      },
    })),
  );
}

function touchedBy(outlook: Outlook): Record<string, string[]> {
  const { areas, units, drafts, models, grants, sessions, decisions, opinions } = outlook;
  const idsOf = (held: readonly { id: string }[]): string[] => held.map((one) => one.id);
  return {
    ended: [...units.ended],
    changed: idsOf(units.changed),
    created: units.created.map(({ code }) => code),
    areasEnded: [...areas.ended],
    areasChanged: idsOf(areas.changed),
    areasCreated: areas.created.map(({ code }) => code),
    drafts: idsOf(drafts),
    models: idsOf(models),
    grants: idsOf(grants),
    sessions: idsOf(sessions),
    decisions: idsOf(decisions),
    opinions: idsOf(opinions),
  };
}
