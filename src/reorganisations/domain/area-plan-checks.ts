import { liesIn } from '../../units/domain/area-kinds.js';
import { problem, type AreaDraft, type Indexed } from './area-draft.js';
import type { Plan, PlannedArea } from './plan.js';

/** What does not fit in a plan of areas once all of it is worked out. */
export function checkAreas(draft: AreaDraft, plan: Plan): void {
  checkPeriods(draft, plan);
  checkEnded(draft);
  checkCodes(draft, plan);
  checkContained(draft);
}

/** To be split is to become more than one. */
export function checkSplits(draft: AreaDraft, changes: readonly Indexed[]): void {
  for (const [index, { kind, fromIds, toIds }] of changes) {
    const [id] = fromIds;
    if (kind !== 'SPLIT' || !id || toIds.includes(id)) continue;
    if (draft.successions.filter(({ fromId }) => fromId === id).length < 2)
      problem(draft, index, 'reorganisation.targets');
  }
}

/** Only what lives openly on that day can end or change on it; what was entered for later would be overwritten. */
function checkPeriods(draft: AreaDraft, { effectiveOn }: Plan): void {
  const targets = draft.successions.flatMap(({ toId }) => (toId === null ? [] : [toId]));
  const parents = [...draft.moved.values(), ...draft.created].flatMap(({ parentId }) => parentId ?? []);
  for (const id of new Set([...draft.ended, ...draft.moved.keys(), ...targets, ...parents])) {
    const area = draft.areas.get(id);
    if (!area || id.startsWith('new:')) continue;
    const isTouched = draft.ended.has(id) || draft.moved.has(id);
    const isTargetEnded = draft.ended.has(id) && targets.includes(id);
    const isInTime = area.to === null && (isTouched ? area.from < effectiveOn : area.from <= effectiveOn);
    if (isInTime && !isTargetEnded) continue;
    const params = { unit: area.name, day: effectiveOn };
    const field = ['input', 'effectiveOn'];
    draft.problems.push({ code: 'CONFLICT', key: 'reorganisation.otherVersion', params, field });
  }
  for (const { name } of draft.homeless) {
    const params = { unit: name };
    const field = ['input', 'changes'];
    draft.problems.push({ code: 'INVALID_INPUT', key: 'reorganisation.noHome', params, field });
  }
}

/** What ends is not renamed or moved on the same day: it would live on, with its code taken by what follows it. */
function checkEnded(draft: AreaDraft): void {
  for (const { id, name } of draft.moved.values()) {
    if (!draft.ended.has(id)) continue;
    const field = ['input', 'changes'];
    draft.problems.push({ code: 'INVALID_INPUT', key: 'reorganisation.twice', params: { unit: name }, field });
  }
}

/** No two areas bear one code on one day. */
function checkCodes(draft: AreaDraft, { effectiveOn }: Plan): void {
  for (const [code, id] of draft.made) {
    const isTaken = ({ to, ...area }: PlannedArea): boolean =>
      area.code === code && area.id !== id && !draft.ended.has(area.id) && (to === null || to > effectiveOn);
    if (![...draft.areas.values()].some(isTaken)) continue;
    const field = ['input', 'changes'];
    draft.problems.push({ code: 'DUPLICATE', key: 'reorganisation.codeTaken', params: { code }, field });
  }
}

/** A province lies in nothing, everything else in something above it. */
function checkContained(draft: AreaDraft): void {
  for (const area of [...draft.created, ...draft.changed]) {
    const containing = draft.areas.get(area.parentId ?? '');
    const isRight =
      area.tier === 'PROVINCE' ? area.parentId === null : containing && liesIn(area.tier, containing.tier);
    if (isRight || draft.homeless.some(({ id }) => id === area.id)) continue;
    draft.homeless.push(area);
    const params = { unit: area.name };
    draft.problems.push({ code: 'INVALID_INPUT', key: 'reorganisation.noHome', params, field: ['input', 'changes'] });
  }
}
