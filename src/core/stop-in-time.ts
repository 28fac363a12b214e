import { setTimeout as sleep } from 'node:timers/promises';

/** A stop did not come to its end in good order; the message is a sentence for the person at the terminal. */
export class StopForced extends Error {}

/**
 * Waits until `stopped`, for no more than so many seconds: a database that hangs would hold the last statements for ever.
 * Throws StopForced then; whoever asked ends the process.
 */
export async function stopInTime(stopped: Promise<void> | undefined, seconds: number): Promise<void> {
  const ended = await Promise.race([stopped, sleep(seconds * 1_000, 'late')]);
  if (ended !== 'late') return;
  throw new StopForced(
    `Chưa dừng xong sau ${seconds} giây (cơ sở dữ liệu không trả lời hoặc một việc nền còn chạy): buộc dừng.`,
  );
}
