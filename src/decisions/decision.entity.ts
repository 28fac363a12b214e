import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PrizeMoney } from '../award-law/prize-money.entity.js';
import { AwardStatusEnum, type AwardStatus } from '../awards/award.entity.js';
import type { CivilDate } from '../core/civil-date.js';
import { connectionType } from '../core/pagination.js';
import { Payload, UserError } from '../core/payload.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { SubjectKindEnum } from '../honourees/honouree.entity.js';
import { KindTotal } from '../nominations/nomination.entity.js';
import { CertificateChange } from './certificate-change.entity.js';
import {
  DecisionKindEnum,
  DecisionOriginEnum,
  DecisionStateEnum,
  type DecisionOrigin,
  type ExternalOutcomeKind,
} from './decision.enums.js';
import type { DecisionKind, DecisionState } from './domain/decision-life.js';

@ObjectType({
  description: 'Quyết định khen thưởng: drafted, checked by another person, issued by a third; then it never changes.',
})
export class Decision {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => DecisionKindEnum, { description: 'What it does.' })
  kind!: DecisionKind;

  @Field(() => DecisionOriginEnum, { description: 'Where it was made.' })
  origin!: DecisionOrigin;

  @Field(() => DecisionStateEnum, { description: 'Where it stands.' })
  state!: DecisionState;

  @Field(() => String, {
    nullable: true,
    description: 'Number and symbol, e.g. "05/QĐ-UBND"; null before it is issued, or where a recorded one has lost it.',
  })
  symbol!: string | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'The day of the signature; null before, or where a recorded one is known only by a period.',
  })
  signedOn!: CivilDate | null;

  @Field(() => String, {
    nullable: true,
    description: 'The issuer as the decision prints it; null before it is issued.',
  })
  issuerAsPrinted!: string | null;

  @Field(() => String, { nullable: true, description: 'Who signed; null before.' })
  signer!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'In which capacity, e.g. "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"; null before.',
  })
  signerCapacity!: string | null;

  @Field(() => String, { description: 'Trích yếu: what it is about, up to 1,000 characters.' })
  title!: string;

  @Field(() => [String], { description: 'Căn cứ: what it rests on, in order.' })
  legalBases!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'The sum of its prizes in whole đồng, as they were worked out when it was issued; null before, and where a line has no confirmed one.',
  })
  totalPrize!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was last given back for drafting; null where it never was.',
  })
  note!: string | null;

  @Field(() => Int, { description: 'Counts its changes.' })
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Where a decision that was written down by hand was found: archive, file, page; null otherwise.',
  })
  source!: string | null;

  recordedForId!: string | null;
  decidedFrom!: CivilDate | null;
  decidedTo!: CivilDate | null;
  issuedById!: string | null;
  awardTypeId!: string | null;
  draftedById!: string;
  drafters!: string[];
  checkedById!: string | null;
  /** It was discarded, and this is what it was: nothing can be done with it any more. */
  gone?: true;
}

export const DecisionConnection = connectionType(Decision, 'Decision');

@ObjectType({ description: 'The prize of each line of a kind.' })
export class KindPrize {
  @Field(() => SubjectKindEnum, { description: 'Which kind of honouree.' })
  kind!: SubjectKind;

  @Field(() => PrizeMoney, { description: 'The prize, with what it is worked out from.' })
  prize!: PrizeMoney;
}

@ObjectType({ description: 'What a decision would be if it were signed on that day, and what stands against it.' })
export class DecisionPreview {
  @Field(() => String, { description: 'SHA-256 of all that would be printed; issueDecision asks for it.' })
  hash!: string;

  @Field(() => Int, { description: 'How many lines.' })
  lines!: number;

  @Field(() => [KindTotal], { description: 'How many of each kind; together they are its lines.' })
  totals!: KindTotal[];

  @Field(() => String, {
    nullable: true,
    description: 'The sum of the prizes in whole đồng; null where a line has none, or no confirmed one.',
  })
  totalPrize!: string | null;

  @Field(() => [KindPrize], {
    description:
      'What one of each kind on it gets by the rules of that day, unconfirmed ones too; a kind without is left out.',
  })
  prizes!: KindPrize[];

  @Field(() => [UserError], {
    description: 'What stands against it; NEEDS_JUDGEMENT is settled by a judgement of who issues it.',
  })
  problems!: UserError[];
}

@ObjectType({ description: 'Giấy chứng nhận: what the honouree holds.' })
export class Certificate {
  @Field(() => String, { description: 'Số vào sổ: its number in the book of the body and year, e.g. "0012/2026".' })
  number!: string;

  @Field(() => String, { description: 'By which anybody checks it, without an account.' })
  token!: string;

  @Field(() => Int, { description: 'How often it was issued again.' })
  reissues!: number;
}

@ObjectType({ description: 'What anybody may know of a certificate.' })
export class CertificateCheck {
  @Field(() => Boolean, { description: 'True while the award was not taken back.' })
  valid!: boolean;

  @Field(() => AwardStatusEnum, { description: 'What later decisions have made of it.' })
  status!: AwardStatus;

  @Field(() => String, { description: 'Number, date and issuer of the decision.' })
  decision!: string;

  @Field(() => String, { description: 'What was awarded.' })
  awardType!: string;

  @Field(() => String, { description: 'The name as the decision prints it.' })
  name!: string;

  @Field(() => Int, { description: 'The year of the decision.' })
  year!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Number and symbol of the decision; null where it has lost them.',
  })
  symbol!: string | null;

  @Field(() => CivilDateScalar, { description: 'The day on which the decision was signed.' })
  signedOn!: CivilDate;

  @Field(() => String, { nullable: true, description: 'Who issued the decision, as it prints it.' })
  issuer!: string | null;

  @Field(() => [CertificateChange], { description: 'The decisions that corrected or revoked it, the earliest first.' })
  changes!: CertificateChange[];

  @Field(() => Boolean, {
    description:
      'True when an award on which it rested, itself or through others, was revoked: it is being looked at again.',
  })
  flagged!: boolean;

  /** By which it was asked, where its proof may be asked for as well. */
  token?: string;
}

@ObjectType({
  description:
    'What a body outside this registry has done with a nomination: recorded by one account, confirmed by another.',
})
export class ExternalOutcome {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { description: 'AWARD, REJECT or RETURN.' })
  outcome!: ExternalOutcomeKind;

  @Field(() => String, { description: 'Who issued the paper, as it prints it.' })
  issuerAsPrinted!: string;

  @Field(() => String, { description: 'Number and symbol of the paper.' })
  symbol!: string;

  @Field(() => CivilDateScalar, { description: 'The day of its signature.' })
  signedOn!: CivilDate;

  @Field(() => String, { nullable: true, description: 'Why; null where nothing was said.' })
  reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  recordedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was confirmed: then the nomination moved.' })
  confirmedAt!: Date | null;

  @Field(() => Boolean, { description: 'True when the second account found it wrong: nothing came of it.' })
  dropped!: boolean;

  nominationId!: string;
  unitId!: string;
  documentId!: string | null;
  recordedById!: string;
  confirmedById!: string | null;
}

@ObjectType({ description: 'What became of an act on a decision.' })
export class DecisionPayload extends Payload {
  @Field(() => Decision, {
    nullable: true,
    description: 'The decision as it is now; what was discarded as it was, with nothing left to do.',
  })
  decision!: Decision | null;
}
