// What PostGraphile is given beside the tables: pages, the right to read and the names of the day, as functions of the
// database. Policy and ways to a page are the service's (and the bare server's); who asks stands in the settings of the
// transaction, as PostGraphile hands it on.

const ROOTS = `current_setting('bench.roots')::uuid[]`;
const REVIEWS = `current_setting('bench.reviews')::uuid[]`;
const DAY = `current_setting('bench.day')::date`;
const LAST = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`;
const DUE = `coalesce(n.due_on, 'infinity'::date)`;

const HONOUREE_READABLE = `coalesce((select true from unit_above a where a.unit_id in (h.registered_by_id, h.unit_id)
  and roots @> array[a.above_id] and a.valid @> day limit 1), false)`;
const NOMINATION_READABLE = `(n.proposed_by_id = any (roots) or (n.state <> 'DRAFT' and (
  coalesce((select true from unit_above a where a.unit_id = n.proposed_by_id and roots @> array[a.above_id]
    and a.valid @> day limit 1), false)
  or coalesce((select true from nomination_step r where r.nomination_id = n.id and r.unit_id = any (roots) limit 1), false))))`;
const BELOW = 'select unit_id from unit_above where above_id = any (roots) and valid @> day';

/** The newest of each unit first, then so many of each of these: the ids of a page. */
function byUnits(of) {
  return `select p.id from (select u from unnest(array(${BELOW})) u cross join lateral (${of} limit 1) t order by t.id desc limit lim) us
    cross join lateral (${of} limit lim) p`;
}

const ofHonourees = (column) =>
  byUnits(`select h.id from honouree h where h.${column} = u and h.id < before order by h.id desc`);
const OF_PROPOSERS = byUnits(`select n.id from nomination n
  where n.proposed_by_id = u and (n.state <> 'DRAFT' or u = any (roots)) and n.id < before order by n.id desc`);
const ON_ROUTES = `select p.id from unnest(roots) u cross join lateral (
  select s.nomination_id as id from nomination_step s where s.unit_id = u and s.nomination_id < before
  order by s.nomination_id desc limit lim) p`;

const DECLARED = `roots uuid[] := ${ROOTS}; day date := ${DAY}; before uuid := coalesce(after, ${LAST}); found uuid[];`;

/** To be run by the owner of the database, once. */
export const FUNCTIONS = `
  create function unit_name(u unit) returns text language sql stable as
    $$ select v.name from unit_version v where v.unit_id = u.id and v.valid @> ${DAY} $$;

  create function nomination_current_step(n nomination) returns nomination_step language sql stable as
    $$ select s from nomination_step s where s.nomination_id = n.id and s.position = n.step $$;

  create function readable_honouree(of uuid) returns honouree language plpgsql stable as $$
  declare roots uuid[] := ${ROOTS}; day date := ${DAY}; it honouree;
  begin select h.* into it from honouree h where h.id = of and ${HONOUREE_READABLE}; return it; end $$;

  create function readable_nomination(of uuid) returns nomination language plpgsql stable as $$
  declare roots uuid[] := ${ROOTS}; day date := ${DAY}; it nomination;
  begin select n.* into it from nomination n where n.id = of and ${NOMINATION_READABLE}; return it; end $$;

  create function page_of_honourees(lim int, after uuid default null) returns setof honouree language plpgsql stable rows 21 as $$
  declare ${DECLARED}
  begin
    if current_setting('bench.share')::float8 * 2000 >= 2 * lim then
      found := array(select h.id from (select * from honouree h where h.id < before order by id desc limit 2000) h
        where ${HONOUREE_READABLE} order by h.id desc limit lim);
    end if;
    if coalesce(cardinality(found), 0) < lim then
      found := array(select id from (${ofHonourees('registered_by_id')} union ${ofHonourees('unit_id')}) ids order by id desc limit lim);
    end if;
    return query select h.* from honouree h where h.id = any (found) order by h.id desc;
  end $$;

  create function page_of_nominations(lim int, after uuid default null) returns setof nomination language plpgsql stable rows 21 as $$
  declare ${DECLARED}
  begin
    found := array(select n.id from (select * from nomination n
        where (n.state <> 'DRAFT' or n.proposed_by_id = any (roots)) and n.id < before order by id desc limit 200) n
      where ${NOMINATION_READABLE} order by n.id desc limit lim);
    if cardinality(found) < lim then
      found := array(select n.id from nomination n
        where n.id = any (array(select id from (${OF_PROPOSERS} union ${ON_ROUTES}) ids order by id desc limit lim))
          and ${NOMINATION_READABLE} order by n.id desc limit lim);
    end if;
    return query select n.* from nomination n where n.id = any (found) order by n.id desc;
  end $$;

  create function page_of_inbox(lim int, due date default '-infinity', after uuid default null)
  returns setof nomination language plpgsql stable rows 21 as $$
  declare own uuid[] := ${REVIEWS}; start uuid := coalesce(after, '00000000-0000-0000-0000-000000000000'::uuid);
  begin
    return query select n.* from unnest(own) o (id) cross join lateral (
        select * from nomination n
        where n.lies_with_id = o.id and not n.suspended and (${DUE}, n.id) > (due, start)
          and coalesce(n.state in ('SUBMITTED', 'RECEIVED'), false)
          and coalesce((select not s.external from nomination_step s where s.nomination_id = n.id and s.position = n.step), false)
        order by ${DUE}, n.id limit lim) n
      order by ${DUE}, n.id limit lim;
  end $$;

  comment on function page_of_honourees is '@behavior -queryField:resource:connection +queryField:resource:list';
  comment on function page_of_nominations is '@behavior -queryField:resource:connection +queryField:resource:list';
  comment on function page_of_inbox is '@behavior -queryField:resource:connection +queryField:resource:list';
`;
