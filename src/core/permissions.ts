/** The roles of DESIGN §4 and workflow A.5. A grant is role × unit × period. */
export const ROLE_CODES = [
  'UNIT_OFFICER',
  'REVIEWER',
  'COUNCIL_SECRETARY',
  'COUNCIL_MEMBER',
  'AUTHORITY',
  'HISTORIAN',
  'ADMINISTRATOR',
  'AUDITOR',
] as const;
export type RoleCode = (typeof ROLE_CODES)[number];

/**
 * What each role may do: the one table (workflow A.5). Acting permissions hold on exactly the unit of the grant,
 * `unit.manage`, `account.manage`, `campaign.manage`, `rule.*` and all reading on the unit's subtree.
 */
export const ROLE_PERMISSIONS = {
  UNIT_OFFICER: ['nomination.propose', 'model.register', 'model.report', 'honouree.create'],
  REVIEWER: ['nomination.appraise', 'model.appraise', 'decision.check', 'fact.record', 'sensitive.read'],
  COUNCIL_SECRETARY: ['council.run', 'nomination.forward', 'decision.draft', 'decision.check', 'decision.record'],
  COUNCIL_MEMBER: ['council.vote'],
  AUTHORITY: ['nomination.sign', 'nomination.forward', 'decision.issue', 'model.approve'],
  HISTORIAN: ['history.read', 'history.record', 'import.run'],
  ADMINISTRATOR: ['unit.manage', 'account.manage', 'campaign.manage', 'rule.propose', 'rule.confirm'],
  AUDITOR: ['audit.read'],
} as const satisfies Record<RoleCode, readonly string[]>;

export type Permission = (typeof ROLE_PERMISSIONS)[RoleCode][number];

/** The roles that carry `permission`. */
export function rolesWith(permission: Permission): RoleCode[] {
  return ROLE_CODES.filter((role) => (ROLE_PERMISSIONS[role] as readonly string[]).includes(permission));
}

/** Permissions that hold on the unit of the grant and all below it; the others, the acting ones, on exactly that unit. */
const ON_THE_SUBTREE: readonly Permission[] = [
  'unit.manage',
  'account.manage',
  'campaign.manage',
  'rule.propose',
  'rule.confirm',
  'history.read',
  'sensitive.read',
  'audit.read',
];

/** True for roles that act: all but those that only administer or read. */
export function acts(role: RoleCode): boolean {
  return ROLE_PERMISSIONS[role].some((permission) => !ON_THE_SUBTREE.includes(permission));
}
