import { unitsWith, type Actor, readingRoots } from '../core/actor.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Permission } from '../core/permissions.js';
import { documentsById } from '../documents/document.queries.js';
import type { Dossier } from './move-nominations.js';

/** Whoever does the work at a step puts papers into the dossier. */
export const AT_STEP: readonly Permission[] = [
  'nomination.appraise',
  'nomination.sign',
  'nomination.forward',
  'council.run',
  'decision.draft',
  'decision.record',
];

/**
 * For which unit, and at which step, the actor may add a document that it can read itself: for the proposer while the
 * proposer writes, else for a unit of the route that the dossier has reached. Nothing is added to a final one but what
 * its last unit still has to file.
 */
export async function documentForDossier(
  tx: Transaction,
  actor: Actor,
  { dossier, documentId, field }: { dossier: Dossier; documentId: string; field: readonly string[] },
): Promise<{ unitId: string; step: number }> {
  const { nomination, steps } = dossier;
  const writing = nomination.state === 'DRAFT' || nomination.state === 'RETURNED';
  const proposers = unitsWith(actor, 'nomination.propose', tx.today);
  const atStep = new Set(AT_STEP.flatMap((permission) => unitsWith(actor, permission, tx.today)));
  const step = steps.find(({ position, unitId }) => position <= nomination.step && atStep.has(unitId));
  const place =
    writing && proposers.includes(nomination.proposedById)
      ? { unitId: nomination.proposedById, step: nomination.step }
      : step && { unitId: step.unitId, step: step.position };
  if (!place) throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field });
  await readableDocument(tx, actor, documentId, field);
  return place;
}

/** Refuses a document that the actor may not read. */
export async function readableDocument(
  tx: Transaction,
  actor: Actor,
  documentId: string,
  field: readonly string[],
): Promise<void> {
  const scope = { roots: readingRoots(actor, tx.today), day: tx.today, accountId: actor.accountId };
  const [document] = await documentsById(tx, scope, [documentId]);
  if (!document) throw new DomainError('NOT_FOUND', 'nomination.documentNotFound', { field });
}
