import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import type { Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { once } from '../core/idempotency.js';
import type { MessageKey } from '../core/messages.vi.js';
import type { Done } from '../core/payload.js';
import { checkArea, checkSuperior, mustManage, mustManageRoot } from './unit-checks.js';
import type { UnitPayload } from './unit.entity.js';
import type { ChangeUnitInput, CloseUnitInput, CreateUnitInput } from './unit.inputs.js';
import { unitsById } from './unit.queries.js';
import {
  checkUnitPeriods,
  countChildrenFrom,
  endUnitVersion,
  insertUnit,
  insertUnitVersion,
  lineOf,
  lockUnit,
  type UnitPeriod,
} from './write-unit.queries.js';

function covering(versions: readonly UnitPeriod[], day: CivilDate): UnitPeriod | undefined {
  return versions.find(({ from, to }) => from <= day && (to === null || day < to));
}

function refuse(key: MessageKey, day: CivilDate, field: string): DomainError {
  return new DomainError('WRONG_STATE', key, { params: { day }, field: ['input', field] });
}

@Injectable()
export class ManageUnitsService {
  constructor(private readonly database: Database) {}

  /** Makes a unit below one that the administrator looks after; without superior only from a unit without one. */
  create(context: RequestContext, input: CreateUnitInput): Promise<Done<UnitPayload>> {
    return this.act(context, 'createUnit', input, async (tx, actor) => {
      const { superiorId = null, areaId = null, validFrom } = input;
      if (superiorId === null) await mustManageRoot(tx, actor);
      else {
        await checkSuperior(
          tx,
          { id: null, line: input.line, tier: input.tier, from: validFrom, to: null },
          superiorId,
        );
        await mustManage(tx, actor, superiorId, ['input', 'superiorId']);
      }
      if (areaId) await checkArea(tx, areaId);
      const taken = (): DomainError =>
        new DomainError('DUPLICATE', 'unit.codeTaken', { params: { code: input.code }, field: ['input', 'code'] });
      const unit = { ...input, areaId, superiorId, external: input.external ?? false };
      const id = await onViolation('unit_code_key', taken, () => insertUnit(tx, unit));
      await this.note(tx, actor, 'unit.create', id, {
        code: input.code,
        name: input.name,
        superiorId,
        areaId,
        validFrom,
      });
      return id;
    });
  }

  /** A new version from a date; what was before stays as it was. */
  change(context: RequestContext, input: ChangeUnitInput): Promise<Done<UnitPayload>> {
    return this.act(context, 'changeUnit', input, async (tx, actor) => {
      const { id, from } = input;
      const versions = await this.own(tx, actor, id);
      const present = covering(versions, from);
      if (!present) throw refuse('unit.notLivingThen', from, 'from');
      if (present.from === from) throw refuse('unit.alreadyChangedThen', from, 'from');
      const next = this.changed(present, input);
      if (next.superiorId && next.superiorId !== present.superiorId) {
        const line = await lineOf(tx, id);
        if (line) await checkSuperior(tx, { id, line, tier: next.tier, from, to: present.to }, next.superiorId);
        await mustManage(tx, actor, next.superiorId, ['input', 'superiorId']);
      }
      if (input.areaId) await checkArea(tx, input.areaId);
      await endUnitVersion(tx, present, from);
      await insertUnitVersion(tx, next);
      const { name, superiorId, areaId } = next;
      await this.note(tx, actor, 'unit.change', id, { from, name, superiorId, areaId });
      return id;
    });
  }

  /** Ends a unit; refused while others stand below it from that day on. */
  close(context: RequestContext, input: CloseUnitInput): Promise<Done<UnitPayload>> {
    return this.act(context, 'closeUnit', input, async (tx, actor) => {
      const { id, on, legalBasis } = input;
      const versions = await this.own(tx, actor, id);
      const last = versions.at(-1);
      if (!last || on <= last.from) throw refuse('unit.alreadyChangedThen', last?.from ?? on, 'on');
      if (last.to !== null) throw refuse('unit.alreadyClosed', last.to, 'on');
      const count = await countChildrenFrom(tx, id, on);
      if (count > 0) {
        throw new DomainError('WRONG_STATE', 'unit.hasChildren', {
          params: { count, day: on },
          field: ['input', 'id'],
        });
      }
      await endUnitVersion(tx, last, on);
      await this.note(tx, actor, 'unit.close', id, { on, legalBasis });
      return id;
    });
  }

  private changed(present: UnitPeriod, input: ChangeUnitInput): UnitPeriod {
    const next = {
      ...present,
      from: input.from,
      name: input.name ?? present.name,
      superiorId: input.superiorId ?? present.superiorId,
      areaId: input.areaId ?? present.areaId,
    };
    const same = next.name === present.name && next.superiorId === present.superiorId && next.areaId === present.areaId;
    if (same) throw new DomainError('INVALID_INPUT', 'unit.nothingChanges', { field: ['input'] });
    return next;
  }

  private async own(tx: Transaction, actor: Actor, id: string): Promise<UnitPeriod[]> {
    const versions = await lockUnit(tx, id);
    if (versions.length === 0) throw new DomainError('NOT_FOUND', 'unit.notFound', { field: ['input', 'id'] });
    await mustManage(tx, actor, id, ['input', 'id']);
    return versions;
  }

  private async act(
    context: RequestContext,
    operation: string,
    input: { clientMutationId?: string | null },
    work: (tx: Transaction, actor: Actor) => Promise<string>,
  ): Promise<Done<UnitPayload>> {
    const actor = signedIn(context);
    const notLiving = (): DomainError => new DomainError('CONFLICT', 'unit.superiorNotLiving');
    const { id } = await this.database.transaction(async (tx) => {
      const outcome = await once(tx, actor, { operation, input }, () => work(tx, actor));
      await onViolation('unit_version_superior', notLiving, () => checkUnitPeriods(tx));
      return outcome;
    });
    const [unit] = await unitsById(this.database, [id]);
    return { unit: unit ?? null };
  }

  private async note(
    tx: Transaction,
    actor: Actor,
    action: string,
    id: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    await record(tx, actor, { action, subject: `unit:${id}`, unitId: id, details });
  }
}
