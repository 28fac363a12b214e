import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './api.js';

/**
 * The payload of a mutation, asked again while it is told that there is no connection to the database: fifty at once wait
 * for sixteen connections, and how many of them wait too long is the machine's affair.
 */
export async function triedAgain(
  client: Client,
  mutation: string,
  variables: Record<string, unknown>,
): ReturnType<Client['get']> {
  for (;;) {
    const answer = await client.get(mutation, variables);
    if (answer.userErrors[0]?.code !== 'UNAVAILABLE') return answer;
    await sleep(100);
  }
}
