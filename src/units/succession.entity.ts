import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { enumOf } from '../core/enum-of.js';
import { CivilDateScalar } from '../core/scalars.js';
import {
  SUCCESSION_EVIDENCE,
  SUCCESSION_KINDS,
  type SuccessionEvidence,
  type SuccessionKind,
} from './domain/succession-kind.js';

export { SUCCESSION_KINDS, type SuccessionKind } from './domain/succession-kind.js';

export const SuccessionKindEnum = enumOf(SUCCESSION_KINDS);
registerEnumType(SuccessionKindEnum, {
  name: 'SuccessionKind',
  description:
    'How an area or a body went over into another. A new name, spelling or kind alone is no succession of an area: the same one goes on.',
  valuesMap: {
    MERGED: {
      description: 'Nhập, hợp nhất: all of it went into one that was made of several, or that took it in.',
    },
    SPLIT: {
      description: 'Chia, tách: into several, and it ended; of an area also one that was made of a part of it.',
    },
    PARTIAL: {
      description: 'Một phần: a share went there; an area ended with that, a body lives on.',
    },
    CONVERTED: {
      description:
        'Chuyển đổi: it became one of another tier, such as huyện đảo → đặc khu; a body also: under a new name.',
    },
    DISSOLVED: { description: 'Giải thể, kết thúc, bãi bỏ: it ended, and into what is not given.' },
    TRANSFERRED: {
      description: 'Điều chỉnh: an area went on, and a share of it went there; a body came under another superior.',
    },
  },
});

const SuccessionEvidenceEnum = enumOf(SUCCESSION_EVIDENCE);
registerEnumType(SuccessionEvidenceEnum, {
  name: 'SuccessionEvidence',
  description: 'How sure a succession is.',
  valuesMap: {
    LAW: { description: 'The act that did it is known.' },
    INFERRED: {
      description:
        'The source of the data concluded it, and its extent, from names or from where the communes of a district went; it names no act.',
    },
    UNKNOWN: { description: 'It ended, and the source does not know into what it went.' },
  },
});

@ObjectType({ description: 'One area going over into another on a day (sự kế thừa của đơn vị hành chính).' })
export class Succession {
  @Field(() => SuccessionKindEnum, { description: 'How.' })
  kind!: SuccessionKind;

  @Field(() => CivilDateScalar, { description: 'First day on which it is so.' })
  effectiveOn!: CivilDate;

  @Field(() => String, { nullable: true, description: 'The act, and its clause; null where the data names none.' })
  legalBasis!: string | null;

  @Field(() => Boolean, { description: 'True when all of it went there; false when it was a share.' })
  whole!: boolean;

  @Field(() => Boolean, {
    description:
      'The one to use where one answer is wanted: a convenience, for parted communes a guess; never the law.',
  })
  primary!: boolean;

  @Field(() => SuccessionEvidenceEnum, { description: 'How sure that is.' })
  evidence!: SuccessionEvidence;

  fromId!: string | null;
  toId!: string | null;
}
