import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { unitsWith, type Actor } from '../core/actor.js';
import { Authenticator } from '../core/authenticator.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { once } from '../core/idempotency.js';
import { isId } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { livesThrough, unitsAmongBelow, unitVersionsOn } from '../units/unit.queries.js';
import type { AccountPayload } from './account.entity.js';
import type { GrantInput } from './identity.inputs.js';
import { accountsById, insertGrant, lockGrant, lockManagedAccount, setGrantRevoked } from './identity.queries.js';

@Injectable()
export class ManageGrantsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: Authenticator,
  ) {}

  /** Gives an account a role at a unit of the administrator's subtree. */
  async grant(context: RequestContext, input: GrantInput): Promise<Done<AccountPayload>> {
    const actor = signedIn(context);
    await this.database.transaction((tx) =>
      once(tx, actor, { operation: 'grant', input }, () => this.insert(tx, actor, input)),
    );
    return this.answer(input.accountId);
  }

  /** Takes a role back, at once. */
  async revoke(context: RequestContext, id: string): Promise<Done<AccountPayload>> {
    const actor = signedIn(context);
    const accountId = await this.database.transaction(async (tx) => {
      const grant = isId(id) ? await lockGrant(tx, id) : null;
      const below = grant ? await this.administers(tx, actor, grant.unitId) : false;
      if (!grant || !below) throw new DomainError('NOT_FOUND', 'grant.notFound', { field: ['id'] });
      if (grant.accountId === actor.accountId)
        throw new DomainError('SAME_PERSON', 'account.notYourself', { field: ['id'] });
      if (grant.revokedAt ?? (grant.validTo !== null && grant.validTo < tx.today)) {
        throw new DomainError('WRONG_STATE', 'grant.alreadyEnded', { field: ['id'] });
      }
      await setGrantRevoked(tx, id);
      await this.note(tx, actor, 'grant.revoke', grant);
      return grant.accountId;
    });
    return this.answer(accountId);
  }

  private async insert(tx: Transaction, actor: Actor, input: GrantInput): Promise<string> {
    await this.check(tx, actor, input);
    const grant = { ...input, validTo: input.validTo ?? null };
    const overlaps = (): DomainError =>
      new DomainError('DUPLICATE', 'grant.overlaps', { field: ['input', 'validFrom'] });
    const id = await onViolation('role_grant_overlap', overlaps, () => insertGrant(tx, grant));
    await this.note(tx, actor, 'grant.give', grant);
    return id;
  }

  private async check(tx: Transaction, actor: Actor, input: GrantInput): Promise<void> {
    const { accountId, unitId, validFrom, validTo = null } = input;
    const account = await lockManagedAccount(tx, accountId, unitsWith(actor, 'account.manage', tx.today));
    if (!account?.visible) throw new DomainError('NOT_FOUND', 'account.notFound', { field: ['input', 'accountId'] });
    if (account.id === actor.accountId)
      throw new DomainError('SAME_PERSON', 'account.notYourself', { field: ['input', 'accountId'] });
    if (account.disabled)
      throw new DomainError('WRONG_STATE', 'account.alreadyDisabled', { field: ['input', 'accountId'] });
    const [unit] = await unitVersionsOn(tx, [{ id: unitId, day: tx.today }]);
    if (!unit) throw new DomainError('NOT_FOUND', 'unit.notFound', { field: ['input', 'unitId'] });
    if (!(await this.administers(tx, actor, unitId))) {
      throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'unitId'] });
    }
    if (validTo !== null && validTo < validFrom)
      throw new DomainError('INVALID_INPUT', 'input.dateOrder', { field: ['input', 'validTo'] });
    if (!(await livesThrough(tx, unitId, validFrom, validTo))) {
      throw new DomainError('INVALID_INPUT', 'grant.unitNotLiving', {
        params: { unit: unit.name },
        field: ['input', 'validFrom'],
      });
    }
  }

  private async administers(tx: Transaction, actor: Actor, unitId: string): Promise<boolean> {
    const below = await unitsAmongBelow(tx, unitsWith(actor, 'account.manage', tx.today), [unitId], tx.today);
    return below.length > 0;
  }

  private async note(
    tx: Transaction,
    actor: Actor,
    action: string,
    grant: Omit<GrantInput, 'clientMutationId'>,
  ): Promise<void> {
    const { role, unitId, validFrom, validTo } = grant;
    await record(tx, actor, {
      action,
      subject: `account:${grant.accountId}`,
      unitId,
      details: { role, validFrom, validTo },
    });
  }

  private async answer(accountId: string): Promise<Done<AccountPayload>> {
    this.sessions.forget(accountId);
    const [account] = await accountsById(this.database, [accountId]);
    return { account: account ?? null };
  }
}
