import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import type { Judgement } from '../award-law/domain/eligibility.js';
import { totalPrize as sumOf } from '../award-law/domain/prize.js';
import { AwardLog } from '../award-log/award-log.js';
import { Sequencer } from '../audit/sequencer.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { BY_ID, lockDossiers, moveDossiers } from '../nominations/move-nominations.js';
import { checkedSymbol, type CheckedSymbol } from '../nominations/symbols.js';
import { keptGrounds } from './award-grounds.js';
import { writeAnnex } from './certificates.js';
import { lockForAct, recordDecision } from './decision-acts.js';
import { issueChange } from './issue-change.js';
import type { Decision, DecisionPayload } from './decision.entity.js';
import type { IssueDecisionInput } from './decision.inputs.js';
import { decisionById } from './decision.loaders.js';
import { decisionsById, linesOfDecisions } from './decision.queries.js';
import { decisionScopeOf } from './decision-scope.js';
import { judgeableCodes, judgedLines, judgedOfLine, previewOf, problemsOf, type Preview } from './preview-decision.js';
import { markIssued } from './write-decision.queries.js';

/** For so long an answer waits until what it says stands in the chain of the audit. */
const CHAINED_SECONDS = 2;

/** What a signature is put to. */
interface Signing {
  input: IssueDecisionInput;
  issuer: string;
  judgements?: readonly object[];
  /** In whole đồng; null where there is none. */
  totalPrize?: string | null;
}

/** The signature: all lines are awarded, or none. */
@Injectable()
export class IssueDecisionService {
  constructor(
    private readonly database: Database,
    private readonly sequencer: Sequencer,
    private readonly log: AwardLog,
  ) {}

  async issue(context: RequestContext, input: IssueDecisionInput): Promise<Done<DecisionPayload>> {
    const id = await actOnce(this.database, context, { operation: 'issueDecision', input }, (tx, actor) =>
      this.issueWhole(tx, actor, input),
    );
    // It is issued in any case; a chain that stands still is told by the writes that stop, not by this answer.
    await this.sequencer.settled(CHAINED_SECONDS).catch(() => undefined);
    return { decision: await load(context, decisionById, id) };
  }

  private async issueWhole(tx: Transaction, actor: Actor, input: IssueDecisionInput): Promise<string> {
    const { id, signedOn } = input;
    const [found] = await decisionsById(tx, decisionScopeOf(actor, tx.today), [id]);
    if (!found) throw new DomainError('NOT_FOUND', 'decision.notFound', { field: ['input', 'id'] });
    if (found.kind !== 'AWARD') {
      const sign: Parameters<typeof issueChange>[3] = (decision, issuer) =>
        this.sign(tx, actor, decision, { input, issuer });
      await this.log.append(tx, await issueChange(tx, actor, input, sign));
      return id;
    }
    // The dossiers before the decision, as every act on a dossier locks them: else two wait for each other.
    const nominationIds = await this.linesOf(tx, found);
    const dossiers = await lockDossiers(tx, actor, nominationIds, BY_ID);
    const decision = await lockForAct(tx, actor, id, 'ISSUE');
    const { preview, judgements } = await this.judged(tx, actor, decision, input);
    const lines = new Set(preview.lines.map(({ nominationId }) => nominationId));
    if (lines.size !== dossiers.length || nominationIds.some((each) => !lines.has(each))) {
      throw new DomainError('PREVIEW_CHANGED', 'decision.previewChanged', { field: ['input', 'previewHash'] });
    }
    const kept = [...judgements].map(([ruleCode, judgement]) => ({ ruleCode, ...judgement }));
    const totalPrize = sumOf(preview.lines.map(({ prize }) => prize));
    const signing = { input, issuer: preview.issuer, judgements: kept, totalPrize };
    const { symbol } = await this.sign(tx, actor, decision, signing);
    await moveDossiers(tx, actor, dossiers, {
      move: { action: 'AWARD' },
      data: ({ nomination }) => ({ decisionId: id, judgements: judgedOfLine(preview, nomination.id, judgements) }),
      recordedTogether: true,
    });
    const grounds = await keptGrounds(tx, judgedLines(preview, judgements));
    const { hash: previewHash } = preview;
    const details = { symbol, signedOn, previewHash, judgements: kept, prizes: prizesKept(preview), nominationIds };
    await recordDecision(tx, actor, decision, { action: 'issue', details });
    // The last, since all who issue wait for the log from here to the end of the transaction.
    await writeAnnex(tx, this.log, { id, signedOn, bookOf: decision.issuedById, grounds }, preview.lines);
    return id;
  }

  /** Gives it its number and issues it. */
  private async sign(
    tx: Transaction,
    actor: Actor,
    decision: { id: string; issuedById: string },
    { input, issuer, judgements = [], totalPrize = null }: Signing,
  ): Promise<CheckedSymbol> {
    const { signedOn, signer, signerCapacity } = input;
    const symbol = await this.symbolOf(tx, decision, input);
    const signature = { ...symbol, signedOn, issuerAsPrinted: issuer, signer, signerCapacity, judgements, totalPrize };
    await onViolation(
      'decision_symbol_once',
      () =>
        new DomainError('NUMBER_TAKEN', 'decision.symbolTaken', {
          params: { symbol: symbol.symbol },
          field: ['input', 'symbol'],
        }),
      () => markIssued(tx, decision.id, actor.accountId, signature),
    );
    return symbol;
  }

  private async linesOf(tx: Transaction, { id, state }: Decision): Promise<string[]> {
    if (state === 'ISSUED') return [];
    return (await linesOfDecisions(tx, [id])).map(({ nominationId }) => nominationId);
  }

  /** What is signed, which must be what was previewed; throws the first thing that stands against it. */
  private async judged(
    tx: Transaction,
    actor: Actor,
    decision: Decision,
    input: IssueDecisionInput,
  ): Promise<{ preview: Preview; judgements: ReadonlyMap<string, Judgement> }> {
    const days = { signedOn: input.signedOn, today: tx.today };
    const preview = await previewOf(tx, decision, { ...days, acting: true });
    const judgements = this.judgementsOf(tx, actor, preview, input);
    const [problem] = problemsOf(preview, days, judgements);
    if (problem) throw problem;
    if (preview.hash !== input.previewHash) {
      throw new DomainError('PREVIEW_CHANGED', 'decision.previewChanged', { field: ['input', 'previewHash'] });
    }
    return { preview, judgements };
  }

  private judgementsOf(
    tx: Transaction,
    actor: Actor,
    preview: Preview,
    { judgements }: IssueDecisionInput,
  ): Map<string, Judgement> {
    const known = judgeableCodes(preview);
    const unknown = (judgements ?? []).find(({ ruleCode }) => !known.has(ruleCode));
    if (unknown) {
      const params = { rule: unknown.ruleCode };
      throw new DomainError('INVALID_INPUT', 'decision.judgementUnknown', { params, field: ['input', 'judgements'] });
    }
    return new Map(
      (judgements ?? []).map(({ ruleCode, accept, reason }): [string, Judgement] => [
        ruleCode,
        { accept, reason, byAccountId: actor.accountId, at: tx.now },
      ]),
    );
  }

  private symbolOf(
    tx: Transaction,
    { issuedById }: { issuedById: string },
    { symbol, signedOn }: IssueDecisionInput,
  ): Promise<CheckedSymbol> {
    const field = ['input', 'symbol'];
    if (!symbol) throw new DomainError('INVALID_INPUT', 'decision.symbolNeeded', { field });
    return checkedSymbol(tx, { unitId: issuedById, symbol, type: 'QĐ', day: signedOn, field });
  }
}

/** By which rules the prizes were worked out, for the audit: what they say may change, what was paid does not. */
function prizesKept({ prizes }: Preview): object[] {
  return [...prizes].map(([kind, { amount, confirmed, citations }]) => ({
    kind,
    amount,
    confirmed,
    rules: citations.map(({ code, validFrom }) => `${code} ${validFrom}`),
  }));
}
