import { Injectable } from '@nestjs/common';
import { totalPrize } from '../award-law/domain/prize.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import type { Decision, DecisionPreview } from './decision.entity.js';
import type { DecisionsArgs } from './decision.inputs.js';
import { decisionById } from './decision.loaders.js';
import { countDecisions, decisionPage, type DecisionConditions } from './decision.queries.js';
import { decisionScope } from './decision-scope.js';
import { previewOfChange } from './preview-change.js';
import { previewOf, problemsOf, totalsOf } from './preview-decision.js';

function told(problems: readonly DomainError[]): DecisionPreview['problems'] {
  return problems.map(({ code, message, field, rule }) => ({ code, message, field: field && [...field], rule }));
}

@Injectable()
export class FindDecisionsService {
  /** The decisions that the account may read, the newest first. */
  page(context: RequestContext, args: DecisionsArgs): Promise<ConnectionOf<Decision>> {
    const scope = decisionScope(context);
    const conditions = this.conditions(args);
    return paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => decisionPage(context.connection, { scope, conditions, after, limit }),
      count: () => countDecisions(context.connection, { scope, conditions }),
      cursorOf: (row) => [row.id],
    });
  }

  /** One decision; null when there is none, or not for this account. */
  async byId(context: RequestContext, id: string): Promise<Decision | null> {
    return isId(id) ? load(context, decisionById, id.toLowerCase()) : null;
  }

  /** What it would be, were it signed on that day. */
  async preview(context: RequestContext, id: string, signedOn: CivilDate): Promise<DecisionPreview> {
    const decision = await this.byId(context, id);
    if (!decision) throw new DomainError('NOT_FOUND', 'decision.notFound', { field: ['id'] });
    if (decision.state === 'ISSUED') throw new DomainError('WRONG_STATE', 'decision.issued', { field: ['id'] });
    const days = { signedOn, today: context.clock.today() };
    if (decision.kind !== 'AWARD') return this.changePreview(context, decision, days);
    const preview = await previewOf(context.connection, decision, days);
    const problems = told(problemsOf(preview, days));
    const { hash, lines } = preview;
    const kinds = totalsOf(lines).map(({ kind }) => kind);
    const prizes = kinds.flatMap((kind) => {
      const prize = preview.prizes.get(kind);
      return prize ? { kind, prize } : [];
    });
    const total = totalPrize(lines.map(({ prize }) => prize));
    return { hash, lines: lines.length, totals: totalsOf(lines), totalPrize: total, prizes, problems };
  }

  private async changePreview(
    context: RequestContext,
    decision: Decision,
    days: { signedOn: CivilDate; today: CivilDate },
  ): Promise<DecisionPreview> {
    const { hash, award, problems } = await previewOfChange(context.connection, decision, days);
    return { hash, lines: 1, totals: totalsOf([award]), totalPrize: null, prizes: [], problems: told(problems) };
  }

  private conditions({ filter }: DecisionsArgs): DecisionConditions {
    return {
      text: filter?.text ?? null,
      issuedById: filter?.issuedById ?? null,
      states: filter?.states ?? null,
      kinds: filter?.kinds ?? null,
      from: filter?.from ?? null,
      to: filter?.to ?? null,
    };
  }
}
