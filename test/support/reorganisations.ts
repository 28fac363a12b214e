import type { Client } from './api.js';
import { query } from './shared-connection.js';

/** A plan that dissolves a unit on a day of the past. */
export function closingPlan(id: string): Record<string, unknown> {
  const changes = [{ kind: 'DISSOLVED', fromIds: [id] }];
  return { effectiveOn: '2026-01-01', legalBasis: 'Nghị quyết 1', changes };
}

/** The hash of the preview of a plan. */
export async function planHash(client: Client, input: Record<string, unknown>): Promise<string> {
  const { preview } = await client.get(
    `mutation ($input: ReorganisationInput!) { previewReorganisation(input: $input) { preview { hash } userErrors { code } } }`,
    { input },
  );
  return preview.hash as string;
}

/** A plan that waits for a day far ahead, on which it dissolves the unit. Answers with its id. */
export async function waitingPlan(unitId: string, accountId: string): Promise<string> {
  const changes = [{ kind: 'DISSOLVED', fromIds: [unitId], toIds: [], newCode: null, newName: null, takerId: null }];
  const [plan] = await query<{ id: string }>(
    `insert into reorganisation (effective_on, legal_basis, changes, units, state, planned_by_id, planned_at)
     values ('2199-01-01', 'Nghị quyết 2', $1, array[$2::uuid], 'PLANNED', $3, now()) returning id`,
    [JSON.stringify(changes), unitId, accountId],
  );
  return plan!.id;
}
