import { civilDate, type CivilDate } from '../../core/civil-date.js';
import { seeded } from '../../demonstration/domain/random.js';
import { syntheticName, type NameGroup } from '../../demonstration/domain/synthetic-names.js';
import type { UnitRow } from '../../demonstration/domain/units-in-time.js';
import type { Equivalent } from './plan.js';

/** An area of the province on the first day. */
export interface AreaRow {
  code: string;
  /** With its kind: "Huyện Tam Đường". */
  name: string;
  tier: 'PROVINCE' | 'DISTRICT' | 'COMMUNE';
  parentCode: string | null;
}

/** A body with the accounts that work there. */
export interface Body {
  code: string;
  line: 'STATE' | 'PARTY';
  tier: 'PROVINCE' | 'DISTRICT' | 'COMMUNE';
  name: string;
  area: string;
  superior: string | null;
  /** What stands behind the type in its symbols: "UBND", "HU". */
  symbol: string;
  /** Made for this province, beside a district. */
  equivalent: boolean;
}

const FIRST = civilDate('2021-11-01');
const LAST = civilDate('2025-06-30');
const SEED = 2023_05_19;

const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const bare = (name: string): string => name.replace(/^(Tỉnh|Huyện|Thành phố) /, '');
const state = (code: string): string => `UBND-${code}`;
const party = (code: string): string => `${code.length > 3 ? 'DU' : code.length > 2 ? 'HU' : 'TU'}-${code}`;

function bodiesOf({ code, name, tier, parentCode }: AreaRow): Body[] {
  const common = { tier, area: code, equivalent: false };
  const superior = (of: (code: string) => string): string | null => (parentCode === null ? null : of(parentCode));
  const city = name.startsWith('Thành phố');
  const committees = {
    PROVINCE: { name: `Tỉnh ủy ${bare(name)}`, symbol: 'TU' },
    DISTRICT: { name: `${city ? 'Thành ủy' : 'Huyện ủy'} ${bare(name)}`, symbol: city ? 'TU' : 'HU' },
    COMMUNE: { name: `Đảng ủy ${lowered(name)}`, symbol: 'ĐU' },
  };
  return [
    {
      ...common,
      code: state(code),
      line: 'STATE',
      name: `Ủy ban nhân dân ${lowered(name)}`,
      symbol: 'UBND',
      superior: superior(state),
    },
    { ...common, code: party(code), line: 'PARTY', ...committees[tier], superior: superior(party) },
  ];
}

/** The State's and the Party's body of every area, and those beside the districts; the upper ones first. */
export function bodies(areas: readonly AreaRow[], equivalents: readonly Equivalent[]): Body[] {
  const [province] = areas.filter(({ tier }) => tier === 'PROVINCE');
  if (!province) throw new Error('no province');
  const beside = equivalents.map((body): Body => ({
    ...body,
    tier: 'DISTRICT',
    area: province.code,
    superior: body.line === 'STATE' ? state(province.code) : party(province.code),
    equivalent: true,
  }));
  const of = (tier: AreaRow['tier']): Body[] => areas.filter((area) => area.tier === tier).flatMap(bodiesOf);
  return [...of('PROVINCE'), ...beside, ...of('DISTRICT'), ...of('COMMUNE')];
}

/** The two bodies outside the registry whose outcomes are recorded. */
const OUTSIDE: readonly [string, 'STATE' | 'PARTY', string][] = [
  ['TTG', 'STATE', 'Thủ tướng Chính phủ'],
  ['BTGTW', 'PARTY', 'Ban Tuyên giáo Trung ương'],
];

/** The bodies as rows of units: districts and communes to the last day of the three tiers. */
export function unitRows(all: readonly Body[]): UnitRow[] {
  const outside = OUTSIDE.map(([code, line, name]): UnitRow => {
    return { code, line, tier: 'CENTRAL', isBody: true, external: true, versions: [{ from: FIRST, name }] };
  });
  const inside = all.map(({ code, line, tier, name, area, superior, equivalent }): UnitRow => {
    const ends = tier !== 'PROVINCE' && !equivalent;
    const version = { from: FIRST, name, area, ...(ends && { to: LAST }), ...(superior !== null && { superior }) };
    return { code, line, tier, isBody: true, versions: [version] };
  });
  return [...outside, ...inside];
}

type Role = 'UNIT_OFFICER' | 'REVIEWER' | 'COUNCIL_SECRETARY' | 'AUTHORITY' | 'HISTORIAN' | 'AUDITOR';

/** An account with its role at its body, as the demonstration's makers take it. */
interface AccountRow {
  username: string;
  fullName: string;
  grants: { unit: string; roles: Role[]; from: CivilDate; to?: CivilDate }[];
}

const CREW: readonly [string, Role][] = [
  ['canbo', 'UNIT_OFFICER'],
  ['thamdinh', 'REVIEWER'],
  ['thuky', 'COUNCIL_SECRETARY'],
  ['lanhdao', 'AUTHORITY'],
];
/** Where decisions are made a second secretary checks them. */
const CHECKER: readonly [string, Role][] = [['thuky2', 'COUNCIL_SECRETARY']];
const READERS: readonly [string, Role][] = [
  ['lichsu', 'HISTORIAN'],
  ['kiemtra', 'AUDITOR'],
];

/** Whose account does that work at the body. */
export function username(who: string, bodyCode: string): string {
  return `${who}.${bodyCode.toLowerCase()}`;
}

/** Accounts for every duty at every body, each another person. */
export function accountRows(all: readonly Body[], names: readonly NameGroup[]): AccountRow[] {
  const random = seeded(SEED);
  return all.flatMap(({ code, tier, equivalent }) => {
    const crew = [...CREW, ...(tier === 'COMMUNE' ? [] : CHECKER), ...(tier === 'PROVINCE' ? READERS : [])];
    const until = tier === 'PROVINCE' || equivalent ? {} : { to: LAST };
    return crew.map(([who, role]) => ({
      username: username(who, code),
      fullName: syntheticName(random, names).name,
      grants: [{ unit: code, roles: [role], from: FIRST, ...until }],
    }));
  });
}
