import type { BatchFunction } from '../core/loaders.js';
import type { Succession } from './succession.entity.js';
import type { FormerAreaVersion } from './former-area-version.entity.js';
import { formerVersionsOf, predecessorsOf, successorsOf } from './succession.queries.js';

function gathered<Row extends { of: string }>(ids: readonly string[], rows: readonly Row[]): Row[][] {
  const found = new Map<string, Row[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row.of)?.push(row);
  return ids.map((id) => found.get(id) ?? []);
}

/** What became of each area. */
export const successorsOfArea: BatchFunction<string, Succession[]> = async (context, ids) =>
  gathered(ids, await successorsOf(context.connection, ids));

/** What each area came of. */
export const predecessorsOfArea: BatchFunction<string, Succession[]> = async (context, ids) =>
  gathered(ids, await predecessorsOf(context.connection, ids));

/** What was said of each area before loads knew better. */
export const formerVersionsOfArea: BatchFunction<string, FormerAreaVersion[]> = async (context, ids) =>
  gathered(
    ids,
    (await formerVersionsOf(context.connection, ids)).map((row) => ({ ...row, of: row.areaId })),
  );
