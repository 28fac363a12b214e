// The statements of the bare server for the chain, written out by hand: policy and ways to a page are the service's.
import { UNITS } from './bare-sql.mjs';

const COLUMNS = `n.id, n.code, n.state, n.step, n.version, n.due_on::text as "dueOn", n.law_date::text as "lawDate",
  n.proposed_by_id as "proposedById", n.award_type_id as "awardTypeId", n.honouree_id as "honoureeId",
  h.display_name as "displayName", h.kind, t.code as "awardCode", t.name as "awardName", s.position, s.unit_id as "stepUnitId"`;
const JOINED = `join honouree h on h.id = n.honouree_id join award_type t on t.id = n.award_type_id
  left join nomination_step s on s.nomination_id = n.id and s.position = n.step`;
const ROW =
  'n.id, n.code, n.state, n.step, n.version, n.due_on, n.law_date, n.proposed_by_id, n.award_type_id, n.honouree_id';

const READABLE = `(n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and (
  coalesce((select true from unit_above a where a.unit_id = n.proposed_by_id and $1::uuid[] @> array[a.above_id]
    and a.valid @> $2::date limit 1), false)
  or coalesce((select true from nomination_step r where r.nomination_id = n.id and r.unit_id = any ($1::uuid[]) limit 1), false))))`;

function newest(keyset) {
  return `select ${COLUMNS} from (
      select ${ROW} from (select ${ROW} from nomination n
        where (n.state <> 'DRAFT' or n.proposed_by_id = any ($1::uuid[])) ${keyset} order by n.id desc limit 200) n
      where ${READABLE} order by n.id desc limit $3) n
    ${JOINED} order by n.id desc`;
}

function bySides(keyset) {
  const below = `array(select unit_id from unit_above where above_id = any ($1::uuid[]) and valid @> $2::date)`;
  const ofUnit = `select n.id from nomination n
    where n.proposed_by_id = u and (n.state <> 'DRAFT' or u = any ($1::uuid[])) ${keyset} order by n.id desc`;
  return `select ${COLUMNS} from (
      select ${ROW} from nomination n where n.id = any (array(select id from (
        select p.id from (select u from unnest(${below}) u cross join lateral (${ofUnit} limit 1) t order by t.id desc limit $3) us
        cross join lateral (${ofUnit} limit $3) p
        union
        select p.id from unnest($1::uuid[]) u cross join lateral (
          select s.nomination_id as id from nomination_step s
          where s.unit_id = u ${keyset.replace('n.id', 's.nomination_id')} order by s.nomination_id desc limit $3) p)
        ids order by id desc limit $3))
      and ${READABLE} order by n.id desc limit $3) n
    ${JOINED} order by n.id desc`;
}

const AFTER = 'and n.id < $4::uuid';
const DUE = `coalesce(n.due_on, 'infinity'::date)`;

// What a reviewer receives and appraises, at bodies that act here. The states stand where no index answers them: by the
// index of states all that waits would be read and sorted for each page.
function inbox(keyset) {
  return `select ${COLUMNS} from (
      select n.* from unnest($1::uuid[]) own (id) cross join lateral (
        select ${ROW} from nomination n
        where n.lies_with_id = own.id and not n.suspended ${keyset}
          and coalesce(n.state in ('SUBMITTED', 'RECEIVED'), false)
          and coalesce((select not s.external from nomination_step s where s.nomination_id = n.id and s.position = n.step), false)
        order by ${DUE}, n.id limit $2) n
      order by ${DUE}, n.id limit $2) n
    ${JOINED} order by ${DUE}, n.id`;
}

export const CHAIN = {
  share: `select coalesce(avg(${READABLE}::int), 0)::float8 as share
    from (select id, state, proposed_by_id from nomination order by id desc limit 2000) n`,
  units: UNITS,
  newest: { first: newest(''), after: newest(AFTER) },
  bySides: { first: bySides(''), after: bySides(AFTER) },
  inbox: { first: inbox(''), after: inbox(`and (${DUE}, n.id) > ($3::date, $4::uuid)`) },
  detail: `select ${COLUMNS}
    from nomination n ${JOINED} where n.id = $3::uuid and ${READABLE}`,
  steps: `select position, unit_id as "unitId", tier, line, decides, entered_at as "enteredAt", received_on::text as "receivedOn",
      due_on::text as "dueOn", left_at as "leftAt", outcome from nomination_step where nomination_id = $1 order by position`,
  events: `select e.at, e.action, e.from_state as "from", e.to_state as "to", e.step, e.acting_unit_id as "unitId", e.reason,
      a.full_name as "fullName"
    from nomination_event e left join account a on a.id = e.account_id where e.nomination_id = $1 order by e.version`,
  // Whoever reads the nomination reads what lies in it.
  documents: `select d.id, d.kind, d.file_name as "fileName" from nomination_document l join document d on d.id = l.document_id
    where l.nomination_id = $1 order by l.attached_at, l.document_id`,
  lock: `select n.state, n.step, n.version, s.unit_id as "unitId"
    from nomination n join nomination_step s on s.nomination_id = n.id and s.position = n.step
    where n.id = $3::uuid and ${READABLE} for update of n`,
  receive: `insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step,
      acting_unit_id, account_id, data)
    values ($1, $2, $3, $4, 'RECEIVE', 'SUBMITTED', 'RECEIVED', $5, $5, $6, $7, $8)`,
};
