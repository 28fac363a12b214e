import type { Award, AwardStatus } from '../awards/award.entity.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import type { AwardChange } from './award-change.entity.js';
import type { AwardFlag } from './award-flag.entity.js';
import type { AwardScope } from './decision-scope.js';
import type { ChangeKind, FlagOutcome, RevocationGround } from './domain/award-change.js';
import { ALL_AWARDS, ledgerSql } from './ledger-conditions.js';
import { AWARD_COLUMNS } from './ledger.queries.js';

const COLUMNS = `c.decision_id as "decisionId", c.award_id as "awardId", c.kind, c.ground, c.reason,
  c.name_as_awarded as "nameAsAwarded", c.unit_as_awarded as "unitAsAwarded", c.recover_item as "recoverItem",
  c.recover_prize as "recoverPrize"`;

/** An award, with what is asked before it is changed. */
export interface ChangedAward {
  id: string;
  kind: SubjectKind;
  status: AwardStatus;
  decisionId: string;
  awardTypeId: string;
  issuedById: string | null;
  /** By a body that does not work here, or by one that is not even known here. */
  issuedOutside: boolean;
  issuerAsPrinted: string | null;
  symbol: string | null;
  /** The last day on which it may have been decided. */
  decidedOn: CivilDate;
  nameAsAwarded: string;
  unitAsAwarded: string | null;
  hasCertificate: boolean;
}

/** An award that the reader may read; null when there is none for him. */
export async function awardToChange(tx: Connection, scope: AwardScope, id: string): Promise<ChangedAward | null> {
  const { where, values, value } = ledgerSql({ scope, conditions: ALL_AWARDS });
  const [row] = await tx.rows<ChangedAward>(
    `select a.id, a.kind, a.status, a.decision_id as "decisionId", a.award_type_id as "awardTypeId",
       a.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.symbol, a.decided_on as "decidedOn",
       a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded",
       not exists (select from unit u where u.id = a.issued_by_id and not u.external) as "issuedOutside",
       exists (select from certificate c where c.award_id = a.id) as "hasCertificate"
     from award a join decision q on q.id = a.decision_id where a.id = ${value(id)} and ${where}`,
    values,
  );
  return row ?? null;
}

/** The same, whoever asks: of a decision that he may read. */
export function anyAwardToChange(connection: Connection, id: string, day: CivilDate): Promise<ChangedAward | null> {
  return awardToChange(connection, { roots: [], day, everywhere: true }, id);
}

/** The bodies that answer on that day for what a body has issued: itself while it lives, else who took over. */
export async function heirsOf(connection: Connection, issuerId: string, day: CivilDate): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(`select id from decision_heirs($1, $2) as id order by id`, [
    issuerId,
    day,
  ]);
  return rows.map(({ id }) => id);
}

/** What the issued corrections of awards mended, the earliest first; and by what they were revoked. */
export function issuedChanges(connection: Connection, awardIds: readonly string[]): Promise<AwardChange[]> {
  return connection.rows(
    `select ${COLUMNS} from award_change c join decision q on q.id = c.decision_id
     where not c.open and c.award_id = any ($1::uuid[]) order by q.issued_at, q.id`,
    [awardIds],
  );
}

/** What each of these decisions changes. */
export function changesOfDecisions(connection: Connection, decisionIds: readonly string[]): Promise<AwardChange[]> {
  return connection.rows(`select ${COLUMNS} from award_change c where c.decision_id = any ($1::uuid[])`, [decisionIds]);
}

/** What later, issued decisions have changed of the awards of these decisions, as far as the reader reads the awards. */
export function changesToDecisions(
  connection: Connection,
  scope: AwardScope,
  decisionIds: readonly string[],
): Promise<(AwardChange & { of: string })[]> {
  const { where, values, value } = ledgerSql({ scope, conditions: ALL_AWARDS });
  return connection.rows(
    `select a.decision_id as of, ${COLUMNS} from award a join award_change c on c.award_id = a.id and not c.open
       join decision q on q.id = c.decision_id
     where a.decision_id = any (${value(decisionIds)}::uuid[]) and ${where} order by q.issued_at, q.id`,
    values,
  );
}

/** Awards by id, as far as the reader reads them. */
export function awardsById(connection: Connection, scope: AwardScope, ids: readonly string[]): Promise<Award[]> {
  const { where, values, value } = ledgerSql({ scope, conditions: ALL_AWARDS });
  return connection.rows(
    `select ${AWARD_COLUMNS} from award a join decision q on q.id = a.decision_id
     where a.id = any (${value(ids)}::uuid[]) and ${where}`,
    values,
  );
}

/** The revoked awards for which each award is flagged and nothing was settled, the earliest first. */
export function flagsOf(
  connection: Connection,
  awardIds: readonly string[],
): Promise<{ awardId: string; otherId: string }[]> {
  return connection.rows(
    `select f.award_id as "awardId", f.revoked_award_id as "otherId" from award_flag f join award a on a.id = f.revoked_award_id
     where f.award_id = any ($1::uuid[]) and not exists (select from award_flag_settlement s
       where s.award_id = f.award_id and s.revoked_award_id = f.revoked_award_id) order by a.decided_on, a.id`,
    [awardIds],
  );
}

/** All flags of each award with what was settled, the earliest first. */
export function flagsOfAwards(connection: Connection, awardIds: readonly string[]): Promise<AwardFlag[]> {
  return connection.rows(
    `select f.award_id as "awardId", f.revoked_award_id as id, s.outcome, s.reason, s.unit_id as "unitId",
       s.settled_at as "settledAt"
     from award_flag f join award a on a.id = f.revoked_award_id
       left join award_flag_settlement s on s.award_id = f.award_id and s.revoked_award_id = f.revoked_award_id
     where f.award_id = any ($1::uuid[]) order by a.decided_on, a.id`,
    [awardIds],
  );
}

/** What follows from flags of an award: the rows are the act. */
export async function insertSettlements(
  tx: Transaction,
  accountId: string,
  settled: { awardId: string; ids: readonly string[]; outcome: FlagOutcome; reason: string; unitId: string },
): Promise<void> {
  const { awardId, ids, outcome, reason, unitId } = settled;
  await tx.rows(
    `insert into award_flag_settlement (award_id, revoked_award_id, outcome, reason, unit_id, settled_by_id, settled_at)
     select $1, flag, $3, $4, $5, $6, $7 from unnest($2::uuid[]) flag`,
    [awardId, ids, outcome, reason, unitId, accountId, tx.now],
  );
}

/** The earlier awards on which each award rested itself, the earliest first. */
export function groundsOfAwards(
  connection: Connection,
  awardIds: readonly string[],
): Promise<{ awardId: string; otherId: string }[]> {
  return connection.rows(
    `select g.award_id as "awardId", g.ground_award_id as "otherId" from award_ground g join award a on a.id = g.ground_award_id
     where g.award_id = any ($1::uuid[]) order by a.decided_on, a.id`,
    [awardIds],
  );
}

/** A new draft of a decision that changes an award. Answers with its id. */
export async function insertChange(
  tx: Transaction,
  accountId: string,
  draft: {
    kind: ChangeKind;
    award: Pick<ChangedAward, 'id' | 'awardTypeId'>;
    issuedById: string;
    title: string;
    legalBases: readonly string[];
    reason: string;
    ground: RevocationGround | null;
    nameAsAwarded: string | null;
    unitAsAwarded: string | null;
  },
): Promise<string> {
  const { kind, award, issuedById, title, legalBases, reason, ground, nameAsAwarded, unitAsAwarded } = draft;
  const [row] = await tx.rows<{ id: string }>(
    `insert into decision (kind, issued_by_id, award_type_id, title, legal_bases, drafted_by_id, drafted_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [kind, issuedById, award.awardTypeId, title, legalBases, accountId, tx.now],
  );
  if (!row) throw new Error('insert returned nothing');
  await tx.rows(
    `insert into award_change (decision_id, award_id, kind, ground, reason, name_as_awarded, unit_as_awarded)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, award.id, kind, ground, reason, nameAsAwarded, unitAsAwarded],
  );
  return row.id;
}

/** A certificate is issued again: the row is the act, and counts it. Answers with how often that is now. */
export async function insertReissue(
  tx: Transaction,
  accountId: string,
  again: { awardId: string; unitId: string; cause: string; requestSymbol: string; documentId: string | null },
): Promise<number> {
  const { awardId, unitId, cause, requestSymbol, documentId } = again;
  const [row] = await tx.rows<{ number: number }>(
    `insert into certificate_reissue (award_id, unit_id, cause, request_symbol, document_id, issued_by_id, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning number`,
    [awardId, unitId, cause, requestSymbol, documentId, accountId, tx.now],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.number;
}
