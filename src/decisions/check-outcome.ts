import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Dossier } from '../nominations/move-nominations.js';
import { sentOn } from './external-outcome.queries.js';

/** A body outside signs nothing about a dossier before the tờ trình that brought it, nor after today (R41). */
export async function checkSignedOn(tx: Transaction, dossiers: readonly Dossier[], signedOn: CivilDate): Promise<void> {
  const field = ['input', 'signedOn'];
  if (signedOn > tx.today) throw new DomainError('INVALID_INPUT', 'outcome.dateFuture', { field });
  const ids = dossiers.map(({ nomination }) => nomination.id);
  const early = (await sentOn(tx, ids)).find(({ day }) => day > signedOn);
  if (!early) return;
  const { code, day } = early;
  throw new DomainError('INVALID_INPUT', 'outcome.beforeProposal', { params: { code, day }, field });
}
