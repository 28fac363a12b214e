select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.valid @> $1::date
order by t.code;

select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from award_rule r
where (r.award_type_id = any ($1::uuid[]) or r.award_type_id is null) and r.valid @> $2::date and not exists (select from award_rule newer where newer.replaces_id = r.id) and ($3::text[] is null or r.kind = any ($3))
order by r.award_type_id nulls last, r.kind, r.code;

select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from award_rule r
where r.award_type_id = any ($1::uuid[]) and r.kind = 'COMPETENCE' and not exists (select from award_rule newer where newer.replaces_id = r.id)
order by r.award_type_id, lower(r.valid), r.code;
