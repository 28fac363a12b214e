import { readFileSync, statSync } from 'node:fs';
import { worker } from './api.js';

/** A statement as it was sent, laid out, and how often. */
export interface Statement {
  text: string;
  times: number;
}

/** Does `work` and gives, beside its result, the statements that the server sent for its requests. */
export async function recordSql<T>(work: () => Promise<T>): Promise<{ result: T; statements: Statement[] }> {
  const start = statSync(worker.traceSql, { throwIfNoEntry: false })?.size ?? 0;
  const result = await work();
  const lines = readFileSync(worker.traceSql).subarray(start).toString('utf8').split('\n').filter(Boolean);
  return { result, statements: counted(lines.map((line) => layOut(JSON.parse(line) as string))) };
}

const BEGINS = /^start transaction/i;
const ENDS = /^(commit|rollback)/i;

/** The statements in order; within a transaction, and between two, each stands once with how often it was sent. */
function counted(texts: readonly string[]): Statement[] {
  const statements: Statement[] = [];
  let part = new Map<string, Statement>();
  for (const text of texts) {
    const known = part.get(text);
    if (known) {
      known.times += 1;
      continue;
    }
    const statement = { text, times: 1 };
    statements.push(statement);
    if (BEGINS.test(text) || ENDS.test(text)) part = new Map();
    else part.set(text, statement);
  }
  return statements;
}

const CLAUSES =
  /^(select|from|where|values|returning|set|limit|join|left join|cross join lateral|group by|order by|union all|union|on conflict|for update|for share)\b/i;
/** These words belong to what follows them. */
const TIED = /\b(delete|do|for|left|cross|as|over)$/i;

/** One line a clause at the top level: a changed statement shows what changed, and its indentation does not count. */
export function layOut(sql: string): string {
  const text = sql.replace(/\s+/g, ' ').trim();
  let laidOut = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "'") quoted = !quoted;
    if (!quoted && sign === '(') depth += 1;
    if (!quoted && sign === ')') depth -= 1;
    const starts = !quoted && depth === 0 && sign === ' ' && CLAUSES.test(text.slice(at + 1));
    laidOut += starts && !TIED.test(laidOut) ? '\n' : sign;
  }
  return laidOut;
}

/** Statements as they stand in a .sql file. */
export function write(statements: readonly Statement[]): string {
  return statements.map(({ text, times }) => `${times > 1 ? `-- × ${times}\n` : ''}${text};\n`).join('\n');
}

/** The statements of a .sql file. */
export function read(file: string): Statement[] {
  return file
    .split(/;\n+/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const times = /^-- × (\d+)\n/.exec(part);
      return { text: part.replace(/^-- × \d+\n/, ''), times: Number(times?.[1] ?? 1) };
    });
}

/**
 * The statements in an order that does not depend on which of two answers comes first: reads outside transactions run
 * side by side and stand by their text; the order of a transaction's own is told.
 */
export function comparable(statements: readonly Statement[]): string {
  const told: Statement[] = [];
  let reads: Statement[] = [];
  let open = false;
  const flush = (): void => {
    told.push(...reads.sort((a, b) => (a.text < b.text ? -1 : 1)));
    reads = [];
  };
  for (const statement of statements) {
    if (BEGINS.test(statement.text)) {
      flush();
      open = true;
    }
    (open ? told : reads).push(statement);
    if (ENDS.test(statement.text)) open = false;
  }
  flush();
  return write(told);
}
