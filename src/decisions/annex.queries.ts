import type { MeritKind } from '../awards/domain/merit-kind.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';

/** What the annex prints of a nomination. */
export interface PrintedLine {
  nominationId: string;
  honouree: string;
  awardTypeId: string;
  meritKind: MeritKind;
  kind: SubjectKind;
  name: string;
  unitName: string | null;
  areaId: string | null;
  areaName: string | null;
  achievementFrom: CivilDate;
  achievementTo: CivilDate;
}

// Unit and place as they are on the day of the signature; what the record does not say, the proposer's place does.
const PRINTED = `n.id as "nominationId", n.honouree_id as honouree, n.award_type_id as "awardTypeId",
  n.merit_kind as "meritKind", h.kind, h.display_name as name, own.name as "unitName", place.id as "areaId",
  place.name as "areaName", n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo"`;
const VERSION = `order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1`;
const FROM_NOMINATION = `join honouree h on h.id = n.honouree_id
  left join lateral (select v.name, v.area_id from unit_version v where v.unit_id = h.unit_id ${VERSION}) own on true
  left join lateral (select v.area_id from unit_version v where v.unit_id = n.proposed_by_id ${VERSION}) proposer on true
  left join lateral (select v.area_id as id, v.name from area_version v
    where v.area_id = coalesce(h.area_id, own.area_id, proposer.area_id) ${VERSION}) place on true`;

/** A line of a decision that is not issued yet, with what must hold of it. */
export interface AnnexLine extends PrintedLine {
  position: number;
  code: string;
  /** The tờ trình by which it came to the body that decides, or by which it was submitted there (R41). */
  proposalId: string | null;
  /** The date of that tờ trình. */
  proposedOn: CivilDate | null;
  /** The date of the minutes on which it rests: of the last endorsement before the deciding step. */
  proposerMinutesOn: CivilDate | null;
  /** The same for equal texts of an achievement, as R17 compares them; null for an honouree with one line. */
  achievementKey: string | null;
  /** Endorsed at the step that decides, of the issuing unit. */
  ready: boolean;
  suspended: boolean;
  minutesOn: CivilDate | null;
  endorsedOn: CivilDate | null;
}

const ENDORSED = `select e.day, coalesce((e.data ->> 'minutesDate')::date,
    (select s.held_on from council_session s where s.id = (e.data ->> 'sessionId')::uuid)) as minutes
  from nomination_event e where e.nomination_id = n.id and e.action = 'ENDORSE'`;

/**
 * The annex as it would be on that day, in order. The list of its dossiers as an array: else a plan from before there were
 * many decisions reads nominations from end to end beside the lines.
 */
export function annexLines(connection: Connection, decisionId: string, day: CivilDate): Promise<AnnexLine[]> {
  return connection.rows(
    `select l.position, n.code, n.suspended, ${PRINTED},
       cited.id as "proposalId", cited.date as "proposedOn", before.minutes as "proposerMinutesOn",
       case when count(*) over (partition by n.honouree_id) > 1 then md5(fold(n.achievements)) end as "achievementKey",
       (n.state = 'ENDORSED' and exists (select from nomination_step s where s.nomination_id = n.id and s.position = n.step
         and s.decides and not s.external and s.unit_id = q.issued_by_id)) as ready,
       last.minutes as "minutesOn", last.day as "endorsedOn"
     from nomination n
     join decision_line l on l.nomination_id = n.id
     join decision q on q.id = l.decision_id
     ${FROM_NOMINATION}
     left join lateral (select p.id, p.date from proposal_nomination pn join proposal p on p.id = pn.proposal_id
       where pn.nomination_id = n.id order by pn.step desc, pn.proposal_id desc limit 1) cited on true
     left join lateral (${ENDORSED} order by e.version desc limit 1) last on true
     left join lateral (${ENDORSED} and e.step < n.step order by e.version desc limit 1) before on true
     where n.id = any (array(select o.nomination_id from decision_line o where o.decision_id = $1)) order by l.position`,
    [decisionId, day],
  );
}

/** What would be printed of these nominations on that day, in the order of an annex. */
export function printedLines(
  connection: Connection,
  nominationIds: readonly string[],
  day: CivilDate,
): Promise<PrintedLine[]> {
  return connection.rows(
    `select ${PRINTED} from nomination n ${FROM_NOMINATION} where n.id = any ($1::uuid[])
     order by array_position(array['COLLECTIVE', 'HOUSEHOLD', 'INDIVIDUAL'], h.kind),
       fold(h.display_name) collate "C", h.display_name collate "C", n.code`,
    [nominationIds, day],
  );
}

/** Writes the lines of an issued or recorded decision, as printed, after `before` lines that it has. */
export async function insertAwards(
  tx: Transaction,
  decision: { id: string; signedOn: CivilDate },
  lines: readonly (PrintedLine & { position: number; prize?: string | null })[],
): Promise<void> {
  await tx.rows(
    `insert into award (decision_id, position, honouree_id, award_type_id, merit_kind, nomination_id, kind, name_as_awarded,
       unit_as_awarded, area_as_awarded_id, achievement_from, achievement_to, decided_on, prize)
     select $1, l.position, l.honouree, l."awardTypeId", l."meritKind", l."nominationId", l.kind, l.name, l."unitName",
       l."areaId", l."achievementFrom", l."achievementTo", $2, l.prize
     from jsonb_to_recordset($3::jsonb) as l (position int, honouree uuid, "awardTypeId" uuid, "meritKind" text,
       "nominationId" uuid, kind text, name text, "unitName" text, "areaId" uuid, "achievementFrom" date,
       "achievementTo" date, prize numeric)
     order by l.position`,
    [decision.id, decision.signedOn, JSON.stringify(lines)],
  );
}

/**
 * A certificate for each line of the decision that has none, numbered on from the book of that unit and year. The row of
 * the book stays locked until the transaction ends, so the numbers have no gap and no double.
 */
export async function insertCertificates(
  tx: Transaction,
  decisionId: string,
  book: { unitId: string; year: number },
  tokens: readonly string[],
): Promise<void> {
  await tx.rows(
    `with book as (
       insert into certificate_book as b (unit_id, year, last) values ($2, $3, cardinality($4::text[]))
       on conflict (unit_id, year) do update set last = b.last + excluded.last returning last - cardinality($4::text[]) as before
     ), line as (
       select a.id, row_number() over (order by a.position) as place from award a
       where a.decision_id = $1 and not exists (select from certificate c where c.award_id = a.id)
     )
     insert into certificate (award_id, unit_id, year, number, token)
     select line.id, $2, $3, book.before + line.place, t.token
     from book cross join line join unnest($4::text[]) with ordinality as t (token, place) on t.place = line.place`,
    [decisionId, book.unitId, book.year, tokens],
  );
}
