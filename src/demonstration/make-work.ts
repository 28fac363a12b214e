import { unjudged } from '../award-law/domain/eligibility.js';
import { awardTypesByCode } from '../awards/award-type.queries.js';
import type { RequestContext } from '../core/context.js';
import { DraftNominationService } from '../nominations/draft-nomination.service.js';
import { eligibilityOf } from '../nominations/dossier-eligibility.js';
import { ForwardNominationsService } from '../nominations/forward-nominations.service.js';
import { InterruptNominationService } from '../nominations/interrupt-nomination.service.js';
import type { Nomination } from '../nominations/nomination.entity.js';
import { stepsOf } from '../nominations/nomination.queries.js';
import { ReviewNominationService } from '../nominations/review-nomination.service.js';
import { SubmitNominationsService } from '../nominations/submit-nominations.service.js';
import { livesThrough, unitIdByCode } from '../units/unit.queries.js';
import { stageOf, stopOf, type RoadRow } from './domain/work-plan.js';
import type { Going, StepPlay } from './step-play.js';
import { honoureesFor } from './road-honourees.js';
import type { Stage } from './stage.js';
import { decideNominations, endorseByCouncil, post } from './make-conclusions.js';

const REPORT = 'Nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh';

/**
 * Plays one road by the services themselves: its dossiers go together, and stop one after the other. Answers with how
 * many there are now; none where the proposer does not live through it.
 */
export async function playRoad(stage: Stage, road: RoadRow, number: number): Promise<number> {
  let daysAgo = road.startDaysAgo;
  stage.goTo(daysAgo);
  const pass = (): void => void stage.goTo((daysAgo = Math.max(0, daysAgo - road.paceDays)));
  const proposer = await proposerOf(stage, road);
  if (!proposer) return 0;
  const going = await draftAll(stage, road, proposer, number);
  pass();
  const submitted = going.filter(({ stop }) => stop.stage >= 0);
  await submit(stage, proposer, submitted);
  const withdrawn = submitted.filter(({ stop }) => stop.side === 'WITHDRAWN');
  for (const { id } of withdrawn) {
    const reason = 'Đơn vị xin rút để bổ sung thành tích.';
    await new InterruptNominationService(stage.database).withdraw(await stage.as('UNIT_OFFICER', proposer), {
      id,
      reason,
    });
  }
  const steps = submitted[0] ? await stepsOf(stage.database.background, [submitted[0].id]) : [];
  const [awardType] = await awardTypesByCode(stage.database.background, [road.award]);
  const award = awardType?.name ?? road.award;
  let moving = submitted;
  for (const step of steps.filter(({ external }) => !external)) {
    moving = moving.filter(({ stop }) => stop.stage > stageOf('SUBMITTED', step.position));
    if (moving.length === 0) break;
    pass();
    await playStep(stage, { step, moving, number, last: step.decides, award, pass });
    moving = moving.filter(({ stop }) => stop.stage > stageOf('ENDORSED', step.position));
  }
  return going.length;
}

async function proposerOf(stage: Stage, { units, startDaysAgo }: RoadRow): Promise<string | null> {
  const day = stage.today();
  const end = stage.goTo(0);
  stage.goTo(startDaysAgo);
  for (const code of units) {
    const id = await unitIdByCode(stage.database.background, code);
    if (id && (await livesThrough(stage.database.background, id, day, end))) return id;
  }
  return null;
}

async function draftAll(stage: Stage, road: RoadRow, proposer: string, number: number): Promise<Going[]> {
  const service = new DraftNominationService(stage.database);
  const officer = await stage.player('UNIT_OFFICER', proposer);
  const honourees = await honoureesFor(stage, road, proposer, number);
  const going: Going[] = [];
  for (const [index, stop] of road.stops.entries()) {
    const honouree = honourees[index];
    if (!honouree) throw new Error('work.json: too few honourees');
    const { nomination } = await service.draft(stage.context(officer), {
      honoureeId: honouree.id,
      awardTypeCode: road.award,
      meritKind: road.meritKind,
      proposedById: proposer,
      achievements: `${REPORT}; hồ sơ dùng thử ${number + 1}.${index + 1}.`,
      achievementFrom: stage.daysBefore(400),
      achievementTo: stage.daysBefore(35),
    });
    if (!nomination) throw new Error('work.json: no draft');
    going.push({ id: nomination.id, stop: stopOf(stop) });
  }
  await stage.putIn(
    going.map(({ id }) => id),
    ['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP'],
    { unitId: proposer, player: officer },
  );
  return going;
}

async function submit(stage: Stage, proposer: string, going: readonly Going[]): Promise<void> {
  if (going.length === 0) return;
  const context = await stage.as('UNIT_OFFICER', proposer);
  await new SubmitNominationsService(stage.database).submit(context, {
    nominationIds: going.map(({ id }) => id),
    proposalDate: stage.today(),
    signer: 'Thủ trưởng đơn vị',
  });
}

async function playStep(stage: Stage, play: StepPlay): Promise<void> {
  const { step, moving, last, pass } = play;
  const { unitId, position } = step;
  const beyond = (phase: 'RECEIVED' | 'APPRAISED' | 'ENDORSED'): Going[] =>
    moving.filter(({ stop }) => stop.stage > stageOf(phase, position));
  const here = (side: string): Going[] =>
    moving.filter(({ stop }) => stop.side === side && Math.floor(stop.stage / 4) === position - 1);
  await receive(stage, unitId, moving);
  await turnBack(stage, unitId, { returned: here('RETURNED'), suspended: here('SUSPENDED') });
  if (step.posting) await post(stage, unitId, beyond('RECEIVED'));
  pass();
  await appraise(stage, unitId, beyond('RECEIVED'));
  const review = new ReviewNominationService(stage.database);
  for (const { id } of here('REJECTED')) {
    const reason = 'Thành tích chưa tiêu biểu so với các hồ sơ khác.';
    await review.decline(await stage.as('AUTHORITY', unitId), { id, reason });
  }
  pass();
  const endorsed = beyond('APPRAISED');
  if (step.council === 'REQUIRED') await endorseByCouncil(stage, play, { endorsed, voting: here('VOTING') });
  else if (endorsed.length > 0) {
    await review.endorse(await stage.as('AUTHORITY', unitId), {
      nominationIds: endorsed.map(({ id }) => id),
      minutesNumber: String(10 + play.number),
      minutesDate: stage.today(),
    });
  }
  pass();
  if (last)
    await decideNominations(stage, play, {
      awarded: beyond('ENDORSED'),
      deciding: here('DECIDING'),
      checked: here('CHECKED'),
    });
  else await forward(stage, play, beyond('ENDORSED'));
}

async function receive(stage: Stage, unitId: string, going: readonly Going[]): Promise<void> {
  const service = new ReviewNominationService(stage.database);
  for (const { id } of going) await service.receive(await stage.as('REVIEWER', unitId), { id });
}

async function turnBack(
  stage: Stage,
  unitId: string,
  { returned, suspended }: { returned: readonly Going[]; suspended: readonly Going[] },
): Promise<void> {
  for (const { id } of returned) {
    await new ReviewNominationService(stage.database).return(await stage.as('REVIEWER', unitId), {
      id,
      reason: 'Báo cáo thành tích chưa có xác nhận của cấp ủy nơi công tác.',
      kind: 'MISSING_DOCUMENTS',
      missingItems: ['Xác nhận của cấp ủy vào báo cáo thành tích'],
    });
  }
  for (const { id } of suspended) {
    await new InterruptNominationService(stage.database).suspend(await stage.as('REVIEWER', unitId), {
      id,
      ground: 'Đang xác minh đơn phản ánh gửi đến cơ quan.',
      date: stage.today(),
    });
  }
}

async function appraise(stage: Stage, unitId: string, going: readonly Going[]): Promise<void> {
  const service = new ReviewNominationService(stage.database);
  for (const { id } of going) {
    await service.appraise(await stage.as('REVIEWER', unitId), {
      id,
      opinion: 'Đủ thành phần hồ sơ; thành tích phù hợp với tiêu chuẩn.',
      favourable: true,
      judgements: await judgementsOf(stage, id),
    });
  }
}

/** The doubtful findings, each judged. */
async function judgementsOf(
  stage: Stage,
  id: string,
): Promise<{ ruleCode: string; accept: boolean; reason: string }[]> {
  const { background } = stage.database;
  const [nomination] = await background.rows<Nomination>(
    `select id, award_type_id as "awardTypeId", law_date as "lawDate" from nomination where id = $1`,
    [id],
  );
  const found =
    nomination &&
    (await eligibilityOf(background, [nomination], stage.today(), { sensitive: 'ALL', documents: true })).get(id);
  const reason = 'Đã đối chiếu với văn bản hướng dẫn của tỉnh (dùng thử).';
  return found ? unjudged(found).map(({ rule }) => ({ ruleCode: rule.code, accept: true, reason })) : [];
}

async function forward(stage: Stage, { step, number }: StepPlay, going: readonly Going[]): Promise<void> {
  if (going.length === 0) return;
  const { unitId, position, line } = step;
  const context: RequestContext = await stage.as('COUNCIL_SECRETARY', unitId);
  const symbol = line === 'PARTY' ? '-TTr/ĐU' : '/TTr-UBND';
  await new ForwardNominationsService(stage.database).forward(context, {
    nominationIds: going.map(({ id }) => id),
    proposalSymbol: `${100 + number * 10 + position}${symbol}`,
    proposalDate: stage.today(),
    signer: 'Thủ trưởng cơ quan',
  });
}
