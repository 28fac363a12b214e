import { ROLE_CODES, type RoleCode } from '../../src/core/permissions.js';
import { Client } from './api.js';
import { person } from './people.js';
import { unitId } from './units.js';

/** Bodies of every kind of the demonstration, one beside and one below them: in some of them no one may read a dossier. */
const UNITS = [
  ...['UBND-03390', 'DU-03390', 'UBND-12', 'TU-12', 'SNV-12', 'DUCA-12'],
  ...['UBND-03388', 'DU-03388', 'THCS-BINH-LU'],
];

// The tờ trình have a policy of their own: not every reader of the dossier is at an end of each.
const DOSSIER = `query ($id: ID!, $honouree: ID!) {
  nomination(id: $id) {
    id state honouree { id } route { position outcome unit { code } } events { action step } appraisals { step } documents { id }
    judgements { ruleCode accept reason by { username } } award { certificate { number } }
    eligibility { note findings { rule { code } } } }
  nominations(filter: { honoureeId: $honouree }) { totalCount edges { node { id } } } }`;

const sessions = new Map<string, Promise<Client>>();

/** Somebody with that one role at that unit; the same for all dossiers of a test file. */
function reader(role: RoleCode, code: string): Promise<Client> {
  const key = `${role} ${code}`;
  let session = sessions.get(key);
  if (!session) {
    session = unitId(code).then(async (unit) => (await person({ grants: [{ role, unitId: unit }] })).client);
    sessions.set(key, session);
  }
  return session;
}

/** What rests on discipline and verification (law of the present). */
const SENSITIVE = ['PENDING_PROCEEDINGS', 'TIME_AFTER_PROCEEDINGS'];

interface Seen {
  route: { unit: { code: string } }[];
  eligibility: { note: string | null; findings: { rule: { code: string } }[] };
}

/** A dossier without its sensitive findings, and whether it had them; where it has not, a sentence says so. */
function parted(seen: Seen | null): { rest: string; sensitive: boolean } {
  if (!seen) return { rest: 'null', sensitive: false };
  const { note, findings } = seen.eligibility;
  const plain = findings.filter(({ rule }) => !SENSITIVE.includes(rule.code));
  const sensitive = plain.length < findings.length;
  expect(note === null).toBe(sensitive);
  return { rest: JSON.stringify({ ...seen, eligibility: { findings: plain } }), sensitive };
}

/** What a reader sees of it; null where the dossier, and the list in which it would stand, tell nothing. */
async function seenBy(client: Client, id: string, honouree: string): Promise<Seen | null> {
  const { data, errors } = await client.ask(DOSSIER, { id, honouree });
  if (errors) throw new Error(JSON.stringify(errors));
  const listed = data.nominations.edges.map(({ node }: { node: { id: string } }) => node.id);
  expect([data.nominations.totalCount, listed]).toEqual(data.nomination ? [1, [id]] : [0, []]);
  return data.nomination as Seen | null;
}

/**
 * Workflow A.5, exhaustively: each role at each of the units `reads` (the proposer's, those above it, those of the route)
 * reads the whole dossier, all of them the same but for what rests on discipline, which reviewers at the route see; each
 * role at the others, historians anywhere, an account without a grant and a stranger read nothing of it.
 */
export async function readByEveryRole(id: string, reads: readonly string[]): Promise<void> {
  const first = await reader('AUDITOR', reads[0]!);
  const { honouree } = await first.get(`query ($id: ID!) { nomination(id: $id) { honouree { id } } }`, { id });
  const whole = await seenBy(first, id, honouree.id as string);
  expect(whole).toMatchObject({ id, state: 'AWARDED', award: { certificate: { number: expect.any(String) } } });
  const route = whole!.route.map(({ unit }) => unit.code);
  const differing: string[] = [];
  for (const code of UNITS) {
    for (const role of ROLE_CODES) {
      const may = role !== 'HISTORIAN' && reads.includes(code);
      const seen = await seenBy(await reader(role, code), id, honouree.id as string);
      const { rest, sensitive } = parted(seen);
      const wanted = may ? parted(whole).rest : 'null';
      if (rest !== wanted || sensitive !== (role === 'REVIEWER' && route.includes(code))) {
        differing.push(`${role} at ${code}`);
      }
    }
  }
  expect(differing).toEqual([]);
  expect(await seenBy((await person()).client, id, honouree.id as string)).toBeNull();
  const { errors } = await new Client().ask(DOSSIER, { id, honouree: honouree.id });
  expect(errors?.map(({ extensions }) => extensions.code)).toContain('UNAUTHENTICATED');
}
