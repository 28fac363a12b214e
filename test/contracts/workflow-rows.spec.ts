import { rolesWith } from '../../src/core/permissions.js';
import { dutyRows, transitionRows } from '../../src/nominations/domain/workflow.js';
import { rows } from '../support/database.js';

const sorted = (list: readonly object[]): string[] => list.map((row) => JSON.stringify(row)).sort();

describe('the database', () => {
  it('allows the transitions of workflow.ts, each and no other', async () => {
    const found = await rows(
      `select action, nullif(from_state, '') as "from", to_state as "to", step_rule as step from allowed_transition`,
    );
    const wanted = transitionRows().map(({ action, from, to, step }) => ({ action, from, to, step }));
    expect(sorted(found)).toEqual(sorted(wanted));
    expect(found).toHaveLength(51);
  });

  it('gives each duty to the roles, at the unit and apart from whom workflow.ts says', async () => {
    const found = await rows(
      `select action, nullif(from_state, '') as "from", to_state as "to", step_rule as step, nullif(way, '') as way, roles, at, apart
       from allowed_duty`,
    );
    const wanted = dutyRows().map(({ action, from, to, step, way, permission, at, apart }) => ({
      ...{ action, from, to, step, way },
      roles: permission ? rolesWith(permission) : [],
      ...{ at, apart },
    }));
    expect(sorted(found)).toEqual(sorted(wanted));
  });
});
