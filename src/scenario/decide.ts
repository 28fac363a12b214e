import { ACT, QUESTION } from './acts.js';
import { accepted, symbolOf, type AtBody } from './at-body.js';
import { username } from './domain/bodies.js';
import type { Figure } from './domain/plan.js';
import type { People, Person, Refusal } from './person.js';

const LEGAL_BASES = [
  'Luật Thi đua, khen thưởng ngày 26/11/2003 và các luật sửa đổi, bổ sung',
  'Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị; Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị',
];
/** What the report tells, and what it does not: printed with every decision of this scenario. */
const TITLE =
  'Khen thưởng tập thể, cá nhân, hộ gia đình tiêu biểu trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh (kịch bản theo số liệu báo cáo của tỉnh Lai Châu; tên người và phân chia đối tượng là giả định)';

interface DecisionAnswer {
  decision: { id: string; state: string };
}

/** Drafted by one, checked by another, signed by the head: all lines or none. */
export async function decide(at: AtBody): Promise<void> {
  const { people, body, nominationIds, key } = at;
  const drafter = people.named(username('thuky', body.code));
  const draft = { issuedById: drafter.account.unit.id, title: TITLE, legalBases: LEGAL_BASES, nominationIds };
  const { decision } = await drafter.do<DecisionAnswer>(ACT.draftDecision, {
    input: { ...draft, clientMutationId: key },
  });
  if (decision.state === 'DRAFT') {
    const input = { id: decision.id, clientMutationId: key };
    await people.named(username('thuky2', body.code)).do(ACT.checkDecision, { input });
  }
  if (decision.state !== 'ISSUED') await sign(people.named(username('lanhdao', body.code)), at, decision.id);
}

async function sign(head: Person, { body, road, key }: AtBody, id: string): Promise<void> {
  const { hash, problems } = await head.ask<{ hash: string; problems: Refusal[] }>(QUESTION.preview, {
    id,
    signedOn: road.day,
  });
  const codes = problems.flatMap(({ code, rule }) => (code === 'NEEDS_JUDGEMENT' && rule ? [rule.code] : []));
  const { fullName } = await head.ask<{ fullName: string }>('{ me { fullName } }');
  const input = {
    id,
    symbol: symbolOf(body, road.number, 'QĐ'),
    signedOn: road.day,
    signer: fullName,
    signerCapacity: body.line === 'PARTY' ? 'T/M BAN THƯỜNG VỤ' : body.equivalent ? 'GIÁM ĐỐC' : 'CHỦ TỊCH',
    previewHash: hash,
    judgements: accepted(codes),
    clientMutationId: key,
  };
  await head.do(ACT.issueDecision, { input });
}

interface Waiting {
  edges: { node: { id: string; currentStep: { external: boolean } | null } }[];
}

/** Records what a body outside decided, as one account; another bears it out. Answers with how many. */
export async function recordOutcome(people: People, { award, line, outcome }: Figure, top: string): Promise<number> {
  const first = people.named(username('thuky', top));
  const { edges } = await first.ask<Waiting>(QUESTION.waiting, { award });
  const nominationIds = edges.flatMap(({ node }) => (node.currentStep?.external ? [node.id] : [])).sort();
  if (!outcome || nominationIds.length === 0) return 0;
  const { issuer, symbol, signedOn } = outcome;
  const key = `outcome.${award}.${line}`;
  const paper = { outcome: 'AWARD', issuerAsPrinted: issuer, symbol, signedOn };
  await first.do(ACT.recordOutcome, { input: { nominationIds, ...paper, clientMutationId: key } });
  const input = { nominationIds, accept: true, clientMutationId: key };
  await people.named(username('thuky2', top)).do(ACT.confirmOutcome, { input });
  return nominationIds.length;
}
