import { ROLE_CODES, ROLE_PERMISSIONS, rolesWith } from './permissions.js';

// Copied from workflow A.5, "Who acts, who reads"; AUDITOR's "everything readable" is not a permission but the scope.
const TABLE = `
| UNIT_OFFICER | nomination.propose, model.register, model.report, honouree.create |
| REVIEWER | nomination.appraise, model.appraise, decision.check, fact.record, sensitive.read |
| COUNCIL_SECRETARY | council.run, nomination.forward, decision.draft, decision.check, decision.record |
| COUNCIL_MEMBER | council.vote |
| AUTHORITY | nomination.sign, nomination.forward, decision.issue, model.approve |
| HISTORIAN | history.read, history.record, import.run |
| ADMINISTRATOR | unit.manage, account.manage, campaign.manage, rule.propose, rule.confirm |
| AUDITOR | audit.read |
`;

const rows = TABLE.trim()
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()))
  .map(([, role = '', permissions = '']) => [role, permissions.split(', ')] as const);

describe('who may do what', () => {
  it('is the table of the workflow', () => {
    expect(ROLE_PERMISSIONS).toEqual(Object.fromEntries(rows));
    expect(ROLE_CODES).toEqual(rows.map(([role]) => role));
  });

  it('is found from the permission as well', () => {
    expect(rolesWith('decision.check')).toEqual(['REVIEWER', 'COUNCIL_SECRETARY']);
    expect(rolesWith('nomination.forward')).toEqual(['COUNCIL_SECRETARY', 'AUTHORITY']);
    expect(rolesWith('honouree.create')).toEqual(['UNIT_OFFICER']);
  });

  it('keeps duties apart that must not meet in one role', () => {
    const apart = [
      ['nomination.propose', 'nomination.appraise'],
      ['nomination.appraise', 'nomination.sign'],
      ['decision.draft', 'decision.issue'],
      ['audit.read', 'account.manage'],
    ] as const;
    for (const [one, other] of apart) {
      expect(rolesWith(one).filter((role) => rolesWith(other).includes(role))).toEqual([]);
    }
  });
});
