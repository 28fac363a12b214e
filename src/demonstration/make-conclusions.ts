import { CloseSessionService } from '../councils/close-session.service.js';
import { OpenSessionService } from '../councils/open-session.service.js';
import { VoteService } from '../councils/vote.service.js';
import { PostNominationsService } from '../nominations/post-nominations.service.js';
import { postingsOf } from '../nominations/posting.queries.js';
import type { Going, StepPlay } from './make-work.js';
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

/** Filled in once decisions are there. */
export async function decideNominations(
  _stage: Stage,
  _play: StepPlay,
  _going: { awarded: readonly Going[]; deciding: readonly Going[]; checked: readonly Going[] },
): Promise<void> {}
