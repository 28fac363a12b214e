import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { Document } from './document.entity.js';
import { FindDocumentService } from './find-document.service.js';

@Resolver(() => Document)
export class DocumentResolver {
  constructor(private readonly find: FindDocumentService) {}

  @Allow.signedIn()
  @Query(() => Document, {
    nullable: true,
    description: 'One document; null when there is none, or not for you. Its content: GET /documents/{id}.',
  })
  document(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'The document.' }) id: string,
  ): Promise<Document | null> {
    return this.find.byId(context, id);
  }

  @ResolveField(() => Unit, { description: 'The unit for which it was received; its readers read it.' })
  unit(@Parent() document: Document, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, document.unitId);
  }
}
