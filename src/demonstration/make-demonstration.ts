import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { record } from '../audit/record.js';
import { insertCampaign } from '../campaigns/campaign.queries.js';
import type { Database, Transaction } from '../core/database.js';
import { loadAreas } from '../units/load-areas.js';
import { demonstrationData, type CampaignRow } from './demonstration-data.js';
import { hashAccounts, makeAccounts, type TrialAccount } from './make-accounts.js';
import { makeHonourees } from './make-honourees.js';
import { makeModels } from './make-models.js';
import { makeUnits, type MadeUnits } from './make-units.js';

/**
 * Makes the demonstration province from data/demonstration when there are no accounts yet; writes the generated
 * passwords to DATA_DIR/trial-accounts.json (mode 600). Returns the accounts, or null when there was nothing to do.
 * `begin` is called first when there is something to do: it takes seconds.
 */
export async function makeDemonstration(
  database: Database,
  dataDir: string,
  begin: () => void = () => undefined,
): Promise<TrialAccount[] | null> {
  const [made] = await database.background.rows<{ any: boolean }>('select exists (select from account) as any');
  if (made?.any) return null;
  begin();
  const data = await demonstrationData();
  // PostgreSQL works on the areas while we hash.
  const [accounts] = await Promise.all([hashAccounts(data.accounts), loadAreas(database, null)]);
  return database.transaction(async (tx) => {
    const units = await makeUnits(tx, data.units);
    const told = await makeAccounts(tx, units, accounts);
    const campaigns = await makeCampaigns(tx, units, data.campaigns);
    const honourees = await makeHonourees(tx, units, data);
    const models = await makeModels(tx, units, data.models);
    // One row for all of it: nobody did these things one by one, and what is made lies in the shipped files.
    await record(tx, null, {
      action: 'demonstration.make',
      subject: 'registry:demonstration',
      details: { units: data.units.length, accounts: told.length, campaigns, honourees, models },
    });
    // Before the commit: accounts whose passwords nobody knows would be of no use.
    await writeFile(join(dataDir, 'trial-accounts.json'), `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
    return told;
  });
}

/** The campaigns that have been opened by today; nobody knew of later ones. Answers with how many. */
async function makeCampaigns(tx: Transaction, units: MadeUnits, campaigns: readonly CampaignRow[]): Promise<number> {
  const opened = campaigns.filter(({ opensOn }) => opensOn <= tx.today);
  for (const { launchedBy, ...campaign } of opened) {
    await insertCampaign(tx, { ...campaign, launchedById: units.idOf(launchedBy) });
  }
  return opened.length;
}
