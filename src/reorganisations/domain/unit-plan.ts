/** What a plan does to the bodies themselves: which end, which begin, which change; and what does not fit. Pure. */
import type { MessageKey } from '../../core/messages.vi.js';
import type { SuccessionKind } from '../../units/domain/succession-kind.js';
import { lineFits, tierFits } from '../../units/domain/unit-rules.js';
import type { Indexed } from './area-draft.js';
import type { AreaFate, Plan, PlanChange, PlannedUnit, Problem, UnitPlan } from './plan.js';

const ENDING: readonly SuccessionKind[] = ['MERGED', 'SPLIT', 'CONVERTED', 'DISSOLVED'];

interface Drafted extends UnitPlan {
  legalBasis: string;
  units: Map<string, PlannedUnit>;
  moved: Map<string, PlannedUnit>;
}

/** What the plan rests on. */
export interface UnitFacts {
  /** The units that the plan names. */
  named: readonly PlannedUnit[];
  /** Those that stand below one of them on that day, or work in an area that ends on it. */
  touched: readonly PlannedUnit[];
  areas: AreaFate;
}

/** `changes`: those of the plan that name units. */
export function unitPlan(plan: Plan, changes: readonly Indexed[], facts: UnitFacts): UnitPlan {
  const { named, touched, areas: fate } = facts;
  const draft: Drafted = {
    ended: new Set(),
    created: [],
    changed: [],
    takers: new Map(),
    heirs: new Map(),
    successions: [],
    homeless: [],
    areas: [],
    problems: [],
    withoutArea: [],
    legalBasis: plan.legalBasis,
    units: new Map([...touched, ...named].map((unit) => [unit.id, unit])),
    moved: new Map(),
  };
  for (const [index, change] of changes) {
    if (!fits(draft, change, index)) continue;
    enter(draft, change, index);
    if (change.areaCode) settle(draft, change, index, fate);
  }
  followChains(draft);
  for (const unit of draft.created) placeNew(draft, unit);
  for (const unit of touched) placeBelow(draft, unit);
  for (const unit of [...draft.units.values()]) placeInArea(draft, unit, fate);
  draft.changed = [...draft.moved.values()];
  checkPeriods(draft, plan);
  checkTakers(draft);
  return draft;
}

function problem(draft: Drafted, index: number, key: MessageKey, more: Partial<Problem> = {}): false {
  draft.problems.push({ code: 'INVALID_INPUT', key, field: ['input', 'changes', String(index)], ...more });
  return false;
}

/** Whether the change can be understood at all. */
function fits(draft: Drafted, change: PlanChange, index: number): boolean {
  const named = [...change.fromIds, ...change.toIds, ...(change.takerId ? [change.takerId] : [])];
  const unknown = named.find((id) => !draft.units.has(id));
  if (unknown) return problem(draft, index, 'unit.notFound', { code: 'NOT_FOUND' });
  if (change.fromIds.length === 0) return problem(draft, index, 'reorganisation.fromMissing');
  if (change.newCode && !change.newName) return problem(draft, index, 'reorganisation.nameMissing');
  if (change.toCodes.length > 0) return problem(draft, index, 'reorganisation.codesOfUnits');
  const targets = change.toIds.length + (change.newCode ? 1 : 0);
  const wrong = {
    MERGED: targets !== 1,
    SPLIT: targets < 2 || change.fromIds.length !== 1,
    PARTIAL: targets < 1 || change.fromIds.length !== 1,
    CONVERTED: change.fromIds.length !== 1 || targets > 1 || (targets === 0 && !change.newName && !change.areaCode),
    DISSOLVED: targets !== 0,
    TRANSFERRED: change.toIds.length !== 1 || change.newCode !== null,
  }[change.kind];
  if (wrong) return problem(draft, index, 'reorganisation.targets');
  const twice = change.fromIds.find((id) => draft.ended.has(id) || draft.moved.has(id));
  if (twice)
    return problem(draft, index, 'reorganisation.twice', { params: { unit: draft.units.get(twice)?.name ?? '' } });
  if (change.newName && change.kind === 'DISSOLVED') return problem(draft, index, 'reorganisation.targets');
  return true;
}

/** Enters what the change says into the draft. */
function enter(draft: Drafted, change: PlanChange, index: number): void {
  const { kind, fromIds, newName, newCode } = change;
  if (kind === 'TRANSFERRED') {
    transfer(draft, change, index);
    return;
  }
  const made = newCode ? create(draft, change, index) : null;
  const targets = [...change.toIds, ...(made ? [made.id] : [])];
  const renamed = !made && newName ? (targets[0] ?? fromIds[0]) : null;
  if (renamed) move(draft, renamed, { name: newName ?? '' });
  for (const id of fromIds) {
    const legalBasis = change.legalBasis ?? draft.legalBasis;
    // One that goes on beside what came out of it has successors, too.
    for (const toId of targets) if (toId !== id) draft.successions.push({ fromId: id, toId, kind, legalBasis });
    if (targets.includes(id) || !ENDING.includes(kind) || (kind === 'CONVERTED' && targets.length === 0)) continue;
    if (targets.length === 0) draft.successions.push({ fromId: id, toId: null, kind, legalBasis });
    draft.ended.add(id);
    draft.areas.push(draft.units.get(id)?.areaId ?? null);
    const [only, ...more] = targets;
    if (only && more.length === 0) draft.heirs.set(id, only);
    const taker = change.takerId ?? (more.length === 0 ? only : undefined);
    if (taker) draft.takers.set(id, taker);
  }
}

function transfer(draft: Drafted, { fromIds, toIds, newName }: PlanChange, index: number): void {
  const superior = draft.units.get(toIds[0] ?? '');
  for (const id of fromIds) {
    const unit = draft.units.get(id);
    if (!unit || !superior) continue;
    if (!lineFits(unit.line, superior.line) || !tierFits(unit.tier, superior.tier) || superior.id === id) {
      problem(draft, index, 'reorganisation.noHome', { params: { unit: unit.name } });
    }
    move(draft, id, { superiorId: superior.id, ...(newName && fromIds.length === 1 ? { name: newName } : {}) });
  }
}

/** A new body is what the first of its predecessors was, under its own code and name. */
function create(draft: Drafted, { fromIds, newCode, newName }: PlanChange, index: number): PlannedUnit | null {
  const model = draft.units.get(fromIds[0] ?? '');
  if (!model) return null;
  const unit = { ...model, id: `new:${index}`, code: newCode ?? '', name: newName ?? '', to: null };
  draft.created.push(unit);
  draft.units.set(unit.id, unit);
  return unit;
}

function move(draft: Drafted, id: string, change: Partial<PlannedUnit>): void {
  const unit = draft.moved.get(id) ?? draft.units.get(id);
  if (unit) draft.moved.set(id, { ...unit, ...change });
}

/** Who takes over may end by the same plan: then its own taker does. A ring has nobody at its end. */
function followChains(draft: Drafted): void {
  for (const chain of [draft.takers, draft.heirs]) {
    const direct = new Map(chain);
    for (const id of direct.keys()) {
      const seen = new Set<string>([id]);
      let end = direct.get(id);
      while (end !== undefined && draft.ended.has(end) && !seen.has(end)) {
        seen.add(end);
        end = direct.get(end);
      }
      if (end === undefined || draft.ended.has(end)) chain.delete(id);
      else chain.set(id, end);
    }
  }
}

/** Where what stood below an ended unit stands then: below its taker, or that one's superior where it does not fit. */
function homeOf(draft: Drafted, unit: PlannedUnit): string | null {
  const taker = draft.units.get(draft.takers.get(unit.superiorId ?? '') ?? '');
  if (!taker || taker.id === unit.id) return null;
  return lineFits(unit.line, taker.line) && tierFits(unit.tier, taker.tier) ? taker.id : null;
}

function placeNew(draft: Drafted, unit: PlannedUnit): void {
  if (unit.superiorId === null || !draft.ended.has(unit.superiorId)) return;
  unit.superiorId = homeOf(draft, unit);
  if (unit.superiorId === null) draft.homeless.push(unit);
}

function placeBelow(draft: Drafted, unit: PlannedUnit): void {
  const now = draft.moved.get(unit.id) ?? unit;
  if (draft.ended.has(unit.id) || now.superiorId === null || !draft.ended.has(now.superiorId)) return;
  const home = homeOf(draft, now);
  if (home === null) draft.homeless.push(unit);
  else move(draft, unit.id, { superiorId: home });
}

/** The area that the plan names for the unit that follows or goes on. */
function settle(draft: Drafted, { areaCode, kind, toIds, fromIds }: PlanChange, index: number, fate: AreaFate): void {
  const areaId = fate.byCode.get(areaCode ?? '');
  if (!areaId) {
    problem(draft, index, 'reorganisation.codeUnknown', { params: { code: areaCode ?? '' } });
    return;
  }
  const made = draft.created.find((unit) => unit.id === `new:${index}`);
  if (made) made.areaId = areaId;
  else if (kind === 'TRANSFERRED') for (const id of fromIds) move(draft, id, { areaId });
  else move(draft, toIds[0] ?? fromIds[0] ?? '', { areaId });
}

/** Who works in an area that ends works then where all of it went. */
function placeInArea(draft: Drafted, unit: PlannedUnit, { ended, heirs }: AreaFate): void {
  const now = draft.moved.get(unit.id) ?? unit;
  if (draft.ended.has(unit.id) || now.areaId === null || !ended.has(now.areaId)) return;
  const areaId = heirs.get(now.areaId);
  if (areaId === undefined) draft.withoutArea.push(unit);
  else if (unit.id.startsWith('new:')) unit.areaId = areaId;
  else move(draft, unit.id, { areaId });
}

/** Only what lives openly on that day can end or change on it; what was entered for later would be overwritten. */
function checkPeriods(draft: Drafted, { effectiveOn }: Plan): void {
  const touched = [...draft.ended, ...draft.moved.keys(), ...draft.takers.values(), ...draft.heirs.values()];
  for (const id of new Set(touched)) {
    const unit = draft.units.get(id);
    if (!unit || id.startsWith('new:')) continue;
    const changes = draft.ended.has(id) || draft.moved.has(id);
    if (unit.to === null && (changes ? unit.from < effectiveOn : unit.from <= effectiveOn)) continue;
    draft.problems.push({
      code: 'CONFLICT',
      key: 'reorganisation.otherVersion',
      params: { unit: unit.name, day: effectiveOn },
      field: ['input', 'effectiveOn'],
    });
  }
  const without = [
    ...draft.homeless.map((unit) => ['reorganisation.noHome', unit] as const),
    ...draft.withoutArea.map((unit) => ['reorganisation.noArea', unit] as const),
  ];
  for (const [key, { name }] of without) {
    draft.problems.push({ code: 'INVALID_INPUT', key, params: { unit: name }, field: ['input', 'changes'] });
  }
}

/** Who takes over is a body of the same line, where a body hands over. */
function checkTakers(draft: Drafted): void {
  for (const [id, takerId] of draft.takers) {
    const [unit, taker] = [draft.units.get(id), draft.units.get(takerId)];
    if (!unit || !taker || (unit.line === taker.line && (taker.isBody || !unit.isBody))) continue;
    draft.problems.push({
      code: 'INVALID_INPUT',
      key: 'reorganisation.takerUnfit',
      params: { unit: unit.name, taker: taker.name },
      field: ['input', 'changes'],
    });
  }
}
