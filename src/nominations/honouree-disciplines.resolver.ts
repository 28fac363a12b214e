import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { Discipline } from '../honourees/fact.entity.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { ReadSensitiveService } from './read-sensitive.service.js';

@Resolver(() => Honouree)
export class HonoureeDisciplinesResolver {
  constructor(private readonly sensitive: ReadSensitiveService) {}

  @LeanField(() => [Discipline], {
    nullable: true,
    description:
      'Discipline and verification, the earliest first; null unless you hold sensitive.read at a unit of the route of one of its nominations, or at one that recorded some. Each read is recorded.',
  })
  disciplines(@Parent() honouree: Honouree, @Context() context: RequestContext): Promise<Discipline[] | null> {
    return this.sensitive.disciplines(context, honouree.id);
  }
}
