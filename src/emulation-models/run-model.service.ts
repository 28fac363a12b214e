import { Injectable } from '@nestjs/common';
import type { Actor } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { once } from '../core/idempotency.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import type { ModelAction, ModelStep } from './domain/life.js';
import { isLate } from './domain/report-period.js';
import type { EmulationModelPayload } from './emulation-model.entity.js';
import type { ActOnModelInput, ReportOnModelInput } from './emulation-model.inputs.js';
import { modelById } from './emulation-model.loaders.js';
import { move, recordAct, stepFor, takeModel } from './model-acts.js';
import { checkRegistration, checkReport } from './model-checks.js';
import { figuresOfReports, goalsOfModels, reportsOfModels, reportVersions } from './model-part.queries.js';
import { insertModelReport } from './write-model.queries.js';

/** Acts that need more than a reason. */
const OTHER_MUTATIONS: Partial<Record<ModelAction, string>> = {
  CREATE: 'draftModel, registerEmulationModel',
  EDIT: 'editModel',
  REPORT: 'reportOnModel',
};

@Injectable()
export class RunModelService {
  constructor(private readonly database: Database) {}

  /** Registers again, surveys, returns, approves, refuses or ends a model. */
  async act(context: RequestContext, input: ActOnModelInput): Promise<Done<EmulationModelPayload>> {
    const actor = signedIn(context);
    const { id } = await this.database.transaction((tx) =>
      once(tx, actor, { operation: 'actOnModel', input }, () => this.step(tx, actor, input)),
    );
    return { emulationModel: await load(context, modelById, id) };
  }

  /** Writes the report of a half-year; another one on the same half-year corrects it. */
  async report(context: RequestContext, input: ReportOnModelInput): Promise<Done<EmulationModelPayload>> {
    const actor = signedIn(context);
    const { id } = await this.database.transaction((tx) =>
      once(tx, actor, { operation: 'reportOnModel', input }, () => this.write(tx, actor, input)),
    );
    return { emulationModel: await load(context, modelById, id) };
  }

  private async step(tx: Transaction, actor: Actor, input: ActOnModelInput): Promise<string> {
    const { id, action } = input;
    const { model, facts } = await takeModel(tx, actor, input);
    const mutation = OTHER_MUTATIONS[action];
    if (mutation) {
      throw new DomainError('INVALID_INPUT', 'model.otherMutation', {
        params: { mutation },
        field: ['input', 'action'],
      });
    }
    const step = stepFor(facts, action);
    const reason = this.reasonOf(step, input);
    if (action === 'REGISTER') await checkRegistration(tx, model, (await goalsOfModels(tx, [id])).length);
    await move(tx, actor, { model, step, reason });
    await recordAct(tx, actor, { model, step, reason });
    return id;
  }

  private reasonOf(step: ModelStep, { reason }: ActOnModelInput): string | null {
    if (step.reason && !reason) {
      throw new DomainError('INVALID_INPUT', 'model.reasonMissing', { field: ['input', 'reason'] });
    }
    return reason ?? null;
  }

  private async write(tx: Transaction, actor: Actor, input: ReportOnModelInput): Promise<string> {
    const { id, periodFrom, periodTo, text } = input;
    const { model, facts } = await takeModel(tx, actor, input);
    const step = stepFor(facts, 'REPORT');
    await checkReport(tx, model, input);
    if (await this.stands(tx, input)) return id;
    const before = await reportVersions(tx, id, periodFrom);
    const version = before.versions + 1;
    const late = version === 1 ? isLate(periodTo, tx.today) : before.late;
    const eventId = await move(tx, actor, { model, step });
    const report = { modelId: id, eventId, periodFrom, periodTo, version, text, late, recordedOn: tx.today };
    await insertModelReport(tx, { ...report, figures: input.figures ?? [] });
    await recordAct(tx, actor, { model, step, details: { periodFrom, version, late } });
    return id;
  }

  /** Whether the report of that half-year says just this already: then it is no correction. */
  private async stands(tx: Transaction, { id, periodFrom, text, figures }: ReportOnModelInput): Promise<boolean> {
    const present = (await reportsOfModels(tx, [id])).find((report) => report.periodFrom === periodFrom);
    if (present?.text !== text) return false;
    const said = new Map((figures ?? []).map((figure) => [figure.goalId, figure]));
    const kept = await figuresOfReports(tx, [present.id]);
    return (
      kept.length === said.size &&
      kept.every(({ goal, value, note }) => {
        const figure = said.get(goal.id);
        return figure?.value === value && (figure.note ?? null) === note;
      })
    );
  }
}
