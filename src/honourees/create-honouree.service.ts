import { Injectable } from '@nestjs/common';
import { Personal, record } from '../audit/record.js';
import { unitsWith, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError, InvalidInput } from '../core/errors.js';
import { once } from '../core/idempotency.js';
import type { Done } from '../core/payload.js';
import { superiorsOf, unitsAmongBelow, unitVersionsOn } from '../units/unit.queries.js';
import { birthYearProblems, kindProblems } from './domain/subject-kind.js';
import type { HonoureePayload } from './honouree.entity.js';
import type { CreateHonoureeInput } from './honouree.inputs.js';
import { honoureeById, honoureeScope } from './honouree.loaders.js';
import { load } from '../core/loaders.js';
import { areaExists, honoureesOfSameName, insertHonourees } from './honouree.queries.js';

@Injectable()
export class CreateHonoureeService {
  constructor(private readonly database: Database) {}

  /** Makes a record. Another one of the same name is shown, not refused: names are no identity. */
  async create(context: RequestContext, input: CreateHonoureeInput): Promise<Done<HonoureePayload>> {
    const actor = signedIn(context);
    const problems = [...kindProblems(input), ...birthYearProblems(input.birthYear, context.clock.today())];
    if (problems.length > 0) throw new InvalidInput(problems);
    const { id } = await this.database.transaction((tx) =>
      once(tx, actor, { operation: 'createHonouree', input }, () => this.insert(tx, actor, input)),
    );
    const honouree = await load(context, honoureeById, id);
    const sameName = honouree ? await honoureesOfSameName(this.database, honoureeScope(context), honouree) : [];
    return { honouree, sameName };
  }

  private async insert(tx: Transaction, actor: Actor, input: CreateHonoureeInput): Promise<string> {
    const registeredById = await this.registrar(tx, actor, input);
    await this.checkPlaces(tx, registeredById, input);
    const { kind, unitId, areaId } = input;
    const ids = await insertHonourees(tx, [
      {
        kind,
        displayName: input.displayName,
        birthYear: input.birthYear ?? null,
        gender: input.gender ?? null,
        headOfHousehold: input.headOfHousehold ?? null,
        unitId: unitId ?? null,
        areaId: areaId ?? null,
        registeredById,
      },
    ]);
    const id = String(ids[0]);
    const details = { kind, unitId, areaId, displayName: new Personal(input.displayName) };
    await record(tx, actor, { action: 'honouree.create', subject: `honouree:${id}`, unitId: registeredById, details });
    return id;
  }

  /** The unit that makes the record: as said, or the only one, or the nearest one at or above the honouree's unit. */
  private async registrar(tx: Transaction, actor: Actor, input: CreateHonoureeInput): Promise<string> {
    const own = unitsWith(actor, 'honouree.create', tx.today);
    if (input.registeredById) {
      if (own.includes(input.registeredById)) return input.registeredById;
      throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'registeredById'] });
    }
    const [only, ...more] = own;
    if (only && more.length === 0) return only;
    const above = input.unitId ? await superiorsOf(tx, input.unitId, tx.today) : [];
    const nearest = above.find((unitId) => own.includes(unitId));
    if (nearest) return nearest;
    throw new DomainError('INVALID_INPUT', 'honouree.chooseRegistrar', { field: ['input', 'registeredById'] });
  }

  private async checkPlaces(tx: Transaction, registeredById: string, input: CreateHonoureeInput): Promise<void> {
    if (input.unitId) {
      const [below] = await unitsAmongBelow(tx, [registeredById], [input.unitId], tx.today);
      if (!below) throw await this.outside(tx, input.unitId);
    }
    if (input.areaId && !(await areaExists(tx, input.areaId))) {
      throw new DomainError('NOT_FOUND', 'area.notFound', { field: ['input', 'areaId'] });
    }
  }

  /** Why a unit is none of those below: asked only then, since one that is below is there. */
  private async outside(tx: Transaction, unitId: string): Promise<DomainError> {
    const [unit] = await unitVersionsOn(tx, [{ id: unitId, day: tx.today }]);
    return unit
      ? new DomainError('FORBIDDEN', 'honouree.unitOutside', { field: ['input', 'unitId'] })
      : new DomainError('NOT_FOUND', 'unit.notFound', { field: ['input', 'unitId'] });
  }
}
