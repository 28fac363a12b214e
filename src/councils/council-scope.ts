import { isBelow } from '../units/unit.queries.js';

/**
 * SQL that is true for the sessions `s` which the reader with the roots $1 may read on the day $2: those of the reader's
 * units and of the units below them. The scope is that of nominations: historians' grants open none.
 */
export const READABLE_SESSION = isBelow('s.unit_id');
