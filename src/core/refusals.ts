import type { ErrorCode } from './errors.js';
import type { RequestContext } from './context.js';

/** Keeps refusals: of signed-in accounts in the audit, of strangers as counts (DESIGN §4). Implemented by `audit`. */
export abstract class Refusals {
  abstract keep(context: RequestContext, operation: string, code: ErrorCode): Promise<void>;
}
