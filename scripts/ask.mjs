// Asks the trial that runs on DATA_DIR as one of its accounts, for trying things out in a terminal:
//
//   node scripts/ask.mjs ACCOUNT 'GRAPHQL' [path.into.the.answer]     (ACCOUNT "-" is a stranger)
//   node scripts/ask.mjs ACCOUNT --send FILE KIND
//
// $NAME in the document, in capitals, is the exported variable of that name, as a string. Prints the answer, or what stands
// there under the path. A refusal ends it with code 1.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [username, ...rest] = process.argv.slice(2);
const dataDir = process.env.DATA_DIR ?? '.data';
const url = `http://127.0.0.1:${process.env.PORT ?? 3000}`;

function fail(what) {
  process.stderr.write(`${typeof what === 'string' ? what : JSON.stringify(what, null, 2)}\n`);
  process.exit(1);
}

async function post(query, variables, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  const refused = Object.values(data ?? {}).find((payload) => payload?.userErrors?.length > 0);
  if (errors || refused) fail(errors ?? refused.userErrors);
  return data;
}

async function signIn() {
  if (username === '-') return null;
  const accounts = JSON.parse(readFileSync(join(dataDir, 'trial-accounts.json'), 'utf8'));
  const account = accounts.find((candidate) => candidate.username === username);
  if (!account) fail(`No account ${username} in ${dataDir}/trial-accounts.json`);
  const mutation = 'mutation ($input: SignInInput!) { signIn(input: $input) { token userErrors { message } } }';
  const { signIn: session } = await post(mutation, { input: { username, password: account.password } });
  return session.token;
}

async function send(token, file, kind) {
  const form = new FormData();
  form.append('kind', kind);
  form.append('file', new Blob([readFileSync(file)]), basename(file));
  const response = await fetch(`${url}/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const document = await response.json();
  return document.id ?? fail(document.errors);
}

if (!username || rest.length === 0) fail('node scripts/ask.mjs ACCOUNT GRAPHQL [path] | ACCOUNT --send FILE KIND');
const token = await signIn();
if (rest[0] === '--send') {
  process.stdout.write(`${await send(token, rest[1], rest[2])}\n`);
} else {
  const [query, path] = rest;
  const filled = query.replace(/\$([A-Z][A-Z0-9_]*)/g, (_, name) => JSON.stringify(process.env[name] ?? ''));
  const answer = await post(filled, {}, token);
  const found = (path?.split('.') ?? []).reduce((value, part) => value?.[part], answer);
  process.stdout.write(`${typeof found === 'string' ? found : JSON.stringify(found, null, 2)}\n`);
}
