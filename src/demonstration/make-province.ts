import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { record } from '../audit/record.js';
import type { Database, Transaction } from '../core/database.js';
import { makeAccounts, type HashedAccount, type TrialAccount } from './make-accounts.js';
import type { UnitRow } from './domain/units-in-time.js';
import { makeUnits, type MadeUnits } from './make-units.js';

/** Holds the accounts of a trial with their passwords, in its data folder. */
export const ACCOUNTS_FILE = 'trial-accounts.json';

/** A province of a trial: its bodies, who works there, and what else is there from the beginning. */
export interface Province {
  /** As the audit calls it. */
  name: string;
  units: readonly UnitRow[];
  accounts: readonly HashedAccount[];
  /** Makes the rest, in the same transaction; answers with how many of what. */
  fill?: (tx: Transaction, units: MadeUnits) => Promise<Record<string, number>>;
}

/** Makes a province, all or nothing, and writes its passwords to DATA_DIR/trial-accounts.json (mode 600). */
export function makeProvince(database: Database, dataDir: string, province: Province): Promise<TrialAccount[]> {
  return database.transaction(async (tx) => {
    const units = await makeUnits(tx, province.units);
    const told = await makeAccounts(tx, units, province.accounts);
    const more = (await province.fill?.(tx, units)) ?? {};
    // One row for all of it: nobody did these things one by one, and what is made lies in the shipped files.
    await record(tx, null, {
      action: `${province.name}.make`,
      subject: `registry:${province.name}`,
      details: { units: province.units.length, accounts: told.length, ...more },
    });
    // Before the commit: accounts whose passwords nobody knows would be of no use.
    await writeFile(join(dataDir, ACCOUNTS_FILE), `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
    return told;
  });
}
