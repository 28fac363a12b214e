import type { CivilDate } from '../../core/civil-date.js';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import type { Body } from './bodies.js';
import type { Nominee, Nominees } from './nominees.js';
import type { Figure, Kinds, Plan } from './plan.js';
import { shares } from './shares.js';

/** What one body proposes on a road. */
export interface Proposing {
  body: Body;
  nominees: Nominee[];
}

/** Dossiers for one award that go up together on one day and meet at the body that decides. */
export interface Road {
  /** The same in every run: idempotency keys begin with it. */
  key: string;
  /** Keeps the symbols of its papers apart from those of others. */
  number: number;
  day: CivilDate;
  award: string;
  from: Proposing[];
}

const NUMBERS_FROM = 100;

/** All roads of the plan; the same for the same plan and bodies. */
export function roadsOf(plan: Plan, bodies: readonly Body[], nominees: Nominees): Road[] {
  const drafts = plan.honours.flatMap((figure) =>
    figure.days.flatMap((day, turn) => roadsOfDay(figure, { day, turn }, bodies)),
  );
  return drafts.map(({ figure, day, groups }, index): Road => {
    const number = NUMBERS_FROM + index;
    const from = groups.map(({ body, kinds }) => ({ body, nominees: nomineesOf(nominees, body, kinds) }));
    return { key: `${figure.award}.${day}.${number}`, number, day, award: figure.award, from };
  });
}

interface DraftRoad {
  figure: Figure;
  day: CivilDate;
  groups: { body: Body; kinds: Kinds }[];
}

interface Turn {
  day: CivilDate;
  turn: number;
}

/** Which roads there are on a day: one for each group of proposers that meets at a body of its own. */
function roadsOfDay(figure: Figure, { day, turn }: Turn, bodies: readonly Body[]): DraftRoad[] {
  const groups = proposersOf(figure, turn, bodies);
  const proposers = groups.flat();
  const parts = proposers.map((): Kinds => ({}));
  for (const [place, [kind, count]] of (Object.entries(figure.kinds) as [SubjectKind, number][]).entries()) {
    const ofDay =
      shares(
        count,
        figure.days.map(() => 1),
        place,
      )[turn] ?? 0;
    const each = shares(
      ofDay,
      proposers.map(() => 1),
      turn * 5 + place * 3,
    );
    for (const [index, part] of parts.entries()) part[kind] = each[index] ?? 0;
  }
  const given = new Map(proposers.map((body, index) => [body, parts[index] ?? {}]));
  return groups
    .map((group) => group.map((body) => ({ body, kinds: given.get(body) ?? {} })).filter(({ kinds }) => some(kinds)))
    .filter((group) => group.length > 0)
    .map((group) => ({ figure, day, groups: group }));
}

const some = (kinds: Kinds): boolean => Object.values(kinds).some((count) => count > 0);

/** How many communes of a district propose for its own giấy khen on one day. */
const COMMUNES_A_DAY = 2;

function proposersOf({ award, line }: Figure, turn: number, bodies: readonly Body[]): Body[][] {
  if (award === 'GK_SO' || award === 'GK_DU') {
    return bodies.filter((body) => body.equivalent && body.line === line).map((body) => [body]);
  }
  const districts = bodies.filter((body) => body.tier === 'DISTRICT' && !body.equivalent && body.line === line);
  const communes = districts.map(({ code }) => bodies.filter(({ superior }) => superior === code));
  if (award !== 'GK_HUYEN') return [communes.flatMap((below) => below.slice(turn % below.length).slice(0, 1))];
  return communes.map((below) => {
    const places = Array.from({ length: COMMUNES_A_DAY }, (_, n) => (turn * COMMUNES_A_DAY + n) % below.length);
    return [...new Set(places)].flatMap((place) => below[place] ?? []);
  });
}

function nomineesOf(nominees: Nominees, body: Body, kinds: Kinds): Nominee[] {
  return (Object.entries(kinds) as [SubjectKind, number][]).flatMap(([kind, count]) =>
    Array.from({ length: count }, () => nominees.of(body, kind)),
  );
}
