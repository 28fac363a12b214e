import { pick, pickWeighted, type Random } from './random.js';

/** Names, all alike or with weights. */
export type Names = readonly string[] | Readonly<Record<string, number>>;

/** How people of one gender are called: parts for a pattern such as "{family} {middle} {given}". */
export interface NameParts {
  /** Other than family, middle, given. */
  pattern?: string;
  middle?: Names;
  given: Names;
}

/** How people of one of the country's peoples are called (data/demonstration/names.json). */
export interface NameGroup {
  people: string;
  weight: number;
  family?: Names;
  male: NameParts;
  female: NameParts;
}

export type Gender = 'MALE' | 'FEMALE';

/** A made-up person's name. */
export interface SyntheticName {
  people: string;
  gender: Gender;
  name: string;
}

function one(random: Random, names: Names): string {
  return Array.isArray(names)
    ? pick(random, names as readonly string[])
    : pickWeighted(random, names as Readonly<Record<string, number>>);
}

/** A name of one of the groups, as likely as their weights say; women and men alike. */
export function syntheticName(random: Random, groups: readonly NameGroup[]): SyntheticName {
  const weights = Object.fromEntries(groups.map(({ people, weight }) => [people, weight]));
  const people = pickWeighted(random, weights);
  const group = groups.find((candidate) => candidate.people === people);
  if (!group) throw new Error(`No names of ${people}`);
  const gender = random() < 0.5 ? 'MALE' : 'FEMALE';
  const parts = { family: group.family, ...(gender === 'MALE' ? group.male : group.female) };
  const name = (parts.pattern ?? '{family} {middle} {given}').replace(/\{(family|middle|given)\}/g, (_, part) => {
    const names = parts[part as 'family' | 'middle' | 'given'];
    if (names === undefined) throw new Error(`names.json: ${people} have no names for ${String(part)}`);
    return one(random, names);
  });
  return { people, gender, name: name.normalize('NFC') };
}
