/** What is made from the table for others: docs/workflow.md for people, the rows for the database. */
import {
  dutyRows,
  FINAL_STATES,
  NOMINATION_STATES,
  transitionRows,
  WORKFLOW,
  type Apart,
  type MovingPermission,
  type Place,
  type StepRule,
  type Transition,
} from './workflow.js';

const STEP_TEXT: Record<StepRule, string> = {
  PROPOSER: '0',
  SAME: 'same',
  FIRST: '→ 1, route fixed',
  SAME_OR_FIRST: 'same; → 1 with a new route if it restarts',
  BACK: '→ k ≥ 1, not above',
  NEXT: '+1',
  LAST: 'same, the deciding one',
  EXTERNAL: 'same, an external one',
  MARK: 'same (mark)',
  PLAN: 'by the plan',
};
const PLACE_TEXT: Record<Place, string> = {
  PROPOSER: "the proposer's unit",
  STEP: "the step's unit",
  STEP_OR_LATER: "the step's unit or a later one",
  SUSPENDER_OR_LATER: 'the suspending unit or a later one',
  RESUMER: 'the unit that resumes it, in the same act and to this step',
  LAST_INTERNAL: 'the last unit inside the registry',
  PLAN: 'an applied reorganisation, no person',
};

const APART_TEXT: Record<Apart, string> = {
  PROPOSERS: 'who proposed it',
  APPRAISERS: 'who appraised it at this step',
  REVIEWERS: 'who received, appraised or endorsed it',
};

function who({ permission, at, apart }: Transition): string {
  const others = apart.map((group) => APART_TEXT[group]);
  const not = others.length > 0 ? `, not ${others.join(' or ')}` : '';
  return permission === null ? PLACE_TEXT[at] : `\`${permission}\` at ${PLACE_TEXT[at]}${not}`;
}

function tableRow(transition: Transition): string {
  const from = transition.from.map((state) => state ?? '–').join(', ');
  const way = transition.way === undefined ? '' : ` (${transition.way.toLowerCase()})`;
  const { row, action, to, step } = transition;
  return `| ${row} | ${action}${way} | ${from} | ${to ?? 'the same'} | ${STEP_TEXT[step]} | ${who(transition)} |`;
}

function diagram(): string[] {
  const edges = transitionRows()
    .filter(({ from, to, action }) => from !== to && action !== 'CONVERT')
    .map(({ from, to, action, step }) => ({
      from: from ?? '[*]',
      to,
      label: step === 'BACK' ? `${action} to body` : action,
    }));
  const unique = new Map(edges.map((edge) => [`${edge.from} ${edge.to} ${edge.label}`, edge]));
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...[...unique.values()].map(({ from, to, label }) => `  ${from} --> ${to}: ${label}`),
    ...FINAL_STATES.map((state) => `  ${state} --> [*]`),
    '```',
  ];
}

/** docs/workflow.md. */
export function workflowDocument(): string {
  return [
    '# The nomination, as the table says it',
    '',
    'Made from `src/nominations/domain/workflow.ts` by `npm run generate`; `npm run check` fails when it is not current.',
    `${NOMINATION_STATES.length} states, the same at every step; suspension is a mark: while it is set, only RESUME, WITHDRAW and CONVERT are possible.`,
    'Documents, rules and versions come on top of this table (see the descriptions in schema.gql).',
    '',
    ...diagram(),
    '',
    '| row | action | from | to | step | who |',
    '| --- | --- | --- | --- | --- | --- |',
    ...WORKFLOW.map(tableRow),
    '',
    `The database holds the ${transitionRows().length} single transitions in \`allowed_transition\` and who may make them in \`allowed_duty\`.`,
    '',
  ].join('\n');
}

/** migrations/support/nomination-workflow.ts: what the migration writes into the database. */
export function workflowRows(rolesWith: (permission: MovingPermission) => readonly string[]): string {
  const transitions = transitionRows().map(({ action, from, to, step }) => ({
    action,
    from_state: from ?? '',
    to_state: to,
    step_rule: step,
  }));
  const duties = dutyRows().map(({ action, from, to, step, way, permission, at, apart }) => ({
    action,
    from_state: from ?? '',
    to_state: to,
    step_rule: step,
    way: way ?? '',
    roles: permission === null ? [] : rolesWith(permission),
    at,
    apart,
  }));
  const after = duties.filter(({ at }) => at === 'RESUMER');
  const lines = (rows: readonly object[]): string => rows.map((entry) => `  ${JSON.stringify(entry)},`).join('\n');
  return [
    '// Made from src/nominations/domain/workflow.ts by "npm run generate".',
    `export const TRANSITION_ROWS = [\n${lines(transitions)}\n];`,
    `export const DUTY_ROWS = [\n${lines(duties.filter((duty) => !after.includes(duty)))}\n];`,
    `// What a later migration has added.\nexport const RESUMER_ROWS = [\n${lines(after)}\n];`,
    '',
  ].join('\n\n');
}
