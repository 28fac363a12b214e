import { Field, ObjectType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';

@ObjectType({
  description:
    'What the registry said of an area until a newer load of published data knew better. It is kept as it was.',
})
export class FormerAreaVersion {
  @Field(() => String, { description: 'The official code.' })
  code!: string;

  @Field(() => String, { description: 'The name with its kind.' })
  name!: string;

  @Field(() => String, { description: 'The kind.' })
  kind!: string;

  @Field(() => CivilDateScalar, { description: 'First day of which it was said.' })
  validFrom!: CivilDate;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'Last day of which it was said; null: no end was known.',
  })
  validTo!: CivilDate | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was loaded; null where loads were not kept yet.',
  })
  knownFrom!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When a load put it aside.' })
  knownUntil!: Date;
}

/** With the area that it was said of. */
export type FormerVersionOf = FormerAreaVersion & { areaId: string };
