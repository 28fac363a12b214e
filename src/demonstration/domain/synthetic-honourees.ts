import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import { between, pick, sample, seeded, type Random } from './random.js';
import { syntheticName, type NameGroup } from './synthetic-names.js';

/** How many of which, and how they are called (data/demonstration/honourees.json). */
export interface HonoureePlan {
  seed: number;
  individuals: number;
  collectives: number;
  households: number;
  /** Which share of the individuals works at a unit; the others only live in a commune. */
  shareAtUnits: number;
  /** First and last year of birth of those who work at a unit, and of the others. */
  bornAtUnits: [number, number];
  bornElsewhere: [number, number];
  householdNames: { MALE: string; FEMALE: string };
  /** For units whose name begins so: what the collectives there are called. */
  collectiveNames: { begins: string[]; names: string[] }[];
}

/** A unit at which people work, or that is a collective itself. */
export interface UnitPlace {
  unitId: string;
  name: string;
  /** The commune it lies in, if it lies in one. */
  commune: CommunePlace | null;
  registeredById: string;
}

/** A commune in which people and households live. */
export interface CommunePlace {
  areaId: string;
  /** With its kind: "Xã Bình Lư". */
  name: string;
  registeredById: string;
}

/** Where the honourees may be. */
export interface Places {
  units: readonly UnitPlace[];
  communes: readonly CommunePlace[];
}

/** A made-up honouree. */
export interface SyntheticHonouree {
  kind: SubjectKind;
  displayName: string;
  birthYear: number | null;
  gender: string | null;
  headOfHousehold: string | null;
  unitId: string | null;
  areaId: string | null;
  registeredById: string;
}

const NOBODY = { birthYear: null, gender: null, headOfHousehold: null, unitId: null, areaId: null };

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function individuals(
  random: Random,
  plan: HonoureePlan,
  groups: readonly NameGroup[],
  places: Places,
): SyntheticHonouree[] {
  const taken = new Set<string>();
  const made: SyntheticHonouree[] = [];
  while (made.length < plan.individuals) {
    const { gender, name } = syntheticName(random, groups);
    const atUnit = random() < plan.shareAtUnits;
    const birthYear = between(random, atUnit ? plan.bornAtUnits : plan.bornElsewhere);
    // Two of one name are wanted, as in life; two that nothing tells apart are not.
    const key = `${name} ${birthYear}`;
    if (taken.has(key)) continue;
    taken.add(key);
    const place = atUnit ? atSome(random, places.units) : inSome(random, places.communes);
    made.push({ ...NOBODY, kind: 'INDIVIDUAL', displayName: name, gender, birthYear, ...place });
  }
  return made;
}

type Placed = Pick<SyntheticHonouree, 'unitId' | 'areaId' | 'registeredById'>;

// Both draw one number whatever the places: who comes next does not hang on where the units of the day put somebody.
function atSome(random: Random, units: readonly UnitPlace[]): Placed {
  const { unitId, commune, registeredById } = pick(random, units);
  return { unitId, areaId: commune?.areaId ?? null, registeredById };
}

function inSome(random: Random, communes: readonly CommunePlace[]): Placed {
  const { areaId, registeredById } = pick(random, communes);
  return { unitId: null, areaId, registeredById };
}

function households(
  random: Random,
  plan: HonoureePlan,
  groups: readonly NameGroup[],
  places: Places,
): SyntheticHonouree[] {
  const taken = new Set<string>();
  const made: SyntheticHonouree[] = [];
  while (made.length < plan.households) {
    const { gender, name } = syntheticName(random, groups);
    if (taken.has(name)) continue;
    taken.add(name);
    const displayName = plan.householdNames[gender].replace('{head}', name);
    const place = inSome(random, places.communes);
    made.push({ ...NOBODY, kind: 'HOUSEHOLD', displayName, headOfHousehold: name, ...place });
  }
  return made;
}

function collectiveNames(plan: HonoureePlan, unit: UnitPlace): string[] {
  const names = plan.collectiveNames.find(({ begins }) => begins.some((beginning) => unit.name.startsWith(beginning)));
  return (names?.names ?? []).map((name) =>
    name
      .replace('{unit}', unit.name)
      .replace('{unit:lower}', lowerFirst(unit.name))
      .replace('{commune}', lowerFirst(unit.commune?.name ?? '')),
  );
}

function collectives(random: Random, plan: HonoureePlan, { units }: Places): SyntheticHonouree[] {
  const all = units.flatMap((unit) => collectiveNames(plan, unit).map((displayName) => ({ displayName, unit })));
  return sample(random, all, plan.collectives).map(({ displayName, unit }) => ({
    ...NOBODY,
    kind: 'COLLECTIVE',
    displayName,
    unitId: unit.unitId,
    areaId: unit.commune?.areaId ?? null,
    registeredById: unit.registeredById,
  }));
}

/**
 * The honourees of the demonstration, always the same for the same plan, names and places; the people and households
 * even for other places.
 */
export function syntheticHonourees(
  plan: HonoureePlan,
  groups: readonly NameGroup[],
  places: Places,
): SyntheticHonouree[] {
  const random = seeded(plan.seed);
  return [
    ...individuals(random, plan, groups, places),
    ...households(random, plan, groups, places),
    ...collectives(random, plan, places),
  ];
}
