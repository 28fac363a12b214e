import { Args, Context, Mutation, Parent, Resolver } from '@nestjs/graphql';
import { Award } from '../awards/award.entity.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { AwardChange, AwardPayload } from './award-change.entity.js';
import {
  CorrectAwardInput,
  ReissueCertificateInput,
  RevokeAwardInput,
  SettleFlagsInput,
} from './award-change.inputs.js';
import { AwardFlag } from './award-flag.entity.js';
import {
  awardById,
  changeOfDecision,
  changesByAward,
  changesToDecision,
  flaggersByAward,
  flagsByAward,
  groundsByAward,
} from './award-change.loaders.js';
import { ChangeAwardService } from './change-award.service.js';
import { Decision, DecisionPayload } from './decision.entity.js';
import { decisionOfAward } from './decision.loaders.js';
import { ReissueCertificateService } from './reissue-certificate.service.js';
import { SettleFlagsService } from './settle-flags.service.js';

/** What becomes of an award after it was given. */
@Resolver(() => Award)
export class ChangedAwardResolver {
  constructor(
    private readonly changes: ChangeAwardService,
    private readonly certificates: ReissueCertificateService,
    private readonly settling: SettleFlagsService,
  ) {}

  @Allow('decision.draft')
  @Mutation(() => DecisionPayload, {
    description:
      'Drafts a decision of correction (đính chính) at the body that issued the award, or took over from it. It is checked, previewed and issued as every decision; what was printed stays.',
  })
  correctAward(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which award, and what should have been printed.' }) input: CorrectAwardInput,
  ): Promise<Done<DecisionPayload>> {
    return this.changes.correct(context, input);
  }

  @Allow('decision.draft')
  @Mutation(() => DecisionPayload, {
    description:
      'Drafts a decision of revocation (hủy bỏ, Điều 93) at the body that issued the award, or took over from it. Once issued, item and prize are to be recovered, and awards that rested on it are flagged.',
  })
  revokeAward(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which award, on which ground, and why.' }) input: RevokeAwardInput,
  ): Promise<Done<DecisionPayload>> {
    return this.changes.revoke(context, input);
  }

  @Allow('decision.issue')
  @Mutation(() => AwardPayload, {
    description:
      'Issues a certificate again (cấp đổi, cấp lại), without a decision: number, symbol and date stay, and it is counted. Refused where there is no original here.',
  })
  reissueCertificate(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which award, why, and on which request.' }) input: ReissueCertificateInput,
  ): Promise<Done<AwardPayload>> {
    return this.certificates.reissue(context, input);
  }

  @Allow('decision.issue')
  @Mutation(() => AwardPayload, {
    description:
      'Says what follows from flags of an award: it is kept, or was corrected or revoked by a decision of its own. By who signs at the body that issued it, or took over from it; once and for all.',
  })
  settleFlags(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which flags, what follows, and why.' }) input: SettleFlagsInput,
  ): Promise<Done<AwardPayload>> {
    return this.settling.settle(context, input);
  }

  @LeanField(() => [AwardChange], {
    description: 'Đính chính: what issued decisions have put right, the earliest first.',
  })
  async corrections(@Parent() { id, status }: Award, @Context() context: RequestContext): Promise<AwardChange[]> {
    const changes = status === 'VALID' ? [] : ((await load(context, changesByAward, id)) ?? []);
    return changes.filter(({ kind }) => kind === 'CORRECTION');
  }

  @LeanField(() => AwardChange, { nullable: true, description: 'Hủy bỏ: what took it back; null while nothing did.' })
  async revokedBy(@Parent() { id, status }: Award, @Context() context: RequestContext): Promise<AwardChange | null> {
    const changes = status === 'REVOKED' ? ((await load(context, changesByAward, id)) ?? []) : [];
    return changes.find(({ kind }) => kind === 'REVOCATION') ?? null;
  }

  @LeanField(() => [Award], {
    description: 'The earlier awards on which it rested when it was issued, as far as you may read them.',
  })
  grounds(@Parent() { id }: Award, @Context() context: RequestContext): Promise<Award[] | null> {
    return load(context, groundsByAward, id);
  }

  @LeanField(() => [Award], {
    description:
      'Why it is flagged: the revoked awards on which it rested, itself or through others, as far as you may read them. Of open flags alone.',
  })
  async flaggedBy(@Parent() { id, flagged }: Award, @Context() context: RequestContext): Promise<Award[]> {
    return flagged ? ((await load(context, flaggersByAward, id)) ?? []) : [];
  }

  @LeanField(() => [AwardFlag], {
    description: 'Each revocation that flagged it, open or settled, the earliest award first.',
  })
  flags(@Parent() { id }: Award, @Context() context: RequestContext): Promise<AwardFlag[] | null> {
    return load(context, flagsByAward, id);
  }
}

@Resolver(() => AwardFlag)
export class AwardFlagResolver {
  @LeanField(() => Award, {
    nullable: true,
    description: 'The award that was revoked; null where you may not read it.',
  })
  revokedAward(@Parent() { id }: AwardFlag, @Context() context: RequestContext): Promise<Award | null> {
    return load(context, awardById, id);
  }

  @LeanField(() => Unit, { nullable: true, description: 'The body that settled it; null while it is open.' })
  settledBy(@Parent() { unitId }: AwardFlag, @Context() context: RequestContext): Promise<Unit | null> | null {
    return unitId === null ? null : load(context, unitById, unitId);
  }
}

@Resolver(() => AwardChange)
export class AwardChangeResolver {
  @LeanField(() => Award, { nullable: true, description: 'The award that it changes; null where you may not read it.' })
  award(@Parent() { awardId }: AwardChange, @Context() context: RequestContext): Promise<Award | null> {
    return load(context, awardById, awardId);
  }

  @LeanField(() => Decision, { description: 'The decision that does it.' })
  decision(@Parent() { decisionId }: AwardChange, @Context() context: RequestContext): Promise<Decision | null> {
    return load(context, decisionOfAward, decisionId);
  }
}

@Resolver(() => Decision)
export class ChangingDecisionResolver {
  @LeanField(() => AwardChange, {
    nullable: true,
    description: 'What a decision of correction or revocation does; null for one that awards.',
  })
  concerns(@Parent() { id, kind }: Decision, @Context() context: RequestContext): Promise<AwardChange | null> | null {
    return kind === 'AWARD' ? null : load(context, changeOfDecision, id);
  }

  @LeanField(() => [AwardChange], {
    description: 'What later decisions have put right or taken back of its lines, as far as you may read these.',
  })
  changes(
    @Parent() { id, kind, state }: Decision,
    @Context() context: RequestContext,
  ): Promise<AwardChange[] | null> | [] {
    return kind === 'AWARD' && state === 'ISSUED' ? load(context, changesToDecision, id) : [];
  }
}
