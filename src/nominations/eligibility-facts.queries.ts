import type { MeritKind } from '../awards/domain/merit-kind.js';
import type { GivenAward } from '../award-law/domain/eligibility.js';
import type { LawChoice } from '../award-law/domain/law-choice.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';

/** What the rules ask about a nomination and whom it proposes. */
export interface ProposedFacts {
  nominationId: string;
  honoureeId: string;
  kind: SubjectKind;
  awardTypeId: string;
  award: string;
  merit: MeritKind;
  proposedById: string;
  from: CivilDate;
  to: CivilDate;
  lawDate: CivilDate | null;
  /** Of all receipts on its way the first. */
  firstReceivedOn: CivilDate | null;
  /** The last choice of the law of another day; of another law date than this one it chooses nothing. */
  choice: LawChoice | null;
  /** Kinds of the documents in it. */
  documents: string[];
  /** The last day of a collective that is a unit of the registry; null while it lives. */
  livedUntil: CivilDate | null;
  /**
   * R17: awards that the honouree has got for the very same achievement, that is for the same text in an overlapping
   * period. Revoked ones do not count, and what is no award (biểu dương, R51) neither.
   */
  sameAchievementAwards: GivenAward[];
}

export function proposedFacts(connection: Connection, nominationIds: readonly string[]): Promise<ProposedFacts[]> {
  return connection.rows(
    `select n.id as "nominationId", n.honouree_id as "honoureeId", h.kind, n.award_type_id as "awardTypeId",
       proposed.code as award, n.merit_kind as merit, n.proposed_by_id as "proposedById", n.achievement_from as "from",
       n.achievement_to as "to", n.law_date as "lawDate",
       (select min(s.received_on) from nomination_step s where s.nomination_id = n.id) as "firstReceivedOn",
       (select json_build_object('number', c.number, 'basis', c.basis, 'lawDate', c.law_date, 'day', c.chosen_day, 'reason', c.reason)
        from nomination_law_choice c where c.nomination_id = n.id order by c.number desc limit 1) as choice,
       array(select distinct k.kind from nomination_document k where k.nomination_id = n.id order by 1) as documents,
       case when h.kind = 'COLLECTIVE' then
         (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end
          from unit_version v where v.unit_id = h.unit_id) end as "livedUntil",
       array(
         select json_build_object('cited', concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')), 'line', t.line)
         from award a
         join nomination p on p.id = a.nomination_id and p.id <> n.id
           and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]')
           and fold(p.achievements) = fold(n.achievements)
         join award_type t on t.id = a.award_type_id
         join decision d on d.id = a.decision_id
         where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' and t.is_commendation order by a.decided_on) as "sameAchievementAwards"
     from nomination n join honouree h on h.id = n.honouree_id join award_type proposed on proposed.id = n.award_type_id
     where n.id = any ($1::uuid[])`,
    [nominationIds],
  );
}
