START TRANSACTION;

insert into audit (text)
values ($1);

COMMIT;
