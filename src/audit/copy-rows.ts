import type pg from 'pg';

/** What pg gives to a query of one's own (its cursors and streams are made alike). */
interface CopyConnection {
  query(text: string): void;
}

/** The values of one row as the database holds them; null is SQL's null. Valid only until the receiver returns. */
export type BinaryRow = readonly (Buffer | null)[];

// "PGCOPY\n\xff\r\n\0", flags, length of an extension that there is none of.
const HEADER_BYTES = 19;
const TRAILER = -1;

/**
 * Runs `copy (…) to stdout (format binary)` and gives each row to `receive`. Rows come as fast as they are taken and
 * none is kept; nothing is turned into text or objects, which at 100,000 rows a second would be most of the work.
 * When `receive` answers false it is over at once, and the client is good for nothing but to be ended.
 */
export function copyRows(client: pg.Client, query: string, receive: (row: BinaryRow) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(query, receive, (error) => (error ? reject(error) : resolve())));
  });
}

class CopyOut implements pg.Submittable {
  private headerBytes = HEADER_BYTES;
  private done = false;

  constructor(
    private readonly text: string,
    private readonly receive: (row: BinaryRow) => boolean,
    /** pg's name: with a `callback` it leaves the query as it is. */
    readonly callback: (error: Error | null) => void,
  ) {}

  submit(connection: unknown): void {
    (connection as CopyConnection).query(this.text);
  }

  /** PostgreSQL sends each row as a message of its own, the header before the first. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.done) return;
    const start = this.headerBytes;
    this.headerBytes = 0;
    try {
      if (start === chunk.length || chunk.readInt16BE(start) === TRAILER) return;
      if (!this.receive(fieldsOf(chunk, start))) this.end(null);
    } catch (error) {
      this.end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  handleCommandComplete(): void {
    // The end is told by handleReadyForQuery(), or by handleError().
  }

  handleError(error: Error): void {
    this.end(error);
  }

  handleReadyForQuery(): void {
    this.end(null);
  }

  /** The promise behind the callback settles once; later calls change nothing. */
  private end(error: Error | null): void {
    this.done = true;
    this.callback(error);
  }
}

function fieldsOf(chunk: Buffer, start: number): BinaryRow {
  const fields: (Buffer | null)[] = [];
  let at = start + 2;
  for (let left = chunk.readInt16BE(start); left > 0; left -= 1) {
    const length = chunk.readInt32BE(at);
    at += 4;
    fields.push(length < 0 ? null : chunk.subarray(at, (at += length)));
  }
  return fields;
}
