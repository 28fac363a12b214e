// Which test files begin first. Jest goes by how long each took last time, and on a machine that has no last time by
// the size of the files, which says little of those that start servers: one of these, begun last, would run alone.
import sequencer from '@jest/test-sequencer';

const Sequencer = sequencer.default ?? sequencer;

/** The longest, in this order (CPU_TABLE says which they are: cpu-table.mjs). */
const LONG = [
  'scenario-lai-chau',
  'permission-matrix',
  'decisions-many',
  'places-in-time',
  'start-stop',
  'audit-accidents',
  'the-chain',
  'demonstration-work',
  'demonstration',
  'start-on-a-server',
  'documents',
  'published-reorganisation',
  'chain-illegal-moves',
  'the-past',
  'reorganisation-waits',
  'reorganisation',
  'operations',
  'audit-stalled',
  'sign-in',
  'embedded-postgres',
  'honour-search-reference',
  'lists',
  'readme-walk',
  'award-log-tampering',
  'three-provinces',
  'jobs',
  'migrations',
  'bad-input',
  'documents-faults',
  'reorganisation-killed',
].map((name) => `/${name}.spec.ts`);

/** Rules need nothing: they run while all is made that the others need (global-setup.mjs). */
const place = ({ path, context }) => {
  if (context.config.displayName?.name === 'rules') return -1;
  const found = LONG.findIndex((name) => path.endsWith(name));
  return found < 0 ? LONG.length : found;
};

export default class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
}
