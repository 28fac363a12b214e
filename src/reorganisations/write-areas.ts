import { onViolation } from '../core/database-errors.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { insertAreas, lockAreaLoad } from '../units/area-load.queries.js';
import { followAreaPast } from '../units/follow-area-past.js';
import { checkAreaPeriods, endAreaVersions, insertAreaSuccessions, insertAreaVersions } from './write-areas.queries.js';
import type { PlannedArea } from './domain/plan.js';
import type { Outlook } from './look-ahead.js';

/** New versions, ends and successions of areas, and what each place consists of then. Answers with the ids of new areas. */
export async function writeAreas(
  tx: Transaction,
  reorganisationId: string,
  { plan, areas }: Outlook,
): Promise<ReadonlyMap<string, string>> {
  const { ended, created, changed, successions } = areas;
  if (ended.size + created.length + changed.length + successions.length === 0) return new Map();
  await lockAreaLoad(tx);
  const made = await insertAreas(tx, created.length);
  const ids = new Map(created.map(({ id }, index) => [id, made[index] ?? '']));
  const real = (id: string): string => ids.get(id) ?? id;
  const version = (area: PlannedArea): PlannedArea => ({
    ...area,
    id: real(area.id),
    parentId: area.parentId && real(area.parentId),
  });
  const day = plan.effectiveOn;
  await endAreaVersions(tx, [...ended, ...changed.map(({ id }) => id)], day);
  const written = [...created, ...changed].map(version);
  const taken = (): DomainError => new DomainError('CONFLICT', 'conflict.retry', { field: ['input', 'plan'] });
  await onViolation('area_version_code_key', taken, () => insertAreaVersions(tx, reorganisationId, written, day));
  const gone = (): DomainError => new DomainError('CONFLICT', 'reorganisation.areaNotLiving');
  await onViolation('area_version_parent', gone, () => checkAreaPeriods(tx));
  const rows = successions.map((row) => ({ ...row, fromId: real(row.fromId), toId: row.toId && real(row.toId) }));
  await insertAreaSuccessions(tx, reorganisationId, rows, day);
  await followAreaPast(tx, [...ended, ...written.map(({ id }) => id), ...rows.map(({ fromId }) => fromId)]);
  return ids;
}
