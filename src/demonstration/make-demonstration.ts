import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { record } from '../audit/record.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Database, Transaction } from '../core/database.js';
import type { RoleCode } from '../core/permissions.js';
import { Account } from '../identity/account.entity.js';
import { insertGrant } from '../identity/identity.queries.js';
import { generatePassword, hashPassword } from '../identity/password.js';
import type { Line, Tier } from '../units/unit.entity.js';
import { areaIdByCode } from '../units/find-areas.queries.js';
import { loadAreas } from '../units/load-areas.js';
import { insertUnit } from '../units/write-unit.queries.js';

const FOLDER = new URL('../../data/demonstration/', import.meta.url);

interface UnitRow {
  code: string;
  name: string;
  line: Line;
  tier: Tier;
  area: string | null;
  superior: string | null;
  isBody: boolean;
  external: boolean;
  validFrom: CivilDate;
}

interface AccountRow {
  username: string;
  fullName: string;
  roles: RoleCode[];
  unit: string;
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** An account of the demonstration as trial-accounts.json tells it. */
export interface TrialAccount {
  username: string;
  password: string;
  roles: RoleCode[];
  unit: { id: string; code: string; name: string; tier: Tier; line: Line };
  validTo: CivilDate | null;
}

async function read<Row>(file: string): Promise<Row[]> {
  return JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')) as Row[];
}

/**
 * Makes the demonstration province from data/demonstration when there are no accounts yet; writes the generated
 * passwords to DATA_DIR/trial-accounts.json (mode 600). Returns the accounts, or null when there was nothing to do.
 */
export async function makeDemonstration(database: Database, dataDir: string): Promise<TrialAccount[] | null> {
  const [made] = await database.background.rows<{ any: boolean }>('select exists (select from account) as any');
  if (made?.any) return null;
  await loadAreas(database, null);
  const rows = await read<AccountRow>('accounts.json');
  const accounts = await Promise.all(
    rows.map(async (row) => {
      const password = generatePassword();
      return { ...row, password, passwordHash: await hashPassword(password) };
    }),
  );
  return database.transaction(async (tx) => {
    const units = await makeUnits(tx);
    for (const account of accounts) await makeAccount(tx, account, unitOf(units, account.unit).id);
    await record(tx, null, { action: 'demonstration.make', subject: 'registry:demonstration' });
    const told = accounts.map(({ username, password, roles, unit, validTo }) => ({
      username,
      password,
      roles,
      unit: unitOf(units, unit),
      validTo,
    }));
    // Before the commit: accounts whose passwords nobody knows would be of no use.
    await writeFile(join(dataDir, 'trial-accounts.json'), `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
    return told;
  });
}

type TrialUnit = TrialAccount['unit'];

function unitOf(units: ReadonlyMap<string, TrialUnit>, code: string): TrialUnit {
  const unit = units.get(code);
  if (!unit) throw new Error(`data/demonstration: no unit ${code}`);
  return unit;
}

async function makeUnits(tx: Transaction): Promise<Map<string, TrialUnit>> {
  const units = new Map<string, TrialUnit>();
  for (const { area, superior, ...unit } of await read<UnitRow>('units.json')) {
    const superiorId = superior ? unitOf(units, superior).id : null;
    const areaId = area ? await areaIdByCode(tx, area, unit.validFrom) : null;
    const id = await insertUnit(tx, { ...unit, areaId, superiorId });
    units.set(unit.code, { id, code: unit.code, name: unit.name, tier: unit.tier, line: unit.line });
  }
  return units;
}

async function makeAccount(
  tx: Transaction,
  account: AccountRow & { passwordHash: string },
  unitId: string,
): Promise<void> {
  const { username, fullName, passwordHash, roles, validFrom, validTo } = account;
  const { identifiers } = await tx.manager.insert(Account, {
    username,
    fullName,
    passwordHash,
    mustChangePassword: false,
    managedByUnitId: unitId,
    createdAt: tx.now,
  });
  const accountId = String(identifiers[0]?.['id']);
  for (const role of roles) await insertGrant(tx, { accountId, role, unitId, validFrom, validTo });
}
