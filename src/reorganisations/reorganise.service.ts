import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { actOnce } from '../core/act-once.js';
import { unitsWith, type Actor } from '../core/actor.js';
import { isCivilDate, type CivilDate } from '../core/civil-date.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Connection, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { enqueue } from '../core/jobs.js';
import { isId, paginate, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { unitsAmongBelow } from '../units/unit.queries.js';
import { applyDuePlansJob } from './apply-due-plans.job.js';
import { applyNow, refuseProblems } from './apply-plans.js';
import { areasManaged } from './area-facts.queries.js';
import { planChange, type Plan } from './domain/plan.js';
import { lookAhead, type Outlook } from './look-ahead.js';
import { namesOf } from './plan-facts.js';
import { previewOf } from './preview.js';
import type { Reorganisation, ReorganisationPayload, ReorganisationPreviewPayload } from './reorganisation.entity.js';
import type { ApplyReorganisationInput, ReorganisationInput } from './reorganisation.inputs.js';
import {
  appliedSince,
  countReorganisations,
  lockPlan,
  reorganisationPage,
  reorganisationsById,
  waitingFor,
} from './reorganisation.queries.js';
import { endWaiting, insertReorganisation, lockReorganisations } from './write-reorganisation.queries.js';

/** Nobody applies a preview of an earlier day. */
const PREVIEW_LASTS_MS = 24 * 3_600_000;

function planOf({ effectiveOn, legalBasis, changes }: ReorganisationInput): Plan {
  if (changes.length === 0) {
    throw new DomainError('INVALID_INPUT', 'reorganisation.noChanges', { field: ['input', 'changes'] });
  }
  return {
    effectiveOn,
    legalBasis,
    changes: changes.map((change) => planChange(change)),
  };
}

/** Bodies and areas merge, split, end or move by a legal act, with all that rests on them. */
@Injectable()
export class ReorganiseService {
  constructor(private readonly database: Database) {}

  /** All plans, the latest day first: legal acts are everybody's to know. */
  page(context: RequestContext, page: PageArgs): Promise<ConnectionOf<Reorganisation>> {
    return paginate({
      page,
      accept: ([day, id]) => isCivilDate(day) && isId(id),
      fetch: (after, limit) => reorganisationPage(context.connection, after, limit),
      count: () => countReorganisations(context.connection),
      cursorOf: (row) => [row.effectiveOn, row.id],
    });
  }

  /** What the plan would do; writes nothing. */
  async preview(context: RequestContext, input: ReorganisationInput): Promise<Done<ReorganisationPreviewPayload>> {
    const plan = planOf(input);
    await this.mustManage(context.connection, signedIn(context), plan, context.clock.today());
    return { preview: previewOf(await lookAhead(context.connection, plan, context.clock.today())) };
  }

  /** Applies the plan as it was previewed, or keeps it for its day. */
  async apply(context: RequestContext, input: ApplyReorganisationInput): Promise<Done<ReorganisationPayload>> {
    const act = { operation: 'applyReorganisation', input };
    return this.answer(await actOnce(this.database, context, act, (tx, actor) => this.applyOrKeep(tx, actor, input)));
  }

  /** Takes back a plan that waits. */
  async cancel(context: RequestContext, id: string): Promise<Done<ReorganisationPayload>> {
    const actor = signedIn(context);
    await this.database.transaction(async (tx) => {
      const plan = isId(id) ? await lockPlan(tx, id) : null;
      if (!plan) throw new DomainError('NOT_FOUND', 'reorganisation.notFound', { field: ['id'] });
      await this.mustManage(tx, actor, plan, tx.today);
      if (plan.state !== 'PLANNED')
        throw new DomainError('WRONG_STATE', 'reorganisation.wrongState', { field: ['id'] });
      await endWaiting(tx, id, 'CANCELLED');
      await record(tx, actor, { action: 'reorganisation.cancel', subject: `reorganisation:${id}` });
    });
    return this.answer(id);
  }

  private async applyOrKeep(tx: Transaction, actor: Actor, input: ApplyReorganisationInput): Promise<string> {
    const plan = planOf(input.plan);
    await lockReorganisations(tx);
    await this.mustManage(tx, actor, plan, tx.today);
    const outlook = await lookAhead(tx, plan, tx.today);
    if (outlook.hash !== input.previewHash) throw await this.changed(tx, outlook);
    refuseProblems(outlook);
    const waiting = await waitingFor(tx, outlook.names);
    if (waiting)
      throw new DomainError('CONFLICT', 'reorganisation.overlapping', {
        params: { day: waiting },
        field: ['input', 'plan'],
      });
    return plan.effectiveOn <= tx.today ? this.applied(tx, actor, outlook) : this.kept(tx, actor, outlook);
  }

  /** What has moved since the preview: another plan where there was one, else dossiers or units. */
  private async changed(tx: Transaction, { names }: Outlook): Promise<DomainError> {
    const field = ['input', 'previewHash'];
    const other = await appliedSince(tx, names, new Date(tx.now.getTime() - PREVIEW_LASTS_MS));
    return other
      ? new DomainError('PREVIEW_CHANGED', 'reorganisation.previewChangedBy', { field, params: other })
      : new DomainError('PREVIEW_CHANGED', 'reorganisation.previewChanged', { field });
  }

  private applied(tx: Transaction, actor: Actor, outlook: Outlook): Promise<string> {
    const taken = (): DomainError => new DomainError('CONFLICT', 'conflict.retry', { field: ['input', 'plan'] });
    return onViolation('unit_code_key', taken, () => applyNow(tx, actor, outlook));
  }

  /** It waits for the first instant of its day in Vietnam. */
  private async kept(tx: Transaction, actor: Actor, { plan, names }: Outlook): Promise<string> {
    const id = await insertReorganisation(tx, actor.accountId, plan, names, false);
    const runAt = new Date(`${plan.effectiveOn}T00:00:00+07:00`);
    await enqueue(tx, applyDuePlansJob, {}, { runAt, key: `reorganisation:${id}` });
    await record(tx, actor, { action: 'reorganisation.plan', subject: `reorganisation:${id}`, details: { ...plan } });
    return id;
  }

  /** Every unit of the plan lies at or below one that the actor administers, every area in the territory of one. */
  private async mustManage(
    connection: Connection,
    actor: Actor,
    plan: Pick<Plan, 'changes' | 'effectiveOn'>,
    day: CivilDate,
  ): Promise<void> {
    const { units, areas } = await namesOf(connection, plan);
    const roots = unitsWith(actor, 'unit.manage', day);
    const below = await unitsAmongBelow(connection, roots, units, day);
    const within = areas.length > 0 ? await areasManaged(connection, roots, areas, plan.effectiveOn) : areas;
    if (below.length < units.length || within.length < areas.length) {
      throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'changes'] });
    }
  }

  private async answer(id: string): Promise<Done<ReorganisationPayload>> {
    const [reorganisation] = await reorganisationsById(this.database, [id]);
    return { reorganisation: reorganisation ?? null };
  }
}
