import { Field, InputType } from '@nestjs/graphql';
import { LAW_BASES, type LawBasis } from '../award-law/domain/law-choice.js';
import { OneOf, Text } from '../core/validation.js';
import { LawBasisEnum } from './law-choice.entity.js';
import { DossierActInput } from './nomination.inputs.js';

@InputType({ description: 'By the law of which day a nomination is to be weighed, and why.' })
export class ChooseLawInput extends DossierActInput {
  @Field(() => LawBasisEnum, { description: 'Which day.' })
  @OneOf(LAW_BASES)
  basis!: LawBasis;

  @Field(() => String, { description: 'Why that law is more favourable and applies, up to 2,000 characters.' })
  @Text({ max: 2000, multiline: true })
  reason!: string;
}
