import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import { DECISION_ACTIONS, DECISION_KINDS, DECISION_STATES } from './domain/decision-life.js';

export const DecisionStateEnum = enumOf(DECISION_STATES);
registerEnumType(DecisionStateEnum, {
  name: 'DecisionState',
  description: 'Where a decision stands.',
  valuesMap: {
    DRAFT: { description: 'Being drafted; its words and lines may change.' },
    CHECKED: { description: 'Checked by another person: waits for the signature, and does not change.' },
    ISSUED: { description: 'Issued or recorded; never changes any more.' },
  },
});

export const DecisionKindEnum = enumOf(DECISION_KINDS);
registerEnumType(DecisionKindEnum, {
  name: 'DecisionKind',
  description: 'What a decision does.',
  valuesMap: {
    AWARD: { description: 'Quyết định khen thưởng: it awards.' },
    CORRECTION: { description: 'Đính chính: it mends an error of another decision.' },
    REVOCATION: { description: 'Hủy bỏ, thu hồi: it takes an award back.' },
  },
});

export const DECISION_ORIGINS = ['ISSUED', 'RECORDED'] as const;
export type DecisionOrigin = (typeof DECISION_ORIGINS)[number];
export const DecisionOriginEnum = enumOf(DECISION_ORIGINS);
registerEnumType(DecisionOriginEnum, {
  name: 'DecisionOrigin',
  description: 'Where a decision was made.',
  valuesMap: {
    ISSUED: { description: 'Drafted, checked and issued in this registry.' },
    RECORDED: { description: 'Made elsewhere, or long ago, and written down here.' },
  },
});

export const DecisionActionEnum = enumOf(DECISION_ACTIONS);
registerEnumType(DecisionActionEnum, {
  name: 'DecisionAction',
  description: 'What can be done with a decision.',
  valuesMap: {
    EDIT: { description: 'Change its title or what it rests on (editDecision).' },
    SET_LINES: { description: 'Choose its lines anew (setDecisionLines).' },
    CHECK: { description: 'Check it (checkDecision).' },
    RETURN: { description: 'Give a checked one back for drafting (returnDecision).' },
    DISCARD: { description: 'Discard the draft (discardDecision).' },
    ISSUE: { description: 'Sign and issue it (issueDecision).' },
    CONFIRM: { description: 'Confirm what another account wrote down (confirmRecordedDecision).' },
    DROP: { description: 'Drop what was written down and is not confirmed (confirmRecordedDecision).' },
  },
});

export const EXTERNAL_OUTCOMES = ['AWARD', 'REJECT', 'RETURN'] as const;
export type ExternalOutcomeKind = (typeof EXTERNAL_OUTCOMES)[number];
