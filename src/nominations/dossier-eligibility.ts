import { rulesOfCases } from '../award-law/award-rules.js';
import { EVALUATED_KINDS, evaluate, type Eligibility, type Facts } from '../award-law/domain/eligibility.js';
import type { Proceeding } from '../award-law/domain/proceedings.js';
import { ofKind, type Rule } from '../award-law/domain/rule.js';
import type { Share } from '../award-law/domain/quota.js';
import { asksHistory, quotasOf } from '../award-law/domain/standards.js';
import { historiesOf, type LedgerHistory } from '../award-law/honouree-history.js';
import { addDays, type CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { disciplinesOf } from '../honourees/fact.queries.js';
import { proposedFacts, type ProposedFacts } from './eligibility-facts.queries.js';
import type { Nomination } from './nomination.entity.js';
import { consultations } from './opinion.queries.js';
import { sharesOf } from './quota-shares.js';

/** What is asked beside the standards. */
export interface Asked {
  /** Whose discipline and verification: of these nominations, of all (an act has to heed them). Default: of none. */
  sensitive?: ReadonlySet<string> | 'ALL';
  /** Whether the papers are complete. A submission looks itself, and from then on none is taken out. */
  documents?: boolean;
}

/**
 * What the rules say of each nomination, under the law of its law date, or of `day` (provisionally) before it has one. One
 * statement for each table that is asked, however many nominations there are.
 */
export async function eligibilityOf(
  connection: Connection,
  nominations: readonly Pick<Nomination, 'id'>[],
  day: CivilDate,
  { sensitive = new Set(), documents = false }: Asked = {},
): Promise<Map<string, Eligibility>> {
  const all = await proposedFacts(
    connection,
    nominations.map(({ id }) => id),
  );
  const cases = all.map((known) => ({ ...known, id: known.nominationId, days: daysOf(known, day) }));
  const ruleOn = await rulesOfCases(connection, cases, EVALUATED_KINDS);
  const rulesOf = (known: ProposedFacts): Rule[] => ruleOn(known.nominationId, known.lawDate ?? day);
  const asking = all.filter((known) => ofKind(rulesOf(known), 'OPINION').length > 0);
  const consulted = asking.length > 0 ? await consultations(connection, asking.map(idOf), day) : [];
  const historyOf = await historiesOf(
    connection,
    all.filter((known) => asksHistory(rulesOf(known), proposalOf(known, day))).map(({ honoureeId }) => honoureeId),
    day,
  );
  const shareOf = await sharesOf(connection, all, (known) => quotasOf(rulesOf(known), proposalOf(known, day)));
  const proceedingsOf = await proceedings(connection, all, sensitive);
  return new Map(
    all.map((known) => {
      const { nominationId, lawDate, firstReceivedOn } = known;
      const [regime] = firstReceivedOn ? ofKind(ruleOn(nominationId, firstReceivedOn), 'REGIME') : [];
      const facts: Facts = {
        ...ownFacts(known, day, { history: historyOf(known.honoureeId), share: shareOf(nominationId) }),
        documents: documents ? new Set(known.documents) : null,
        consulting: consultingOf(consulted.find((each) => each.nominationId === nominationId)),
        firstReceived: firstReceivedOn && lawDate ? { day: firstReceivedOn, regime: regime ?? null } : null,
        sensitive: proceedingsOf(known, day),
      };
      return [nominationId, evaluate(rulesOf(known), facts)];
    }),
  );
}

const idOf = ({ nominationId }: ProposedFacts): string => nominationId;

const daysOf = ({ lawDate, firstReceivedOn }: ProposedFacts, day: CivilDate): CivilDate[] =>
  firstReceivedOn && lawDate ? [lawDate, firstReceivedOn] : [lawDate ?? day];

const proposalOf = ({ kind, merit, from, to, lawDate }: ProposedFacts, day: CivilDate) => ({
  kind,
  merit,
  from,
  to,
  day: lawDate ?? day,
});

/** What its own row and the years before say. Its own award, once there is one, is no ground of it. */
function ownFacts(
  known: ProposedFacts,
  day: CivilDate,
  { history, share }: { history: LedgerHistory; share: Share | null },
): Facts {
  const { nominationId, award, kind, lawDate, livedUntil, sameAchievementAwards } = known;
  const awards = history.awards.filter((each) => each.nominationId !== nominationId);
  return {
    kind,
    honoureeDissolvedOn: livedUntil && addDays(livedUntil, 1),
    sameAchievementAwards,
    proposed: { ...proposalOf(known, day), award, history: { ...history, awards }, share },
    day: lawDate ?? day,
    provisional: lawDate === null,
  };
}

/** Discipline and verification, where they are asked. */
async function proceedings(
  connection: Connection,
  all: readonly ProposedFacts[],
  sensitive: ReadonlySet<string> | 'ALL',
): Promise<(known: ProposedFacts, today: CivilDate) => Facts['sensitive']> {
  const asked = ({ nominationId }: ProposedFacts): boolean => sensitive === 'ALL' || sensitive.has(nominationId);
  const ids = all.filter(asked).map(({ honoureeId }) => honoureeId);
  const found: (Proceeding & { honoureeId: string })[] = ids.length > 0 ? await disciplinesOf(connection, ids) : [];
  return (known, today) =>
    asked(known) ? { proceedings: found.filter(({ honoureeId }) => honoureeId === known.honoureeId), today } : null;
}

function consultingOf(found: Awaited<ReturnType<typeof consultations>>[number] | undefined): Facts['consulting'] {
  return found ? { body: found, settled: new Set(found.settled) } : null;
}
