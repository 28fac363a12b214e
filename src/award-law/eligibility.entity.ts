import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import type { CivilDate } from '../core/civil-date.js';
import { RuleCitation } from '../core/payload.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';
import { VERDICTS, type Verdict } from './domain/eligibility.js';

export const VerdictEnum = enumOf(VERDICTS);
registerEnumType(VerdictEnum, {
  name: 'Verdict',
  description: 'What a rule says of a dossier (kết luận).',
  valuesMap: {
    PASSES: { description: 'Đạt: a confirmed rule is fulfilled.' },
    NEEDS_REVIEW: {
      description: 'Cần xem xét: the rule is not confirmed, or there is none for the day; somebody has to judge.',
    },
    FAILS: { description: 'Không đạt: a confirmed rule is not fulfilled; nobody can judge that away.' },
  },
});

@ObjectType({ description: 'A person’s decision on a finding that needs review, with its reason (nhận định).' })
export class Judgement {
  @Field(() => Boolean, { description: 'True: it may go on all the same.' })
  accept!: boolean;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  byAccountId!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;
}

@ObjectType({ description: 'What one rule says of a dossier.' })
export class Finding {
  @Field(() => VerdictEnum, { description: 'Whether it is fulfilled.' })
  verdict!: Verdict;

  @Field(() => RuleCitation, {
    description: 'The rule; where there is none for the day, a code NO_RULE.… without article and document.',
  })
  rule!: RuleCitation;

  @Field(() => String, { description: 'For people: what was compared with what, in Vietnamese.' })
  explanation!: string;

  @Field(() => [String], { description: 'What was found in the records, e.g. the award that was given already.' })
  facts!: string[];

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'First day on which it would be fulfilled; null when that is not known, or it is.',
  })
  eligibleFrom!: CivilDate | null;

  @Field(() => Judgement, { nullable: true, description: 'Who judged it and how; null while nobody has.' })
  judgement!: Judgement | null;

  @Field(() => Judgement, {
    nullable: true,
    description:
      'What was judged of it by another version of the rule or upon other facts; it does not cover these, and the finding asks again. Null where nothing was.',
  })
  earlierJudgement?: Judgement;
}

@ObjectType({ description: 'How the answer of one rule differs on another day.' })
export class EligibilityChange {
  @Field(() => String, { description: 'The code of the rule.' })
  ruleCode!: string;

  @Field(() => VerdictEnum, {
    nullable: true,
    description: 'What it says on the other day; null when it is not asked then.',
  })
  before!: Verdict | null;

  @Field(() => VerdictEnum, {
    nullable: true,
    description: 'What it says on the day of the answer; null when it is not asked.',
  })
  after!: Verdict | null;

  @Field(() => String, { description: 'For people: both, with article and document, in Vietnamese.' })
  explanation!: string;
}

@ObjectType({ description: 'What another day would make of it: its law and the awards known until then.' })
export class EligibilityComparison {
  @Field(() => CivilDateScalar, { description: 'The other day.' })
  lawDate!: CivilDate;

  @Field(() => String, { description: 'The body of law in force then; empty when none is known.' })
  regime!: string;

  @Field(() => VerdictEnum, { description: 'The worst of the findings then.' })
  verdict!: Verdict;

  @Field(() => [EligibilityChange], { description: 'What differs, rule by rule; empty where nothing does.' })
  changes!: EligibilityChange[];
}

@ObjectType({ description: 'All findings of the rules about one honouree and one award (điều kiện xét tặng).' })
export class Eligibility {
  @Field(() => VerdictEnum, { description: 'The worst of the findings shown, before judgements.' })
  verdict!: Verdict;

  @Field(() => Boolean, { description: 'True: by the law of today, since the dossier has no law date yet.' })
  provisional!: boolean;

  @Field(() => CivilDateScalar, { description: 'The day whose law was applied.' })
  lawDate!: CivilDate;

  @Field(() => String, {
    description:
      'The body of law in force then: A (law of 2003, NĐ 91/2017), B (law of 2022, NĐ 98/2023), C (NĐ 152/2025), D (as amended by 06/2026/QH16); empty when none is known.',
  })
  regime!: string;

  @Field(() => [Finding], { description: 'One for each rule that was applied.' })
  findings!: Finding[];

  @Field(() => String, {
    nullable: true,
    description:
      'A standing sentence where findings on discipline and verification are left out, whether there are any or not.',
  })
  note?: string | null;

  @Field(() => EligibilityComparison, {
    nullable: true,
    description: 'Only of the query eligibility with comparedWith: what that day would make of it.',
  })
  comparison?: EligibilityComparison | null;
}
