import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { AwardRule } from './award-rule.entity.js';

/** A proposal, waiting or confirmed. */
export interface RuleProposal extends AwardRule {
  forUnitId: string | null;
  proposedById: string;
  proposedAt: Date;
  isConfirmed: boolean;
}

const CONFIRMED = `exists (select from award_rule_confirmation c where c.proposal_id = p.id)`;
const COLUMNS = `p.id, p.award_type_id as "awardTypeId", p.for_unit_id as "forUnitId", p.kind, p.args,
  p.proposed_by_id as "proposedById", p.proposed_at as "proposedAt", ${CONFIRMED} as "isConfirmed",
  jsonb_build_object('code', p.code, 'article', p.article, 'document', p.document, 'text', p.text,
    'validFrom', lower(p.valid), 'validTo', upper(p.valid) - 1, 'confirmed', ${CONFIRMED}) as citation`;

/** Whose proposals are asked for: below these units on that day, and with `all` those for everybody. */
export interface RuleScope {
  roots: readonly string[];
  all: boolean;
  day: CivilDate;
}

const READABLE = `(case when p.for_unit_id is null then $3::boolean else exists (select from unit_above b
  where b.unit_id = p.for_unit_id and b.above_id = any ($1::uuid[]) and b.valid @> $2::date) end)`;

/** Proposals that wait, the newest first. */
export function waitingRules(
  connection: Connection,
  { roots, day, all }: RuleScope,
  after: Cursor | null,
  limit: number,
): Promise<RuleProposal[]> {
  return connection.rows(
    `select ${COLUMNS} from award_rule_proposal p
     where not ${CONFIRMED} and ${READABLE} and ($4::uuid is null or p.id < $4) order by p.id desc limit $5`,
    [roots, day, all, after?.[0] ?? null, limit],
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countWaitingRules(connection: Connection, { roots, day, all }: RuleScope): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from award_rule_proposal p where not ${CONFIRMED} and ${READABLE} limit ${COUNT_CAP + 1}) p`,
    [roots, day, all],
  );
  return row?.count ?? 0;
}

/** A proposal; null where there is none within the scope. */
export async function ruleProposal(
  connection: Connection,
  { roots, day, all }: RuleScope,
  id: string,
): Promise<RuleProposal | null> {
  const [row] = await connection.rows<RuleProposal>(
    `select ${COLUMNS} from award_rule_proposal p where p.id = $4 and ${READABLE}`,
    [roots, day, all, id],
  );
  return row ?? null;
}

/** What a new proposal says, and by whose right. */
export interface NewProposal {
  awardTypeId: string | null;
  forUnitId: string | null;
  kind: string;
  code: string;
  args: Record<string, unknown>;
  article: string;
  document: string;
  text: string | null;
  validFrom: CivilDate;
  validTo: CivilDate | null;
  proposedById: string;
  proposerUnitId: string;
}

/** True where a waiting proposal, or a rule in force, says just that. */
export async function saidAlready(tx: Transaction, rule: NewProposal): Promise<boolean> {
  const { awardTypeId, forUnitId, code, args, article, document, validFrom, validTo } = rule;
  const same = `r.code = $1 and r.award_type_id is not distinct from $2 and r.for_unit_id is not distinct from $3
    and r.args = $4::jsonb and r.article = $5 and r.document = $6 and r.valid = daterange($7::date, $8::date, '[]')`;
  const rows = await tx.rows(
    `select from award_rule_proposal r where ${same}
       and not exists (select from award_rule_confirmation c where c.proposal_id = r.id)
     union all select from rule_in_force r where ${same} and r.confirmed limit 1`,
    [code, awardTypeId, forUnitId, JSON.stringify(args), article, document, validFrom, validTo],
  );
  return rows.length > 0;
}

/** Inserts it; its id. */
export async function insertProposal(tx: Transaction, rule: NewProposal): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into award_rule_proposal (award_type_id, for_unit_id, kind, code, args, article, document, text, valid,
       proposed_by_id, proposer_unit_id, proposed_on, proposed_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, daterange($9::date, $10::date, '[]'), $11, $12, $13, $14) returning id`,
    [
      rule.awardTypeId,
      rule.forUnitId,
      rule.kind,
      rule.code,
      JSON.stringify(rule.args),
      rule.article,
      rule.document,
      rule.text,
      rule.validFrom,
      rule.validTo,
      rule.proposedById,
      rule.proposerUnitId,
      tx.today,
      tx.now,
    ],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** Confirms it: the database makes the rule, or refuses. */
export async function insertConfirmation(
  tx: Transaction,
  { proposalId, accountId, unitId }: { proposalId: string; accountId: string; unitId: string },
): Promise<void> {
  await tx.rows(
    `insert into award_rule_confirmation (proposal_id, confirmed_by_id, confirmer_unit_id, confirmed_on, confirmed_at)
     values ($1, $2, $3, $4, $5)`,
    [proposalId, accountId, unitId, tx.today, tx.now],
  );
}
