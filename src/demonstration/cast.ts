import type { Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Clock } from '../core/clock.js';
import type { RequestContext } from '../core/context.js';
import type { Connection, Database } from '../core/database.js';
import { LoaderCache } from '../core/loader-cache.js';
import type { RoleCode } from '../core/permissions.js';

/** An account of the demonstration as the one who acts. */
export interface Player extends Actor {
  fullName: string;
}

/** Those who hold the role at the unit on that day, by user name. */
export async function playersOf(
  connection: Connection,
  { unitId, role, day }: { unitId: string; role: RoleCode; day: CivilDate },
): Promise<Player[]> {
  const rows = await connection.rows<Pick<Player, 'accountId' | 'username' | 'fullName' | 'grants'>>(
    `select a.id as "accountId", a.username, a.full_name as "fullName",
       (select jsonb_agg(jsonb_build_object('role', g.role, 'unitId', g.unit_id, 'validFrom', lower(g.valid),
          'validTo', upper(g.valid) - 1)) from role_grant g where g.account_id = a.id) as grants
     from account a
     where exists (select from role_grant g where g.account_id = a.id and g.unit_id = $1 and g.role = $2 and g.valid @> $3::date)
     order by a.username`,
    [unitId, role, day],
  );
  return rows.map((row) => ({ ...row, sessionHash: '', mustChangePassword: false }));
}

/** The context of a request that the account would send. */
export function contextOf(database: Database, clock: Clock, actor: Actor): RequestContext {
  return { actor, connection: database, loaders: new LoaderCache(), clock, address: '', requestId: 'demonstration' };
}
