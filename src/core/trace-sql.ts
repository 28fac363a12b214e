import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import type { Logger } from 'typeorm';

/** Appends each statement to `file` as one JSON string a line (TRACE_SQL, for test/operations). */
export class SqlTrace implements Logger {
  private readonly unrecorded = new AsyncLocalStorage<true>();

  constructor(private readonly file: string) {}

  /** Runs `work` without recording what it sends. */
  aside<Result>(work: () => Result): Result {
    return this.unrecorded.run(true, work);
  }

  /** What our own query functions send. */
  add(text: string): void {
    if (!this.unrecorded.getStore()) appendFileSync(this.file, `${JSON.stringify(text)}\n`);
  }

  /** What TypeORM sends by itself: begin, inserts of entities, commit. */
  logQuery(query: string): void {
    this.add(query);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
