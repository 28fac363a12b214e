select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from award_rule r
where r.award_type_id is null and r.kind = any ($1::text[]) and not exists (select from award_rule newer where newer.replaces_id = r.id)
order by r.kind, r.code, lower(r.valid);
