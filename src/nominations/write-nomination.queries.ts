import { APPEND_AUDITS } from '../audit/audit.queries.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { NominationAction, NominationState, Way } from './domain/workflow.js';
import type { Nomination } from './nomination.entity.js';
import { NOMINATION_COLUMNS } from './nomination.queries.js';
import { READABLE_NOMINATION, type NominationScope } from './nomination-scope.js';

/** Those of `ids` that the reader may read, locked until the transaction ends, always in the same order. */
export function lockNominations(
  tx: Transaction,
  scope: NominationScope,
  ids: readonly string[],
): Promise<Nomination[]> {
  return tx.rows(
    `select ${NOMINATION_COLUMNS} from nomination n where n.id = any ($3::uuid[]) and ${READABLE_NOMINATION}
     order by n.id for update of n`,
    [scope.roots, scope.day, ids],
  );
}

/** What an author decides of a nomination. */
export type NominationContent = Pick<
  Nomination,
  | 'campaignId'
  | 'honoureeId'
  | 'awardTypeId'
  | 'meritKind'
  | 'proposedById'
  | 'wantedDeciderId'
  | 'achievements'
  | 'achievementFrom'
  | 'achievementTo'
  | 'modelId'
>;

/** A new row; its CREATE event must follow. Answers with its id. */
export async function insertNomination(
  tx: Transaction,
  content: NominationContent & { previousId: string | null },
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into nomination (code, campaign_id, honouree_id, award_type_id, merit_kind, proposed_by_id, wanted_decider_id,
       achievements, achievement_from, achievement_to, model_id, previous_id, created_at)
     values ('HS-' || left($1, 4) || '-' || lpad(nextval('nomination_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8, $9,
       $10, $11, $12, $13) returning id`,
    [
      tx.today,
      content.campaignId,
      content.honoureeId,
      content.awardTypeId,
      content.meritKind,
      content.proposedById,
      content.wantedDeciderId,
      content.achievements,
      content.achievementFrom,
      content.achievementTo,
      content.modelId,
      content.previousId,
      tx.now,
    ],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** Writes changed content; an EDIT event must follow. */
export async function updateContent(tx: Transaction, id: string, content: NominationContent): Promise<void> {
  await tx.rows(
    `update nomination set award_type_id = $2, merit_kind = $3, achievements = $4, achievement_from = $5,
       achievement_to = $6, model_id = $7, campaign_id = $8, wanted_decider_id = $9
     where id = $1`,
    [
      id,
      content.awardTypeId,
      content.meritKind,
      content.achievements,
      content.achievementFrom,
      content.achievementTo,
      content.modelId,
      content.campaignId,
      content.wantedDeciderId,
    ],
  );
}

/** An act on one dossier, as the table ruled it. */
export interface NewEvent {
  nominationId: string;
  version: number;
  action: NominationAction;
  from: NominationState | null;
  to: NominationState;
  fromStep: number;
  step: number;
  way: Way | null;
  actingUnitId: string;
  reason: string | null;
  data: object;
}

/**
 * The acts themselves: the database checks each one once more, and moves the dossiers. What the audit keeps of them goes with
 * them: a statement more is a twelfth of what an act costs.
 */
export async function insertEvents(
  tx: Transaction,
  accountId: string,
  events: readonly NewEvent[],
  audits: readonly string[],
): Promise<void> {
  await tx.rows(
    `with recorded as (${APPEND_AUDITS('$5')})
     insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step, way,
       acting_unit_id, account_id, reason, data)
     select "nominationId", version, $2, $3, action, "from", "to", "fromStep", step, way, "actingUnitId", $4, reason, data
     from jsonb_to_recordset($1::jsonb) as e ("nominationId" uuid, version int, action text, "from" text, "to" text,
       "fromStep" int, step int, way text, "actingUnitId" uuid, reason text, data jsonb)`,
    [JSON.stringify(events), tx.now, tx.today, accountId, audits],
  );
}

/** A tờ trình. */
export interface NewProposal {
  fromUnitId: string;
  toUnitId: string;
  symbol: string | null;
  seriesKey: string | null;
  number: number | null;
  date: CivilDate;
  signer: string;
  /** The step into which it carries them. */
  steps: readonly { nominationId: string; step: number }[];
}

/** A tờ trình with its list. Answers with its id. */
export async function insertProposal(tx: Transaction, accountId: string, proposal: NewProposal): Promise<string> {
  const { fromUnitId, toUnitId, symbol, seriesKey, number, date, signer, steps } = proposal;
  const [row] = await tx.rows<{ id: string }>(
    `with made as (
       insert into proposal (from_unit_id, to_unit_id, symbol, series_key, number, date, signer, created_by_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
     ), listed as (
       insert into proposal_nomination (proposal_id, nomination_id, step)
       select made.id, l."nominationId", l.step
       from made, jsonb_to_recordset($10::jsonb) as l ("nominationId" uuid, step int)
     ) select id from made`,
    [fromUnitId, toUnitId, symbol, seriesKey, number, date, signer, accountId, tx.now, JSON.stringify(steps)],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** Puts a document into a dossier; once as the same kind. False when it was there as that. */
export async function insertAttachment(
  tx: Transaction,
  accountId: string,
  attachment: { nominationId: string; documentId: string; kind: string; step: number },
): Promise<boolean> {
  const { nominationId, documentId, kind, step } = attachment;
  const rows = await tx.rows(
    `insert into nomination_document (nomination_id, document_id, kind, step, attached_by_id, attached_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning kind`,
    [nominationId, documentId, kind, step, accountId, tx.now],
  );
  return rows.length > 0;
}

/** Puts the documents of a refused nomination into the one that is made again. */
export async function copyAttachments(tx: Transaction, accountId: string, fromId: string, toId: string): Promise<void> {
  await tx.rows(
    `insert into nomination_document (nomination_id, document_id, kind, step, attached_by_id, attached_at)
     select $2, d.document_id, d.kind, 0, $3, $4 from nomination_document d where d.nomination_id = $1
     on conflict do nothing`,
    [fromId, toId, accountId, tx.now],
  );
}

/** What a return asks for; `version` is that of its event. */
export async function insertMissingItems(
  tx: Transaction,
  nominationId: string,
  version: number,
  items: readonly string[],
): Promise<void> {
  await tx.rows(
    `insert into nomination_missing_item (nomination_id, version, position, item)
     select $1, $2, i.ordinality, i.value from unnest($3::text[]) with ordinality as i (value, ordinality)`,
    [nominationId, version, items],
  );
}

/** An answer to what a return asked for: a sentence, a document or both. */
export async function answerItem(
  tx: Transaction,
  id: string,
  answer: { text: string | null; documentId: string | null },
): Promise<void> {
  await tx.rows(
    `update nomination_missing_item set answer = $2, answered_by_document_id = $3, answered_at = $4 where id = $1`,
    [id, answer.text, answer.documentId, tx.now],
  );
}

/** The note of an appraisal; `version` is that of its event. */
export async function insertAppraisal(
  tx: Transaction,
  appraisal: {
    nominationId: string;
    version: number;
    step: number;
    unitId: string;
    accountId: string;
    opinion: string;
    favourable: boolean;
    eligibility: object;
  },
): Promise<void> {
  const { nominationId, version, step, unitId, accountId, opinion, favourable, eligibility } = appraisal;
  await tx.rows(
    `insert into nomination_appraisal (nomination_id, version, step, unit_id, account_id, at, opinion, favourable, eligibility)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [nominationId, version, step, unitId, accountId, tx.now, opinion, favourable, JSON.stringify(eligibility)],
  );
}

/** For the refusal of a second open nomination: the code of the first, which its unit may be told. */
export async function openTwin(connection: Connection, nominationIds: readonly string[]): Promise<string | null> {
  const [row] = await connection.rows<{ code: string }>(
    `select o.code from nomination n join nomination o
       on o.honouree_id = n.honouree_id and o.award_type_id = n.award_type_id and o.merit_kind = n.merit_kind
      and o.campaign_id is not distinct from n.campaign_id and o.id <> n.id
      and daterange(o.achievement_from, o.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]')
      and o.state in ('SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED')
     where n.id = any ($1::uuid[]) order by o.code limit 1`,
    [nominationIds],
  );
  return row?.code ?? null;
}
