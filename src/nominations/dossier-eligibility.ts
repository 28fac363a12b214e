import { endedWhereNobody, rulesOfCases } from '../award-law/award-rules.js';
import { EVALUATED_KINDS, evaluate, type Eligibility, type Facts } from '../award-law/domain/eligibility.js';
import type { Proceeding } from '../award-law/domain/proceedings.js';
import { underChosenLaw } from '../award-law/domain/law-choice.js';
import { ofKind, type Rule } from '../award-law/domain/rule.js';
import type { Share } from '../award-law/domain/quota.js';
import { asksHistory, memberRules, quotasOf } from '../award-law/domain/standards.js';
import { historiesOf, type LedgerHistory } from '../award-law/honouree-history.js';
import { addDays, type CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { disciplinesOf } from '../honourees/fact.queries.js';
import { proposedFacts, type ProposedFacts } from './eligibility-facts.queries.js';
import type { Nomination } from './nomination.entity.js';
import { consultations } from './opinion.queries.js';
import { sharesOf } from './quota-shares.js';
import { membersOf } from './sensitive-facts.queries.js';

type RuleOn = (id: string, day: CivilDate) => Rule[];

/** What the ledger tells. */
interface Past {
  history: LedgerHistory;
  share: Share | null;
}

/** What is asked beside the standards. */
export interface Asked {
  /** Whose discipline and verification: of these nominations, of all (an act has to heed them). Default: of none. */
  sensitive?: ReadonlySet<string> | 'ALL';
  /** Whether the papers are complete. A submission looks itself, and from then on none is taken out. */
  documents?: boolean;
  /** By the law of that day, whatever was chosen. */
  law?: CivilDate;
}

/**
 * What the rules say of each nomination, under the law of its law date, or of the one that was chosen instead, or of `day`
 * (provisionally) before it has one. One statement for each table that is asked, however many nominations there are.
 */
export async function eligibilityOf(
  connection: Connection,
  nominations: readonly Pick<Nomination, 'id'>[],
  day: CivilDate,
  { sensitive = new Set(), documents = false, law }: Asked = {},
): Promise<Map<string, Eligibility>> {
  const all = await proposedFacts(
    connection,
    nominations.map(({ id }) => id),
  );
  const lawsOf = (known: ProposedFacts): CivilDate[] =>
    daysOfLaw(known, law ?? known.lawDate ?? day, law === undefined);
  const cases = all.map((known) => ({ ...known, id: known.nominationId, days: daysOfRules(known, lawsOf(known)) }));
  const ruleOn = await rulesOfCases(connection, cases, EVALUATED_KINDS);
  const lastOf = await endedWhereNobody(connection, cases, ruleOn);
  const rulesOf = (known: ProposedFacts): Rule[] => lawsOf(known).flatMap((on) => ruleOn(known.nominationId, on));
  const asking = all.filter((known) => ofKind(rulesOf(known), 'OPINION').length > 0);
  const consulted = asking.length > 0 ? await consultations(connection, asking.map(idOf), day) : [];
  const pastOf = await pastsOf(connection, all, { day, lawsOf, ruleOn });
  const proceedingsOf = await proceedings(connection, all, {
    sensitive,
    asksMembers: (known) => lawsOf(known).some((on) => memberRules(rulesOf(known), proposalOf(known, on)).length > 0),
  });
  return new Map(
    all.map((known) => {
      const facts = {
        documents: documents ? new Set(known.documents) : null,
        consulting: consultingOf(consulted.find((each) => each.nominationId === known.nominationId)),
        sensitive: proceedingsOf(known, day),
      };
      const asked = (on: CivilDate) => ({ ...facts, lastCompetence: lastOf(known.nominationId, on) });
      const parts = { ruleOn, past: pastOf(known), facts: asked };
      return [known.nominationId, byLaws(known, lawsOf(known), parts)];
    }),
  );
}

/** What the ledger tells of each as far as one of its rules asks for it. */
async function pastsOf(
  connection: Connection,
  all: readonly ProposedFacts[],
  { day, lawsOf, ruleOn }: { day: CivilDate; lawsOf: (known: ProposedFacts) => CivilDate[]; ruleOn: RuleOn },
): Promise<(known: ProposedFacts) => Past> {
  const asks = (known: ProposedFacts) => (on: CivilDate) =>
    asksHistory(ruleOn(known.nominationId, on), proposalOf(known, on));
  const asking = all.filter((known) => lawsOf(known).some(asks(known)));
  const historyOf = await historiesOf(
    connection,
    asking.map(({ honoureeId }) => honoureeId),
    day,
  );
  const shareOf = await sharesOf(connection, all, (known) =>
    lawsOf(known).flatMap((on) => quotasOf(ruleOn(known.nominationId, on), proposalOf(known, on))),
  );
  return (known) => ({ history: historyOf(known.honoureeId), share: shareOf(known.nominationId) });
}

/** By the law of the first of these days; by that of the second, where one was chosen, with what both say. */
function byLaws(
  known: ProposedFacts,
  laws: readonly CivilDate[],
  { ruleOn, past, facts }: { ruleOn: RuleOn; past: Past; facts: (on: CivilDate) => Partial<Facts> },
): Eligibility {
  const { nominationId, lawDate, firstReceivedOn, choice } = known;
  const [regime] = firstReceivedOn ? ofKind(ruleOn(nominationId, firstReceivedOn), 'REGIME') : [];
  const firstReceived = firstReceivedOn && lawDate ? { day: firstReceivedOn, regime: regime ?? null } : null;
  const [usual, chosen] = laws.map((on) =>
    evaluate(ruleOn(nominationId, on), { ...ownFacts(known, on, past), ...facts(on), firstReceived }),
  ) as [Eligibility, Eligibility | undefined];
  if (!choice || !chosen) return usual;
  const rules = laws.flatMap((on) => ruleOn(nominationId, on));
  return underChosenLaw(rules, choice, [chosen, usual]);
}

const idOf = ({ nominationId }: ProposedFacts): string => nominationId;

/** The day whose law applies, and where another one was chosen that one too. */
function daysOfLaw({ choice, lawDate }: ProposedFacts, usual: CivilDate, heeded: boolean): CivilDate[] {
  const chosen = heeded && choice && choice.basis !== 'LAW_DATE' && choice.lawDate === lawDate;
  return chosen ? [usual, choice.day] : [usual];
}

const daysOfRules = ({ lawDate, firstReceivedOn }: ProposedFacts, laws: readonly CivilDate[]): CivilDate[] =>
  firstReceivedOn && lawDate ? [...laws, firstReceivedOn] : [...laws];

const proposalOf = ({ kind, merit, from, to }: ProposedFacts, on: CivilDate) => ({ kind, merit, from, to, day: on });

/** What its own row and the years before say. Its own award, once there is one, is no ground of it. */
function ownFacts(known: ProposedFacts, on: CivilDate, { history, share }: Past): Facts {
  const { nominationId, award, kind, lawDate, livedUntil, sameAchievementAwards } = known;
  const awards = history.awards.filter((each) => each.nominationId !== nominationId);
  return {
    kind,
    honoureeDissolvedOn: livedUntil && addDays(livedUntil, 1),
    sameAchievementAwards,
    proposed: { ...proposalOf(known, on), award, history: { ...history, awards }, share },
    day: on,
    provisional: lawDate === null,
  };
}

/** Discipline and verification, where they are asked; of a collective's members where one of its rules asks for that. */
async function proceedings(
  connection: Connection,
  all: readonly ProposedFacts[],
  {
    sensitive,
    asksMembers,
  }: { sensitive: ReadonlySet<string> | 'ALL'; asksMembers: (known: ProposedFacts) => boolean },
): Promise<(known: ProposedFacts, today: CivilDate) => Facts['sensitive']> {
  const asked = ({ nominationId }: ProposedFacts): boolean => sensitive === 'ALL' || sensitive.has(nominationId);
  const idsOf = (some: readonly ProposedFacts[]): string[] => some.map(({ honoureeId }) => honoureeId);
  const ids = idsOf(all.filter(asked));
  const found: (Proceeding & { honoureeId: string })[] = ids.length > 0 ? await disciplinesOf(connection, ids) : [];
  const collectives = idsOf(all.filter((known) => asked(known) && asksMembers(known)));
  const members = collectives.length > 0 ? await membersOf(connection, collectives) : [];
  return (known, today) => {
    if (!asked(known)) return null;
    const isOf = ({ honoureeId }: { honoureeId: string }): boolean => honoureeId === known.honoureeId;
    return { proceedings: found.filter(isOf), today, members: members.find(isOf) ?? null };
  };
}

function consultingOf(found: Awaited<ReturnType<typeof consultations>>[number] | undefined): Facts['consulting'] {
  return found ? { body: found, settled: new Set(found.settled) } : null;
}
