import { veiled, type Eligibility, type Finding } from '../award-law/domain/eligibility.js';
import { keptJudgement, withEarlier, type KeptJudgement } from '../award-law/domain/kept-judgement.js';
import type { Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { eligibilityOf } from './dossier-eligibility.js';
import { judged, requirePassing } from './judge-findings.js';
import type { Dossier } from './move-nominations.js';
import type { Nomination } from './nomination.entity.js';
import type { JudgementInput } from './nomination-step.inputs.js';
import { appraisalsAtStep } from './nomination.queries.js';

/** What was said of each dossier, by its nomination. */
export type Judged = ReadonlyMap<string, readonly KeptJudgement[]>;

/** A dossier by the code that people know, for refusals. */
interface Coded {
  nominationId: string;
  code: string;
}

type Appraisals = ReadonlyMap<string, { favourable: boolean; eligibility: Eligibility }>;

/** The last appraisal of each at the step where it stands. */
async function lastAppraisals(connection: Connection, nominations: readonly Nomination[]): Promise<Appraisals> {
  const ids = nominations.map(({ id }) => id);
  return new Map((await appraisalsAtStep(connection, ids)).map((each) => [each.nominationId, each]));
}

/**
 * The facts of each taken again, by its own law, with what was judged of the same ones when it was last appraised at its step. With
 * `sensitive` discipline and verification stop whoever acts, without saying what it is. A bounded number of statements.
 */
export async function weighedAgain(
  connection: Connection,
  nominations: readonly Nomination[],
  { today, sensitive, appraisals }: { today: CivilDate; sensitive: boolean; appraisals?: Appraisals },
): Promise<Map<string, Eligibility>> {
  const found = await eligibilityOf(connection, nominations, today, sensitive ? { sensitive: 'ALL' } : {});
  const last = appraisals ?? (await lastAppraisals(connection, nominations));
  return new Map(
    [...found].map(([id, eligibility]) => {
      const kept = last.get(id)?.eligibility.findings ?? [];
      return [id, veiled(withEarlier(eligibility, kept))];
    }),
  );
}

/** What fails now, and what is doubtful and was not accepted at the appraisal: whoever goes on has to judge it. */
export async function openFindings(
  tx: Transaction,
  nominations: readonly Nomination[],
  appraisals?: Appraisals,
): Promise<Map<string, Finding[]>> {
  const now = await weighedAgain(tx, nominations, { today: tx.today, sensitive: true, appraisals });
  return new Map(
    [...now].map(([id, { findings }]) => [
      id,
      findings
        .filter(({ verdict, judgement }) => verdict === 'FAILS' || (verdict === 'NEEDS_REVIEW' && !judgement?.accept))
        .map((each) => ({ ...each, judgement: null })),
    ]),
  );
}

/**
 * What is said of the open findings of each, to be kept with the act. All of it has to be judged now; a confirmed rule that
 * fails stands, whoever acts.
 */
export function judgeOpen(
  tx: Transaction,
  actor: Actor,
  dossiers: readonly Coded[],
  { open, judgements }: { open: ReadonlyMap<string, Finding[]>; judgements: readonly JudgementInput[] },
): Judged {
  judged(tx, actor, asOne(tx, [...open.values()].flat()), judgements);
  return new Map(
    dossiers.map(({ nominationId, code }) => {
      const own = open.get(nominationId) ?? [];
      const known = judgements.filter(({ ruleCode }) => own.some(({ rule }) => rule.code === ruleCode));
      requirePassing(code, judged(tx, actor, asOne(tx, own), known), ['input', 'judgements']);
      const kept = known.flatMap((input) =>
        own.filter(({ rule }) => rule.code === input.ruleCode).map((each) => keptJudgement(each, input)),
      );
      return [nominationId, kept];
    }),
  );
}

/** Before the leadership endorses: an appraisal in favour, and nothing that has come up since and nobody has judged. */
export async function requireStanding(
  tx: Transaction,
  actor: Actor,
  dossiers: readonly Dossier[],
  judgements: readonly JudgementInput[],
): Promise<Judged> {
  const nominations = dossiers.map(({ nomination }) => nomination);
  const appraisals = await lastAppraisals(tx, nominations);
  const against = dossiers.find(({ nomination }) => appraisals.get(nomination.id)?.favourable !== true);
  if (against) throw new DomainError('RULE_FAILED', 'nomination.unfavourable', { field: against.field });
  const open = await openFindings(tx, nominations, appraisals);
  const coded = nominations.map(({ id, code }) => ({ nominationId: id, code }));
  return judgeOpen(tx, actor, coded, { open, judgements });
}

function asOne({ today }: Transaction, findings: Finding[]): Eligibility {
  return { verdict: 'NEEDS_REVIEW', provisional: false, lawDate: today, regime: '', findings };
}
