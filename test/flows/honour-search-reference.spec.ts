import type { RoleCode } from '../../src/core/permissions.js';
import { DECIDE, outsideBySql } from '../support/decisions.js';
import {
  placeMatchOf,
  readLedger,
  searched,
  type Award,
  type Ledger,
  type Order,
  type Reader,
  type Search,
} from '../support/honour-reference.js';
import { done, today } from '../support/nominations.js';
import { person, type Person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { makeUnit, unitId } from '../support/units.js';

const QUESTIONS = 2_000;
/** In one document; the server allows 30 aliases, and 5,000 fields of rows: 241 of the longest page. */
const TOGETHER = 20;
const SEED = 20_230_519;

/** mulberry32: the same questions in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const random = randomNumbers(SEED);
const below = (limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(values: readonly T[]): T => values[below(values.length)]!;
const sometimes = (chance: number): boolean => random() < chance;

const FAMILY = ['Lò', 'Vàng', 'Nguyễn', 'Lý', 'Sùng', 'Đèo', 'Ất'];
const MIDDLE = ['Văn', 'Thị', 'A', 'Thúy', 'Đức'];
const GIVEN = [
  'Hòa',
  'Hoà',
  'Hoa',
  'Thủy',
  'Thuỷ',
  'Mỹ',
  'Mĩ',
  'Ân',
  'Ăn',
  'An',
  'Dũng',
  'Đung',
  'Sử',
  'Sự',
  'Ông',
  'Ơn',
];
const personName = (): string => `${oneOf(FAMILY)} ${oneOf(MIDDLE)} ${oneOf(GIVEN)}`;
const NAMES: Record<string, () => string> = {
  INDIVIDUAL: personName,
  COLLECTIVE: () =>
    `${oneOf(['Bản', 'Chi bộ bản', 'Trường Tiểu học'])} ${oneOf(['Nà Hòa', 'Thủy Lợi', 'Đông Ân', 'Hua Ổ'])}`,
  HOUSEHOLD: () => `Hộ ông ${personName()}`,
};
const KINDS = Object.keys(NAMES);
const TYPES = ['GK_XA', 'GK_SO', 'BK_TINH', 'BK_TTG', 'PB_BTV'];
const MERITS = ['PHONG_TRAO', 'CONG_TRANG', 'UNKNOWN'];
const PRINTED = ['Thủ tướng Chính phủ', 'Ủy ban hành chính Khu tự trị', 'Huyện ủy Tam Đường'];
const YEARS = [1958, 1998, 2019, 2021, 2022, 2023, 2024, 2025, 2026];

interface Places {
  province: string;
  district: string;
  communes: string[];
  /** Elsewhere, of many fates: merged, parted, dissolved, given away, unknown; and what they became. */
  fates: string[];
}
let places: Places;
// Of Hà Nội: a district, parted wards, what they became; districts that were parted, lost communes, took some in; a
// province that was merged and the one it is now; wards that went nobody knows where, and through two mergers.
const FATES = [
  '01',
  '001',
  '00004',
  '00016',
  '00019',
  '448',
  '445',
  '436',
  '219',
  '224',
  '312',
  '303',
  '02',
  '08',
].concat(['11602', '18448', '18430', '07690', '213', '221', '13009', '318', '11948', '07525', '24', '42']);
let units: Record<'province' | 'district' | 'one' | 'two' | 'school' | 'apart' | 'central', string>;

/** A province, one of its districts of 2023 and what lay below it then. */
async function findPlaces(): Promise<Places> {
  const rows = await query<{ province: string; district: string; communes: string[] }>(
    `select d.parent_id as province, d.area_id as district, array_agg(c.area_id order by c.code) as communes
     from area_version d join area_version c on c.parent_id = d.area_id and c.valid @> date '2023-05-19'
     where d.tier = 'DISTRICT' and d.valid @> date '2023-05-19' and d.parent_id = (
       select area_id from area_version where code = '12' limit 1)
     group by d.parent_id, d.area_id, d.code order by d.code limit 1`,
  );
  const fates = await query<{ id: string }>(
    `select area_id as id from area_version where code = any ($1::text[])
     group by area_id order by min(array_position($1, code)), min(lower(valid)), area_id`,
    [FATES],
  );
  return { ...rows[0]!, fates: fates.map(({ id }) => id) };
}

async function makeUnits(): Promise<typeof units> {
  const code = `TC-${process.pid}`;
  const province = await makeUnit({ code: `${code}-T`, tier: 'PROVINCE', superiorId: null });
  const district = await makeUnit({ code: `${code}-H`, tier: 'DISTRICT', superiorId: province });
  const one = await makeUnit({ code: `${code}-X1`, tier: 'COMMUNE', superiorId: district });
  return {
    province,
    district,
    one,
    two: await makeUnit({ code: `${code}-X2`, tier: 'COMMUNE', superiorId: province }),
    school: await makeUnit({ code: `${code}-TR`, superiorId: one }),
    apart: await makeUnit({ code: `${code}-K`, tier: 'COMMUNE', superiorId: null }),
    central: await unitId('BTGTW'),
  };
}

const day = (year: number): string =>
  `${year}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;

/** Decisions and awards of many tiers and years, some known by the year alone, some written down by hand. */
async function makeAwards(accountId: string, count: number): Promise<void> {
  const own = [units.province, units.district, units.one, units.two, units.school, units.apart];
  const decisions = Array.from({ length: 60 }, (_, index) => {
    const year = oneOf(YEARS);
    const [recorded, isPeriod] = [sometimes(0.5), sometimes(0.3)];
    const signed = day(year);
    const years = oneOf([0, 0, 3]);
    return {
      origin: recorded ? 'RECORDED' : 'ISSUED',
      recorder: recorded && sometimes(0.7) ? oneOf(own) : null,
      issuer: recorded && sometimes(0.5) ? null : oneOf([...own, units.central]),
      printed: oneOf(PRINTED),
      symbol: recorded && sometimes(0.2) ? null : `${index % 40}/QĐ-TC${process.pid}`,
      from: recorded && isPeriod ? `${year}-01-01` : signed,
      to: recorded && isPeriod ? `${Math.min(year + years, 2026)}-12-31`.replace('2026-12-31', '2026-11-01') : signed,
    };
  });
  const people = Array.from({ length: 150 }, () => {
    const kind = oneOf(KINDS);
    const name = NAMES[kind]!();
    const head = kind === 'HOUSEHOLD' ? personName() : null;
    return {
      kind,
      name,
      head,
      alias: sometimes(0.2) ? personName() : null,
      unit: sometimes(0.3) ? null : oneOf(own),
      by: oneOf(own),
    };
  });
  const near = [places.province, places.district, ...places.communes.slice(0, 4)];
  const lines = Array.from({ length: count }, (_, index) => ({
    decision: below(decisions.length),
    position: index + 1,
    who: below(people.length),
    type: oneOf(TYPES),
    merit: oneOf(MERITS),
    other: sometimes(0.3) ? personName() : null,
    // Each place of many fates has an award; the others lie anywhere or nowhere.
    area: places.fates[index] ?? (sometimes(0.2) ? null : oneOf(sometimes(0.5) ? places.fates : near)),
    status: index < places.fates.length ? 'VALID' : oneOf(['VALID', 'VALID', 'VALID', 'REVOKED', 'CORRECTED']),
  }));
  // What the guards keep the service from is put there by the owner's hand; what fills the columns of the search still runs.
  const guards = (what: 'disable' | 'enable'): Promise<unknown> =>
    query(`alter table decision ${what} trigger user; alter table award ${what} trigger award_guard`);
  await query('begin');
  await guards('disable');
  await query(
    `create temporary table d on commit drop as
     select uuidv7() as id, d.* from rows from (jsonb_to_recordset($1::jsonb)
       as (origin text, recorder uuid, issuer uuid, printed text, symbol text, "from" date, "to" date))
       with ordinality as d (origin, recorder, issuer, printed, symbol, "from", "to", n)`,
    [JSON.stringify(decisions)],
  );
  await query(
    `insert into decision (id, origin, state, recorded_for_id, issued_by_id, issuer_as_printed, symbol, decided_from, decided_to,
       signed_on, source, title, legal_bases, drafted_by_id, drafters, drafted_at, checked_by_id, issued_at, series_key, number,
       signer, signed_by_id)
     select id, origin, 'ISSUED', recorder, issuer, printed, symbol, "from", "to", case when "from" = "to" then "from" end,
       'Tập 1', 'Khen', '{}', $1, array[$1::uuid], now(), $2, now(), 'tham chiếu ' || $4, n, 'Người ký', $3 from d`,
    [accountId, ...(await others(accountId)), process.pid],
  );
  await query(
    `create temporary table h on commit drop as
     select uuidv7() as id, h.* from rows from (jsonb_to_recordset($1::jsonb) as (kind text, name text, head text, alias text, unit uuid, by uuid))
       with ordinality as h (kind, name, head, alias, unit, by, n)`,
    [JSON.stringify(people)],
  );
  await query(
    `insert into honouree (id, kind, display_name, head_of_household, aliases, unit_id, registered_by_id, created_at)
     select id, kind, name, head, case when alias is null then '{}' else array[alias] end, unit, by, now() from h`,
  );
  await query(
    `insert into award (decision_id, position, honouree_id, award_type_id, merit_kind, kind, name_as_awarded, area_as_awarded_id,
       status, decided_on)
     select d.id, l.position, h.id, t.id, l.merit, h.kind, coalesce(l.other, h.name), l.area, l.status, d."to"
     from jsonb_to_recordset($1::jsonb) as l (decision int, position int, who int, type text, merit text, other text, area uuid, status text)
       join d on d.n = l.decision + 1 join h on h.n = l.who + 1 join award_type t on t.code = l.type`,
    [JSON.stringify(lines)],
  );
  await guards('enable');
  await query('commit');
}

async function others(accountId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(`select id from account where id <> $1 order by id limit 2`, [accountId]);
  return rows.map(({ id }) => id);
}

interface Persona extends Person {
  reader: Reader;
}

async function makePersonas(): Promise<Persona[]> {
  const given: [RoleCode, string][][] = [
    [['HISTORIAN', units.school]],
    [['UNIT_OFFICER', units.one]],
    [['REVIEWER', units.two]],
    [['COUNCIL_SECRETARY', units.district]],
    [['AUDITOR', units.province]],
    [['UNIT_OFFICER', units.apart]],
    [
      ['UNIT_OFFICER', units.school],
      ['REVIEWER', units.two],
    ],
    [['REVIEWER', units.central]],
    [['REVIEWER', await unitId('TU-12')]],
    [],
  ];
  const made = [];
  for (const grants of given) {
    const who = await person({ grants: grants.map(([role, unitId]) => ({ role, unitId })) });
    const roots = grants.map(([, unit]) => unit);
    made.push({ ...who, reader: { roots, historian: grants.some(([role]) => role === 'HISTORIAN') } });
  }
  return made;
}

/** A name as somebody types it. */
function typed(name: string): string {
  const words = name.split(' ');
  const kept = sometimes(0.5) ? words : words.filter(() => sometimes(0.6));
  const ordered = sometimes(0.4) ? [...kept].reverse() : kept;
  let text = ordered.join(' ') || oneOf(words);
  if (sometimes(0.5))
    text = text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replaceAll('đ', 'd')
      .replaceAll('Đ', 'D');
  if (sometimes(0.2)) text = text.toUpperCase();
  if (sometimes(0.2)) text = text.replace(/y/g, 'i');
  if (sometimes(0.15)) {
    const letters = [...text];
    text =
      [...letters.slice(0, below(letters.length)), ...letters.slice(1 + below(letters.length))].join('').trim() || name;
  }
  if (sometimes(0.15)) text = text.replace(/[aeo]/, (letter) => `${letter}${letter}`);
  return text.normalize('NFC');
}

/** What nobody can type and the service refuses to look for; other tests of this database put such names in by SQL. */
const UNTYPED = /[\p{C}\p{Zl}\p{Zp}]/u;

function question(known: readonly Award[]): Search {
  const award = oneOf(known);
  const search: Search = {};
  if (sometimes(0.65))
    search.text = sometimes(0.03) ? oneOf(['!!!', '– … ?']) : typed(sometimes(0.05) ? 'Không Có Ai' : award.name);
  if (sometimes(0.35)) {
    const near = [places.province, places.district, ...places.communes.slice(0, 5)];
    search.placeId = oneOf(sometimes(0.5) ? places.fates : near);
    if (sometimes(0.6)) search.placeMode = oneOf(['AS_NOW', 'AS_NOW', 'AS_THEN']);
    if (sometimes(0.2)) search.placeMatches = [oneOf(['WHOLE', 'PART', 'HISTORY'] as const)];
  }
  if (sometimes(0.25)) search.from = sometimes(0.3) ? award.from : day(oneOf(YEARS));
  if (sometimes(0.25)) search.to = sometimes(0.3) ? award.to : day(oneOf(YEARS));
  // The wrong way round they are refused.
  if (search.from && search.to && search.to < search.from) [search.from, search.to] = [search.to, search.from];
  if (sometimes(0.15)) search.awardTypeCodes = [oneOf(TYPES), oneOf(TYPES)];
  if (sometimes(0.15)) search.kinds = [oneOf(KINDS)];
  if (sometimes(0.1)) search.meritKinds = [oneOf(MERITS)];
  if (sometimes(0.1)) search.statuses = [oneOf(['VALID', 'REVOKED'])];
  if (sometimes(0.1) && award.symbol)
    search.decisionSymbol = sometimes(0.5) ? award.symbol : award.symbol.toLowerCase();
  if (sometimes(0.08) && award.issuer) search.issuedById = award.issuer;
  if (sometimes(0.1)) search.issuerTier = oneOf(['CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'GRASSROOTS']);
  if (sometimes(0.08)) search.issuerAsPrinted = oneOf(PRINTED).toUpperCase();
  if (sometimes(0.15)) search.origin = oneOf(['ISSUED', 'RECORDED']);
  return search;
}

interface Asked {
  search: Search;
  order: Order | null;
  first: number;
}

interface Page {
  totalCount: number;
  edges: { node: { id: string; placeMatch: string | null } }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/** The pages of several questions of one person, each after its cursor. */
async function ask(who: Persona, asked: readonly Asked[], after: readonly (string | null)[]): Promise<Page[]> {
  const each = asked
    .map((_, n) => `$s${n}: HonourSearch!, $o${n}: HonourOrder, $f${n}: Int, $a${n}: String`)
    .join(', ');
  const fields = asked.map(
    (_, n) => `q${n}: searchHonours(search: $s${n}, orderBy: $o${n}, first: $f${n}, after: $a${n}) {
      totalCount edges { node { id placeMatch } } pageInfo { endCursor hasNextPage } }`,
  );
  const variables = Object.fromEntries(
    asked.flatMap(({ search, order, first }, n) => [
      [`s${n}`, search],
      [`o${n}`, order],
      [`f${n}`, first],
      [`a${n}`, after[n]],
    ]),
  );
  const { data, errors } = await who.client.ask(`query (${each}) { ${fields.join('\n')} }`, variables);
  if (errors) throw new Error(JSON.stringify(errors[0]));
  return asked.map((_, n) => data[`q${n}`] as Page);
}

const BY_MATCH = `query ($search: HonourSearch!) { honourTotals(search: $search) { total revoked byPlaceMatch { placeMatch count } } }`;

/** The totals of each place of many fates, for a reader: told apart as in the lists, together the total. */
async function compareTotals(ledger: Ledger, { client, reader }: Persona): Promise<number> {
  let several = 0;
  for (const placeId of places.fates) {
    const search: Search = { placeId, placeMode: 'AS_NOW' };
    const listed = searched(ledger, reader, search, null);
    const standing = listed.filter(({ status }) => status !== 'REVOKED');
    const found = standing.map((award) => placeMatchOf(ledger, award, search));
    const byPlaceMatch = ['WHOLE', 'PART', 'HISTORY']
      .map((placeMatch) => ({ placeMatch, count: found.filter((match) => match === placeMatch).length }))
      .filter(({ count }) => count > 0);
    expect(await client.get(BY_MATCH, { search })).toEqual({
      total: found.length,
      revoked: listed.length - found.length,
      byPlaceMatch,
    });
    several += byPlaceMatch.length > 1 ? 1 : 0;
  }
  return several;
}

it(`a search is what a full scan would find, in its order and number: ${QUESTIONS} random questions`, async () => {
  places = await findPlaces();
  units = await makeUnits();
  const outside = await outsideBySql(await unitId('TU-12'), 3, 'Lò Thị Tuyến');
  const secretaries = [];
  for (let n = 0; n < 2; n += 1) {
    secretaries.push(await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: await unitId('TU-12') }] }));
  }
  const paper = {
    outcome: 'AWARD',
    issuerAsPrinted: 'Ban Tuyên giáo',
    symbol: `7-QĐ/TC${process.pid}`,
    signedOn: today(),
  };
  await done(secretaries[0]!.client, DECIDE.record, { input: { nominationIds: outside, ...paper } });
  await done(secretaries[1]!.client, DECIDE.confirm, { input: { nominationIds: outside, accept: true } });
  await makeAwards(secretaries[0]!.accountId, 500);
  const personas = await makePersonas();
  const ledger = await readLedger();
  const known = ledger.awards.filter(({ name }) => !UNTYPED.test(name));

  const differences: unknown[] = [];
  const seen = { found: 0, pages: 0, readers: new Set<string>(), matches: new Set<string>() };
  const historian = personas.find(({ reader }) => reader.historian)!;
  // What is certain comes first: whatever became of a place, an award given there is found by it.
  const certain = places.fates.map((placeId): Asked => ({
    search: { placeId, placeMode: 'AS_NOW' },
    order: null,
    first: 30,
  }));
  for (let n = 0; n < QUESTIONS; n += TOGETHER) {
    const who = certain.length > 0 ? historian : personas[(n / TOGETHER) % personas.length]!;
    const asked = Array.from(
      { length: TOGETHER },
      (): Asked =>
        certain.shift() ?? {
          search: question(known),
          order: oneOf<Order | null>([null, 'RELEVANCE', 'DATE', 'GIVEN_NAME']),
          first: oneOf([3, 20, 30]),
        },
    );
    const expected = asked.map(({ search, order }) =>
      searched(ledger, who.reader, search, order).map((award) => `${award.id} ${placeMatchOf(ledger, award, search)}`),
    );
    const first = await ask(
      who,
      asked,
      asked.map(() => null),
    );
    const more = [...asked.keys()].filter((index) => first[index]!.pageInfo.hasNextPage);
    const cursors = more.map((index) => first[index]!.pageInfo.endCursor);
    const second =
      more.length > 0
        ? await ask(
            who,
            more.map((index) => asked[index]!),
            cursors,
          )
        : [];
    for (const [index, { first: size, search, order }] of asked.entries()) {
      const ids = expected[index]!;
      const pages = [first[index]!, ...(more.includes(index) ? [second[more.indexOf(index)]!] : [])];
      const found = pages.map(({ edges, totalCount }) => ({
        ids: edges.map(({ node }) => `${node.id} ${node.placeMatch}`),
        totalCount,
      }));
      const starts = ids.length > size ? [0, size] : [0];
      const wanted = starts.map((at) => ({ ids: ids.slice(at, at + size), totalCount: ids.length }));
      if (JSON.stringify(found) !== JSON.stringify(wanted)) {
        differences.push({ search, order, roots: who.reader.roots, wanted, found });
      }
      if (ids.length > 0) seen.readers.add(who.accountId);
      seen.found += Math.min(ids.length, 1);
      for (const id of ids) seen.matches.add(id.split(' ')[1]!);
      seen.pages += ids.length > size ? 1 : 0;
    }
  }
  expect(differences.slice(0, 3)).toEqual([]);
  expect(differences.length).toBe(0);
  // The questions are not empty ones.
  expect(seen.found).toBeGreaterThan(QUESTIONS / 5);
  expect(seen.pages).toBeGreaterThan(QUESTIONS / 20);
  expect(seen.readers.size).toBeGreaterThan(6);
  expect(await compareTotals(ledger, historian)).toBeGreaterThan(2);
  expect([...seen.matches].sort()).toEqual(['HISTORY', 'PART', 'WHOLE', 'null']);
});
