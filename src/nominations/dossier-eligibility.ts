import {
  EVALUATED_KINDS,
  evaluate,
  outcomeOf,
  unjudged,
  withJudgements,
  type Eligibility,
  type Facts,
  type Judgement,
} from '../award-law/domain/eligibility.js';
import type { Actor } from '../core/actor.js';
import { addDays, type CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { ofKind } from '../award-law/domain/rule.js';
import { rulesOfDossiers } from '../award-law/award-rules.js';
import { proposedFacts } from './eligibility-facts.queries.js';
import { consultations } from './opinion.queries.js';
import type { Nomination } from './nomination.entity.js';
import type { JudgementInput } from './nomination-step.inputs.js';

/** What the rules say of each nomination, under the law of its law date, or of `day` (provisionally) before it has one. */
export async function eligibilityOf(
  connection: Connection,
  nominations: readonly Nomination[],
  day: CivilDate,
): Promise<Map<string, Eligibility>> {
  const ids = nominations.map(({ id }) => id);
  const proposed = new Map((await proposedFacts(connection, ids)).map((facts) => [facts.nominationId, facts]));
  const days = [...new Set(nominations.map(({ lawDate }) => lawDate ?? day))];
  const found = new Map<string, Eligibility>();
  for (const lawDay of days) {
    const own = nominations.filter(({ lawDate }) => (lawDate ?? day) === lawDay);
    const rules = await rulesOfDossiers(connection, own, lawDay, EVALUATED_KINDS);
    const asking = own.filter(({ id }) => ofKind(rules.get(id) ?? [], 'OPINION').length > 0);
    const consulted = asking.length > 0 ? await consultations(connection, idsOf(asking)) : [];
    for (const { id, lawDate } of own) {
      const known = proposed.get(id);
      if (!known) continue;
      const facts = {
        kind: known.kind,
        honoureeDissolvedOn: known.livedUntil && addDays(known.livedUntil, 1),
        sameAchievementAwards: known.sameAchievementAwards,
        day: lawDay,
        provisional: lawDate === null,
        consulting: consultingOf(consulted.find(({ nominationId }) => nominationId === id)),
      };
      found.set(id, evaluate(rules.get(id) ?? [], facts));
    }
  }
  return found;
}

const idsOf = (nominations: readonly Nomination[]): string[] => nominations.map(({ id }) => id);

function consultingOf(found: Awaited<ReturnType<typeof consultations>>[number] | undefined): Facts['consulting'] {
  return found ? { body: found, settled: new Set(found.settled) } : null;
}

/** What a person who acts says of the doubtful findings; unknown codes are refused. */
export function judged(
  tx: Transaction,
  actor: Actor,
  eligibility: Eligibility,
  inputs: readonly JudgementInput[],
): Eligibility {
  const known = new Set(
    eligibility.findings.filter(({ verdict }) => verdict === 'NEEDS_REVIEW').map(({ rule }) => rule.code),
  );
  inputs.forEach(({ ruleCode }, index) => {
    if (known.has(ruleCode)) return;
    throw new DomainError('INVALID_INPUT', 'nomination.judgementUnknown', {
      params: { rule: ruleCode },
      field: ['input', 'judgements', String(index), 'ruleCode'],
    });
  });
  const judgements = new Map<string, Judgement>(
    inputs.map(({ ruleCode, accept, reason }) => [
      ruleCode,
      { accept, reason, byAccountId: actor.accountId, at: tx.now },
    ]),
  );
  return withJudgements(eligibility, judgements);
}

/**
 * The findings of an appraisal with its judgements. A favourable one needs every doubtful finding judged and accepted,
 * and no confirmed rule that fails: that nobody can judge away.
 */
export async function appraisedEligibility(
  tx: Transaction,
  actor: Actor,
  nomination: Nomination,
  input: { favourable: boolean; judgements?: JudgementInput[] | null },
): Promise<Eligibility> {
  const found = (await eligibilityOf(tx, [nomination], tx.today)).get(nomination.id);
  if (!found) throw new Error('nomination without honouree');
  const eligibility = judged(tx, actor, found, input.judgements ?? []);
  if (input.favourable) requirePassing(nomination.code, eligibility, ['input', 'favourable']);
  return eligibility;
}

/** Throws RULE_FAILED, NEEDS_JUDGEMENT or again RULE_FAILED where judgements did not accept. */
export function requirePassing(code: string, eligibility: Eligibility, field: readonly string[]): void {
  const failed = eligibility.findings.find(({ verdict }) => verdict === 'FAILS');
  if (failed) {
    const params = { explanation: `${code}: ${failed.explanation}` };
    throw new DomainError('RULE_FAILED', 'nomination.ruleFailed', { params, field, rule: failed.rule });
  }
  const [open] = unjudged(eligibility);
  if (open) {
    const params = { code, rule: open.rule.code };
    throw new DomainError('NEEDS_JUDGEMENT', 'nomination.needsJudgement', {
      params,
      field: ['input', 'judgements'],
      rule: open.rule,
    });
  }
  if (outcomeOf(eligibility) === 'PASSES') return;
  const refused = eligibility.findings.find(({ judgement }) => judgement?.accept === false);
  const params = { code, rule: refused?.rule.code ?? '' };
  throw new DomainError('RULE_FAILED', 'nomination.judgementRefused', { params, field, rule: refused?.rule });
}
