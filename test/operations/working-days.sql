select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from rule_in_force r
where r.award_type_id is null and r.for_unit_id is null and r.kind = any ($1::text[])
order by r.kind, r.code, lower(r.valid);
