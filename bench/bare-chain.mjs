// The chain's half of the bare server: pages, inbox and details of nominations, and their receipt, by hand-written SQL
// under the service's policy. What the rules say it has not: the details are compared without their eligibility.
import { addWorkingDays } from '../dist/award-law/domain/working-days.js';
import { CHAIN } from './bare-chain-sql.mjs';
import { WEEKDAYS } from './chain-roads.mjs';

export const CHAIN_SCHEMA = `
  type AwardType { code: String! name: String! }
  type Account { fullName: String! }
  type RouteStep { position: Int! unit: Unit tier: String! line: String! decides: Boolean! enteredAt: String receivedOn: String
    dueOn: String leftAt: String outcome: String }
  type NominationEvent { at: String! action: String! from: String to: String! step: Int! reason: String acting: Unit by: Account }
  type Document { id: ID! kind: String! fileName: String! }
  type Nomination { id: ID! code: String! state: String! dueOn: String honouree: Honouree! awardType: AwardType! proposedBy: Unit!
    currentStep: RouteStep route: [RouteStep!]! events: [NominationEvent!]! documents: [Document!]! }
  type NominationEdge { cursor: String! node: Nomination! }
  type NominationConnection { edges: [NominationEdge!]! pageInfo: PageInfo! }
  input NominationActionInput { id: ID! }
  type NominationPayload { nomination: Nomination userErrors: [UserError!]! }
`;
export const CHAIN_QUERIES = `nominations(first: Int, after: String): NominationConnection!
  inbox(first: Int, after: String): NominationConnection! nomination(id: ID!): Nomination`;
export const CHAIN_MUTATIONS = 'receiveNomination(input: NominationActionInput!): NominationPayload!';

const decode = (cursor) => JSON.parse(Buffer.from(cursor, 'base64url').toString());
const encode = (cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** @param {{ rows: Function; today: () => string; shareOf: Function; inTransaction: Function; writeAudit: Function }} server */
export function chainResolvers({ rows, today, shareOf, inTransaction, writeAudit }) {
  async function unitsOf(ids, day) {
    const wanted = [...new Set(ids.filter((id) => id))];
    return new Map((await rows(CHAIN.units, [wanted, day])).map((unit) => [unit.id, unit]));
  }

  async function asNodes(found, day) {
    const units = await unitsOf(
      found.flatMap(({ proposedById, stepUnitId }) => [proposedById, stepUnitId]),
      day,
    );
    return found.map(({ proposedById, stepUnitId, position, ...row }) => ({
      ...row,
      honouree: { id: row.honoureeId, displayName: row.displayName, kind: row.kind },
      awardType: { code: row.awardCode, name: row.awardName },
      proposedBy: units.get(proposedById),
      currentStep: position ? { position, unit: units.get(stepUnitId) } : null,
    }));
  }

  async function connection(found, { first, day, cursorOf }) {
    const nodes = await asNodes(found.slice(0, first), day);
    const edges = nodes.map((node) => ({ cursor: encode(cursorOf(node)), node }));
    return { edges, pageInfo: { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  async function nominations(_root, { first = 20, after }, { actor }) {
    const day = today();
    const values = [actor.roots, day, first + 1, ...(after ? [decode(after)[0]] : [])];
    const shape = after ? 'after' : 'first';
    const isNear = (await shareOf(CHAIN.share, actor, day)) * 200 > first;
    let found = isNear ? await rows(CHAIN.newest[shape], values) : [];
    if (found.length <= first) found = await rows(CHAIN.bySides[shape], values);
    return connection(found, { first, day, cursorOf: ({ id }) => [id] });
  }

  async function inbox(_root, { first = 20, after }, { actor }) {
    const values = [actor.reviews, first + 1, ...(after ? decode(after) : [])];
    const found = await rows(CHAIN.inbox[after ? 'after' : 'first'], values);
    return connection(found, { first, day: today(), cursorOf: (row) => [row.dueOn ?? 'infinity', row.id] });
  }

  async function nomination(_root, { id }, { actor }) {
    const day = today();
    const [row] = await rows(CHAIN.detail, [actor.roots, day, id]);
    if (!row) return null;
    const [steps, events, documents] = await Promise.all([
      rows(CHAIN.steps, [id]),
      rows(CHAIN.events, [id]),
      rows(CHAIN.documents, [id]),
    ]);
    const ids = [row.proposedById, ...steps.map(({ unitId }) => unitId), ...events.map(({ unitId }) => unitId)];
    const units = await unitsOf(ids, day);
    const route = steps.map((step) => ({
      ...step,
      unit: units.get(step.unitId),
      enteredAt: step.enteredAt?.toISOString() ?? null,
      leftAt: step.leftAt?.toISOString() ?? null,
    }));
    return {
      ...row,
      honouree: { id: row.honoureeId, displayName: row.displayName, kind: row.kind },
      awardType: { code: row.awardCode, name: row.awardName },
      proposedBy: units.get(row.proposedById),
      currentStep: route[row.step - 1] ?? null,
      route,
      events: events.map((event) => ({
        ...event,
        at: event.at.toISOString(),
        acting: units.get(event.unitId),
        by: event.fullName ? { fullName: event.fullName } : null,
      })),
      documents,
    };
  }

  /** What a receipt cannot do without: the locked dossier, its event, which the trigger checks and carries out, its audit. */
  async function receiveNomination(_root, { input: { id } }, { actor }) {
    const day = today();
    await inTransaction(async (client) => {
      const [row] = await rows(CHAIN.lock, [actor.roots, day, id], client);
      const now = new Date();
      const data = { dueOn: addWorkingDays(day, 25, WEEKDAYS) };
      await rows(CHAIN.receive, [id, row.version + 1, now, day, row.step, row.unitId, actor.accountId, data], client);
      const details = { from: row.state, to: 'RECEIVED', fromStep: row.step, step: row.step, version: row.version + 1 };
      const entry = { action: 'nomination.receive', actor: actor.accountId, at: now, details, outcome: 'done' };
      await writeAudit(client, { ...entry, subject: `nomination:${id}`, unitId: row.unitId });
    });
    const found = await rows(CHAIN.detail, [actor.roots, day, id]);
    return { nomination: (await asNodes(found, day))[0], userErrors: [] };
  }

  return { Query: { nominations, inbox, nomination }, Mutation: { receiveNomination } };
}
