import { unitsWith, type Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Line, Tier } from './domain/lines-and-tiers.js';
import { lineFits, tierFits } from './domain/unit-rules.js';
import { areasById, livesThrough, superiorsOf, unitsAmongBelow, unitVersionsOn } from './unit.queries.js';
import { holdUnit, lineOf } from './write-unit.queries.js';

/** Throws FORBIDDEN unless the actor administers the unit: it lies at or below a unit of an ADMINISTRATOR's grant. */
export async function mustManage(
  tx: Transaction,
  actor: Actor,
  unitId: string,
  field: readonly string[],
): Promise<void> {
  const [below] = await unitsAmongBelow(tx, unitsWith(actor, 'unit.manage', tx.today), [unitId], tx.today);
  if (!below) throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field });
}

/** Throws FORBIDDEN unless the actor administers a unit without superior: those alone make others. */
export async function mustManageRoot(tx: Transaction, actor: Actor): Promise<void> {
  const own = unitsWith(actor, 'unit.manage', tx.today);
  const versions = await unitVersionsOn(
    tx,
    own.map((id) => ({ id, day: tx.today })),
  );
  if (!versions.some(({ superiorId }) => superiorId === null)) {
    throw new DomainError('FORBIDDEN', 'unit.externalRoot', { field: ['input', 'superiorId'] });
  }
}

/** What is to stand below a superior. */
export interface Placed {
  /** Null for a unit that is only being made. */
  id: string | null;
  line: Line;
  tier: Tier;
  from: CivilDate;
  /** The first day after; null is open. */
  to: CivilDate | null;
}

/** Throws unless a unit may stand below the superior through the period: line, tier, life, no ring. */
export async function checkSuperior(tx: Transaction, placed: Placed, superiorId: string): Promise<void> {
  const field = ['input', 'superiorId'];
  await holdUnit(tx, superiorId);
  const line = await lineOf(tx, superiorId);
  const [superior] = await unitVersionsOn(tx, [{ id: superiorId, day: placed.from }]);
  if (!line || !superior) throw new DomainError('NOT_FOUND', 'unit.notFound', { field });
  if (!lineFits(placed.line, line)) throw new DomainError('INVALID_INPUT', 'unit.superiorLine', { field });
  if (!tierFits(placed.tier, superior.tier)) throw new DomainError('INVALID_INPUT', 'unit.superiorTier', { field });
  if (!(await livesThrough(tx, superiorId, placed.from, placed.to))) {
    throw new DomainError('INVALID_INPUT', 'unit.superiorNotLiving', { field });
  }
  if (placed.id && (await superiorsOf(tx, superiorId, placed.from)).includes(placed.id)) {
    throw new DomainError('INVALID_INPUT', 'unit.superiorBelow', { field });
  }
}

/** Throws NOT_FOUND unless the area exists. */
export async function checkArea(tx: Transaction, areaId: string): Promise<void> {
  const [area] = await areasById(tx, [areaId]);
  if (!area) throw new DomainError('NOT_FOUND', 'area.notFound', { field: ['input', 'areaId'] });
}
