import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse, type OperationDefinitionNode } from 'graphql';
import { Client } from '../support/api.js';
import { operations } from '../support/declared-operations.js';
import { withPlaceholders } from '../support/placeholders.js';
import { comparable, read, recordSql, write } from '../support/recorded-sql.js';
import { projectPath } from '../support/schema.js';
import { useOwnServer } from '../support/use-own-server.js';
import { fill, makeWorld, type Given, type OperationWorld } from './world.js';

// Each <name>.graphql is asked as <name>.json says; the answer must be the one that stands there, and the statements
// those of <name>.sql. UPDATE_OPERATIONS=1 writes both anew: read what changed before it is committed.

const FOLDER = projectPath('test/operations/');
const UPDATE = Boolean(process.env['UPDATE_OPERATIONS']);
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace('.graphql', ''));

interface Recording {
  /** Who asks; null is a stranger. */
  as: keyof OperationWorld['people'] | null;
  /** What is there before. */
  given?: Given;
  /** {name} stands for a value of the world. */
  variables?: Record<string, unknown>;
  response?: unknown;
}

const text = (name: string, kind: 'graphql' | 'json' | 'sql'): string | null => {
  const path = `${FOLDER}${name}.${kind}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};

/** Whether to write what was seen: when told to, and, outside CI, what nobody has recorded yet. */
function writes(name: string, isThere: boolean): boolean {
  if (UPDATE) return true;
  if (isThere) return false;
  if (process.env['CI'])
    throw new Error(`test/operations/${name} has no recording: UPDATE_OPERATIONS=1 npm test -- operations`);
  return true;
}

useOwnServer();

describe('operations', () => {
  it.each(names)('%s', async (name) => {
    const document = text(name, 'graphql')!;
    const recording = JSON.parse(text(name, 'json') ?? '{}') as Recording;
    const { people, values } = await makeWorld(name, recording.given ?? {});
    const asks = recording.as ? people[recording.as].client : new Client();
    const { result, statements } = await recordSql(() => asks.ask(document, fill(recording.variables ?? {}, values)));
    const response = withPlaceholders({ data: result.data as unknown, errors: result.errors });

    const sql = text(name, 'sql');
    if (writes(`${name}.json`, recording.response !== undefined)) {
      writeFileSync(`${FOLDER}${name}.json`, `${JSON.stringify({ ...recording, response }, null, 2)}\n`);
    } else {
      expect(response).toEqual(recording.response);
    }
    // Which of two reads side by side was sent first is chance, and no reason to write them anew.
    const isNew = sql === null || comparable(statements) !== comparable(read(sql));
    if (!writes(`${name}.sql`, sql !== null)) expect(comparable(statements)).toBe(comparable(read(sql!)));
    else if (isNew) writeFileSync(`${FOLDER}${name}.sql`, write(statements));
  });

  it('are recorded each, at least once', () => {
    const recorded = names.flatMap((name) => {
      const [definition] = parse(text(name, 'graphql')!).definitions as OperationDefinitionNode[];
      return definition!.selectionSet.selections.map((node) => ('name' in node ? node.name.value : ''));
    });
    const missing = operations.map(({ name }) => name).filter((name) => !recorded.includes(name));
    if (missing.length === 0) return;
    throw new Error(
      `Give ${missing.join(', ')} a <name>.graphql and <name>.json in test/operations/, and read its .sql.`,
    );
  });
});
