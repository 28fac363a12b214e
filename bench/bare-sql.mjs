// The statements of the bare server, written out by hand: the same policy and the same ways to a page as the service.

export const SESSION = `
  select a.id as "accountId", array_agg(g.unit_id::text) as roots,
    array_agg(g.unit_id::text) filter (where g.role = 'REVIEWER') as reviews
  from session s join account a on a.id = s.account_id join role_grant g on g.account_id = a.id
  where s.token_hash = $1 and s.expires_at > now() and a.disabled_at is null and g.revoked_at is null and g.valid @> current_date
  group by a.id`;

const COLUMNS = `h.id, h.kind, h.display_name as "displayName", h.birth_year as "birthYear",
  h.unit_id as "unitId", h.registered_by_id as "registeredById"`;

const READABLE = `coalesce((select true from unit_above a where a.unit_id in (h.registered_by_id, h.unit_id)
  and $1::uuid[] @> array[a.above_id] and a.valid @> $2::date limit 1), false)`;

const UNITS_BELOW = `array(select unit_id from unit_above where above_id = any ($1::uuid[]) and valid @> $2::date)`;

/** The part of the newest 2,000 rows that the account reads. */
export const SHARE = `select coalesce(avg(${READABLE}::int), 0)::float8 as share
  from (select registered_by_id, unit_id from honouree order by id desc limit 2000) h`;

function newest(keyset) {
  return `select ${COLUMNS} from (select * from honouree h where true ${keyset} order by id desc limit 2000) h
    where ${READABLE} order by h.id desc limit $3`;
}

function byUnits(keyset) {
  const newestOf = (column) => `select h.id from honouree h where h.${column} = u ${keyset} order by h.id desc`;
  const of = (column) => `select n.id
    from (select u from unnest(${UNITS_BELOW}) u cross join lateral (${newestOf(column)} limit 1) n order by n.id desc limit $3) us
    cross join lateral (${newestOf(column)} limit $3) n`;
  return `select ${COLUMNS} from honouree h where h.id = any (array(
      select id from (${of('registered_by_id')} union ${of('unit_id')}) ids order by id desc limit $3))
    order by h.id desc`;
}

const AFTER = 'and h.id < $4::uuid';

/** A page: `newest` for accounts that read a good part of all (it may come out short), `byUnits` for the others. */
export const PAGE = {
  newest: { first: newest(''), after: newest(AFTER) },
  byUnits: { first: byUnits(''), after: byUnits(AFTER) },
};

export const DETAIL = `select ${COLUMNS} from honouree h where h.id = $3::uuid and ${READABLE}`;

export const UNITS = `select u.id, u.code, v.name from unit u join unit_version v on v.unit_id = u.id and v.valid @> $2::date
  where u.id = any ($1::uuid[])`;

/** What createHonouree sends, in its order: is the unit below the registrar's, the row, its audit, the row as read, its namesakes. */
export const CREATE = {
  isBelow: `select exists (select from unit_above where unit_id = $2::uuid and above_id = any ($1::uuid[]) and valid @> $3::date) as below`,
  insert: `insert into honouree (kind, display_name, birth_year, unit_id, registered_by_id, created_at)
    values ($1, $2, $3, $4, $5, $6) returning id`,
  audit: `with entry as (insert into audit (text) values ($1) returning id)
    insert into audit_salt (audit_id, salt) select id, $2 from entry`,
  sameName: `select ${COLUMNS} from honouree h where ${READABLE} and h.kind = $3 and h.id <> $4
    and h.name_syllables @> syllables($5) and fold(h.display_name) = fold($5) order by h.id desc limit 20`,
};
