import type { Finding } from '../award-law/domain/eligibility.js';
import { rulesById } from '../awards/award-rule.queries.js';
import type { Actor } from '../core/actor.js';
import type { Transaction } from '../core/database.js';
import { message } from '../core/messages.vi.js';
import type { Dossier } from '../nominations/move-nominations.js';
import type { JudgementInput } from '../nominations/nomination-step.inputs.js';
import { judgeOpen, openFindings, type Judged } from '../nominations/weigh-again.js';
import type { NamedItem } from './council-acts.js';

/** An item with its vote. */
export type VotedItem = NamedItem & { votesFor: number; passed: boolean; dossier: Dossier };

/**
 * What no machine may conclude from: a threshold whose rule nobody has checked, for every item; and for one that passes
 * the findings that its appraisal did not accept, by the facts taken again. All of it has to be judged now; a confirmed
 * rule that fails stands whatever the council voted (the head can decline the nomination, which then leaves the session).
 */
export async function requireJudged(
  tx: Transaction,
  actor: Actor,
  items: readonly VotedItem[],
  judgements: readonly JudgementInput[],
): Promise<Judged> {
  return judgeOpen(tx, actor, items, { open: await doubtsOf(tx, items), judgements });
}

async function doubtsOf(tx: Transaction, items: readonly VotedItem[]): Promise<Map<string, Finding[]>> {
  const thresholds = await thresholdDoubts(tx, items);
  const passed = items.flatMap((item) => (item.passed ? [item.dossier.nomination] : []));
  const findings = await openFindings(tx, passed);
  return new Map(
    items.map(({ nominationId, thresholdRuleId, thresholdConfirmed }) => {
      const threshold = thresholdConfirmed ? [] : (thresholds.get(thresholdRuleId) ?? []);
      return [nominationId, [...(findings.get(nominationId) ?? []), ...threshold]];
    }),
  );
}

/** By the rule's id. */
async function thresholdDoubts(tx: Transaction, items: readonly VotedItem[]): Promise<Map<string, Finding[]>> {
  const rules = await rulesById(
    tx,
    items.map(({ thresholdRuleId }) => thresholdRuleId),
  );
  const finding = { verdict: 'NEEDS_REVIEW' as const, facts: [], eligibleFrom: null, judgement: null };
  return new Map(
    rules.map(({ id, citation }) => {
      const explanation = message('council.thresholdUnconfirmed');
      return [id, [{ ...finding, rule: citation, ruleId: id, explanation }]];
    }),
  );
}
