#!/usr/bin/env bash
# Runs once, as the superuser, when the database's volume is empty (docker-entrypoint-initdb.d of the postgres image).
# Two logins: the owner migrates, the application works with less. On a server of your own, run it by hand:
#   SO_VANG_OWNER_PASSWORD=… SO_VANG_APP_PASSWORD=… POSTGRES_USER=postgres docker/init-roles.sh
# Each password comes from the variable, or from the file that <variable>_FILE names (Docker secrets).
set -euo pipefail

password_from() {
  local name=$1 file_name=${1}_FILE
  local value=${!name:-} file=${!file_name:-}
  if [[ -z $value && -n $file ]]; then value=$(<"$file"); fi
  if [[ -z $value ]]; then
    echo "init-roles.sh: set $name or $file_name." >&2
    exit 1
  fi
  printf '%s' "$value"
}

# In two steps: `export x=$(…)` would hide the failure.
OWNER_PASSWORD=$(password_from SO_VANG_OWNER_PASSWORD)
APP_PASSWORD=$(password_from SO_VANG_APP_PASSWORD)
export OWNER_PASSWORD APP_PASSWORD

# psql reads the passwords from the environment, so that no list of processes shows them.
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD

create role so_vang_owner login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
  password :'owner_password';
create role so_vang_app login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls
  password :'app_password';

-- The same locale as the embedded server's: sorting must not depend on the machine.
create database so_vang owner so_vang_owner template template0
  encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C';

-- No connection and no temporary tables for others: a temporary table could shadow one that a trigger reads.
revoke all on database so_vang from public;
grant connect on database so_vang to so_vang_app;
SQL
