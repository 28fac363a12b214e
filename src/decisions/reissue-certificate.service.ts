import { Injectable } from '@nestjs/common';
import { AwardLog } from '../award-log/award-log.js';
import { record } from '../audit/record.js';
import { parseSymbol } from '../award-law/domain/symbol.js';
import { actOnce } from '../core/act-once.js';
import { readingRoots, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Done } from '../core/payload.js';
import { documentsById } from '../documents/document.queries.js';
import type { AwardPayload } from './award-change.entity.js';
import type { ReissueCertificateInput } from './award-change.inputs.js';
import { awardsById, insertReissue, type ChangedAward } from './award-change.queries.js';
import { requireAward, requireOwn } from './require-award.js';

/** Cấp đổi, cấp lại: an act without a decision. The certificate keeps the number, the symbol and the date that it had. */
@Injectable()
export class ReissueCertificateService {
  constructor(
    private readonly database: Database,
    private readonly log: AwardLog,
  ) {}

  async reissue(context: RequestContext, input: ReissueCertificateInput): Promise<Done<AwardPayload>> {
    const id = await actOnce(this.database, context, { operation: 'reissueCertificate', input }, async (tx, actor) => {
      const { awardId, cause, requestSymbol, documentId = null } = input;
      const answered = await requireAward(tx, actor, awardId, 'decision.issue');
      const unitId = requireOwn(answered);
      const { award } = answered;
      requireOriginal(award);
      requireProof(award, requestSymbol);
      if (documentId) await requireDocument(tx, actor, documentId);
      const number = await insertReissue(tx, actor.accountId, { awardId, unitId, cause, requestSymbol, documentId });
      const details = { number, cause, requestSymbol, documentId };
      await record(tx, actor, { action: 'certificate.reissue', subject: `award:${awardId}`, unitId, details });
      await this.log.append(tx, [{ kind: 'REISSUED', awardId, decisionId: null, facts: { number } }]);
      return awardId;
    });
    // Whoever issues it again sees it, even who took over from the issuer and reads nothing else of it.
    const whole = { roots: [], day: context.clock.today(), everywhere: true };
    const [award] = await awardsById(context.connection, whole, [id]);
    return { award: award ?? null };
  }
}

const AWARD = ['input', 'awardId'];

function requireOriginal({ status, hasCertificate }: ChangedAward): void {
  if (status === 'REVOKED') throw new DomainError('WRONG_STATE', 'award.revoked', { field: AWARD });
  if (!hasCertificate) throw new DomainError('NOT_FOUND', 'certificate.originalNotFound', { field: AWARD });
}

/** A collective asks by a công văn with number and symbol, of whichever line it is; people by an application. */
function requireProof({ kind }: ChangedAward, requestSymbol: string): void {
  if (kind !== 'COLLECTIVE' || parseSymbol(requestSymbol, 'OTHER')) return;
  throw new DomainError('DOCUMENT_MISSING', 'certificate.proofMissing', { field: ['input', 'requestSymbol'] });
}

async function requireDocument(tx: Transaction, actor: Actor, documentId: string): Promise<void> {
  const scope = { roots: readingRoots(actor, tx.today), day: tx.today, accountId: actor.accountId };
  const [found] = await documentsById(tx, scope, [documentId]);
  if (!found) throw new DomainError('NOT_FOUND', 'document.notFound', { field: ['input', 'documentId'] });
}
