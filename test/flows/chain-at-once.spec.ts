import type { RoleCode } from '../../src/core/permissions.js';
import type { Client } from '../support/api.js';
import { dossier, posting, type DossierOptions } from '../support/dossiers.js';
import { TODAY } from '../support/models.js';
import { CHAIN } from '../support/nominations.js';
import { nextNumber } from '../support/numbers.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';

// Two people act on one dossier at once: one wins, the other is told, and the events are numbered without a gap.

const AT_THE_PROVINCE = { award: 'BK_TTG', proposer: 'UBND-12' };

/** Of `role` at the dossier's unit: asks for `mutation` about the dossier with that id. */
interface Asks {
  role: RoleCode;
  mutation: keyof typeof CHAIN;
  input: (id: string) => Record<string, unknown>;
}

const one = (more: Record<string, unknown>) => (id: string) => ({ id, ...more });
const many = (more: Record<string, unknown>) => (id: string) => ({ nominationIds: [id], ...more });
const forwarded = (): Asks['input'] => (id) => ({
  nominationIds: [id],
  proposalSymbol: `${nextNumber()}/TTr-UBND`,
  proposalDate: TODAY,
  signer: 'Chủ tịch Xã',
});
const minutes = { minutesNumber: '01', minutesDate: TODAY, simplifiedGround: 'Điều 85' };
const endorsed = {
  ...minutes,
  judgements: [{ ruleCode: 'CRITERIA.BANG_KHEN', accept: true, reason: 'Đạt tiêu chuẩn.' }],
};
const submitted = many({ proposalDate: TODAY, signer: 'Chủ tịch Xã' });
const received: Asks = { role: 'REVIEWER', mutation: 'receive', input: one({}) };
const seen = (expectedVersion: number) => ({ expectedVersion, reason: 'Lý do', kind: 'CONTENT' });

interface Case {
  state: DossierOptions['state'];
  by: [Asks, Asks];
  award?: string;
  proposer?: string;
  open?: boolean;
}

const CASES: Record<string, Case> = {
  'receive and receive': { state: 'SUBMITTED', by: [received, received] },
  'receive and return what one has seen': {
    state: 'SUBMITTED',
    by: [
      { ...received, input: one({ expectedVersion: 2 }) },
      { role: 'REVIEWER', mutation: 'return', input: one(seen(2)) },
    ],
  },
  'appraise and withdraw what one has seen': {
    state: 'RECEIVED',
    by: [
      {
        role: 'REVIEWER',
        mutation: 'appraise',
        input: one({ opinion: 'Chưa', favourable: false, expectedVersion: 3 }),
      },
      { role: 'UNIT_OFFICER', mutation: 'withdraw', input: one({ reason: 'Rút', expectedVersion: 3 }) },
    ],
  },
  'submit and submit': {
    state: 'DRAFT',
    by: [
      { role: 'UNIT_OFFICER', mutation: 'submit', input: submitted },
      { role: 'UNIT_OFFICER', mutation: 'submit', input: submitted },
    ],
  },
  'endorse and decline': {
    state: 'APPRAISED',
    by: [
      { role: 'AUTHORITY', mutation: 'endorse', input: many(endorsed) },
      { role: 'AUTHORITY', mutation: 'decline', input: one({ reason: 'Không', expectedVersion: 4 }) },
    ],
  },
  'forward and forward': {
    state: 'ENDORSED',
    by: [
      { role: 'COUNCIL_SECRETARY', mutation: 'forward', input: forwarded() },
      { role: 'AUTHORITY', mutation: 'forward', input: forwarded() },
    ],
  },
  'forward and return what one has seen': {
    state: 'ENDORSED',
    by: [
      { role: 'COUNCIL_SECRETARY', mutation: 'forward', input: forwarded() },
      { role: 'AUTHORITY', mutation: 'return', input: one(seen(5)) },
    ],
  },
  'suspend and suspend': {
    state: 'RECEIVED',
    by: [
      { role: 'REVIEWER', mutation: 'suspend', input: one({ ground: 'Đơn thư', date: TODAY }) },
      { role: 'REVIEWER', mutation: 'suspend', input: one({ ground: 'Đơn thư', date: TODAY }) },
    ],
  },
  'post and post': {
    state: 'RECEIVED',
    ...AT_THE_PROVINCE,
    by: [
      { role: 'REVIEWER', mutation: 'openPosting', input: many({ place: 'Cổng' }) },
      { role: 'REVIEWER', mutation: 'openPosting', input: many({ place: 'Cổng' }) },
    ],
  },
  'close a posting and object': {
    state: 'RECEIVED',
    ...AT_THE_PROVINCE,
    open: true,
    by: [
      { role: 'REVIEWER', mutation: 'closePosting', input: many({}) },
      {
        role: 'REVIEWER',
        mutation: 'object',
        input: (nominationId) => ({ nominationId, receivedOn: TODAY, text: 'Không' }),
      },
    ],
  },
};

/** The codes of the refusals; an error of the server counts as one. */
async function codes(client: Client, mutation: string, input: object): Promise<string[]> {
  const answer = await client.ask(mutation, { input });
  if (answer.errors) return answer.errors.map(({ extensions }) => extensions.code);
  const [payload] = Object.values(answer.data as Record<string, { userErrors: { code: string }[] }>);
  return payload!.userErrors.map(({ code }) => code);
}

async function versions(id: string): Promise<{ events: number[]; version: number }> {
  const [row] = await query<{ events: number[]; version: number }>(
    `select n.version, array_agg(e.version order by e.version) as events
     from nomination n join nomination_event e on e.nomination_id = n.id where n.id = $1 group by n.id`,
    [id],
  );
  return row!;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('two at once', () => {
  it.each(Object.entries(CASES))('%s', async (_, { state, by, award, proposer = 'UBND-03390', open }) => {
    const unit = await unitId(proposer);
    const clients = await Promise.all(
      by.map(async ({ role }) => (await person({ grants: [{ role, unitId: unit }] })).client),
    );
    for (let round = 0; round < 4; round += 1) {
      const id = await dossier({ proposerId: unit, state, award });
      if (open) await posting(id, true);
      const outcomes = await Promise.all(
        by.map(({ mutation, input }, index) => codes(clients[index]!, CHAIN[mutation], input(id))),
      );
      expect(outcomes.filter((found) => found.length === 0)).toHaveLength(1);
      expect(['WRONG_STATE', 'STALE_VERSION', 'CONFLICT', 'SUSPENDED']).toContain(outcomes.flat().join());
      const { events, version } = await versions(id);
      expect(events).toEqual(upTo(version));
    }
  });

  it('edit and submit: what was changed is what was submitted, or nothing was', async () => {
    const unit = await unitId('UBND-03390');
    const { client } = await person({ grants: [{ role: 'UNIT_OFFICER', unitId: unit }] });
    for (let round = 0; round < 4; round += 1) {
      const id = await dossier({ proposerId: unit, state: 'DRAFT' });
      const [edited, sent] = await Promise.all([
        codes(client, CHAIN.edit, { id, achievements: 'Viết lại' }),
        codes(client, CHAIN.submit, submitted(id)),
      ]);
      expect(sent).toEqual([]);
      expect([[], ['WRONG_STATE']]).toContainEqual(edited);
      const [row] = await query<{ achievements: string }>(`select achievements from nomination where id = $1`, [id]);
      expect(row!.achievements).toBe(edited.length === 0 ? 'Viết lại' : 'Thành tích');
      const { events, version } = await versions(id);
      expect(events).toEqual(upTo(version));
    }
  });

  it('two dossiers of one honouree: one is submitted, the other is a duplicate', async () => {
    const unit = await unitId('UBND-03390');
    const { client } = await person({ grants: [{ role: 'UNIT_OFFICER', unitId: unit }] });
    for (let round = 0; round < 4; round += 1) {
      const ids = [
        await dossier({ proposerId: unit, state: 'DRAFT' }),
        await dossier({ proposerId: unit, state: 'DRAFT' }),
      ];
      await query(
        `update nomination set honouree_id = (select honouree_id from nomination where id = $1) where id = $2`,
        ids,
      );
      const outcomes = await Promise.all(ids.map((id) => codes(client, CHAIN.submit, submitted(id))));
      expect(outcomes.sort()).toEqual([[], ['DUPLICATE']]);
    }
  });

  it('one symbol for two tờ trình: the number is taken once', async () => {
    const unit = await unitId('UBND-03390');
    const { client } = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: unit }] });
    for (let round = 0; round < 4; round += 1) {
      const input = forwarded();
      const proposalSymbol = input('')['proposalSymbol'];
      const ids = [
        await dossier({ proposerId: unit, state: 'ENDORSED' }),
        await dossier({ proposerId: unit, state: 'ENDORSED' }),
      ];
      const outcomes = await Promise.all(
        ids.map((id) => codes(client, CHAIN.forward, { ...input(id), proposalSymbol })),
      );
      expect(outcomes.sort()).toEqual([[], ['NUMBER_TAKEN']]);
    }
  });
});
