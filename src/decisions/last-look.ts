import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { changeOfDecision } from './award-change.loaders.js';
import type { Decision } from './decision.entity.js';
import {
  documentsByDecision,
  lineIdsByDecision,
  proposalsByDecision,
  recordedLinesByDecision,
  totalsByDecision,
} from './decision.loaders.js';
import { decisionsById } from './decision.queries.js';
import { decisionScope } from './decision-scope.js';

const HANGING = [
  lineIdsByDecision,
  totalsByDecision,
  proposalsByDecision,
  recordedLinesByDecision,
  documentsByDecision,
  changeOfDecision,
];

/** A decision that is about to be discarded, with all that hangs on it; null where the asking account may not read it. */
export async function lastLookAt(context: RequestContext, id: string): Promise<Decision | null> {
  const [decision] = await decisionsById(context.connection, decisionScope(context), [id]);
  if (!decision) return null;
  // Kept for the rest of the request: afterwards they are nowhere.
  for (const batch of HANGING) await load<string, unknown>(context, batch, id);
  return { ...decision, gone: true };
}
