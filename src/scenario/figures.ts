import { SUBJECT_KINDS, type SubjectKind } from '../honourees/domain/subject-kind.js';
import { username, type Body } from './domain/bodies.js';
import { added, totalOf, type Figure, type Kinds, type Plan } from './domain/plan.js';
import type { People } from './person.js';

/** A figure of the report beside what the registry counts. */
export interface Counted {
  what: string;
  wanted: string;
  counted: string;
}

const PERIOD = { from: '2020-01-01', to: '2023-12-31' };
const TOTALS = `query ($search: HonourSearch!) { honourTotals(search: $search) {
  total recorded byKind { kind count } byTier { tier count } } }`;
const DECISIONS = `query ($after: String) { decisions(filter: { states: [ISSUED] }, first: 100, after: $after) {
  pageInfo { hasNextPage endCursor } edges { node { id totals { kind count } } } } }`;
const MODELS = `query ($with: ID!) { emulationModels(filter: { registeredWithId: $with, states: [RUNNING] }, first: 1) {
  totalCount totalIsCapped } }`;

interface Totals {
  total: number;
  recorded: number;
  byKind: { kind: SubjectKind; count: number }[];
}

const WORDS: Record<SubjectKind, string> = { COLLECTIVE: 'tập thể', INDIVIDUAL: 'cá nhân', HOUSEHOLD: 'hộ gia đình' };

function told(kinds: Kinds): string {
  const parts = SUBJECT_KINDS.flatMap((kind) => (kinds[kind] ? [`${kinds[kind]} ${WORDS[kind]}`] : []));
  return parts.length > 0 ? parts.join(', ') : '0';
}

const kindsOf = (rows: readonly { kind: SubjectKind; count: number }[]): Kinds =>
  added(rows.map(({ kind, count }) => ({ kinds: { [kind]: count } })));

/** Counts everything over the API, as a historian of the province reads it, beside what the plan wants. */
export async function figuresOf(people: People, plan: Plan, bodies: readonly Body[]): Promise<Counted[]> {
  const historian = people.named(username('lichsu', `UBND-${plan.province}`));
  const counted: Counted[] = [];
  for (const { what, search, figures, asTotal } of questions(plan, historian.account.unit.id)) {
    const { total, byKind } = await historian.ask<Totals>(TOTALS, { search: { ...PERIOD, ...search } });
    const wanted = added(figures);
    counted.push(
      asTotal
        ? { what, wanted: String(totalOf(wanted)), counted: String(total) }
        : { what, wanted: told(wanted), counted: told(kindsOf(byKind)) },
    );
  }
  const all = told(added(plan.honours));
  return [
    ...counted,
    { what: 'Decision.totals cộng lại', wanted: all, counted: told(await ofDecisions(people, plan)) },
    {
      what: 'Mô hình đăng ký 2021–2025, đang thực hiện',
      wanted: String(plan.models.count),
      counted: await models(people, bodies),
    },
  ];
}

interface Question {
  what: string;
  search: object;
  figures: Figure[];
  /** All kinds together, as the report has it. */
  asTotal?: boolean;
}

/** By issuer, tier, kind and period, as the report speaks. */
function questions({ honours }: Plan, province: string): Question[] {
  const of = (...codes: string[]): Figure[] => honours.filter(({ award }) => codes.includes(award));
  const district = of('GK_HUYEN', 'GK_SO', 'GK_DU');
  const [ttg, party] = [of('BK_TTG'), of('BK_BTGTW')];
  const byAward = (what: string, code: string): Question => ({
    what: `  trong đó ${what}`,
    search: { awardTypeCodes: [code] },
    figures: of(code),
  });
  return [
    { what: 'Thủ tướng Chính phủ', search: { issuerAsPrinted: 'Thủ tướng Chính phủ' }, figures: ttg },
    { what: 'Trưởng Ban Tuyên giáo Trung ương', search: { awardTypeCodes: ['BK_BTGTW'] }, figures: party },
    { what: 'Trung ương, ghi lại', search: { issuerTier: 'CENTRAL', origin: 'RECORDED' }, figures: [...ttg, ...party] },
    {
      what: 'Chủ tịch UBND tỉnh',
      search: { issuedById: province, issuerTier: 'PROVINCE' },
      figures: of('BK_TINH'),
    },
    { what: 'Cấp huyện và tương đương', search: { issuerTier: 'DISTRICT' }, figures: district, asTotal: true },
    { what: '  theo loại (giả định)', search: { issuerTier: 'DISTRICT' }, figures: district },
    byAward('Chủ tịch UBND huyện, thành phố', 'GK_HUYEN'),
    byAward('Giám đốc Sở', 'GK_SO'),
    byAward('đảng ủy trực thuộc Tỉnh ủy', 'GK_DU'),
    { what: 'Tất cả, 2020–2023', search: {}, figures: honours },
    { what: 'Tất cả, từ năm 2024', search: { from: '2024-01-01', to: null }, figures: [], asTotal: true },
  ];
}

interface DecisionPage {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string; totals: { kind: SubjectKind; count: number }[] } }[];
}

/** The totals that the decisions themselves say, each once: the State's side and the Party's each read their own. */
async function ofDecisions(people: People, { province }: Plan): Promise<Kinds> {
  const found = new Map<string, Kinds>();
  for (const top of [`UBND-${province}`, `TU-${province}`]) {
    const reader = people.named(username('kiemtra', top));
    let after: string | null = null;
    do {
      const page: DecisionPage = await reader.ask<DecisionPage>(DECISIONS, { after });
      for (const { node } of page.edges) found.set(node.id, kindsOf(node.totals));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
  }
  return added([...found.values()].map((kinds) => ({ kinds })));
}

/** Added up over the Party's bodies with which they are registered. */
async function models(people: People, bodies: readonly Body[]): Promise<string> {
  let sum = 0;
  for (const { code } of bodies.filter(
    ({ line, tier, equivalent }) => line === 'PARTY' && tier !== 'COMMUNE' && !equivalent,
  )) {
    const head = people.named(username('lanhdao', code));
    sum += (await head.ask<{ totalCount: number }>(MODELS, { with: head.account.unit.id })).totalCount;
  }
  return String(sum);
}
