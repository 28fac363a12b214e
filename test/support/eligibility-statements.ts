import pg from 'pg';
import { eligibilityOf } from '../../src/nominations/dossier-eligibility.js';
import { civilDate } from '../../src/core/civil-date.js';
import type { Connection } from '../../src/core/database.js';
import { sharedConnection } from './shared-connection.js';

/** How many statements the eligibility of these nominations takes, asked in one call, with all that may be asked. */
export async function statementsFor(nominationIds: readonly string[]): Promise<number> {
  const shared = await sharedConnection('postgres');
  let statements = 0;
  const connection: Connection = {
    rows: (text, values = []) => {
      statements += 1;
      // Dates as the service reads them: texts.
      const types = { getTypeParser: (oid: number) => (oid === 1082 ? String : pg.types.getTypeParser(oid)) };
      const asked = { text, values: [...values], types } as pg.QueryConfig;
      return shared.query(asked).then((result) => result.rows as never);
    },
  };
  const asked = { sensitive: 'ALL', documents: true } as const;
  const found = await eligibilityOf(
    connection,
    nominationIds.map((id) => ({ id })),
    civilDate('2026-11-20'),
    asked,
  );
  if (found.size !== nominationIds.length) throw new Error(`${found.size} of ${nominationIds.length} answered`);
  return statements;
}
