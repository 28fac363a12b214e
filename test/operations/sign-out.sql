START TRANSACTION;

delete from session
where account_id = $1 and ($2::bytea is null or token_hash = $2) and ($3::bytea is null or token_hash <> $3)
returning 1;

insert into audit (text)
values ($1);

COMMIT;
