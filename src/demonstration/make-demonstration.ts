import { insertCampaign } from '../campaigns/campaign.queries.js';
import type { Database, Transaction } from '../core/database.js';
import { hasAccounts } from '../identity/identity.queries.js';
import { hasShippedAreas, loadAreas } from '../units/load-areas.js';
import { demonstrationData, type CampaignRow } from './demonstration-data.js';
import { hashAccounts, type TrialAccount } from './make-accounts.js';
import { makeHonourees } from './make-honourees.js';
import { makeModels } from './make-models.js';
import { makeProvince } from './make-province.js';
import { makeSuccessions } from './make-successions.js';
import type { MadeUnits } from './make-units.js';

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
  if (await hasAccounts(database.background)) return null;
  begin();
  const data = await demonstrationData();
  // PostgreSQL works on the areas while we hash. They are there where an earlier first start was cut off after them.
  const [accounts] = await Promise.all([hashAccounts(data.accounts), ensureAreas(database)]);
  return makeProvince(database, dataDir, {
    name: 'demonstration',
    units: data.units,
    accounts,
    fill: async (tx, units) => ({
      successions: await makeSuccessions(tx, units, data.successions),
      campaigns: await makeCampaigns(tx, units, data.campaigns),
      honourees: await makeHonourees(tx, units, data),
      models: await makeModels(tx, units, data.models),
    }),
  });
}

async function ensureAreas(database: Database): Promise<void> {
  if (!(await hasShippedAreas(database))) await loadAreas(database, { until: null });
}

/** The campaigns that have been opened by today; nobody knew of later ones. Answers with how many. */
async function makeCampaigns(tx: Transaction, units: MadeUnits, campaigns: readonly CampaignRow[]): Promise<number> {
  const opened = campaigns.filter(({ opensOn }) => opensOn <= tx.today);
  for (const { launchedBy, ...campaign } of opened) {
    await insertCampaign(tx, { ...campaign, launchedById: units.idOf(launchedBy) });
  }
  return opened.length;
}
