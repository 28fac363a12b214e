import { rulesSince, type AwardRuleRow } from '../awards/award-rule.queries.js';
import { isTransaction, type Connection } from '../core/database.js';
import { rulesIn, type Rule, type RuleKind } from './domain/rule.js';

/** The rules in force, of all times, as they were under a stamp. */
export class KeptRules {
  private readonly read = new Map<AwardRuleRow, Rule | undefined>();
  private readonly ofKinds = new Map<string, readonly AwardRuleRow[]>();

  constructor(
    readonly stamp: string | null,
    private readonly rows: readonly AwardRuleRow[],
  ) {}

  /** Those of the kinds that are asked for, in their order. The args of each are read once, and only when somebody asks for it. */
  where(kinds: readonly RuleKind[], asked: (row: AwardRuleRow) => boolean): Rule[] {
    return this.rowsOf(kinds)
      .filter(asked)
      .flatMap((row) => this.ruleOf(row) ?? []);
  }

  /** An act asks for two kinds of the thirty, one row in thirty: picked once. */
  private rowsOf(kinds: readonly RuleKind[]): readonly AwardRuleRow[] {
    const key = kinds.join(' ');
    const found = this.ofKinds.get(key) ?? this.rows.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
    this.ofKinds.set(key, found);
    return found;
  }

  private ruleOf(row: AwardRuleRow): Rule | undefined {
    if (!this.read.has(row)) this.read.set(row, rulesIn([row])[0]);
    return this.read.get(row);
  }
}

let kept = new KeptRules(null, []);

/** By which rules a transaction goes once it has asked. */
const ofTransaction = new WeakMap<Connection, KeptRules>();

/**
 * The rules as they stand now. They change some times a year, and every act asks for some: they stay in memory for as long
 * as their stamp does, which one small statement tells. A transaction asks once: one act goes by one law.
 */
export async function keptRules(connection: Connection): Promise<KeptRules> {
  const known = ofTransaction.get(connection);
  if (known) return known;
  const before = kept;
  const { stamp, rows } = await rulesSince(connection, before.stamp);
  const found = rows ? new KeptRules(stamp, rows) : before;
  kept = found;
  if (isTransaction(connection)) ofTransaction.set(connection, found);
  return found;
}

/** Spares a transaction that statement where another of its statements has read the stamp, and it is still the kept one. */
export function heedStamp(connection: Connection, stamp: string): void {
  if (isTransaction(connection) && kept.stamp === stamp) ofTransaction.set(connection, kept);
}
