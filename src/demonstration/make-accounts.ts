import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { RoleCode } from '../core/permissions.js';
import { Account } from '../identity/account.entity.js';
import { insertGrant } from '../identity/identity.queries.js';
import { generatePassword, hashPassword } from '../identity/password.js';
import type { Line, Tier } from '../units/unit.entity.js';
import type { AccountRow } from './demonstration-data.js';
import { byStanding, mainGrant, standing, type Standing } from './domain/main-grant.js';
import { keeperOn, nearestVersion, unitOf } from './domain/units-in-time.js';
import type { MadeUnits } from './make-units.js';

/** An account of the demonstration as trial-accounts.json tells it: its main unit, the roles there and until when. */
export interface TrialAccount {
  username: string;
  password: string;
  roles: RoleCode[];
  unit: { id: string; code: string; name: string; tier: Tier; line: Line };
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** An account with its password. */
export interface HashedAccount extends AccountRow {
  password: string;
  passwordHash: string;
}

/** Gives each account a password of its own. Takes a second or two: do something else meanwhile. */
export async function hashAccounts(accounts: readonly AccountRow[]): Promise<HashedAccount[]> {
  const hashed: HashedAccount[] = [];
  const waiting = accounts.values();
  const lane = async (): Promise<void> => {
    for (const account of waiting) {
      const password = generatePassword();
      hashed.push({ ...account, password, passwordHash: await hashPassword(password) });
    }
  };
  // As many as are hashed at once: a longer queue would be refused, and would keep those out who sign in.
  await Promise.all([lane(), lane()]);
  const order = new Map(accounts.map(({ username }, index) => [username, index]));
  return hashed.sort((a, b) => (order.get(a.username) ?? 0) - (order.get(b.username) ?? 0));
}

/** Makes the accounts with all their grants. Answers with those that act today first. */
export async function makeAccounts(
  tx: Transaction,
  units: MadeUnits,
  accounts: readonly HashedAccount[],
): Promise<TrialAccount[]> {
  const { identifiers } = await tx.manager.insert(
    Account,
    accounts.map(({ username, fullName, passwordHash, grants }) => ({
      username,
      fullName,
      passwordHash,
      mustChangePassword: false,
      // The accounts of a body that is gone, or to come, are looked after by who stands above it.
      managedByUnitId: units.idOf(keeperOn(units.rows, mainGrant(grants, tx.today).unit, tx.today).code),
      createdAt: tx.now,
    })),
  );
  for (const [index, { grants }] of accounts.entries()) {
    const accountId = String(identifiers[index]?.['id']);
    for (const { unit, roles, from, to } of grants) {
      for (const role of roles) {
        const period = { validFrom: from, validTo: to ?? null };
        await insertGrant(tx, { accountId, role, unitId: units.idOf(unit), ...period });
      }
    }
  }
  return byStanding(accounts, tx.today).map((account) => told(units, account, tx.today));
}

function told(units: MadeUnits, { username, password, grants }: HashedAccount, today: CivilDate): TrialAccount {
  const { unit: code, roles, from, to } = mainGrant(grants, today);
  const unit = unitOf(units.rows, code);
  const { name } = nearestVersion(unit, today);
  return {
    username,
    password,
    roles,
    unit: { id: units.idOf(code), code, name, tier: unit.tier, line: unit.line },
    validFrom: from,
    validTo: to ?? null,
  };
}

/** Whether a trial account acts on that day, will, or did. */
export function standingOf({ validFrom, validTo }: TrialAccount, day: CivilDate): Standing {
  return standing(validTo === null ? { from: validFrom } : { from: validFrom, to: validTo }, day);
}
