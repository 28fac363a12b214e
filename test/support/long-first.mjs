// Which test files begin first. Jest goes by how long each took last time, and on a machine that has no last time by
// the size of the files, which says little of those that start servers: one of these, begun last, would run alone.
import sequencer from '@jest/test-sequencer';

const Sequencer = sequencer.default ?? sequencer;

/** The longest, in this order (CPU_TABLE says which they are: cpu-table.mjs). */
const LONG = [
  'scenario-lai-chau',
  'permission-matrix',
  'audit-accidents',
  'decisions-many',
  'start-stop',
  'demonstration-work',
  'chain-illegal-moves',
  'places-in-time',
  'demonstration',
  'start-on-a-server',
  'job-processes',
  'reorganisation',
  'operations',
  'lists',
  'the-past',
  'published-reorganisation',
  'reorganisation-waits',
  'three-provinces',
  'reorganisation-killed',
  'reorganisation-properties',
  'audit-stalled',
  'documents-faults',
].map((name) => `/${name}.spec.ts`);

const place = ({ path }) => {
  const found = LONG.findIndex((name) => path.endsWith(name));
  return found < 0 ? LONG.length : found;
};

export default class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
}
