import { Injectable } from '@nestjs/common';
import { ruleProposal } from '../award-law/rule-proposal.queries.js';
import { ruleScope } from '../award-law/rule-scope.js';
import { onTrial } from '../awards/award-rule.queries.js';
import { signedIn, type RequestContext } from '../core/context.js';
import type { CivilDate } from '../core/civil-date.js';
import { isId } from '../core/pagination.js';
import { eligibilityOf } from './dossier-eligibility.js';
import { verdictChanges } from './domain/verdict-changes.js';
import { anyNominationsById } from './nomination.queries.js';
import { openNominations } from './open-nominations.queries.js';
import type { RulePreview } from './rule-preview.entity.js';

/** On so many open nominations a rule is tried. */
const TRIED = 1_000;

/** Tells what a proposed rule would change before anybody confirms it. */
@Injectable()
export class PreviewRuleService {
  /** Null where there is no such proposal, or not for this account. */
  async preview(context: RequestContext, id: string): Promise<RulePreview | null> {
    const { connection } = context;
    const today = context.clock.today();
    if (!isId(id)) return null;
    const proposal = await ruleProposal(connection, await ruleScope(connection, signedIn(context), today), id);
    if (!proposal) return null;
    const ids = await openNominations(connection, proposal, TRIED + 1);
    const nominations = await anyNominationsById(connection, ids.slice(0, TRIED));
    // One that has no law date yet is judged by the law of a day: before its first day the rule changes nothing.
    const from = proposal.citation.validFrom as CivilDate;
    const day = from > today ? from : today;
    const before = await eligibilityOf(connection, nominations, day);
    const after = await eligibilityOf(onTrial(connection, proposal.id), nominations, day);
    const changes = verdictChanges(before, after);
    return {
      tried: nominations.length,
      isCapped: ids.length > TRIED,
      changed: changes.reduce((sum, each) => sum + each.ids.length, 0),
      changes: changes.map((each) => ({ ...each, count: each.ids.length })),
    };
  }
}
