import { PAPER } from '../demonstration/paper.js';
import { ACT, QUESTION } from './acts.js';
import { username } from './domain/bodies.js';
import type { Nominee } from './domain/nominees.js';
import type { Proposing, Road } from './domain/roads.js';
import type { People, Person } from './person.js';

/** What has come to a body by one tờ trình. */
export interface Arrival {
  proposalId: string;
  nominationIds: string[];
  toCode: string;
  external: boolean;
}

/** A proposal as a mutation answers with it. */
export interface ProposalAnswer {
  proposal: { id: string; to: { code: string; external: boolean } };
}

export function arrivalOf({ proposal: { id, to } }: ProposalAnswer, nominationIds: string[]): Arrival {
  return { proposalId: id, nominationIds, toCode: to.code, external: to.external };
}

/** The area of a body, in which those whom it nominates live. */
export async function areaOf(officer: Person): Promise<string | null> {
  const unit = await officer.ask<{ area: { id: string } | null } | null>(QUESTION.area, {
    id: officer.account.unit.id,
  });
  return unit?.area?.id ?? null;
}

/** A new record of somebody; asked again with the same key it is the same. */
export async function newHonouree(officer: Person, nominee: Nominee, more: object): Promise<string> {
  const registeredById = officer.account.unit.id;
  const unitId = nominee.kind === 'HOUSEHOLD' ? null : registeredById;
  const input = { ...nominee, registeredById, unitId, ...more };
  return (await officer.do<{ honouree: { id: string } }>(ACT.createHonouree, { input })).honouree.id;
}

const REPORT = 'BAO_CAO_THANH_TICH';
const MINUTES = 'BIEN_BAN_HOP';

/** Drafts the dossiers of one body, puts their papers in, and submits them by one tờ trình. */
export async function propose(people: People, road: Road, { body, nominees }: Proposing): Promise<Arrival> {
  const officer = people.named(username('canbo', body.code));
  const areaId = await areaOf(officer);
  let sent: Promise<string> | null = null;
  const minutes = (): Promise<string> => (sent ??= officer.send(MINUTES, 'bien-ban-hop.pdf', PAPER));
  const ids: string[] = [];
  for (const [index, nominee] of nominees.entries()) {
    const key = `${road.key}.${body.code}.${index}`;
    const honoureeId = await newHonouree(officer, nominee, { areaId, clientMutationId: key });
    ids.push(await draft(officer, road, { key, honoureeId, name: nominee.displayName, minutes }));
  }
  const input = {
    nominationIds: ids,
    proposalDate: road.day,
    signer: 'Thủ trưởng đơn vị',
    clientMutationId: `${road.key}.${body.code}.submit`,
  };
  return arrivalOf(await officer.do<ProposalAnswer>(ACT.submit, { input }), ids);
}

interface Drafted {
  nomination: { id: string; state: string; documents: { kind: string }[] };
}

async function draft(
  officer: Person,
  { award, day }: Road,
  { key, honoureeId, name, minutes }: { key: string; honoureeId: string; name: string; minutes: () => Promise<string> },
): Promise<string> {
  const year = Number(day.slice(0, 4));
  const input = {
    honoureeId,
    awardTypeCode: award,
    meritKind: 'PHONG_TRAO',
    proposedById: officer.account.unit.id,
    achievements: `${name}: nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh (hồ sơ ${key}).`,
    achievementFrom: `${year - 1}-01-01`,
    achievementTo: day,
    clientMutationId: key,
  };
  const { nomination } = await officer.do<Drafted>(ACT.draft, { input });
  // Where a run was cut off: what is submitted has its papers, and what lies in the dossier is not sent again.
  if (nomination.state !== 'DRAFT') return nomination.id;
  const there = new Set(nomination.documents.map(({ kind }) => kind));
  const attach = (kind: string, documentId: string): Promise<unknown> =>
    officer.do(ACT.attach, { nominationId: nomination.id, documentId, kind });
  if (!there.has(REPORT)) await attach(REPORT, await officer.send(REPORT, 'bao-cao-thanh-tich.pdf', PAPER));
  if (!there.has(MINUTES)) await attach(MINUTES, await minutes());
  return nomination.id;
}
