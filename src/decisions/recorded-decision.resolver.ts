import { Args, Context, Mutation, Parent, Resolver } from '@nestjs/graphql';
import { AwardType } from '../awards/award-type.entity.js';
import { awardTypeById } from '../awards/award-type.loaders.js';
import { honoureeOfAward } from '../awards/award.loaders.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { Area, Unit } from '../units/unit.entity.js';
import { areaById, unitById } from '../units/unit.loaders.js';
import { Decision, DecisionPayload } from './decision.entity.js';
import { recordedLinesByDecision } from './decision.loaders.js';
import { RecordDecisionService } from './record-decision.service.js';
import { ConfirmRecordedDecisionInput, RecordDecisionInput } from './recorded-decision.inputs.js';
import { RecordedLine } from './recorded-line.entity.js';

/** What was decided elsewhere or long ago. */
@Resolver(() => Decision)
export class RecordedDecisionResolver {
  constructor(private readonly recorded: RecordDecisionService) {}

  @Allow('history.record', 'decision.record')
  @Mutation(() => DecisionPayload, {
    description:
      'Writes down a decision made elsewhere or long ago, with its lines; they become awards once a second account confirms it.',
  })
  recordDecision(
    @Context() context: RequestContext,
    @Args('input', { description: 'What it says.' }) input: RecordDecisionInput,
  ): Promise<Done<DecisionPayload>> {
    return this.recorded.record(context, input);
  }

  @Allow('history.record', 'decision.record')
  @Mutation(() => DecisionPayload, {
    description: 'Confirms a decision that another account wrote down, for good; or drops it, also one’s own.',
  })
  confirmRecordedDecision(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which decision, and whether it is as recorded.' })
    input: ConfirmRecordedDecisionInput,
  ): Promise<Done<DecisionPayload>> {
    return this.recorded.confirm(context, input);
  }

  @LeanField(() => Unit, {
    nullable: true,
    description: 'For which unit it was written down by hand; null where it was not.',
  })
  recordedFor(@Parent() { recordedForId }: Decision, @Context() context: RequestContext): Promise<Unit | null> | null {
    return recordedForId ? load(context, unitById, recordedForId) : null;
  }

  @LeanField(() => [RecordedLine], {
    description:
      'The lines of a recorded decision that waits for its confirmation, in order; they are awards afterwards.',
  })
  recordedLines(@Parent() { id }: Decision, @Context() context: RequestContext): Promise<RecordedLine[] | null> {
    return load(context, recordedLinesByDecision, id);
  }
}

@Resolver(() => RecordedLine)
export class RecordedLineResolver {
  @LeanField(() => Honouree, { description: 'Who was awarded.' })
  honouree(@Parent() { honoureeId }: RecordedLine, @Context() context: RequestContext): Promise<Honouree | null> {
    return load(context, honoureeOfAward, honoureeId);
  }

  @LeanField(() => [Honouree], { description: 'Others whom the same line names.' })
  async sharedWith(
    @Parent() { sharedWithIds }: RecordedLine,
    @Context() context: RequestContext,
  ): Promise<(Honouree | null)[]> {
    return Promise.all(sharedWithIds.map((id) => load(context, honoureeOfAward, id)));
  }

  @LeanField(() => AwardType, { description: 'What was awarded.' })
  awardType(@Parent() { awardTypeId }: RecordedLine, @Context() context: RequestContext): Promise<AwardType | null> {
    return load(context, awardTypeById, awardTypeId);
  }

  @LeanField(() => Area, {
    nullable: true,
    description: 'The place that the decision names; null where it names none.',
  })
  area(@Parent() { areaId }: RecordedLine, @Context() context: RequestContext): Promise<Area | null> | null {
    return areaId ? load(context, areaById, areaId) : null;
  }
}
