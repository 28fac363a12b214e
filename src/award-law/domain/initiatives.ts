import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';
import { twoDigits } from './years.js';

const SCOPES = {
  CENTRAL: 'law.scopeCentral',
  PROVINCE: 'law.scopeProvince',
  DISTRICT: 'law.scopeDistrict',
  COMMUNE: 'law.scopeCommune',
  GRASSROOTS: 'law.scopeGrassroots',
} as const;

/** R10, R12: initiatives whose effect reaches far enough, recognised in the last so many years (or ever). */
export function initiatives(
  { count, scopes, withinYears }: ArgsOf['INITIATIVES'],
  history: History,
  proposal: Proposal,
): Answer {
  const proposed = proposedYear(proposal);
  const known = history.initiatives.filter(({ year, scope }) => {
    const recent = withinYears === undefined || year > proposed - withinYears;
    return year <= proposed && recent && scopes.includes(scope);
  });
  const missing = Math.max(0, count - known.length);
  const scope = scopes.map((each) => message(SCOPES[each])).join(', ');
  const params = { count: twoDigits(count), scope, missing: twoDigits(missing) };
  return {
    outcome: missing === 0 ? 'YES' : 'NO',
    explanation: message(missing === 0 ? 'law.initiativesHeld' : 'law.initiativesWanted', params),
    facts: known.map(({ year, title }) => `${year}: ${title}`),
    eligibleFrom: null,
  };
}
