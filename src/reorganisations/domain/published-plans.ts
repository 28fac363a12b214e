/** The reorganisation of 2025-07-01 as plans, one for each province that is there from that day on, by codes. Pure. */
import type { CivilDate } from '../../core/civil-date.js';
import type { SuccessionKind } from '../../units/domain/succession-kind.js';
import type { AreaSuccessionRow, PublishedArea, PublishedData } from '../../units/domain/published-data.js';
import { TWO_TIERS } from '../../units/domain/three-tiers.js';
import { planChange, type PlanChange } from './plan.js';

/** A plan whose `fromIds` are the codes that the areas bear on the eve. */
export interface PublishedPlan {
  /** As it is called from that day on. */
  province: string;
  effectiveOn: CivilDate;
  legalBasis: string;
  changes: PlanChange[];
}

const KINDS: Readonly<Record<string, SuccessionKind>> = {
  merged: 'MERGED',
  part: 'PARTIAL',
  split: 'SPLIT',
  converted: 'CONVERTED',
  abolished: 'DISSOLVED',
};

type ByCode = ReadonlyMap<string, PublishedArea>;
const byCode = (areas: readonly PublishedArea[]): ByCode => new Map(areas.map((area) => [area.code, area]));

/** The province that an area of the eve lies in from the day on. */
function provinceAfter(old: ByCode, rows: readonly AreaSuccessionRow[]): (code: string) => string {
  const after = new Map(rows.filter(({ level }) => level === '1').map((row) => [row.old_code, row.new_code]));
  const up = (code: string): string => {
    const parent = old.get(code)?.parent;
    return parent ? up(parent) : (after.get(code) ?? '');
  };
  return up;
}

/** Rows of one group in one order: what makes an area before what only adds to it, the primary successor first. */
function inOrder(rows: readonly AreaSuccessionRow[]): AreaSuccessionRow[] {
  const weight = ({ kind, primary }: AreaSuccessionRow): number => (kind === 'merged' ? 0 : primary === '1' ? 1 : 2);
  return [...rows].sort(
    (a, b) => weight(a) - weight(b) || a.new_code.localeCompare(b.new_code) || a.old_code.localeCompare(b.old_code),
  );
}

/** Each change names what shares kind, act and successor; a parted area has a change for each share. */
function changesOf(rows: readonly AreaSuccessionRow[], now: ByCode): PlanChange[] {
  const groups = new Map<string, AreaSuccessionRow[]>();
  for (const row of inOrder(rows)) {
    const own = row.kind === 'merged' || row.kind === 'abolished' ? '' : row.old_code;
    const key = [row.kind, row.new_code, row.legal_basis, own].join('\t');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const made = new Set<string>();
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const succession = KINDS[first?.kind ?? ''];
    if (!first || !succession) return [];
    const { new_code: code, legal_basis: legalBasis } = first;
    const isNew = code !== '' && !made.has(code);
    made.add(code);
    const target = isNew ? { newCode: code, newName: now.get(code)?.name } : { toCodes: code === '' ? [] : [code] };
    return [planChange({ kind: succession, fromIds: group.map((row) => row.old_code), legalBasis, ...target })];
  });
}

/** The same area under another name or of another kind. */
function renamings(rows: readonly AreaSuccessionRow[], old: ByCode, now: ByCode): PlanChange[] {
  return rows.flatMap(({ kind, old_code: oldCode, new_code: newCode, legal_basis: legalBasis }) => {
    const [before, after] = [old.get(oldCode), now.get(newCode)];
    const isSame = before?.name === after?.name && before?.kind === after?.kind;
    if (KINDS[kind] || isSame || !after) return [];
    return [planChange({ kind: 'CONVERTED', fromIds: [oldCode], newName: after.name, legalBasis: legalBasis || null })];
  });
}

/** The plans, by the codes of the provinces. */
export function publishedPlans({ units2024, units2025, successions }: PublishedData): PublishedPlan[] {
  const [old, now] = [byCode(units2024), byCode(units2025)];
  const after = provinceAfter(old, successions);
  const groups = new Map<string, AreaSuccessionRow[]>();
  for (const row of successions) {
    const province = after(row.old_code);
    groups.set(province, [...(groups.get(province) ?? []), row]);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, rows]) => ({
      province: now.get(code)?.name ?? code,
      effectiveOn: TWO_TIERS,
      legalBasis: actsOf(rows),
      changes: [...changesOf(rows, now), ...renamings(rows, old, now)],
    }));
}

/** The act on the province, then that on its communes. */
function actsOf(rows: readonly AreaSuccessionRow[]): string {
  const act = (level: string): string[] =>
    rows.filter((row) => row.level === level).map(({ legal_basis: basis }) => basis.split(',')[0] ?? '');
  return [...new Set([...act('1'), ...act('3')])].filter((each) => each !== '').join('; ');
}
