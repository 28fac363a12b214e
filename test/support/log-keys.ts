import { person } from './people.js';
import { query } from './shared-connection.js';

/** Whatever waits for a second administrator is dropped: there is one at a time. */
export async function noKeyRequest(): Promise<void> {
  await query(
    `update award_log_key_request set answered_by_id = requested_by_id, answered_at = now() where answered_at is null`,
  );
}

/** A request of another administrator's. */
export async function keyRequest(): Promise<string> {
  await noKeyRequest();
  const { accountId } = await person();
  const [row] = await query<{ id: string }>(
    `insert into award_log_key_request (cause, reason, requested_by_id, requested_at)
     values ('LOSS', 'Ổ đĩa hỏng', $1, now()) returning id`,
    [accountId],
  );
  return row!.id;
}
