/** What a plan does to areas: which end, which begin, which go on otherwise; and what does not fit. Pure. */
import type { CivilDate } from '../../core/civil-date.js';
import { areaKindOf, codeFits, liesIn } from '../../units/domain/area-kinds.js';
import { move, problem, type AreaDraft, type Indexed } from './area-draft.js';
import { checkAreas, checkSplits } from './area-plan-checks.js';
import type { AreaPlan, Plan, PlanChange, PlannedArea } from './plan.js';

/**
 * `changes`: those of the plan that name areas; `areas`: these, what lies in them on that day, what contains them, and what
 * bears one of the plan's codes.
 */
export function areaPlan(plan: Plan, changes: readonly Indexed[], areas: readonly PlannedArea[]): AreaPlan {
  const draft: AreaDraft = {
    ended: new Set(),
    created: [],
    changed: [],
    heirs: new Map(),
    successions: [],
    homeless: [],
    problems: [],
    legalBasis: plan.legalBasis,
    areas: new Map(areas.map((area) => [area.id, area])),
    moved: new Map(),
    made: new Map(),
    endedBy: new Map(),
  };
  const codes = new Set(changes.flatMap(([, { newCode }]) => (newCode ? [newCode] : [])));
  const fitting = changes.filter((change) => fits(draft, change, codes));
  for (const change of fitting) if (change[1].newCode) create(draft, change);
  for (const change of fitting) enter(draft, change);
  checkSplits(draft, fitting);
  followHeirs(draft);
  for (const [index, change] of fitting) placeAsSaid(draft, index, change, plan.effectiveOn);
  for (const area of [...draft.created, ...areas]) place(draft, area, plan.effectiveOn);
  draft.changed = [...draft.moved.values()].filter(({ id }) => !id.startsWith('new:'));
  checkAreas(draft, plan);
  return draft;
}

/** Whether the change can be understood at all. */
function fits(draft: AreaDraft, [index, change]: Indexed, codes: ReadonlySet<string>): boolean {
  const { fromIds, toIds, toCodes, newCode, newName, takerId } = change;
  if ([...fromIds, ...toIds].some((id) => !draft.areas.has(id)))
    return problem(draft, index, 'area.notFound', { code: 'NOT_FOUND' });
  if (fromIds.length === 0) return problem(draft, index, 'reorganisation.fromMissing');
  if (takerId) return problem(draft, index, 'reorganisation.takerOfArea');
  const unknown = toCodes.find((code) => !codes.has(code));
  if (unknown) return problem(draft, index, 'reorganisation.codeUnknown', { params: { code: unknown } });
  if (newCode && !newName) return problem(draft, index, 'reorganisation.nameMissing');
  const targets = toIds.length + toCodes.length + (newCode ? 1 : 0);
  const isOne = fromIds.length === 1;
  const wrong = {
    MERGED: targets !== 1,
    SPLIT: targets < 1 || !isOne,
    PARTIAL: targets < 1 || !isOne,
    CONVERTED: !isOne || targets > 1 || (targets === 0 && !newName),
    DISSOLVED: targets !== 0 || newName !== null,
    TRANSFERRED: targets !== 1 || newCode !== null || (newName !== null && !isOne),
  }[change.kind];
  return wrong ? problem(draft, index, 'reorganisation.targets') : true;
}

/** A new area, of the kind that its name says, in what contains the first of those it is made of. */
function create(draft: AreaDraft, [index, { fromIds, newCode, newName }]: Indexed): void {
  const model = draft.areas.get(fromIds[0] ?? '');
  if (!model || !newCode || !newName) return;
  const kind = areaKindOf(newName, model.tier);
  if (!kind) {
    problem(draft, index, 'reorganisation.kindUnknown', { params: { name: newName } });
    return;
  }
  if (!codeFits(newCode, kind.tier)) problem(draft, index, 'reorganisation.areaCode', { params: { code: newCode } });
  if (draft.made.has(newCode)) problem(draft, index, 'reorganisation.codeTaken', { params: { code: newCode } });
  const parentId = kind.tier === 'PROVINCE' ? null : model.parentId;
  const area = { ...model, ...kind, parentId, id: `new:${index}`, code: newCode, name: newName, to: null };
  draft.created.push(area);
  draft.areas.set(area.id, area);
  draft.made.set(newCode, area.id);
}

function rename(draft: AreaDraft, index: number, id: string, name: string): void {
  const area = draft.areas.get(id);
  const kind = area && areaKindOf(name, area.tier);
  if (!area || !kind || kind.tier !== area.tier)
    problem(draft, index, 'reorganisation.kindUnknown', { params: { name } });
  else if (draft.moved.has(id)) problem(draft, index, 'reorganisation.twice', { params: { unit: area.name } });
  else move(draft, id, { name, kind: kind.kind });
}

function targetsOf(draft: AreaDraft, { toIds, toCodes, newCode }: PlanChange): string[] {
  const made = [...toCodes, ...(newCode ? [newCode] : [])].flatMap((code) => draft.made.get(code) ?? []);
  return [...new Set([...toIds, ...made])];
}

/** Enters what the change says into the draft. */
function enter(draft: AreaDraft, [index, change]: Indexed): void {
  const { kind, fromIds, newName, newCode } = change;
  const targets = targetsOf(draft, change);
  if (kind === 'TRANSFERRED') {
    for (const id of fromIds) transfer(draft, index, change, id, targets[0] ?? '');
    return;
  }
  if (newName && !newCode) rename(draft, index, targets[0] ?? fromIds[0] ?? '', newName);
  if (kind === 'CONVERTED' && targets.length === 0) return;
  for (const id of fromIds) {
    if (!targets.includes(id)) end(draft, index, change, id, targets);
    else if (kind !== 'MERGED') for (const toId of targets) if (toId !== id) link(draft, change, id, toId);
  }
}

function end(draft: AreaDraft, index: number, change: PlanChange, id: string, targets: readonly string[]): void {
  const by = draft.endedBy.get(id) ?? new Set();
  const isShared = (kind: PlanChange['kind']): boolean => kind === 'PARTIAL' || kind === 'SPLIT';
  if (by.size > 0 && !(isShared(change.kind) && [...by].every(isShared))) {
    problem(draft, index, 'reorganisation.twice', { params: { unit: draft.areas.get(id)?.name ?? '' } });
    return;
  }
  draft.endedBy.set(id, by.add(change.kind));
  draft.ended.add(id);
  for (const toId of targets) link(draft, change, id, toId);
  if (targets.length === 0) link(draft, change, id, null);
  const [only] = targets;
  if (only && !isShared(change.kind)) draft.heirs.set(id, only);
}

/** The first successor that is named is the one to use where one answer is wanted. */
function link(draft: AreaDraft, { kind, legalBasis }: PlanChange, fromId: string, toId: string | null): void {
  const isKnown = draft.successions.some((row) => row.fromId === fromId && row.toId === toId);
  if (isKnown) return;
  const whole = kind !== 'SPLIT' && kind !== 'PARTIAL' && kind !== 'TRANSFERRED';
  const isFirst = !draft.successions.some((row) => row.fromId === fromId);
  const primary = toId !== null && isFirst && kind !== 'TRANSFERRED';
  draft.successions.push({ fromId, toId, kind, whole, primary, legalBasis: legalBasis ?? draft.legalBasis });
}

/** It comes into another area, and with it a share of what contained it; or it gives a share to one of its own tier. */
function transfer(draft: AreaDraft, index: number, change: PlanChange, id: string, toId: string): void {
  const [area, target] = [draft.areas.get(id), draft.areas.get(toId)];
  if (!area || !target) return;
  if (area.tier === target.tier && area.id !== target.id && !change.newName) {
    link(draft, change, id, toId);
    return;
  }
  if (!liesIn(area.tier, target.tier)) {
    problem(draft, index, 'reorganisation.noHome', { params: { unit: area.name } });
    return;
  }
  if (draft.moved.has(id)) problem(draft, index, 'reorganisation.twice', { params: { unit: area.name } });
  if (change.newName) rename(draft, index, id, change.newName);
  move(draft, id, { parentId: toId });
  const former = draft.areas.get(area.parentId ?? '');
  if (former && former.tier === target.tier && former.id !== toId) link(draft, change, former.id, toId);
}

/** What an area went into may end by the same plan. A ring has nothing at its end. */
function followHeirs({ heirs, ended }: AreaDraft): void {
  const direct = new Map(heirs);
  for (const id of direct.keys()) {
    const seen = new Set([id]);
    let at = direct.get(id);
    while (at !== undefined && ended.has(at) && !seen.has(at)) {
      seen.add(at);
      at = direct.get(at);
    }
    if (at === undefined || ended.has(at)) heirs.delete(id);
    else heirs.set(id, at);
  }
}

/** What contains it then, where the plan names it. */
function placeAsSaid(draft: AreaDraft, index: number, change: PlanChange, day: CivilDate): void {
  const { areaCode, kind, newCode, toIds, fromIds } = change;
  if (!areaCode || kind === 'TRANSFERRED') return;
  const id = newCode ? draft.made.get(newCode) : (toIds[0] ?? fromIds[0]);
  const parentId = draft.made.get(areaCode) ?? livingByCode(draft, areaCode, day)?.id;
  const area = draft.areas.get(id ?? '');
  if (!parentId) problem(draft, index, 'reorganisation.codeUnknown', { params: { code: areaCode } });
  else if (area?.id.startsWith('new:')) area.parentId = parentId;
  else if (area) move(draft, area.id, { parentId });
}

function livingByCode({ areas, ended }: AreaDraft, code: string, day: CivilDate): PlannedArea | undefined {
  return [...areas.values()].find(
    (area) => area.code === code && !ended.has(area.id) && (area.to === null || area.to > day) && area.from <= day,
  );
}

/** Where what lay in an ended area lies then: where all of that one went, else in what contained it. */
function homeOf({ areas, ended, heirs }: AreaDraft, parentId: string): string | null {
  let at: string | null = parentId;
  while (at !== null && ended.has(at)) at = heirs.get(at) ?? areas.get(at)?.parentId ?? null;
  return at;
}

function place(draft: AreaDraft, area: PlannedArea, day: CivilDate): void {
  if (draft.ended.has(area.id) || (area.to !== null && area.to <= day)) return;
  const now = draft.moved.get(area.id) ?? area;
  if (now.parentId === null || !draft.ended.has(now.parentId)) return;
  const parentId = homeOf(draft, now.parentId);
  if (parentId === null) draft.homeless.push(now);
  else if (area.id.startsWith('new:')) area.parentId = parentId;
  else move(draft, area.id, { parentId });
}
