import { Args, Context, Mutation, Parent, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { DISCIPLINE, GROUP_RESULT, INITIATIVE, MEMBER_COUNT, RATING } from './fact-kinds.js';
import { FactRecording, GroupResult, Initiative, MemberCount, YearRating } from './fact.entity.js';
import {
  RecordDisciplineInput,
  RecordGroupResultInput,
  RecordInitiativeInput,
  RecordMemberCountInput,
  RecordRatingInput,
} from './fact.inputs.js';
import {
  groupResultsByHonouree,
  initiativesByHonouree,
  memberCountsByHonouree,
  ratingsByHonouree,
} from './fact.loaders.js';
import { Honouree, HonoureePayload } from './honouree.entity.js';
import { RecordFactsService } from './record-facts.service.js';

const INPUT = { description: 'What is known, and from which paper.' };

/** What is known of an honouree beside its awards. */
@Resolver(() => Honouree)
export class FactResolver {
  constructor(private readonly facts: RecordFactsService) {}

  @Allow('fact.record')
  @Mutation(() => HonoureePayload, { description: 'Records how the work of a year was rated; one rating a year.' })
  recordRating(
    @Context() context: RequestContext,
    @Args('input', INPUT) input: RecordRatingInput,
  ): Promise<Done<HonoureePayload>> {
    return this.facts.record(context, RATING, input);
  }

  @Allow('fact.record')
  @Mutation(() => HonoureePayload, { description: 'Records a recognised sáng kiến, đề tài, đề án or công trình.' })
  recordInitiative(
    @Context() context: RequestContext,
    @Args('input', INPUT) input: RecordInitiativeInput,
  ): Promise<Done<HonoureePayload>> {
    return this.facts.record(context, INITIATIVE, input);
  }

  @Allow('fact.record')
  @Mutation(() => HonoureePayload, {
    description: 'Records a period of discipline or verification: shown to few, and each read of it is recorded.',
  })
  recordDiscipline(
    @Context() context: RequestContext,
    @Args('input', INPUT) input: RecordDisciplineInput,
  ): Promise<Done<HonoureePayload>> {
    return this.facts.record(context, DISCIPLINE, input);
  }

  @Allow('fact.record')
  @Mutation(() => HonoureePayload, { description: 'Records the place of a collective in its cụm, khối thi đua.' })
  recordGroupResult(
    @Context() context: RequestContext,
    @Args('input', INPUT) input: RecordGroupResultInput,
  ): Promise<Done<HonoureePayload>> {
    return this.facts.record(context, GROUP_RESULT, input);
  }

  @Allow('fact.record')
  @Mutation(() => HonoureePayload, {
    description: 'Records how many members a collective had in a year, and how many of them reached what.',
  })
  recordMemberCount(
    @Context() context: RequestContext,
    @Args('input', INPUT) input: RecordMemberCountInput,
  ): Promise<Done<HonoureePayload>> {
    return this.facts.record(context, MEMBER_COUNT, input);
  }

  @LeanField(() => [YearRating], { description: 'How the work of its years was rated, the earliest first.' })
  ratings(@Parent() honouree: Honouree, @Context() context: RequestContext): Promise<YearRating[] | null> {
    return load(context, ratingsByHonouree, honouree.id);
  }

  @LeanField(() => [Initiative], { description: 'Its recognised sáng kiến, đề tài …, the earliest first.' })
  initiatives(@Parent() honouree: Honouree, @Context() context: RequestContext): Promise<Initiative[] | null> {
    return load(context, initiativesByHonouree, honouree.id);
  }

  @LeanField(() => [GroupResult], { description: 'Its places in cụm, khối thi đua, the earliest first.' })
  groupResults(@Parent() honouree: Honouree, @Context() context: RequestContext): Promise<GroupResult[] | null> {
    return load(context, groupResultsByHonouree, honouree.id);
  }

  @LeanField(() => [MemberCount], { description: 'Its members of each year, the earliest first.' })
  memberCounts(@Parent() honouree: Honouree, @Context() context: RequestContext): Promise<MemberCount[] | null> {
    return load(context, memberCountsByHonouree, honouree.id);
  }
}

@Resolver(() => FactRecording)
export class FactRecordingResolver {
  @LeanField(() => Account, { nullable: true, description: 'Who.' })
  by(@Parent() recording: FactRecording, @Context() context: RequestContext): Promise<Account | null> {
    return load(context, accountById, recording.byId);
  }

  @LeanField(() => Unit, { nullable: true, description: 'For which unit.' })
  forUnit(@Parent() recording: FactRecording, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, recording.forId);
  }
}
