import { sealPending } from '../audit/audit.queries.js';
import { record } from '../audit/record.js';
import { Clock } from '../core/clock.js';
import { runCommand } from '../core/command.js';
import { reachDatabase } from '../core/command-database.js';
import { loadConfig } from '../core/config.js';
import type { Database, Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import { openDatabase } from '../core/open-database.js';
import { livesThrough, unitIdByCode, unitVersionsOn } from '../units/unit.queries.js';
import { insertUnit } from '../units/write-unit.queries.js';
import { Account, Grant } from './account.entity.js';
import { readAdminArguments, type AdminOrder, type CreateOrder } from './admin-arguments.js';
import { deleteSessions, insertGrant, lockAccountNamed, setOneTimePassword } from './identity.queries.js';
import { insertNewAccount, oneTimePasswordEnd } from './new-account.js';
import { generatePassword, hashPassword } from './password.js';

/**
 * `npm run admin`: makes the first administrator, and gives a new one-time password to who has lost theirs. Works with
 * DATABASE_URL, else on the trial database, running or stopped. What it does is audited without an actor.
 */

const SEAL_BATCH = 2_000;

/** What was done, one sentence a line. */
type Report = string[];

async function makeUnit(tx: Transaction, { unitCode, unit }: CreateOrder, report: Report): Promise<string> {
  if (!unit) throw new DomainError('NOT_FOUND', 'admin.unitMissing', { params: { code: unitCode } });
  const newUnit = { ...unit, code: unitCode, isBody: true, external: false, areaId: null, superiorId: null };
  const id = await insertUnit(tx, { ...newUnit, validFrom: tx.today });
  await record(tx, null, { action: 'unit.create', subject: `unit:${id}`, unitId: id, details: { ...newUnit } });
  report.push(message('admin.unitMade', { unit: unit.name, code: unitCode }));
  return id;
}

async function create(tx: Transaction, order: CreateOrder, passwordHash: string, report: Report): Promise<void> {
  const { username, fullName, unitCode: code } = order;
  const unitId = (await unitIdByCode(tx, code)) ?? (await makeUnit(tx, order, report));
  const unit = (await unitVersionsOn(tx, [{ id: unitId, day: tx.today }]))[0]?.name ?? code;
  if (!(await livesThrough(tx, unitId, tx.today, null))) {
    throw new DomainError('WRONG_STATE', 'admin.unitEnded', { params: { unit, code } });
  }
  const accountId = await insertNewAccount(tx, null, { username, fullName, passwordHash, managedByUnitId: null });
  const grant = { role: 'ADMINISTRATOR', validFrom: tx.today, validTo: null } as const;
  await insertGrant(tx, { ...grant, accountId, unitId });
  await record(tx, null, { action: 'grant.give', subject: `account:${accountId}`, unitId, details: grant });
  report.push(message('admin.created', { username, unit, code }));
}

async function resetPassword(tx: Transaction, username: string, passwordHash: string, report: Report): Promise<void> {
  const account = await lockAccountNamed(tx, username);
  if (!account) throw new DomainError('NOT_FOUND', 'admin.accountMissing', { params: { username } });
  if (account.disabled) throw new DomainError('WRONG_STATE', 'admin.accountDisabled', { params: { username } });
  await setOneTimePassword(tx, account.id, passwordHash, oneTimePasswordEnd(tx.now));
  const sessions = await deleteSessions(tx, account.id, {});
  await record(tx, null, { action: 'account.resetPassword', subject: `account:${account.id}` });
  report.push(message('admin.reset', { username, sessions }));
}

async function carryOut(database: Database, order: AdminOrder): Promise<Report> {
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const report: Report = [];
  await database.transaction(async (tx) => {
    report.length = 0; // a transaction that had to be repeated tells once
    if (order.command === 'create') await create(tx, order, passwordHash, report);
    else await resetPassword(tx, order.username, passwordHash, report);
  });
  // No server may be running that would chain what was written.
  while (((await sealPending(database, SEAL_BATCH)) ?? 0) > 0);
  return [...report, message('admin.password', { password })];
}

void runCommand(async () => {
  const order = readAdminArguments(process.argv.slice(2));
  const config = loadConfig(process.env);
  const reached = await reachDatabase(config);
  try {
    const opened = await openDatabase(config, reached.address, new Clock(config.clock), [Account, Grant]);
    const report = await carryOut(opened.database, order).finally(() => opened.close());
    for (const line of report) process.stdout.write(`${line}\n`);
  } finally {
    await reached.release();
  }
});
