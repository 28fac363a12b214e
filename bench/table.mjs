// What was measured, beside its goal.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { percentile } from './statistics.mjs';

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} measured
 * @property {string} [goal]
 * @property {boolean} [met] undefined where there is no goal
 */

/** @param {string} name @param {number} ratio @param {number} [goal] at least @param {string} [note] @returns {Figure} */
export function ratioFigure(name, ratio, goal, note = '') {
  const measured = `${ratio.toFixed(2)}${note && ` (${note})`}`;
  return goal === undefined ? { name, measured } : { name, measured, goal: `≥ ${goal}`, met: ratio >= goal };
}

/** @param {string} name @param {number} value @param {string} unit @param {number} [goal] at most @param {string} [note] @returns {Figure} */
export function limitFigure(name, value, unit, goal, note = '') {
  const measured = `${value.toFixed(value < 10 ? 2 : 1)} ${unit}${note && ` (${note})`}`;
  return goal === undefined ? { name, measured } : { name, measured, goal: `≤ ${goal} ${unit}`, met: value <= goal };
}

/**
 * A p95 under load beside the bare server's of the same run: the goal in milliseconds is of a machine, this is not.
 * @param {string} name
 * @param {number[]} ours milliseconds
 * @param {number[]} bare milliseconds
 * @param {number} goal milliseconds
 * @returns {Figure}
 */
export function besideBareFigure(name, ours, bare, goal) {
  const [p95, floor] = [percentile(ours, 95), percentile(bare, 95)];
  return limitFigure(name, p95, 'ms', goal, `${(p95 / floor).toFixed(2)} × the bare server's ${floor.toFixed(1)} ms`);
}

/** A machine's name is no secret, its load explains figures. */
export function machineLine() {
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, load ${load}`;
}

/** @param {readonly Figure[]} figures */
export function table(figures) {
  const rows = [
    ['', 'measured', 'goal', ''],
    ...figures.map(({ name, measured, goal = '', met }) => [
      name,
      measured,
      goal,
      met === undefined ? '' : met ? 'met' : 'MISSED',
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => [...row[column]].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
