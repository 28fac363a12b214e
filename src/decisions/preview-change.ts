import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { DomainError } from '../core/errors.js';
import { unitVersionsOn } from '../units/unit.queries.js';
import type { AwardChange } from './award-change.entity.js';
import { anyAwardToChange, changesOfDecisions, heirsOf, type ChangedAward } from './award-change.queries.js';
import type { Decision } from './decision.entity.js';
import { changeProblems } from './domain/award-change.js';

/** A decision that corrects or revokes, as it would be, were it signed on that day. */
export interface ChangePreview {
  hash: string;
  issuer: string;
  award: ChangedAward;
  change: AwardChange;
  problems: DomainError[];
}

/** Reads all that it says and rests on. */
export async function previewOfChange(
  connection: Connection,
  decision: Decision,
  { signedOn, today }: { signedOn: CivilDate; today: CivilDate },
): Promise<ChangePreview> {
  const [change] = await changesOfDecisions(connection, [decision.id]);
  const award = change && (await anyAwardToChange(connection, change.awardId, today));
  const { issuedById } = decision;
  if (!award || !issuedById) throw new Error('a decision that changes an award has the award and an issuer');
  const [version] = await unitVersionsOn(connection, [{ id: issuedById, day: signedOn }]);
  const issuer = version?.name ?? '';
  const heirs = award.issuedById ? await heirsOf(connection, award.issuedById, signedOn) : [];
  const { decidedOn, status } = award;
  const facts = {
    signedOn,
    today,
    decidedOn,
    issuer,
    isRevoked: status === 'REVOKED',
    isHeir: heirs.includes(issuedById),
  };
  return {
    hash: hashOf(decision, { signedOn, issuer, award, change }),
    issuer,
    award,
    change,
    problems: changeProblems(facts),
  };
}

/** SHA-256 of all that would be printed, in its order. */
function hashOf(
  { id, kind, title, legalBases }: Decision,
  {
    signedOn,
    issuer,
    award,
    change,
  }: { signedOn: CivilDate; issuer: string; award: ChangedAward; change: AwardChange },
): string {
  const { nameAsAwarded, unitAsAwarded, symbol, decidedOn } = award;
  const printed = { id: award.id, nameAsAwarded, unitAsAwarded, symbol, decidedOn };
  const text = canonicalJson({ id, kind, title, legalBases, issuer, signedOn, award: printed, change });
  return createHash('sha256').update(text).digest('hex');
}
