import { operations } from '../support/declared-operations.js';
import { fieldOf, listOf } from '../support/graphql-documents.js';
import { recordSql, type Statement } from '../support/recorded-sql.js';
import { useOwnServer } from '../support/use-own-server.js';
import { fill, makeWorld, type Given, type OperationWorld } from './world.js';

interface List {
  as: keyof OperationWorld['people'];
  given: Given;
  /** Which rows: more than twenty, all alike, so that only their number makes a difference. */
  variables?: Record<string, unknown>;
  /** What is asked of each row, where everything of twenty would be refused as too costly. */
  node?: string;
  /** How many times more a statement may be sent because two answers came in another order, and one serves both. */
  slack?: number;
  /** How deep its rows are looked into, where all of it would be more than one may ask. */
  depth?: number;
  /** The larger page, where twenty with all that leads on would be more than one may ask (20). */
  rows?: number;
}

/** Of an honouree each thing once: all of it twice nested would be refused as too costly. */
const HONOUREE = `{ id aliases area { name parent { name } path { name } predecessors { kind from { name } } successors { to { name } } }
  hometown { name } unit { name superior { name } successors { name } area { name } } registeredBy { name area { name } }
  lifeLine { kind award { citation } model { name } }
  models { name availableActions owner { id } ownerUnit { name } registeredWith { name } area { name } reports { id } goals { id }
    events { by } } }`;

/** The same of a model. */
const MODEL = `{ code availableActions overdue owner { displayName unit { name } area { name } } ownerUnit { name superior { name } }
  registeredWith { name area { name } } area { name path { name } parent { name } } goals { id }
  reports { id figures { value goal { id } } } events { by } }`;

/** Each thing to which a decision and an award lead, with what is nested in it once. */
const DECISION = `{ id issuedBy { name superior { name } } awardType { code competences { tier } } draftedBy { username }
  checkedBy { username } availableActions proposals { symbol from { name } } totals { kind } documents { id unit { name } }
  nominations { code honouree { displayName } award { id } currentStep { position } }
  concerns { reason award { id } } changes { reason award { id } } }`;
const AWARD = `{ citation honouree { displayName unit { name } area { name } } sharedWith { id } awardType { code }
  areaAsAwarded { name path { name } } certificate { token } proposal { symbol } nomination { code route { position unit { name } } externalOutcomes { id } }
  corrections { reason } revokedBy { reason decision { symbol } } grounds { id } flaggedBy { id }
  decision { symbol issuedBy { name } draftedBy { username } totals { kind count } documents { id } nominations { code } } }`;

/** Every list of the schema; the test says which is missing. */
const LISTS: Record<string, List> = {
  accounts: { as: 'administrator', given: { accounts: 20 } },
  // The way up and the parent ask for the same areas.
  areas: { as: 'officer', given: {}, variables: { filter: { parentId: '{provinceArea}' } }, slack: 1 },
  auditEvents: { as: 'auditor', given: { honourees: 25 } },
  campaigns: { as: 'officer', given: { campaigns: 20 } },
  checkpoints: { as: 'secretary', given: { issuedDecisions: 20 } },
  councilSessions: { as: 'officer', given: { sessions: 20 } },
  decisions: { as: 'secretary', given: { issuedDecisions: 20 }, node: DECISION },
  emulationModels: { as: 'officer', given: { models: 20 }, node: MODEL },
  // More than a page: one that does not get full among the newest is looked for in another way too.
  honourees: { as: 'officer', given: { honourees: 25 }, node: HONOUREE },
  reorganisations: { as: 'officer', given: { reorganisations: 20 } },
  inbox: { as: 'reviewer', given: { nominations: { count: 20, state: 'RECEIVED' } }, slack: 1, depth: 1, rows: 16 },
  jobs: { as: 'administrator', given: { failedJobs: 20 } },
  // To and from are the commune: what is asked of one end serves both.
  nominations: {
    as: 'officer',
    given: { nominations: { count: 25, state: 'SUBMITTED' } },
    slack: 1,
    depth: 1,
    rows: 16,
  },
  opinions: {
    as: 'officer',
    given: { nominations: { count: 20, state: 'RECEIVED', byProvince: true, asked: true } },
    slack: 1,
    depth: 1,
  },
  proposedRules: { as: 'administrator', given: { proposedRules: 20 } },
  proposals: { as: 'officer', given: { nominations: { count: 20, state: 'SUBMITTED' } }, slack: 1, depth: 1 },
  searchHonours: { as: 'secretary', given: { issuedDecisions: 20 }, variables: { search: {} }, node: AWARD },
  units: { as: 'officer', given: { schools: 20 }, variables: { filter: { superiorId: '{commune}' } } },
};

const lists = operations.filter((operation) => String(fieldOf(operation).type).endsWith('Connection!'));
// A dossier alone is asked for by its id, several by a list of theirs (nomination.queries.ts): one look-up either way.
const asList = (text: string): string => text.replace('where n.id = $3 and', 'where n.id = any ($3::uuid[]) and');
const times = (statements: Statement[]): Map<string, number> =>
  new Map(statements.map((statement) => [asList(statement.text), statement.times]));

useOwnServer();

describe('a list', () => {
  it('is here for every list of the schema', () => {
    const missing = lists.map(({ name }) => name).filter((name) => !(name in LISTS));
    if (missing.length > 0)
      throw new Error(`Give ${missing.join(', ')} a row in LISTS of test/operations/lists.spec.ts.`);
  });

  it.each(Object.entries(LISTS))('of %s takes the same statements for one row and for many', async (name, list) => {
    const { people, values } = await makeWorld(`list-${name.toLowerCase()}`, list.given);
    const variables = fill(list.variables ?? {}, values);
    const { client } = people[list.as];
    const page = async (first: number) => {
      const { result, statements } = await recordSql(() =>
        client.get(listOf({ type: 'Query', name }, list), { ...variables, first }),
      );
      expect(result.edges).toHaveLength(first);
      return times(statements);
    };
    // What is remembered of a reader is asked once, whatever the list.
    await page(1);
    const [one, many] = [await page(1), await page(list.rows ?? 20)];
    expect([...many.keys()].sort()).toEqual([...one.keys()].sort());
    const more = [...many].filter(([text, count]) => count > one.get(text)! + (list.slack ?? 0));
    expect(more).toEqual([]);
  });
});
