import { Injectable } from '@nestjs/common';
import { withoutSensitive, type Eligibility } from '../award-law/domain/eligibility.js';
import { withEarlier } from '../award-law/domain/kept-judgement.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { Database, type Connection } from '../core/database.js';
import type { CivilDate } from '../core/civil-date.js';
import { load, type BatchFunction } from '../core/loaders.js';
import { message } from '../core/messages.vi.js';
import { isFinal } from './domain/workflow.js';
import { eligibilityOf } from './dossier-eligibility.js';
import type { Nomination } from './nomination.entity.js';
import { latestFindings } from './nomination.queries.js';
import { recordSensitiveReads, sensitiveNominations } from './sensitive-scope.js';

/** What is shown: with what rests on discipline, or with the sentence that says that it is left out. */
export type ShownEligibility = Eligibility & { note: string | null };

const LEFT_OUT = message('law.sensitiveLeftOut');

/** For who may not see what rests on discipline; with and without it the answer is the same. */
export const withheld = (eligibility: Eligibility): ShownEligibility => ({
  ...withoutSensitive(eligibility),
  note: LEFT_OUT,
});

/** What the rules say of nominations, to those who may see it; that somebody saw what is sensitive is kept with the read. */
@Injectable()
export class ShowEligibilityService {
  constructor(private readonly database: Database) {}

  ofNomination(context: RequestContext, nomination: Nomination): Promise<ShownEligibility | null> {
    return load(context, this.byNomination, nomination);
  }

  private readonly byNomination: BatchFunction<Nomination, ShownEligibility> = async (context, nominations) => {
    const { connection } = context;
    const [actor, today] = [signedIn(context), context.clock.today()];
    const ids = nominations.map(({ id }) => id);
    const allowed = await sensitiveNominations(connection, actor, today, ids);
    if (allowed.size === 0) {
      const found = await withLatestJudgements(connection, nominations, { today, sensitive: new Set() });
      return found.map((each) => each && withheld(each));
    }
    return this.database.transaction(async (tx) => {
      const found = await withLatestJudgements(tx, nominations, { today, sensitive: new Set(allowed.keys()) });
      const shown = found.map(
        (each, index) => each && allowed.get(ids[index] ?? '') && each.findings.some(isSensitive),
      );
      const reads = ids.flatMap((id, index) => (shown[index] ? (allowed.get(id) ?? []) : []));
      await recordSensitiveReads(tx, actor, reads);
      return found.map(
        (each, index) => each && (allowed.has(ids[index] ?? '') ? { ...each, note: null } : withheld(each)),
      );
    });
  };
}

const isSensitive = ({ sensitive }: Eligibility['findings'][number]): boolean => sensitive === true;

/**
 * As of today or of their law date, with the judgements of the latest appraisal. Of a final one what they said at the latest
 * appraisal: what comes after changes nothing any more.
 */
async function withLatestJudgements(
  connection: Connection,
  nominations: readonly Nomination[],
  { today, sensitive }: { today: CivilDate; sensitive: ReadonlySet<string> },
): Promise<(Eligibility | null)[]> {
  const unknown = nominations.flatMap(({ id, joined }) => (joined?.appraised === undefined ? [id] : []));
  const read = unknown.length > 0 ? await latestFindings(connection, unknown) : [];
  const kept = new Map([
    ...nominations.map(({ id, joined }) => [id, joined?.appraised] as const),
    ...read.map(({ nominationId, eligibility }) => [nominationId, eligibility] as const),
  ]);
  const open = nominations.filter(({ id, state }) => !isFinal(state) || !kept.get(id));
  const found =
    open.length > 0
      ? await eligibilityOf(connection, open, today, { sensitive, documents: true })
      : new Map<string, Eligibility>();
  return nominations.map(({ id }) => {
    const [now, then] = [found.get(id), kept.get(id)];
    return now && then ? withEarlier(now, then.findings) : (now ?? then ?? null);
  });
}
