import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { Campaign } from './campaign.entity.js';

const COLUMNS = `c.id, c.code, c.name, c.directive, c.launched_by_id as "launchedById", c.opens_on as "opensOn",
  c.closes_on as "closesOn", c.period_from as "periodFrom", c.period_to as "periodTo",
  array(select t.award_type_code from campaign_award_type t where t.campaign_id = c.id order by 1) as "awardTypeCodes"`;

/** A page of campaigns, the latest opened first. */
export function campaignPage(connection: Connection, after: Cursor | null, limit: number): Promise<Campaign[]> {
  return connection.rows(
    `select ${COLUMNS} from campaign c
     where $1::date is null or (c.opens_on, c.id) < ($1::date, $2::uuid)
     order by c.opens_on desc, c.id desc limit $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countCampaigns(connection: Connection): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from campaign limit ${COUNT_CAP + 1}) counted`,
  );
  return row?.count ?? 0;
}

/** Campaigns by id. */
export function campaignsById(connection: Connection, ids: readonly string[]): Promise<Campaign[]> {
  return connection.rows(`select ${COLUMNS} from campaign c where c.id = any ($1::uuid[])`, [ids]);
}

/** A new campaign with its awards. Answers with its id. */
export async function insertCampaign(tx: Transaction, campaign: Omit<Campaign, 'id'>): Promise<string> {
  const { code, name, directive, launchedById, opensOn, closesOn, periodFrom, periodTo, awardTypeCodes } = campaign;
  const [row] = await tx.rows<{ id: string }>(
    `with made as (
       insert into campaign (code, name, directive, launched_by_id, opens_on, closes_on, period_from, period_to, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
     ), awards as (
       insert into campaign_award_type (campaign_id, award_type_code)
       select made.id, award.code from made, (select distinct unnest($10::text[]) as code) award
     ) select id from made`,
    [code, name, directive, launchedById, opensOn, closesOn, periodFrom, periodTo, tx.now, awardTypeCodes],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}
