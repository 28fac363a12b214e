import { record } from '../audit/record.js';
import type { RequestContext } from '../core/context.js';
import { ChangeAwardService } from '../decisions/change-award.service.js';
import { DraftDecisionService } from '../decisions/draft-decision.service.js';
import { issue } from './make-conclusions.js';
import type { Stage } from './stage.js';

/** An award of the demonstration, and who issued it. */
interface GivenAward {
  id: string;
  unitId: string;
  line: string;
}

/**
 * What became of awards: one is corrected, one is taken back, and one that rested on that is flagged. Of the body that has
 * issued the most; nothing where it has not issued three.
 */
export async function playChanges(stage: Stage): Promise<void> {
  const [first, second, ...others] = await mostAwards(stage);
  const last = others.at(-1);
  if (!first || !second || !last) return;
  // No rule of the trial asks for earlier awards: that the last one rested on the first is said here.
  await stage.database.inBackground(async (tx) => {
    await tx.rows(`insert into award_ground (award_id, ground_award_id) values ($1, $2)`, [last.id, first.id]);
    const details = { groundId: first.id };
    await record(tx, null, { action: 'trial.ground', subject: `award:${last.id}`, details });
  });
  const { unitId } = first;
  const changes = new ChangeAwardService(stage.database);
  const secretary = (): Promise<RequestContext> => stage.as('COUNCIL_SECRETARY', unitId);
  const corrected = await changes.correct(await secretary(), {
    awardId: second.id,
    unitAsAwarded: 'Đảng bộ xã Bình Lư',
    reason: 'Danh sách kèm theo ghi sai đơn vị công tác (dùng thử).',
  });
  const revoked = await changes.revoke(await secretary(), {
    awardId: first.id,
    ground: 'A',
    reason: 'Thành tích kê khai không đúng (dùng thử).',
    legalBases: ['Luật Thi đua, khen thưởng', 'Kết luận xác minh của cơ quan (dùng thử)'],
  });
  for (const [index, { decision }] of [corrected, revoked].entries()) {
    if (!decision) continue;
    const { id } = decision;
    await new DraftDecisionService(stage.database).check(await stage.as('COUNCIL_SECRETARY', unitId, 1), { id });
    await issue(stage, { unitId, line: first.line, number: 80 + index }, id);
  }
}

/** The awards of the body that has issued the most of them here, the earliest first. */
function mostAwards({ database: { background } }: Stage): Promise<GivenAward[]> {
  return background.rows(
    `select a.id, a.issued_by_id as "unitId", u.line from award a join unit u on u.id = a.issued_by_id
     where a.origin = 'ISSUED' and a.issued_by_id = (
       select m.issued_by_id from award m where m.origin = 'ISSUED' group by m.issued_by_id order by count(*) desc limit 1)
     order by a.decided_on, a.id`,
  );
}
