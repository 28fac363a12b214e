import type { Rule } from '../award-law/domain/rule.js';
import { documentsRule } from '../award-law/domain/step-rules.js';
import { paperWord } from '../award-law/domain/words.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { eligibilityOf } from './dossier-eligibility.js';
import type { Dossier } from './move-nominations.js';

/** R28: the documents that a confirmed rule asks for; and each item of a return answered. */
export function checkAttachments(rules: ReadonlyMap<string, readonly Rule[]>, dossiers: readonly Dossier[]): void {
  for (const { nomination, handedIn } of dossiers) {
    const { id, code } = nomination;
    const { openItem, kinds } = handedIn ?? { openItem: null, kinds: [] };
    if (openItem !== null) {
      throw new DomainError('DOCUMENT_MISSING', 'nomination.itemUnanswered', {
        params: { code, item: openItem },
        field: ['input', 'nominationIds'],
      });
    }
    const rule = documentsRule(rules.get(id) ?? []);
    const missing = rule?.citation.confirmed ? rule.args.atSubmit.filter((kind) => !kinds.includes(kind)) : [];
    if (missing.length === 0) continue;
    throw new DomainError('DOCUMENT_MISSING', 'nomination.documentMissing', {
      params: { code, kinds: missing.map((kind) => `${paperWord(kind)} (${kind})`).join('; ') },
      field: ['input', 'nominationIds'],
      rule: rule?.citation ?? null,
    });
  }
}

/** R05–R08, R17, R22: a confirmed rule that fails stops the submission; a doubtful one is judged at the appraisal. */
export async function checkRules(tx: Transaction, dossiers: readonly Dossier[]): Promise<void> {
  const found = await eligibilityOf(
    tx,
    dossiers.map(({ nomination }) => nomination),
    tx.today,
  );
  for (const { nomination } of dossiers) {
    const failed = found.get(nomination.id)?.findings.find(({ verdict }) => verdict === 'FAILS');
    if (!failed) continue;
    throw new DomainError('RULE_FAILED', 'nomination.ruleFailed', {
      params: { explanation: `${nomination.code}: ${failed.explanation}` },
      field: ['input', 'nominationIds'],
      rule: failed.rule,
    });
  }
}
