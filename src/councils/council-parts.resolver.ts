import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { Document } from '../documents/document.entity.js';
import { documentById } from '../documents/document.loaders.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { Nomination } from '../nominations/nomination.entity.js';
import { nominationById, nominationsOf } from '../nominations/nomination.loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { ballotsOfItem, itemsByNomination, itemsBySession, sessionById } from './council.loaders.js';
import { CouncilBallot, CouncilItem, CouncilSession } from './council-session.entity.js';
import { passes, ratioOf } from './domain/tally.js';

@Resolver(() => CouncilSession)
export class CouncilSessionFieldsResolver {
  @LeanField(() => Unit, { description: 'The body whose council it is.' })
  unit(@Parent() { unitId }: CouncilSession, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, unitId);
  }

  @LeanField(() => [CouncilItem], {
    description: 'On what it votes, as far as you may read the nominations, in the order of their codes: 500 at most.',
  })
  async items(@Parent() { id }: CouncilSession, @Context() context: RequestContext): Promise<CouncilItem[]> {
    const items = (await load(context, itemsBySession, id)) ?? [];
    const ids = items.map(({ nominationId }) => nominationId);
    const readable = new Set((await nominationsOf(context, ids)).map((nomination) => nomination.id));
    return items.filter(({ nominationId }) => readable.has(nominationId));
  }
}

@Resolver(() => CouncilItem)
export class CouncilItemFieldsResolver {
  @LeanField(() => Nomination, { description: 'On which nomination.' })
  nomination(@Parent() { nominationId }: CouncilItem, @Context() context: RequestContext): Promise<Nomination | null> {
    return load(context, nominationById, nominationId);
  }

  @LeanField(() => CouncilSession, { nullable: true, description: 'In which session; null where you may not read it.' })
  session(@Parent() { sessionId }: CouncilItem, @Context() context: RequestContext): Promise<CouncilSession | null> {
    return load(context, sessionById, sessionId);
  }

  @LeanField(() => String, {
    nullable: true,
    description:
      'Votes for in percent of all members, as decimal text with two digits, e.g. "85.71"; what is beyond is cut off. Null before it is counted.',
  })
  ratio(@Parent() { votesFor, totalMembers }: CouncilItem): string | null {
    return votesFor === null ? null : ratioOf(votesFor, totalMembers);
  }

  @LeanField(() => Boolean, {
    nullable: true,
    description: 'Whether that reaches the threshold; equal passes. Null before it is counted, and where it left.',
  })
  passed(@Parent() { votesFor, totalMembers, threshold, left }: CouncilItem): boolean | null {
    return votesFor === null || left ? null : passes(votesFor, totalMembers, threshold);
  }

  @LeanField(() => [CouncilBallot], {
    nullable: true,
    description: 'The votes by name of a session of mode OPEN, for those who have a grant at its body; else null.',
  })
  ballots(@Parent() item: CouncilItem, @Context() context: RequestContext): Promise<CouncilBallot[] | null> | null {
    return ballotsOfItem(context, item);
  }
}

@Resolver(() => CouncilBallot)
export class CouncilBallotResolver {
  @LeanField(() => Account, { nullable: true, description: 'Whose vote; null of a member without an account.' })
  member(@Parent() { accountId }: CouncilBallot, @Context() context: RequestContext): Promise<Account | null> | null {
    return accountId ? load(context, accountById, accountId) : null;
  }

  @LeanField(() => Document, { nullable: true, description: 'The paper of a written vote, where you may read it.' })
  document(
    @Parent() { documentId }: CouncilBallot,
    @Context() context: RequestContext,
  ): Promise<Document | null> | null {
    return documentId ? load(context, documentById, documentId) : null;
  }
}

/** The votes of councils on a nomination. */
@Resolver(() => Nomination)
export class NominationCouncilResolver {
  @LeanField(() => [CouncilItem], {
    description: 'How councils voted on it, the earliest first; while a session is open for its readers alone.',
  })
  councilItems(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<CouncilItem[] | null> {
    return load(context, itemsByNomination, id);
  }
}
