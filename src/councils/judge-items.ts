import { veiled, withJudgements, type Eligibility, type Finding } from '../award-law/domain/eligibility.js';
import { keptJudgement, type KeptJudgement } from '../award-law/domain/kept-judgement.js';
import { rulesById } from '../awards/award-rule.queries.js';
import type { Actor } from '../core/actor.js';
import type { Transaction } from '../core/database.js';
import { message } from '../core/messages.vi.js';
import { judged, requirePassing } from '../nominations/judge-findings.js';
import { eligibilityOf } from '../nominations/dossier-eligibility.js';
import type { Dossier } from '../nominations/move-nominations.js';
import type { JudgementInput } from '../nominations/nomination-step.inputs.js';
import { appraisalsOf } from '../nominations/nomination.queries.js';
import type { NamedItem } from './council-acts.js';

/** An item with its vote. */
export type VotedItem = NamedItem & { votesFor: number; passed: boolean; dossier: Dossier };

/** What was said of each item, by its nomination. */
export type Judged = ReadonlyMap<string, readonly KeptJudgement[]>;

/**
 * What no machine may conclude from: a threshold whose rule nobody has checked, for every item; and for one that passes
 * the findings that its appraisal did not accept. All of it has to be judged now; a confirmed rule that fails stands
 * whatever the council voted (the head can decline the nomination, which then leaves the session).
 */
export async function requireJudged(
  tx: Transaction,
  actor: Actor,
  items: readonly VotedItem[],
  judgements: readonly JudgementInput[],
): Promise<Judged> {
  const doubts = await doubtsOf(tx, items);
  judged(tx, actor, asOne(tx, [...doubts.values()].flat()), judgements);
  const said = new Map<string, readonly KeptJudgement[]>();
  for (const { nominationId, code } of items) {
    const own = doubts.get(nominationId) ?? [];
    const known = judgements.filter(({ ruleCode }) => own.some(({ rule }) => rule.code === ruleCode));
    requirePassing(code, judged(tx, actor, asOne(tx, own), known), ['input', 'judgements']);
    said.set(
      nominationId,
      known.flatMap((input) =>
        own.filter(({ rule }) => rule.code === input.ruleCode).map((each) => keptJudgement(each, input)),
      ),
    );
  }
  return said;
}

async function doubtsOf(tx: Transaction, items: readonly VotedItem[]): Promise<Map<string, Finding[]>> {
  const thresholds = await thresholdDoubts(tx, items);
  const findings = await appraisalDoubts(
    tx,
    items.filter(({ passed }) => passed),
  );
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

/** What fails, and what is doubtful and was not accepted at the appraisal of this step. */
async function appraisalDoubts(tx: Transaction, items: readonly VotedItem[]): Promise<Map<string, Finding[]>> {
  const nominations = items.map(({ dossier }) => dossier.nomination);
  const ids = nominations.map(({ id }) => id);
  const now = await eligibilityOf(tx, nominations, tx.today, { sensitive: 'ALL' });
  const appraisals = await appraisalsOf(tx, ids);
  return new Map(
    nominations.map(({ id, step }) => {
      const last = appraisals.filter((each) => each.nominationId === id && each.step === step).at(-1);
      const kept = (last?.eligibility as Eligibility | undefined)?.findings ?? [];
      const accepted = kept.flatMap(({ rule, judgement }) =>
        judgement?.accept ? [[rule.code, judgement] as const] : [],
      );
      const found = now.get(id);
      const seen = found ? veiled(withJudgements(found, new Map(accepted))).findings : [];
      const open = seen.filter(
        ({ verdict, judgement }) => verdict === 'FAILS' || (verdict === 'NEEDS_REVIEW' && !judgement),
      );
      return [id, open];
    }),
  );
}

function asOne({ today }: Transaction, findings: Finding[]): Eligibility {
  return { verdict: 'NEEDS_REVIEW', provisional: false, lawDate: today, regime: '', findings };
}
