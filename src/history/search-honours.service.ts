import { Injectable } from '@nestjs/common';
import type { Award } from '../awards/award.entity.js';
import { isCivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { DomainError } from '../core/errors.js';
import { syllables } from '../core/fold.js';
import { isId, paginate, type ConnectionOf, type Cursor } from '../core/pagination.js';
import { ReaderShares } from '../core/reader-shares.js';
import { awardScope } from '../decisions/decision-scope.js';
import type { AwardConditions, LedgerQuestion } from '../decisions/ledger-conditions.js';
import { countAwards } from '../decisions/ledger.queries.js';
import { PLACE_MATCHES } from '../units/domain/area-past.js';
import { conditionsOf } from './honour-conditions.js';
import type { HonourOrder, HonoursArgs, HonourSearch } from './honour-search.inputs.js';
import type { FoundAward } from './found-awards.queries.js';
import { honourPage, placesBelow, shareOfLedger } from './honour-search.queries.js';
import type { HonourTotals } from './honour-totals.entity.js';
import { honourGroups, placeMatchTotals, type HonourGroup } from './honour-totals.queries.js';
import { totalsOf } from './honour-totals.js';
import { pastPlaces, type PastPlaces } from './past-places.queries.js';
import { placeMatcher } from './place-match.js';

/** How the first member of a cursor names its order, and whether its list is of names that are nearly so. */
const ORDER_MARKS: Record<HonourOrder, string> = { RELEVANCE: 'r', DATE: 'd', GIVEN_NAME: 'g' };

interface SearchedLedger extends LedgerQuestion {
  past: PastPlaces[] | null;
}

/** What was counted, by which question. */
interface Counted {
  question: LedgerQuestion;
  groups: HonourGroup[];
  revoked: number;
}

/** Honours as the historian looks for them: one policy and one set of conditions for lists, counts and totals. */
@Injectable()
export class SearchHonoursService {
  private readonly shares = new ReaderShares();

  /** A page of what fits; where no name fits, of those that are spelt nearly so. */
  async page(context: RequestContext, args: HonoursArgs): Promise<ConnectionOf<Award>> {
    const { search } = args;
    const text = search.text ?? null;
    const order = args.orderBy ?? (text === null ? 'DATE' : 'RELEVANCE');
    const asked = text === null && order === 'RELEVANCE' ? 'DATE' : order;
    const { past, ...exact } = await this.question(context, search);
    const told = past ? toldApart(past) : (awards: FoundAward[]) => awards;
    const marks = { exact: ORDER_MARKS[asked], near: `${ORDER_MARKS[asked]}~` };
    let question: LedgerQuestion = exact;
    return paginate<FoundAward>({
      page: args,
      accept: (cursor) => Object.values(marks).includes(String(cursor[0])) && fits(asked, cursor.slice(1)),
      fetch: async (after, limit) => {
        const page = { order: asked, text, limit, after: after?.slice(1) ?? null };
        if (after?.[0] === marks.near) question = nearly(exact, text);
        const found = told(await honourPage(context.connection, { ...question, ...page }));
        if (found.length > 0 || after || text === null) return found;
        question = nearly(exact, text);
        return told(await honourPage(context.connection, { ...question, ...page }));
      },
      count: () => countAwards(context.connection, question),
      cursorOf: (award) => [question === exact ? marks.exact : marks.near, ...positionOf(asked, award)],
    });
  }

  /** Exact counts of all that the list has; what was revoked is listed with its status and counted apart. */
  async totals(context: RequestContext, search: HonourSearch): Promise<HonourTotals> {
    const { past, ...exact } = await this.question(context, search);
    const found = await this.counted(context, search, exact);
    const isEmpty = found.revoked === 0 && found.groups.every(({ count }) => count === 0);
    if (!isEmpty || !search.text) return this.told(context, found, past);
    return this.told(context, await this.counted(context, search, nearly(exact, search.text)), past);
  }

  /** What stands in groups, and how many more were revoked; where the search asks for statuses, just these. */
  private async counted(context: RequestContext, { statuses }: HonourSearch, asked: LedgerQuestion): Promise<Counted> {
    const revokedApart = !statuses;
    const groups = await honourGroups(context.connection, asked, { revokedApart });
    const revoked = groups.find(({ facet }) => facet === 'ALL')?.revoked ?? 0;
    const conditions = { ...asked.conditions, revoked: revokedApart ? false : null };
    return { question: { ...asked, conditions }, groups, revoked };
  }

  private async told(
    context: RequestContext,
    { groups, question, revoked }: Counted,
    past: readonly PastPlaces[] | null,
  ): Promise<HonourTotals> {
    const byPlaceMatch = past ? await placeMatchTotals(context.connection, question, past) : [];
    return { ...(await totalsOf(context, groups)), revoked, byPlaceMatch };
  }

  /** What is asked; with `past` where the place is meant as it is now. */
  private async question(context: RequestContext, search: HonourSearch): Promise<SearchedLedger> {
    if (search.from && search.to && search.to < search.from) {
      throw new DomainError('INVALID_INPUT', 'input.dateOrder', { field: ['search', 'to'] });
    }
    const scope = awardScope(context);
    const measure = (): Promise<number> => shareOfLedger(context.connection, scope);
    const share = scope.everywhere ? 1 : await this.shares.of(scope.roots, measure);
    const { placeId, placeMode, placeMatches } = search;
    const asNow = placeId && placeMode === 'AS_NOW';
    const past = asNow ? await pastPlaces(context.connection, placeId, placeMatches ?? PLACE_MATCHES) : null;
    const places = past ?? (placeId ? await placesBelow(context.connection, placeId) : null);
    return { scope, share, past, conditions: { ...conditionsOf(search), places } };
  }
}

/** Each award with how its place belongs to the one asked for. */
function toldApart(past: readonly PastPlaces[]): (awards: FoundAward[]) => FoundAward[] {
  const matchOf = placeMatcher(past);
  return (awards) => awards.map((award) => ({ ...award, placeMatch: matchOf(award) }));
}

/** The same question for names that are spelt nearly as asked. */
function nearly(question: LedgerQuestion, text: string | null): LedgerQuestion {
  const conditions: AwardConditions = {
    ...question.conditions,
    syllables: null,
    speltLike: syllables(text ?? '').join(' '),
  };
  return { ...question, conditions };
}

function positionOf(order: HonourOrder, award: FoundAward): Cursor {
  if (order === 'GIVEN_NAME') return [award.sortKey, award.id];
  return order === 'DATE' ? [award.decidedTo, award.id] : [award.rank, award.decidedTo, award.id];
}

function fits(order: HonourOrder, position: readonly unknown[]): boolean {
  const [first, second, third, ...more] = position;
  if (order === 'GIVEN_NAME') return typeof first === 'string' && !first.includes('\0') && isId(second);
  if (order === 'DATE') return isCivilDate(first) && isId(second);
  const isRank = Number.isSafeInteger(first) && (first as number) >= 0 && (first as number) <= 1000;
  return isRank && isCivilDate(second) && isId(third) && more.length === 0;
}
