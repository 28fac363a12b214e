import { CloseSessionService } from '../councils/close-session.service.js';
import { OpenSessionService } from '../councils/open-session.service.js';
import { VoteService } from '../councils/vote.service.js';
import { DraftDecisionService } from '../decisions/draft-decision.service.js';
import { FindDecisionsService } from '../decisions/find-decisions.service.js';
import { IssueDecisionService } from '../decisions/issue-decision.service.js';
import { PostNominationsService } from '../nominations/post-nominations.service.js';
import { postingsOf } from '../nominations/posting.queries.js';
import type { Going, StepPlay } from './step-play.js';
import type { Stage } from './stage.js';

const MEMBERS = 9;
const REASON = 'Hội đồng thống nhất áp dụng tỷ lệ này (dùng thử).';

const idsOf = (going: readonly Going[]): string[] => going.map(({ id }) => id);

/** Posts dossiers for the opinion of the people. */
export async function post(stage: Stage, unitId: string, going: readonly Going[]): Promise<void> {
  if (going.length === 0) return;
  await new PostNominationsService(stage.database).open(await stage.as('REVIEWER', unitId), {
    nominationIds: idsOf(going),
    place: 'Cổng thông tin điện tử của tỉnh (dùng thử)',
  });
}

/** Lets the posting's days pass, and closes it. */
async function closePosting(stage: Stage, { step, pass }: StepPlay, going: readonly Going[]): Promise<void> {
  const postings = await postingsOf(stage.database.background, idsOf(going));
  const last = postings
    .map(({ closesOn }) => closesOn)
    .sort()
    .at(-1);
  for (let tries = 0; last && stage.today() <= last && tries < 20; tries += 1) pass();
  await new PostNominationsService(stage.database).close(await stage.as('REVIEWER', step.unitId), {
    nominationIds: idsOf(going),
  });
}

/** A council session on those that are endorsed, closed; and one on those that it is still voting on. */
export async function endorseByCouncil(
  stage: Stage,
  play: StepPlay,
  { endorsed, voting }: { endorsed: readonly Going[]; voting: readonly Going[] },
): Promise<void> {
  const { unitId, posting } = play.step;
  if (posting && endorsed.length > 0) await closePosting(stage, play, endorsed);
  const secretary = (): ReturnType<Stage['as']> => stage.as('COUNCIL_SECRETARY', unitId);
  const open = new OpenSessionService(stage.database);
  const session = { unitId, heldOn: stage.today(), totalMembers: MEMBERS };
  if (voting.length > 0) await open.open(await secretary(), { ...session, nominationIds: idsOf(voting) });
  if (endorsed.length === 0) return;
  const { session: opened } = await open.open(await secretary(), { ...session, nominationIds: idsOf(endorsed) });
  if (!opened) throw new Error('work.json: no session');
  await new VoteService(stage.database).record(await secretary(), {
    sessionId: opened.id,
    items: endorsed.map(({ id }) => ({
      nominationId: id,
      votesFor: MEMBERS - 1,
      votesAgainst: 0,
      blank: 1,
      absentWithoutOpinion: 0,
      writtenOpinions: 1,
      recused: 0,
    })),
  });
  await new CloseSessionService(stage.database).close(await secretary(), {
    id: opened.id,
    minutesNumber: `${10 + play.number}/BB-HĐTĐKT`,
    judgements: await thresholdJudgements(stage, opened.id),
  });
}

/** The threshold that nobody has confirmed, judged. */
async function thresholdJudgements(
  stage: Stage,
  sessionId: string,
): Promise<{ ruleCode: string; accept: boolean; reason: string }[]> {
  const rows = await stage.database.background.rows<{ code: string }>(
    `select distinct r.code from council_item i join award_rule r on r.id = i.threshold_rule_id
     where i.session_id = $1 and not i.threshold_confirmed`,
    [sessionId],
  );
  return rows.map(({ code }) => ({ ruleCode: code, accept: true, reason: REASON }));
}

interface Concluded {
  awarded: readonly Going[];
  deciding: readonly Going[];
  checked: readonly Going[];
}

/** A decision on those that are awarded, issued; one that is only checked, and one that is only drafted. */
export async function decideNominations(stage: Stage, play: StepPlay, going: Concluded): Promise<void> {
  const { awarded, deciding, checked } = going;
  const { unitId } = play.step;
  await draft(stage, play, deciding);
  const waiting = await draft(stage, play, checked);
  const drafts = new DraftDecisionService(stage.database);
  if (waiting) await drafts.check(await stage.as('COUNCIL_SECRETARY', unitId, 1), { id: waiting });
  const id = await draft(stage, play, awarded);
  if (!id) return;
  play.pass();
  await drafts.check(await stage.as('COUNCIL_SECRETARY', unitId, 1), { id });
  await issue(stage, { ...play.step, number: play.number }, id);
}

async function draft(stage: Stage, { step, award }: StepPlay, going: readonly Going[]): Promise<string | null> {
  if (going.length === 0) return null;
  const context = await stage.as('COUNCIL_SECRETARY', step.unitId);
  const { decision } = await new DraftDecisionService(stage.database).draft(context, {
    issuedById: step.unitId,
    title: `Về việc tặng ${award} cho các tập thể, cá nhân, hộ gia đình tiêu biểu (dùng thử)`,
    legalBases: ['Luật Thi đua, khen thưởng ngày 15/6/2022', 'Chỉ thị số 05-CT/TW ngày 15/5/2016'],
    nominationIds: idsOf(going),
  });
  return decision?.id ?? null;
}

/** Signs a checked decision, today. */
export async function issue(
  stage: Stage,
  { unitId, line, number }: { unitId: string; line: string; number: number },
  id: string,
): Promise<void> {
  const signer = await stage.player('AUTHORITY', unitId);
  const signedOn = stage.today();
  const preview = await new FindDecisionsService().preview(stage.context(signer), id, signedOn);
  const codes = preview.problems.flatMap(({ code, rule }) => (code === 'NEEDS_JUDGEMENT' && rule ? [rule.code] : []));
  await new IssueDecisionService(stage.database, stage.sequencer, stage.log).issue(stage.context(signer), {
    id,
    symbol: `${100 + number}${line === 'PARTY' ? '-QĐ/TU' : '/QĐ-UBND'}`,
    signedOn,
    signer: signer.fullName,
    signerCapacity: 'Thủ trưởng cơ quan',
    previewHash: preview.hash,
    judgements: [...new Set(codes)].map((ruleCode) => ({ ruleCode, accept: true, reason: REASON })),
  });
}
