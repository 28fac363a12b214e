import { createHash } from 'node:crypto';
import { modelsForNomination } from '../emulation-models/emulation-model.queries.js';
import type { Nomination } from '../nominations/nomination.entity.js';
import { withJudgements, type Eligibility, type Judgement } from '../award-law/domain/eligibility.js';
import type { PrizeMoney } from '../award-law/domain/prize.js';
import { keptJudgement, type KeptJudgement } from '../award-law/domain/kept-judgement.js';
import type { Rule } from '../award-law/domain/rule.js';
import { prizesByKind } from '../award-law/prizes.js';
import { awardTypesById } from '../awards/award-type.queries.js';
import type { AwardType } from '../awards/award-type.entity.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { DomainError } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import { SUBJECT_KINDS, type SubjectKind } from '../honourees/domain/subject-kind.js';
import { anyNominationsById } from '../nominations/nomination.queries.js';
import { weighedAgain } from '../nominations/weigh-again.js';
import { annexLines, type AnnexLine } from './annex.queries.js';
import type { Decision } from './decision.entity.js';
import { decisionProblems, type LineFacts } from './domain/decision-problems.js';
import { linePrize } from './domain/line-prize.js';
import { issuingBody } from './issuing-body.js';

/** A line with its prize in whole đồng; null where it has none, or no confirmed one. */
export type PrizedLine = AnnexLine & { prize: string | null };

/** A decision as it would be, were it signed on that day. */
export interface Preview {
  hash: string;
  title: string;
  lines: PrizedLine[];
  /** What one of each kind gets by the rules of that day, confirmed or not. */
  prizes: ReadonlyMap<SubjectKind, PrizeMoney>;
  issuer: string;
  awardType: AwardType;
  competence: Rule<'COMPETENCE'> | null;
  /** Where there is none: the last one by which the issuer might decide, until a day before. */
  ended: Rule<'COMPETENCE'> | null;
  eligibility: Map<string, Eligibility>;
  /** The nominations that rest on a model which owes a report. */
  modelOverdue: ReadonlySet<string>;
}

/** Reads all that a decision says and rests on, for a signature on that day. */
export async function previewOf(
  connection: Connection,
  decision: Decision,
  { signedOn, today, acting = false }: { signedOn: CivilDate; today: CivilDate; acting?: boolean },
): Promise<Preview> {
  const annex = await annexLines(connection, decision.id, signedOn);
  const { awardTypeId, issuedById } = decision;
  const [awardType] = awardTypeId ? await awardTypesById(connection, [awardTypeId]) : [];
  if (!awardType || !issuedById) throw new Error('a decision that is drafted here has an award and an issuer');
  const body = await issuingBody(connection, { unitId: issuedById, awardTypeId: awardType.id, signedOn });
  const { name, competence, ended } = body;
  const nominations = await anyNominationsById(
    connection,
    annex.map(({ nominationId }) => nominationId),
  );
  // Whoever acts is stopped by discipline and verification too, without being told; whoever only looks is not.
  const eligibility = await weighedAgain(connection, nominations, { today, sensitive: acting });
  const prizes = prizesByKind(body.prizeRules, awardType);
  const lines = annex.map((line) => ({
    ...line,
    prize: linePrize(prizes.get(line.kind), eligibility.get(line.nominationId)),
  }));
  return {
    hash: hashOf(decision, { signedOn, issuer: name, awardType, lines }),
    title: decision.title,
    lines,
    prizes,
    issuer: name,
    awardType,
    competence,
    ended,
    eligibility,
    modelOverdue: await restingOnOverdue(connection, nominations, today),
  };
}

/** What is looked at and not printed. */
const CHECKED_ONLY: ReadonlySet<string> = new Set<keyof AnnexLine>([
  'ready',
  'suspended',
  'minutesOn',
  'endorsedOn',
  'proposedOn',
  'proposerMinutesOn',
  'achievementKey',
]);

/** SHA-256 of all that would be printed, in its order. */
function hashOf(
  { id, title, legalBases }: Decision,
  print: { signedOn: CivilDate; issuer: string; awardType: AwardType; lines: readonly PrizedLine[] },
): string {
  const { signedOn, issuer, awardType, lines } = print;
  const award = { code: awardType.code, name: awardType.name };
  const rows = lines.map((line) => Object.fromEntries(Object.entries(line).filter(([key]) => !CHECKED_ONLY.has(key))));
  const text = canonicalJson({ id, title, legalBases, issuer, signedOn, award, lines: rows });
  return createHash('sha256').update(text).digest('hex');
}

/** Those whose model owes a report by now (R50). */
async function restingOnOverdue(
  connection: Connection,
  nominations: readonly Nomination[],
  today: CivilDate,
): Promise<Set<string>> {
  const modelIds = nominations.flatMap(({ modelId }) => modelId ?? []);
  const models = modelIds.length > 0 ? await modelsForNomination(connection, modelIds, today) : [];
  const overdue = new Set(models.filter((model) => model.overdue).map(({ id }) => id));
  return new Set(nominations.filter(({ modelId }) => modelId && overdue.has(modelId)).map(({ id }) => id));
}

/** What stands against it, with what the signer says of doubtful rules. */
export function problemsOf(
  preview: Preview,
  days: { signedOn: CivilDate; today: CivilDate },
  judgements: ReadonlyMap<string, Judgement> = new Map(),
): DomainError[] {
  const lines = preview.lines.map((line): LineFacts => {
    const eligibility = preview.eligibility.get(line.nominationId);
    const modelOverdue = preview.modelOverdue.has(line.nominationId);
    return { ...line, modelOverdue, eligibility: eligibility ? judgedLast(eligibility, judgements) : null };
  });
  const competenceAccepted = judgements.get(preview.competence?.citation.code ?? '')?.accept ?? null;
  const { title, issuer, awardType, competence, ended } = preview;
  return decisionProblems({
    ...days,
    title,
    award: awardType.name,
    awardTypeId: awardType.id,
    issuer,
    competence,
    ended,
    competenceAccepted,
    lines,
  });
}

/** What the rules say of each line, with what the signer said of what nobody had judged. */
export function judgedLines(
  { eligibility }: Preview,
  judgements: ReadonlyMap<string, Judgement>,
): Map<string, Eligibility> {
  return new Map([...eligibility].map(([id, found]) => [id, judgedLast(found, judgements)]));
}

/** What was judged at the appraisal stays; the signer judges what nobody has. */
function judgedLast(eligibility: Eligibility, judgements: ReadonlyMap<string, Judgement>): Eligibility {
  const open = eligibility.findings.filter(({ judgement }) => !judgement).map(({ rule }) => rule.code);
  return withJudgements(eligibility, new Map([...judgements].filter(([code]) => open.includes(code))));
}

/** Of what the signer judges, what concerns that line: its own doubts, and the competence of the issuer. */
export function judgedOfLine(
  { competence, eligibility, issuer, awardType }: Preview,
  nominationId: string,
  judgements: ReadonlyMap<string, Judgement>,
): KeptJudgement[] {
  const findings = eligibility.get(nominationId)?.findings ?? [];
  const own = findings.filter(({ verdict, judgement }) => verdict === 'NEEDS_REVIEW' && !judgement);
  const explanation = message('decision.competent', { issuer, award: awardType.name });
  const decides = competence && { rule: competence.citation, ruleId: competence.id, explanation, facts: [] };
  return [...(decides ? [decides] : []), ...own].flatMap((finding) => {
    const given = judgements.get(finding.rule.code);
    return given ? [keptJudgement(finding, given)] : [];
  });
}

/** The codes of all rules that the signer may still have to judge. */
export function judgeableCodes({ competence, eligibility }: Preview): Set<string> {
  const codes = competence && !competence.citation.confirmed ? [competence.citation.code] : [];
  for (const { findings } of eligibility.values()) {
    for (const { verdict, rule, judgement } of findings) {
      if (verdict === 'NEEDS_REVIEW' && !judgement) codes.push(rule.code);
    }
  }
  return new Set(codes);
}

/** How many of each kind. */
export function totalsOf(lines: readonly { kind: SubjectKind }[]): { kind: SubjectKind; count: number }[] {
  const totals = SUBJECT_KINDS.map((kind) => ({ kind, count: lines.filter((line) => line.kind === kind).length }));
  return totals.filter(({ count }) => count > 0);
}
