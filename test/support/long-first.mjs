// Which test files begin first. Jest goes by how long each took last time, and on a machine that has no last time by
// the size of the files, which says little of those that start servers: one of these, begun last, would run alone.
import sequencer from '@jest/test-sequencer';

const Sequencer = sequencer.default ?? sequencer;

/** The longest, in this order. */
const LONG = [
  'permission-matrix',
  'audit-accidents',
  'decisions-many',
  'start-stop',
  'start-on-a-server',
  'audit-stalled',
  'demonstration-work',
  'demonstration',
  'chain-illegal-moves',
  'job-processes',
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
