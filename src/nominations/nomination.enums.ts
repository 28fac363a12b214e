import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import { NOMINATION_ACTIONS, NOMINATION_STATES } from './domain/workflow.js';

export const NominationStateEnum = enumOf(NOMINATION_STATES);
registerEnumType(NominationStateEnum, {
  name: 'NominationState',
  description: 'Where a nomination stands with the body of its step. The last three are final.',
  valuesMap: {
    DRAFT: { description: 'Being written by the proposer; nobody else reads it.' },
    SUBMITTED: { description: "Lies with this step's body, not yet received." },
    RECEIVED: { description: 'Received by the body; its clock runs.' },
    APPRAISED: { description: 'Appraised (đã thẩm định): waits for the council or the leadership.' },
    ENDORSED: { description: 'Endorsed by the body: waits to be forwarded, or decided at the last step.' },
    RETURNED: { description: 'Returned to the proposer for supplements.' },
    AWARDED: { description: 'Awarded by a decision.' },
    REJECTED: { description: 'Not awarded.' },
    WITHDRAWN: { description: 'Withdrawn by the proposer.' },
  },
});

export const NominationActionEnum = enumOf(NOMINATION_ACTIONS);
registerEnumType(NominationActionEnum, {
  name: 'NominationAction',
  description: 'What can be done with a nomination (docs/workflow.md says who may, and when).',
  valuesMap: {
    CREATE: { description: 'Draft it.' },
    EDIT: { description: 'Change a draft or a returned one.' },
    SUBMIT: { description: 'Submit it to the first body, or again after a return.' },
    RECEIVE: { description: 'Receive it.' },
    RETURN: { description: 'Return it to the proposer or to a body below.' },
    APPRAISE: { description: 'Appraise it (thẩm định).' },
    ENDORSE: { description: 'Endorse it, by the council or the leadership.' },
    FORWARD: { description: 'Forward it to the next body by a tờ trình.' },
    AWARD: { description: 'Award it by a decision.' },
    REJECT: { description: 'Decline it.' },
    WITHDRAW: { description: 'Withdraw it.' },
    SUSPEND: { description: 'Suspend it, while discipline, an inspection or a complaint is open.' },
    RESUME: { description: 'Resume it.' },
    CONVERT: { description: 'Hand it to a successor: only an applied reorganisation does.' },
  },
});

const STEP_OUTCOMES = [
  'ENDORSED_BY_COUNCIL',
  'ENDORSED_BY_LEADERSHIP',
  'ENDORSED_SIMPLIFIED',
  'REJECTED_BY_COUNCIL',
  'REJECTED_BY_HEAD',
  'LAPSED',
  'AWARDED',
  'CONVERTED',
  'VOIDED',
] as const;
export type StepOutcome = (typeof STEP_OUTCOMES)[number];

export const StepOutcomeEnum = enumOf(STEP_OUTCOMES);
registerEnumType(StepOutcomeEnum, {
  name: 'StepOutcome',
  description: 'What a body has concluded.',
  valuesMap: {
    ENDORSED_BY_COUNCIL: { description: 'The council voted for it.' },
    ENDORSED_BY_LEADERSHIP: { description: 'The leadership endorsed it, where no council is required.' },
    ENDORSED_SIMPLIFIED: { description: 'Endorsed by the simplified procedure (Luật 06/2022/QH15, Điều 85).' },
    REJECTED_BY_COUNCIL: { description: 'The council did not reach the threshold.' },
    REJECTED_BY_HEAD: { description: 'The head declined it.' },
    LAPSED: { description: 'A return was not answered in time.' },
    AWARDED: { description: 'Decided here.' },
    CONVERTED: { description: 'Taken over by a reorganisation.' },
    VOIDED: { description: 'Was concluded, then returned: no longer counts.' },
  },
});

export const RETURN_KINDS = ['MISSING_DOCUMENTS', 'CONTENT', 'AGAIN'] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];
export const ReturnKindEnum = enumOf(RETURN_KINDS);
registerEnumType(ReturnKindEnum, {
  name: 'ReturnKind',
  description: 'Why a nomination is returned.',
  valuesMap: {
    MISSING_DOCUMENTS: { description: 'Thiếu thành phần hồ sơ: at least one missing item is named.' },
    CONTENT: { description: 'Nội dung: what is written has to be mended.' },
    AGAIN: { description: 'To be considered again: an upheld objection, new facts.' },
  },
});

export const CouncilRequirementEnum = enumOf(['REQUIRED', 'NONE'] as const);
registerEnumType(CouncilRequirementEnum, {
  name: 'CouncilRequirement',
  description: 'Whether a council has to vote at a step.',
  valuesMap: {
    REQUIRED: { description: 'The council votes; votes for are divided by all members.' },
    NONE: { description: 'The leadership endorses by its minutes.' },
  },
});
