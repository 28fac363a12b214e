import type { Client } from './api.js';
import { COUNCIL, tally } from './councils.js';
import { DECIDE } from './decisions.js';
import { send } from './documents.js';
import { pdf } from './files.js';
import { acceptAll, CHAIN, done, REQUIRED } from './nominations.js';
import type { TrialServer } from './trial-server.js';

const NEW_HONOUREE = `mutation ($input: CreateHonoureeInput!) {
  createHonouree(input: $input) { honouree { id } userErrors { code message field } } }`;

/** The acts of the chain on a trial server of a test's own, on the day on which its clock stands. */
export class Road {
  // Later days go on where earlier ones ended: numbers are taken once.
  private static number = 100;

  constructor(
    readonly server: TrialServer,
    readonly today: string,
  ) {}

  as(username: string): Promise<Client> {
    return this.server.as(username);
  }

  /** The id of the unit with that code: one at which somebody of the demonstration works. */
  unit(code: string): string {
    const found = this.server.accounts().find(({ unit }) => unit.code === code);
    if (!found) throw new Error(`No trial account at unit ${code}`);
    return found.unit.id;
  }

  symbol(series: string): string {
    return `${(Road.number += 1)}${series}`;
  }

  /** A draft with its documents, of somebody new. Answers with its id. */
  async draft(client: Client, unitId: string, awardTypeCode: string, who: Record<string, unknown>): Promise<string> {
    const { honouree } = await done(client, NEW_HONOUREE, { input: { kind: 'INDIVIDUAL', ...who } });
    const year = Number(this.today.slice(0, 4)) - 1;
    const { nomination } = await done(client, CHAIN.draft, {
      input: {
        honoureeId: honouree.id,
        awardTypeCode,
        meritKind: 'PHONG_TRAO',
        proposedById: unitId,
        achievements: `Thành tích của ${String(who['displayName'])} trong học tập và làm theo Bác`,
        achievementFrom: `${year}-01-01`,
        achievementTo: `${year}-12-31`,
      },
    });
    for (const kind of REQUIRED) {
      const { json } = await send(client, 'van-ban.pdf', pdf(), { kind, unitId });
      await done(client, CHAIN.attach, { nominationId: nomination.id, documentId: json.id, kind });
    }
    return nomination.id as string;
  }

  async submit(client: Client, nominationIds: readonly string[]): Promise<void> {
    const input = { nominationIds, proposalDate: this.today, signer: 'Thủ trưởng đơn vị' };
    await done(client, CHAIN.submit, { input });
  }

  /** Receives and appraises favourably at the step of that body. */
  async appraise(body: string, ids: readonly string[]): Promise<void> {
    const client = await this.as(`thamdinh.${body}`);
    for (const id of ids) {
      await done(client, CHAIN.receive, { input: { id } });
      const judgements = await acceptAll(client, id);
      await done(client, CHAIN.appraise, { input: { id, opinion: 'Đủ điều kiện.', favourable: true, judgements } });
    }
  }

  async byLeadership(body: string, nominationIds: readonly string[]): Promise<void> {
    const input = { nominationIds, minutesNumber: '12', minutesDate: this.today };
    await done(await this.as(`lanhdao.${body}`), CHAIN.endorse, { input });
  }

  /** All five members for; the threshold that nobody has confirmed is accepted. */
  async byCouncil(body: string, unitCode: string, nominationIds: readonly string[]): Promise<void> {
    const secretary = await this.as(`thuky.${body}`);
    const { session } = await done(secretary, COUNCIL.open, {
      input: { unitId: this.unit(unitCode), nominationIds, heldOn: this.today, totalMembers: 5 },
    });
    const items = nominationIds.map((id) => tally(id, 5));
    await done(secretary, COUNCIL.record, { input: { sessionId: session.id, items } });
    const close = { id: session.id, minutesNumber: this.symbol('/BB-HĐ') };
    const first = await secretary.get(COUNCIL.close, { input: close });
    const judgements = first.userErrors.map(({ code, rule }: { code: string; rule: { code: string } }) => {
      if (code !== 'NEEDS_JUDGEMENT') throw new Error(JSON.stringify(first.userErrors));
      return { ruleCode: rule.code, accept: true, reason: 'Quy chế của hội đồng cũng nêu 80 %.' };
    });
    if (judgements.length > 0) await done(secretary, COUNCIL.close, { input: { ...close, judgements } });
  }

  async forward(body: string, nominationIds: readonly string[], series: string): Promise<void> {
    const input = { nominationIds, proposalSymbol: this.symbol(series), proposalDate: this.today, signer: 'Ông Ký' };
    await done(await this.as(`thuky.${body}`), CHAIN.forward, { input });
  }

  /** A decision that one has drafted and another has checked. Answers with its id. */
  async checked(body: string, unitCode: string, nominationIds: readonly string[]): Promise<string> {
    const { decision } = await done(await this.as(`thuky.${body}`), DECIDE.draft, {
      input: {
        issuedById: this.unit(unitCode),
        title: 'Về việc tặng thưởng trong học tập và làm theo Bác',
        legalBases: ['Luật Thi đua, khen thưởng'],
        nominationIds,
      },
    });
    await done(await this.as(`thuky2.${body}`), DECIDE.check, { input: { id: decision.id } });
    return decision.id as string;
  }

  /** What its head would sign on that day, with every doubt accepted. */
  async signature(head: Client, id: string, signedOn = this.today): Promise<{ input: Record<string, unknown> }> {
    const preview = await head.get(DECIDE.preview, { id, signedOn });
    const judgements = preview.problems
      .filter(({ code }: { code: string }) => code === 'NEEDS_JUDGEMENT')
      .map(({ rule }: { rule: { code: string } }) => ({ ruleCode: rule.code, accept: true, reason: 'Đã xem xét.' }));
    const signer = { signer: 'Nguyễn Văn Ký', signerCapacity: 'CHỦ TỊCH' };
    return {
      input: { id, symbol: this.symbol('/QĐ-UBND'), signedOn, judgements, previewHash: preview.hash, ...signer },
    };
  }

  /** From the draft of the decision to its signature. Answers with its symbol. */
  async decide(body: string, unitCode: string, nominationIds: readonly string[]): Promise<string> {
    const id = await this.checked(body, unitCode, nominationIds);
    const head = await this.as(`lanhdao.${body}`);
    const { decision } = await done(head, DECIDE.issue, await this.signature(head, id));
    return decision.symbol as string;
  }
}
