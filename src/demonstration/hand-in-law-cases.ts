import type { CivilDate } from '../core/civil-date.js';
import { AskOpinionsService } from '../nominations/ask-opinions.service.js';
import { ChooseLawService } from '../nominations/choose-law.service.js';
import { ReviewNominationService } from '../nominations/review-nomination.service.js';
import { SubmitNominationsService } from '../nominations/submit-nominations.service.js';
import { unitIdByCode } from '../units/unit.queries.js';
import type { LawCase } from './domain/law-case.js';
import type { Stage } from './stage.js';

/** A case with the ids of what it names. */
export interface Made extends LawCase {
  honoureeId: string;
  unitId: string;
  nominationId: string;
  sameAs?: { achievements: string; achievementFrom: CivilDate; achievementTo: CivilDate };
}
export type Ready = Omit<Made, 'nominationId'>;

export async function idOf({ database }: Stage, code: string): Promise<string> {
  const id = await unitIdByCode(database.background, code);
  if (!id) throw new Error(`law-cases.json: no unit ${code}`);
  return id;
}

/** Submitted by their unit, and received by it as the body that decides. */
export async function handIn(stage: Stage, made: readonly Made[]): Promise<void> {
  for (const unitId of new Set(made.map((each) => each.unitId))) {
    const ids = made.flatMap((each) => (each.unitId === unitId ? [each.nominationId] : []));
    const submission = { nominationIds: ids, proposalDate: stage.today(), signer: 'Thủ trưởng đơn vị' };
    await new SubmitNominationsService(stage.database).submit(await stage.as('UNIT_OFFICER', unitId), submission);
    const service = new ReviewNominationService(stage.database);
    for (const id of ids) await service.receive(await stage.as('REVIEWER', unitId), { id });
  }
}

/** Hiệp y: what the body of each asks before it appraises. */
export async function askOthers(stage: Stage, made: readonly Made[]): Promise<void> {
  const service = new AskOpinionsService(stage.database);
  for (const { asks, nominationId, unitId } of made) {
    if (!asks) continue;
    const { unit, ...question } = asks;
    const asked = { nominationIds: [nominationId], askedId: await idOf(stage, unit), ...question };
    await service.request(await stage.as('REVIEWER', unitId), asked);
  }
}

export async function chooseLaws(stage: Stage, made: readonly Made[]): Promise<void> {
  const service = new ChooseLawService(stage.database);
  for (const { chooses, nominationId: id, unitId } of made) {
    if (!chooses) continue;
    const { on, ...choice } = chooses;
    stage.goToDay(on);
    await service.choose(await stage.as('REVIEWER', unitId), { id, ...choice });
  }
}
