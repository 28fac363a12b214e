import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { message } from './messages.vi.js';

/** Answers null when well, else a sentence that says what is wrong. Must not throw. */
export type HealthCheck = () => Promise<string | null> | string | null;

/** Who asks whether we are ready does not wait long himself, and no answer is an answer too. */
const PATIENCE_MS = 2_000;

/** What has to be well before requests may come. Parts of the service add their checks. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, HealthCheck>();

  add(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** The names of what is not well, each with its reason; empty when ready. */
  async problems(): Promise<Record<string, string>> {
    const found = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await this.ask(check)] as const),
    );
    return Object.fromEntries(found.filter((one): one is [string, string] => one[1] !== null));
  }

  private async ask(check: HealthCheck): Promise<string | null> {
    const answered = new AbortController();
    const silence = sleep(PATIENCE_MS, undefined, { signal: answered.signal, ref: false }).then(
      () => message('server.silent', { seconds: PATIENCE_MS / 1000 }),
      () => null,
    );
    try {
      return await Promise.race([check(), silence]);
    } finally {
      answered.abort();
    }
  }
}
