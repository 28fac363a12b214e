/** What stands against correcting or revoking an award, a pure function of what was read (R42, Điều 93). */
import type { CivilDate } from '../../core/civil-date.js';
import { DomainError } from '../../core/errors.js';

export const CHANGE_KINDS = ['CORRECTION', 'REVOCATION'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Điều 93 khoản 2 điểm a–d. */
export const REVOCATION_GROUNDS = ['A', 'B', 'C', 'D'] as const;
export type RevocationGround = (typeof REVOCATION_GROUNDS)[number];

/** What follows for an award from the revocation of one on which it rested. */
export const FLAG_OUTCOMES = ['KEPT', 'CORRECTED', 'REVOKED'] as const;
export type FlagOutcome = (typeof FLAG_OUTCOMES)[number];

/** What an annex prints of an award, or what a correction says it should have. */
export interface PrintedNames {
  nameAsAwarded: string;
  unitAsAwarded: string | null;
}

/** The names that count: as printed, then as each correction mended them, the earliest first. */
export function namesNow(printed: PrintedNames, corrections: readonly Partial<PrintedNames>[]): PrintedNames {
  return corrections.reduce<PrintedNames>(
    (names, mended) => ({
      nameAsAwarded: mended.nameAsAwarded ?? names.nameAsAwarded,
      unitAsAwarded: mended.unitAsAwarded ?? names.unitAsAwarded,
    }),
    { nameAsAwarded: printed.nameAsAwarded, unitAsAwarded: printed.unitAsAwarded },
  );
}

/** Refuses a correction that says nothing, or what counts already. */
export function requireMended(now: PrintedNames, mended: { [Name in keyof PrintedNames]: string | null }): void {
  const { nameAsAwarded: name, unitAsAwarded: unit } = mended;
  if ((name !== null && name !== now.nameAsAwarded) || (unit !== null && unit !== now.unitAsAwarded)) return;
  throw new DomainError('INVALID_INPUT', 'award.nothingCorrected', { field: ['input', 'nameAsAwarded'] });
}

/** A change as it stands now. */
export interface ChangeFacts {
  signedOn: CivilDate;
  today: CivilDate;
  /** The last day on which the award may have been decided. */
  decidedOn: CivilDate;
  isRevoked: boolean;
  issuer: string;
  /** True while the body that is to sign issued the award, or answers that day for the one that did. */
  isHeir: boolean;
}

const DAY = ['input', 'signedOn'];

/** Every problem, each once: those that no other day would mend first. */
export function changeProblems({ signedOn, today, decidedOn, isRevoked, issuer, isHeir }: ChangeFacts): DomainError[] {
  const problems: DomainError[] = [];
  if (isRevoked) problems.push(new DomainError('WRONG_STATE', 'award.revoked', { field: ['input', 'id'] }));
  if (!isHeir) {
    problems.push(
      new DomainError('NOT_COMPETENT', 'decision.notHeir', { params: { issuer, day: signedOn }, field: DAY }),
    );
  }
  if (signedOn > today) problems.push(new DomainError('INVALID_INPUT', 'decision.signedFuture', { field: DAY }));
  if (signedOn < decidedOn) {
    const params = { day: decidedOn };
    problems.push(new DomainError('INVALID_INPUT', 'decision.changeBefore', { params, field: DAY }));
  }
  return problems;
}
