select c.id, c.size, encode(c.root, 'hex') as root, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, c.changed, encode(c.changes, 'hex') as changes, c.key_id as "keyId", rtrim(translate(encode(c.signature, 'base64'), E'+/\n', '-_'), '=') as signature
from award_log_checkpoint c
where $1::bigint is null or c.id < $1
order by c.id desc
limit $2;
