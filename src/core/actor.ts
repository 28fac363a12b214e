import type { CivilDate } from './civil-date.js';
import { acts, rolesWith, type Permission, type RoleCode } from './permissions.js';

/** A grant as the session knows it: role × unit × period; both ends included, `validTo` null is open. */
export interface ActorGrant {
  role: RoleCode;
  unitId: string;
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** Who acts: a signed-in account with its grants. Passed on as an argument; there are no request-scoped providers. */
export interface Actor {
  accountId: string;
  username: string;
  /** SHA-256 of the session's token, hexadecimal. */
  sessionHash: string;
  mustChangePassword: boolean;
  grants: readonly ActorGrant[];
}

function holds(grant: ActorGrant, day: CivilDate): boolean {
  return grant.validFrom <= day && (grant.validTo === null || day <= grant.validTo);
}

/** The units whose grants give `permission` to the actor on that day. */
export function unitsWith(actor: Actor, permission: Permission, day: CivilDate): string[] {
  const roles = rolesWith(permission);
  const grants = actor.grants.filter((grant) => roles.includes(grant.role) && holds(grant, day));
  return [...new Set(grants.map((grant) => grant.unitId))];
}

/** Acting permissions hold on exactly the unit named in the grant (DESIGN §4). */
export function mayAct(actor: Actor, permission: Permission, unitId: string, day: CivilDate): boolean {
  return unitsWith(actor, permission, day).includes(unitId);
}

/**
 * The units below which (themselves included) the actor may read on that day: those of all living grants but the ones
 * with an excepted role.
 */
export function readingRoots(actor: Actor, day: CivilDate, except: readonly RoleCode[] = []): string[] {
  const grants = actor.grants.filter((grant) => holds(grant, day) && !except.includes(grant.role));
  return [...new Set(grants.map((grant) => grant.unitId))];
}

/** The units where the actor acts in whatever role on that day. */
export function actingUnits(actor: Actor, day: CivilDate): string[] {
  const grants = actor.grants.filter((grant) => holds(grant, day) && acts(grant.role));
  return [...new Set(grants.map((grant) => grant.unitId))];
}
