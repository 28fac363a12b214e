import { Args, ArgsType, Context, Field, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { isPosition, PageArgs, paginate, COUNT_CAP, type ConnectionOf } from '../core/pagination.js';
import { Text } from '../core/validation.js';
import { checkpointPage, countCheckpoints } from './checkpoint.queries.js';
import { Checkpoint, CheckpointConnection } from './checkpoint.entity.js';
import { checkpointOf, sizeOf } from './log-views.js';
import { proveConsistency } from './prove.js';

@ArgsType()
class ConsistencyArgs {
  @Field(() => String, { description: 'Size of the earlier log: that of a checkpoint which one has kept.' })
  @Text({ max: 15 })
  from!: string;

  @Field(() => String, { description: 'Size of the later log.' })
  @Text({ max: 15 })
  to!: string;
}

@Resolver(() => Checkpoint)
export class AwardLogResolver {
  @Allow.public()
  @Query(() => CheckpointConnection, {
    description: 'The checkpoints of the award log, the newest first; for anybody.',
  })
  checkpoints(@Context() context: RequestContext, @Args() page: PageArgs): Promise<ConnectionOf<Checkpoint>> {
    return paginate({
      page,
      accept: ([id]) => isPosition(id),
      fetch: async (after, limit) =>
        (await checkpointPage(context.connection, after && Number(after[0]), limit)).map(checkpointOf),
      count: () => countCheckpoints(context.connection, COUNT_CAP + 1),
      cursorOf: ({ id }) => [id],
    });
  }

  @Allow.public()
  @Query(() => [String], {
    description:
      'That the log of one size is how a later one begins: hashes of RFC 6962, section 2.1.2, hexadecimal; for anybody.',
  })
  consistencyProof(@Context() context: RequestContext, @Args() { from, to }: ConsistencyArgs): Promise<string[]> {
    return proveConsistency(context.connection, sizeOf(from), sizeOf(to));
  }
}
