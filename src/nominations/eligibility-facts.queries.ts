import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';

/** What the rules ask about whom a nomination proposes. */
export interface ProposedFacts {
  nominationId: string;
  kind: SubjectKind;
  /** The last day of a collective that is a unit of the registry; null while it lives. */
  livedUntil: CivilDate | null;
  /**
   * R17: awards that the honouree has got for the very same achievement, that is for the same text in an overlapping
   * period, as one cites them. Revoked ones do not count.
   */
  sameAchievementAwards: string[];
}

export function proposedFacts(connection: Connection, nominationIds: readonly string[]): Promise<ProposedFacts[]> {
  return connection.rows(
    `select n.id as "nominationId", h.kind,
       case when h.kind = 'COLLECTIVE' then
         (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end
          from unit_version v where v.unit_id = h.unit_id) end as "livedUntil",
       array(
         select concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY'))
         from award a
         join nomination p on p.id = a.nomination_id and p.id <> n.id
           and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]')
           and fold(p.achievements) = fold(n.achievements)
         join award_type t on t.id = a.award_type_id
         join decision d on d.id = a.decision_id
         where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' order by a.decided_on) as "sameAchievementAwards"
     from nomination n join honouree h on h.id = n.honouree_id where n.id = any ($1::uuid[])`,
    [nominationIds],
  );
}
