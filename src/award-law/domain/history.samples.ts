import { civilDate } from '../../core/civil-date.js';
import type { MeritKind } from '../../awards/domain/merit-kind.js';
import { NO_HISTORY, type HeldAward, type History, type Proposal } from './history.js';
import type { Citation, Rule, RuleKind, ArgsOf } from './rule.js';

/** Facts for the cases of the specs, in short. */

/** Titles of whole years, e.g. `titles('CSTDCS', [2023, 2024])`. */
export function titles(award: string, years: readonly number[], merit: MeritKind = 'CONG_TRANG'): HeldAward[] {
  return years.map((year) => held(award, { years: [year, year], on: `${year}-12-20`, merit }));
}

/** One award; without `years` it is a recorded one of which only the decision's day is known. */
export function held(
  award: string,
  {
    years,
    on,
    from = on,
    merit = 'CONG_TRANG',
  }: { years?: [number, number]; on: string; from?: string; merit?: MeritKind },
): HeldAward {
  return {
    id: `${award} ${on}`,
    award,
    merit,
    achievedFrom: years ? civilDate(`${years[0]}-01-01`) : null,
    achievedTo: years ? civilDate(`${years[1]}-12-31`) : null,
    decidedFrom: civilDate(from),
    decidedOn: civilDate(on),
    cited: `${award} ${on}`,
  };
}

/** Ratings by year: `ratings({ 2023: 'HTXSNV' })`. */
export const ratings = (years: Record<number, string>): History['ratings'] =>
  Object.entries(years).map(([year, rating]) => ({ year: Number(year), rating }));

/** One initiative of the grassroots in each of these years. */
export const initiativesOf = (
  years: readonly number[],
  scope: History['initiatives'][number]['scope'] = 'GRASSROOTS',
): History['initiatives'] => years.map((year) => ({ year, title: `sáng kiến ${year}`, scope }));

export const history = (more: Partial<History>): History => ({ ...NO_HISTORY, ...more });

export const proposal = (day: string, more: Partial<Proposal> = {}): Proposal => ({
  kind: 'INDIVIDUAL',
  merit: 'CONG_TRANG',
  from: null,
  to: null,
  day: civilDate(day),
  ...more,
});

/** A rule of that kind, confirmed unless said otherwise. */
export function ruleOf<Kind extends RuleKind>(
  kind: Kind,
  args: ArgsOf[Kind],
  citation: Partial<Citation> = {},
): Rule<Kind> {
  const base = { code: kind, article: 'Điều 1', document: 'Luật', text: null, validFrom: null, validTo: null };
  return {
    id: `id of ${citation.code ?? kind}`,
    awardTypeId: null,
    kind,
    args,
    citation: { ...base, confirmed: true, ...citation },
  };
}
