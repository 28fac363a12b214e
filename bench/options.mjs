import { parseArgs } from 'node:util';

export const PARTS = [
  'reads',
  'searches',
  'honours',
  'checks',
  'pages',
  'writes',
  'places',
  'reorganise',
  'chain',
  'eligibility',
  'steps',
  'start',
  'verify',
  'log',
];
/** What is only compared when asked for: it installs something first. */
export const ON_REQUEST = ['postgraphile'];

const HELP = `npm run bench -- [--quick] [--rows N] [--nominations N] [--only reads,writes,…] [--rounds N] [--seconds N] [--json FILE]
  parts: ${PARTS.join(', ')}; only when named: ${ON_REQUEST.join(', ')}`;

/**
 * @typedef {object} Options
 * @property {number} rows honourees in the large database
 * @property {number} nominations in the database of the chain
 * @property {number} rounds of each alternating measurement, A B A B …
 * @property {number} seconds of load in each turn
 * @property {string[]} parts
 * @property {boolean} quick
 * @property {string | undefined} json file for the figures
 */

/** @returns {Options} */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      rows: { type: 'string' },
      nominations: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    process.exit(0);
  }
  const { quick } = values;
  const parts = values.only?.split(',') ?? PARTS;
  const unknown = parts.filter((part) => ![...PARTS, ...ON_REQUEST].includes(part));
  if (unknown.length > 0) throw new Error(`No part ${unknown.join(', ')}.\n${HELP}`);
  return {
    quick,
    parts,
    rows: Number(values.rows ?? (quick ? 100_000 : 1_000_000)),
    nominations: Number(values.nominations ?? (quick ? 20_000 : 200_000)),
    rounds: Number(values.rounds ?? (quick ? 2 : 4)),
    seconds: Number(values.seconds ?? (quick ? 2 : 4)),
    json: values.json,
  };
}
