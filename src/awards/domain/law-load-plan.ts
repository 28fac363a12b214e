import type { CivilDate } from '../../core/civil-date.js';

/** An award type as data/law/award-types.json or the database has it; days are the first and the last one. */
export interface TypeRow {
  code: string;
  name: string;
  decidedAt: string;
  line: string;
  subjectKinds: string[];
  isCommendation: boolean;
  from: CivilDate;
  to?: CivilDate | null;
  source: string;
}

/** What a rule says, without the award type that it is for. */
interface RuleContent {
  kind: string;
  code: string;
  args: Record<string, unknown>;
  article: string;
  document: string;
  text?: string | null;
  from: CivilDate;
  to?: CivilDate | null;
  confirmed: boolean;
  source: string;
}

/** A rule of data/law: for some award types, or for all where it names none. */
export interface ShippedRule extends RuleContent {
  awards?: string[];
}

/** A rule for one award type, by code, or for all (null). */
export interface RuleRow extends RuleContent {
  award: string | null;
}

/** A rule of the database that no other has replaced. */
export interface LoadedRule extends RuleRow {
  id: string;
}

/** What data/law says. */
export interface ShippedLaw {
  types: TypeRow[];
  rules: ShippedRule[];
}

/** What the database has of it. */
export interface LoadedLaw {
  types: TypeRow[];
  rules: LoadedRule[];
}

/** What a load has to do: it adds, ends award types and replaces rules by newer rows. Nothing is rewritten. */
export interface LawLoadPlan {
  newTypes: TypeRow[];
  endings: { code: string; to: CivilDate }[];
  newRules: (RuleRow & { replacesId: string | null })[];
}

/** The data does not fit what is loaded, or not itself; nothing can be loaded. */
export class LawConflict extends Error {}

const FOREVER = '9999-12-31' as CivilDate;
const lastDay = ({ to }: { to?: CivilDate | null }): CivilDate => to ?? FOREVER;

/** Equal as JSON, whatever the order of members; absent and null are the same. */
function same(a: unknown, b: unknown): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return (a ?? null) === (b ?? null);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => same(left[key], right[key]));
}

const keyOf = ({ award, code, from }: RuleRow): string => `${award ?? '*'} ${code} ${from}`;

/** One rule for each award type that a shipped one names. */
export function rulesEach(rules: readonly ShippedRule[]): RuleRow[] {
  return rules.flatMap(({ awards, ...rule }) => (awards ?? [null]).map((award) => ({ ...rule, award })));
}

function typesPlan(shipped: readonly TypeRow[], loaded: readonly TypeRow[]): Pick<LawLoadPlan, 'newTypes' | 'endings'> {
  const known = new Map(loaded.map((type) => [type.code, type]));
  const plan: Pick<LawLoadPlan, 'newTypes' | 'endings'> = { newTypes: [], endings: [] };
  for (const type of shipped) {
    const there = known.get(type.code);
    if (!there) plan.newTypes.push(type);
    else if (!same({ ...type, to: null }, { ...there, to: null })) throw new LawConflict(`award type ${type.code}`);
    else if (!same(type.to, there.to)) {
      // An end that is known now; an end taken back would give life to what decisions have treated as gone.
      if (there.to || !type.to) throw new LawConflict(`award type ${type.code}, to ${type.to ?? '…'}`);
      plan.endings.push({ code: type.code, to: type.to });
    }
  }
  return plan;
}

function rulesPlan(shipped: readonly RuleRow[], loaded: readonly LoadedRule[]): LawLoadPlan['newRules'] {
  const known = new Map(loaded.map((rule) => [keyOf(rule), rule]));
  const says = ({ id: _id, ...content }: LoadedRule): RuleRow => content;
  return shipped
    .map((rule) => ({ rule, there: known.get(keyOf(rule)) }))
    .filter(({ rule, there }) => !there || !same(rule, says(there)))
    .map(({ rule, there }) => ({ ...rule, replacesId: there?.id ?? null }));
}

/** On no day two rules of one code for one award: else nobody could say which applies. */
function refuseOverlaps(rules: readonly RuleRow[]): void {
  const latest = new Map<string, RuleRow>();
  for (const rule of [...rules].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const thing = `${rule.award ?? '*'} ${rule.code}`;
    const before = latest.get(thing);
    if (lastDay(rule) < rule.from) throw new LawConflict(`rule ${thing} ends before it begins`);
    if (before && rule.from <= lastDay(before)) throw new LawConflict(`rule ${thing} twice on ${rule.from}`);
    latest.set(thing, rule);
  }
}

/** Compares what is shipped with what is loaded. Throws LawConflict where the data contradict themselves or the past. */
export function lawLoadPlan(shipped: ShippedLaw, loaded: LoadedLaw): LawLoadPlan {
  const codes = new Set([...shipped.types, ...loaded.types].map(({ code }) => code));
  const rules = rulesEach(shipped.rules);
  const unknown = rules.find(({ award }) => award !== null && !codes.has(award));
  if (unknown) throw new LawConflict(`rule ${unknown.code} for ${unknown.award}, which is no award type`);
  const newRules = rulesPlan(rules, loaded.rules);
  const replaced = new Set(newRules.map(({ replacesId }) => replacesId));
  refuseOverlaps([...loaded.rules.filter(({ id }) => !replaced.has(id)), ...newRules]);
  return { ...typesPlan(shipped.types, loaded.types), newRules };
}
