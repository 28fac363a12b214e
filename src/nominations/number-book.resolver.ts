import { Args, Context, Mutation, Parent, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { Unit } from '../units/unit.entity.js';
import { KeepNumbersService } from './keep-numbers.service.js';
import { NumberBook, NumberBookPayload } from './number-book.entity.js';
import { SetNumberBookInput } from './number-book.inputs.js';
import { booksOfUnit } from './number-book.loaders.js';

/** Which papers of a unit are numbered here. */
@Resolver(() => Unit)
export class NumberBookResolver {
  constructor(private readonly keep: KeepNumbersService) {}

  @Allow('unit.manage')
  @Mutation(() => NumberBookPayload, {
    description:
      'Says which papers of a unit are numbered here, one after the other without a gap, and in which series.',
  })
  setNumberBook(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which papers, and how.' }) input: SetNumberBookInput,
  ): Promise<Done<NumberBookPayload>> {
    return this.keep.set(context, input);
  }

  @LeanField(() => [NumberBook], { description: 'The series of numbers of this unit that are kept here.' })
  async numberBooks(@Parent() { id }: Unit, @Context() context: RequestContext): Promise<NumberBook[]> {
    return (await load(context, booksOfUnit, id)) ?? [];
  }
}
