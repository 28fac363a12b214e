import { ACT, QUESTION } from './acts.js';
import { accepted, symbolOf, type AtBody, type Place } from './at-body.js';
import { decide } from './decide.js';
import { username } from './domain/bodies.js';
import type { Road } from './domain/roads.js';
import type { Person, Refusal } from './person.js';
import { arrivalOf, propose, type Arrival, type ProposalAnswer } from './propose.js';

const MEMBERS = 9;

/** Plays a road: from the drafts of all its proposers to the decision, or to the body outside. */
export async function travel(place: Place, road: Road, pass: (count: number) => void): Promise<void> {
  let arrivals: Arrival[] = [];
  for (const proposing of road.from) {
    arrivals.push(await propose(place.people, road, proposing));
    pass(proposing.nominees.length);
  }
  while (arrivals.length > 0) {
    const inside = arrivals.filter(({ external }) => !external);
    const codes = new Set(inside.map(({ toCode }) => toCode));
    arrivals = [];
    for (const code of codes) {
      const come = inside.filter(({ toCode }) => toCode === code);
      arrivals.push(...(await atBody(place, road, { code, come })));
    }
  }
}

async function atBody(
  place: Place,
  road: Road,
  { code, come }: { code: string; come: readonly Arrival[] },
): Promise<Arrival[]> {
  const body = place.bodies.get(code);
  if (!body) throw new Error(`no body ${code}`);
  const nominationIds = come.flatMap((arrival) => arrival.nominationIds);
  const at: AtBody = { ...place, road, body, nominationIds, key: `${road.key}.${code}` };
  const { council, decides } = await appraise(at, come);
  await (council === 'REQUIRED' ? byCouncil(at) : byLeadership(at));
  if (!decides) return [await forward(at)];
  await decide(at);
  return [];
}

interface StepAnswer {
  route: { unit: { code: string }; council: string; decides: boolean }[];
  eligibility: { findings: { verdict: string; rule: { code: string } }[] } | null;
}

async function appraise(at: AtBody, come: readonly Arrival[]): Promise<{ council: string; decides: boolean }> {
  const reviewer = at.people.named(username('thamdinh', at.body.code));
  for (const { proposalId } of come) {
    await reviewer.do(ACT.receive, { input: { proposalId, clientMutationId: `${at.key}.${proposalId}` } });
  }
  const { route, eligibility } = await reviewer.ask<StepAnswer>(QUESTION.step, { id: at.nominationIds[0] });
  const doubtful = eligibility?.findings.filter(({ verdict }) => verdict === 'NEEDS_REVIEW') ?? [];
  const judgements = accepted(doubtful.map(({ rule }) => rule.code));
  for (const id of at.nominationIds) {
    const opinion = 'Đủ thành phần hồ sơ; thành tích phù hợp với tiêu chuẩn.';
    const input = { id, opinion, favourable: true, judgements, clientMutationId: `${at.key}.${id}` };
    await reviewer.do(ACT.appraise, { input });
  }
  const step = route.find(({ unit }) => unit.code === at.body.code);
  if (!step) throw new Error(`${at.body.code} is not on the route`);
  return step;
}

async function byLeadership({ people, body, nominationIds, road, key }: AtBody): Promise<void> {
  const input = { nominationIds, minutesNumber: String(road.number), minutesDate: road.day, clientMutationId: key };
  await people.named(username('lanhdao', body.code)).do(ACT.endorse, { input });
}

interface SessionAnswer {
  session: { id: string; closed: boolean };
}

async function byCouncil({ people, body, nominationIds, road, key }: AtBody): Promise<void> {
  const secretary = people.named(username('thuky', body.code));
  const open = { unitId: secretary.account.unit.id, heldOn: road.day, totalMembers: MEMBERS, nominationIds };
  const { session } = await secretary.do<SessionAnswer>(ACT.openSession, { input: { ...open, clientMutationId: key } });
  if (session.closed) return;
  const tally = { votesFor: MEMBERS - 1, votesAgainst: 0, blank: 1, absentWithoutOpinion: 0, writtenOpinions: 0 };
  const items = nominationIds.map((nominationId) => ({ nominationId, ...tally, recused: 0 }));
  await secretary.do(ACT.vote, { input: { sessionId: session.id, items, clientMutationId: key } });
  await closeSession(secretary, { id: session.id, minutesNumber: `${road.number}/BB-HĐTĐKT` });
}

/** Closes it; a threshold that nobody has confirmed is judged. */
async function closeSession(secretary: Person, input: { id: string; minutesNumber: string }): Promise<void> {
  const { userErrors } = await secretary.ask<{ userErrors: Refusal[] }>(ACT.closeSession, { input });
  if (userErrors.length === 0) return;
  const codes = userErrors.flatMap(({ code, rule }) => (code === 'NEEDS_JUDGEMENT' && rule ? [rule.code] : []));
  await secretary.do(ACT.closeSession, { input: { ...input, judgements: accepted(codes) } });
}

async function forward({ people, body, nominationIds, road, key }: AtBody): Promise<Arrival> {
  const input = {
    nominationIds,
    proposalSymbol: symbolOf(body, road.number, 'TTr'),
    proposalDate: road.day,
    signer: 'Thủ trưởng cơ quan',
    clientMutationId: key,
  };
  const answer = await people.named(username('thuky', body.code)).do<ProposalAnswer>(ACT.forward, { input });
  return arrivalOf(answer, nominationIds);
}
