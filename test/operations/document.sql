select d.id, d.kind, d.file_name as "fileName", d.media_type as "mediaType", d.size, encode(d.sha256, 'hex') as sha256, d.received_at as "receivedAt", d.unit_id as "unitId"
from document d
where d.id = any ($4::uuid[]) and (d.unit_id = any (array(select units_below($1::uuid[], $2))) or d.received_from_id = $3 or exists ( select from nomination_document a join nomination n on n.id = a.nomination_id where a.document_id = d.id and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and above.above_id = any ($1::uuid[]) and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))));

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);
