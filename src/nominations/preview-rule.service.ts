import { Injectable } from '@nestjs/common';
import { EVALUATED_KINDS } from '../award-law/domain/eligibility.js';
import { ruleProposal, type RuleProposal } from '../award-law/rule-proposal.queries.js';
import { ruleScope } from '../award-law/rule-scope.js';
import { onTrial } from '../awards/award-rule.queries.js';
import { signedIn, type RequestContext } from '../core/context.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { isId } from '../core/pagination.js';
import { eligibilityOf } from './dossier-eligibility.js';
import { VerdictChanges, type ChangedVerdict } from './domain/verdict-changes.js';
import { countOpenNominations, openNominations } from './open-nominations.queries.js';
import { SHOWN, type RulePreview } from './rule-preview.entity.js';

/**
 * On so many open nominations a rule is tried at most: as many as the registry is made for, some 30 s of work. So many at a
 * time: others wait for no more than these, and what is kept does not grow.
 */
const TRIED = 200_000;
const BATCH = 500;

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
    const open = await countOpenNominations(connection, proposal);
    // Rules of steps, prizes and days change no verdict.
    const isWeighed = EVALUATED_KINDS.some((kind) => kind === proposal.kind);
    const nothing = { tried: open, changes: [] };
    const { tried, changes } = isWeighed ? await this.tryOn(connection, proposal, today) : nothing;
    // Some may have come or gone meanwhile.
    return {
      ...{ tried, open: Math.max(open, tried), isCapped: isWeighed && tried >= TRIED && open > tried },
      changed: changes.reduce((sum, { count }) => sum + count, 0),
      changes,
    };
  }

  /** Tries it on the newest first, some at a time. */
  private async tryOn(
    connection: Connection,
    proposal: RuleProposal,
    today: CivilDate,
  ): Promise<{ tried: number; changes: ChangedVerdict[] }> {
    const changes = new VerdictChanges(SHOWN);
    // One that has no law date yet is judged by the law of a day: before its first day the rule changes nothing.
    const from = proposal.citation.validFrom as CivilDate;
    const day = from > today ? from : today;
    let tried = 0;
    for (let before: string | null = null; tried < TRIED;) {
      const ids = await openNominations(connection, proposal, { before, limit: BATCH });
      const some = ids.map((id) => ({ id }));
      const now = await eligibilityOf(connection, some, day);
      changes.add(now, await eligibilityOf(onTrial(connection, proposal.id), some, day));
      tried += ids.length;
      before = ids.at(-1) ?? null;
      if (ids.length < BATCH) break;
    }
    return { tried, changes: changes.all() };
  }
}
