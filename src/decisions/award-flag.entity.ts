import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../core/scalars.js';
import { enumOf } from '../core/enum-of.js';
import { FLAG_OUTCOMES, type FlagOutcome } from './domain/award-change.js';

export const FlagOutcomeEnum = enumOf(FLAG_OUTCOMES);
registerEnumType(FlagOutcomeEnum, {
  name: 'FlagOutcome',
  description: 'What follows for an award from the revocation of one on which it rested (R43).',
  valuesMap: {
    KEPT: { description: 'Giữ nguyên: it stands without that ground.' },
    CORRECTED: {
      description: 'Đính chính: it was corrected, by a decision that was issued since the revocation that flags it.',
    },
    REVOKED: { description: 'Hủy bỏ: it was revoked, by a decision that is issued by now, before the flag perhaps.' },
  },
});

@ObjectType({
  description:
    'Why an award is flagged, or was: an award on which it rested, itself or through others, was revoked. It stays, with what was settled.',
})
export class AwardFlag {
  @Field(() => ID, { description: 'By it the flag of this award is settled.' })
  id!: string;

  @Field(() => FlagOutcomeEnum, { nullable: true, description: 'What was settled; null while it is open.' })
  outcome!: FlagOutcome | null;

  @Field(() => String, { nullable: true, description: 'Why it was settled so; null while it is open.' })
  reason!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was settled; null while it is open.' })
  settledAt!: Date | null;

  awardId!: string;
  unitId!: string | null;
}
