import { Injectable } from '@nestjs/common';
import { Personal, record } from '../audit/record.js';
import { actOnce } from '../core/act-once.js';
import { unitsWith, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError, InvalidInput } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { factProblems } from './domain/fact-checks.js';
import type { FactRecord } from './domain/facts.js';
import type { FactKind } from './fact-kinds.js';
import type { FactInput } from './fact.inputs.js';
import type { Honouree, HonoureePayload } from './honouree.entity.js';
import { honoureeById, honoureeScope } from './honouree.loaders.js';
import { anyHonoureesById, honoureesById, type HonoureeScope } from './honouree.queries.js';
import { answeredForBy, recordingUnits } from './fact-recorders.js';
import { hasRecord, insertFact, lockHonouree, withdrawalOf, type FactTable } from './write-fact.queries.js';

/** Records what is known of honourees beside their awards. Nothing is changed: a correction is a newer record. */
@Injectable()
export class RecordFactsService {
  constructor(private readonly database: Database) {}

  /** Records one fact of that kind. */
  async record<Input extends FactInput>(
    context: RequestContext,
    kind: FactKind<Input>,
    input: Input,
  ): Promise<Done<HonoureePayload>> {
    const problems = factProblems(input, context.clock.today());
    if (problems.length > 0) throw new InvalidInput(problems);
    const { operation } = kind;
    const id = await actOnce(this.database, context, { operation, input }, async (tx, actor) => {
      const { honouree, recordedForId } = await this.recorder(tx, actor, honoureeScope(context), input);
      if (!kind.subjects.includes(honouree.kind)) {
        throw new DomainError('INVALID_INPUT', 'fact.otherKind', { field: ['input', 'honoureeId'] });
      }
      await lockHonouree(tx, honouree.id);
      await this.insert(tx, actor, { kind, input, recordedForId });
      return honouree.id;
    });
    return { honouree: await load(context, honoureeById, id), sameName: [] };
  }

  /** Of whom, and the unit that records: as said, or the only one that fits. */
  private async recorder(
    tx: Transaction,
    actor: Actor,
    scope: HonoureeScope,
    { honoureeId, recordedForId }: FactInput,
  ): Promise<{ honouree: Honouree; recordedForId: string }> {
    const field = ['input', 'recordedForId'];
    const own = unitsWith(actor, 'fact.record', tx.today);
    const fitting = await recordingUnits(tx, honoureeId, own, tx.today);
    const [unitId, ...more] = fitting.filter((id) => !recordedForId || id === recordedForId);
    // Whoever may record of somebody may know of the record, though it lies beside the units that they read.
    const [honouree] =
      fitting.length > 0 ? await anyHonoureesById(tx, [honoureeId]) : await honoureesById(tx, scope, [honoureeId]);
    if (!honouree) throw new DomainError('NOT_FOUND', 'honouree.notFound', { field: ['input', 'honoureeId'] });
    if (!unitId) throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field });
    if (more.length > 0) throw new DomainError('INVALID_INPUT', 'fact.chooseUnit', { field });
    return { honouree, recordedForId: unitId };
  }

  private async insert<Input extends FactInput>(
    tx: Transaction,
    actor: Actor,
    { kind, input, recordedForId }: { kind: FactKind<Input>; input: Input; recordedForId: string },
  ): Promise<void> {
    const { honoureeId, withdrawn } = input;
    const replacesId = await this.replaced(tx, kind, input, recordedForId);
    const columns = kind.columns(input);
    const id = await insertFact(tx, kind.table, {
      honoureeId,
      columns,
      replacesId,
      withdrawn: withdrawn ?? false,
      recordedById: actor.accountId,
      recordedForId,
    });
    const said = Object.entries(columns).filter(([, value]) => value !== null && value !== undefined);
    await record(tx, actor, {
      action: `honouree.${kind.operation}`,
      subject: `honouree:${honoureeId}`,
      unitId: recordedForId,
      details: {
        recordId: id,
        replacesId,
        withdrawn: withdrawn ?? false,
        fact: Object.fromEntries(said.map(([name, value]) => [name, new Personal(value as string | number)])),
      },
    });
  }

  /** The record that the new one follows, if any; refused where another one says the same already. */
  private async replaced<Input extends FactInput>(
    tx: Transaction,
    kind: FactKind<Input>,
    input: Input,
    recordedForId: string,
  ): Promise<string | null> {
    const { honoureeId, replacesId } = input;
    const all = (await kind.known(tx, [honoureeId])) as (FactRecord & Input)[];
    // Of what another unit keeps secret even that it is there; of one that ended its successor answers for it.
    const units = kind.sensitive ? await answeredForBy(tx, recordedForId, unitsOf(all)) : null;
    const known = units ? all.filter((fact) => units.has(fact.recordedForId)) : all;
    const old = known.find(({ id }) => id === replacesId);
    if (replacesId && !old) throw await notThere(tx, kind, { honoureeId, replacesId, recordedForId });
    if (old && kind.yearly && kind.keyOf(old) !== kind.keyOf(input)) {
      throw new DomainError('INVALID_INPUT', 'fact.yearFixed', { field: ['input', 'year'] });
    }
    if (known.some((fact) => fact !== old && kind.keyOf(fact) === kind.keyOf(input))) {
      throw new DomainError('DUPLICATE', kind.already, { field: ['input'] });
    }
    if (old) return old.id;
    const { year } = input as { year?: number };
    if (!kind.yearly || year === undefined) return null;
    return withdrawalOf(tx, kind.table as 'honouree_rating', honoureeId, year);
  }
}

const unitsOf = (facts: readonly FactRecord[]): string[] => [
  ...new Set(facts.map(({ recordedForId }) => recordedForId)),
];

/** Why a record cannot be replaced: there is none, or somebody has replaced it. */
async function notThere(
  tx: Transaction,
  { table, sensitive }: { table: FactTable; sensitive: boolean },
  { honoureeId, replacesId, recordedForId }: { honoureeId: string; replacesId: string; recordedForId: string },
): Promise<DomainError> {
  const field = ['input', 'replacesId'];
  const isKnown = await hasRecord(tx, table, {
    id: replacesId,
    honoureeId,
    recordedForId: sensitive ? recordedForId : null,
  });
  return isKnown
    ? new DomainError('STALE_VERSION', 'fact.replacedAlready', { field })
    : new DomainError('NOT_FOUND', 'fact.notFound', { field });
}
