import { soughtSyllables } from '../core/fold.js';
import { ALL_AWARDS, type AwardConditions } from '../decisions/ledger-conditions.js';
import type { HonourSearch } from './honour-search.inputs.js';

/** What a search asks of the ledger; its place is looked up by itself. */
export function conditionsOf(search: HonourSearch): AwardConditions {
  return {
    ...ALL_AWARDS,
    syllables: search.text ? soughtSyllables(search.text) : null,
    from: search.from ?? null,
    to: search.to ?? null,
    awardTypeCodes: search.awardTypeCodes ?? null,
    kinds: search.kinds ?? null,
    meritKinds: search.meritKinds ?? null,
    statuses: search.statuses ?? null,
    flagged: search.flagged ?? null,
    decisionSymbol: search.decisionSymbol ?? null,
    decisionId: search.decisionId ?? null,
    issuedById: search.issuedById ?? null,
    issuerTier: search.issuerTier ?? null,
    issuerAsPrinted: search.issuerAsPrinted ?? null,
    origin: search.origin ?? null,
  };
}
