import type { Connection, Transaction } from '../core/database.js';
import type { LawChoice } from './law-choice.entity.js';

/** The choices of law of nominations, the earliest first. */
export function lawChoicesOf(
  connection: Connection,
  nominationIds: readonly string[],
): Promise<(LawChoice & { nominationId: string })[]> {
  return connection.rows(
    `select c.nomination_id as "nominationId", c.number, c.basis, c.law_date as "lawDate",
       c.law_date_regime as "lawDateRegime", c.law_date_verdict as "lawDateVerdict",
       c.first_received_on as "firstReceivedOn", c.chosen_day as "chosenDay", c.chosen_regime as "chosenRegime",
       c.chosen_verdict as "chosenVerdict", c.rule_id as "ruleId", c.reason, c.at, c.unit_id as "unitId",
       c.account_id as "accountId"
     from nomination_law_choice c where c.nomination_id = any ($1::uuid[]) order by c.nomination_id, c.number`,
    [nominationIds],
  );
}

/** A choice as the database takes it on, which checks it; `version` is the one of the dossier that it was made of. */
export type NewLawChoice = Omit<LawChoice, 'at'> & { nominationId: string; version: number; step: number };

export async function insertLawChoice(tx: Transaction, choice: NewLawChoice): Promise<void> {
  const { nominationId, number, version, step, basis, firstReceivedOn, ruleId, reason, unitId, accountId } = choice;
  const { lawDate, lawDateRegime, lawDateVerdict, chosenDay, chosenRegime, chosenVerdict } = choice;
  await tx.rows(
    `insert into nomination_law_choice (nomination_id, number, version, step, basis, law_date, law_date_regime,
       law_date_verdict, first_received_on, chosen_day, chosen_regime, chosen_verdict, rule_id, reason, unit_id, account_id, at, day)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      ...[nominationId, number, version, step, basis, lawDate, lawDateRegime, lawDateVerdict, firstReceivedOn],
      ...[chosenDay, chosenRegime, chosenVerdict, ruleId, reason, unitId, accountId, tx.now, tx.today],
    ],
  );
}
