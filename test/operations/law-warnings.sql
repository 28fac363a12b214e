select r.code, r.document, upper(r.valid) - 1 as "endsOn", t.code as award
from rule_in_force r
left join award_type t on t.id = r.award_type_id
where r.for_unit_id is null and not upper_inf(r.valid) and upper(r.valid) - 1 <= $2::date and (upper(r.valid) - 1 >= $1::date or r.kind = 'REGIME') and (t.valid is null or t.valid @> upper(r.valid)) and not exists (select from rule_in_force n where n.kind = r.kind and (n.code = r.code or r.kind = 'REGIME') and n.for_unit_id is null and (n.award_type_id is null or n.award_type_id = r.award_type_id) and n.valid @> upper(r.valid))
order by 3, r.document, r.code, t.code;
