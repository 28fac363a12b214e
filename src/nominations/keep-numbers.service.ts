import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { countedAs } from '../award-law/domain/series.js';
import { seriesSymbol, type DocumentSymbol } from '../award-law/domain/symbol.js';
import { actOnce } from '../core/act-once.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { mustManage } from '../units/unit-checks.js';
import type { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { unitsById } from '../units/unit.queries.js';
import type { NumberBookPayload, NumberedPaper } from './number-book.entity.js';
import type { SetNumberBookInput } from './number-book.inputs.js';
import { closeBook, writeBook, writeLastUsed } from './number-book.queries.js';
import { seriesOn } from './symbols.js';

/** The type of document that stands first in a series. */
const TYPES: Record<NumberedPaper, string> = { PROPOSAL: 'TTr', MINUTES: 'BB' };

/** Which papers of a unit are numbered here. */
@Injectable()
export class KeepNumbersService {
  constructor(private readonly database: Database) {}

  async set(context: RequestContext, input: SetNumberBookInput): Promise<Done<NumberBookPayload>> {
    const id = await actOnce(this.database, context, { operation: 'setNumberBook', input }, (tx, actor) =>
      this.write(tx, actor, input),
    );
    return { unit: await load(context, unitById, id) };
  }

  private async write(tx: Transaction, actor: Actor, input: SetNumberBookInput): Promise<string> {
    const { unitId, paper, lastUsed } = input;
    const [unit] = await unitsById(tx, [unitId]);
    if (!unit) throw new DomainError('NOT_FOUND', 'unit.notFound', { field: ['input', 'unitId'] });
    await mustManage(tx, actor, unitId, ['input', 'unitId']);
    const series = input.series ?? null;
    const other = series === null ? await this.close(tx, actor, input) : await this.open(tx, actor, unit, input);
    const details = { paper, series, lastUsed };
    if (other || lastUsed)
      await record(tx, actor, { action: 'unit.numberBook', subject: `unit:${unitId}`, unitId, details });
    return unitId;
  }

  private async open(
    tx: Transaction,
    actor: Actor,
    unit: Unit,
    { paper, series, lastUsed }: SetNumberBookInput,
  ): Promise<boolean> {
    const symbol = seriesSymbol(series ?? '', unit.line);
    if (symbol?.type !== TYPES[paper]) {
      const params = { type: TYPES[paper] };
      throw new DomainError('INVALID_INPUT', 'numberBook.series', { params, field: ['input', 'series'] });
    }
    const book = { unitId: unit.id, paper, series: symbol.series, countedAs: countedAs(symbol) };
    const other = await writeBook(tx, actor.accountId, book);
    if (lastUsed) await this.goOn(tx, unit, { symbol, last: lastUsed });
    return other;
  }

  /** Given back to the clerk: only what is kept here can be. */
  private async close(tx: Transaction, actor: Actor, { unitId, paper, lastUsed }: SetNumberBookInput): Promise<true> {
    if (lastUsed) throw new DomainError('INVALID_INPUT', 'numberBook.closed', { field: ['input', 'lastUsed'] });
    if (await closeBook(tx, actor.accountId, { unitId, paper })) return true;
    const params = { type: TYPES[paper] };
    throw new DomainError('WRONG_STATE', 'numberBook.none', { params, field: ['input', 'series'] });
  }

  /** What was numbered on paper before: never a step back. */
  private async goOn(
    tx: Transaction,
    unit: Unit,
    { symbol, last }: { symbol: DocumentSymbol; last: number },
  ): Promise<void> {
    const field = ['input', 'lastUsed'];
    const series = await seriesOn(tx, unit, { symbol, day: tx.today, field });
    if (await writeLastUsed(tx, { unitId: unit.id, ...series, last })) return;
    throw new DomainError('INVALID_INPUT', 'numberBook.stepBack', { params: { last }, field });
  }
}
