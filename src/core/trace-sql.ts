import { appendFileSync } from 'node:fs';
import type { Logger } from 'typeorm';

/** Appends each statement to `file` as one JSON string a line (TRACE_SQL, for test/operations). */
export class SqlTrace implements Logger {
  constructor(private readonly file: string) {}

  /** What our own query functions send. */
  add(text: string): void {
    appendFileSync(this.file, `${JSON.stringify(text)}\n`);
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
