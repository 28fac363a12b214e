import { REFUSALS } from './person.js';

/** The documents of the public API that the scenario uses. */

const mutation = (name: string, input: string, payload: string): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${payload} ${REFUSALS} } }`;

const PROPOSAL = 'proposal { id to { code external } }';
const NOMINATION = 'nomination { id state documents { kind } }';
const SESSION = 'session { id closed }';
const DECISION = 'decision { id state }';
const SEVERAL = 'nominations { id state }';

export const ACT = {
  createHonouree: mutation('createHonouree', 'CreateHonoureeInput', 'honouree { id }'),
  draft: mutation('draftNomination', 'DraftNominationInput', NOMINATION),
  attach: `mutation ($nominationId: ID!, $documentId: ID!, $kind: String!) {
    attachDocument(nominationId: $nominationId, documentId: $documentId, kind: $kind) { nomination { id } ${REFUSALS} } }`,
  submit: mutation('submitNominations', 'SubmitNominationsInput', PROPOSAL),
  receive: mutation('receiveProposal', 'ReceiveProposalInput', 'proposal { id }'),
  appraise: mutation('appraiseNomination', 'AppraiseNominationInput', 'nomination { id }'),
  endorse: mutation('endorseNominations', 'EndorseNominationsInput', SEVERAL),
  openSession: mutation('openCouncilSession', 'OpenCouncilSessionInput', SESSION),
  vote: mutation('recordCouncilVote', 'RecordCouncilVoteInput', SESSION),
  closeSession: mutation('closeCouncilSession', 'CloseCouncilSessionInput', SESSION),
  forward: mutation('forwardNominations', 'ForwardNominationsInput', PROPOSAL),
  draftDecision: mutation('draftDecision', 'DraftDecisionInput', DECISION),
  checkDecision: mutation('checkDecision', 'DecisionActionInput', DECISION),
  issueDecision: mutation('issueDecision', 'IssueDecisionInput', DECISION),
  recordOutcome: mutation('recordExternalOutcome', 'RecordExternalOutcomeInput', SEVERAL),
  confirmOutcome: mutation('confirmExternalOutcome', 'ConfirmExternalOutcomeInput', SEVERAL),
  registerModel: mutation(
    'registerEmulationModel',
    'RegisterEmulationModelInput',
    'emulationModel { id state version }',
  ),
  actOnModel: mutation('actOnModel', 'ActOnModelInput', 'emulationModel { id state }'),
} as const;

export const QUESTION = {
  area: `query ($id: ID!) { unit(id: $id) { area { id } } }`,
  step: `query ($id: ID!) { nomination(id: $id) {
    route { unit { code } council decides } eligibility { findings { verdict rule { code } } } } }`,
  preview: `query ($id: ID!, $signedOn: CivilDate!) { decisionPreview(id: $id, signedOn: $signedOn) {
    hash problems { code message rule { code } } } }`,
  waiting: `query ($award: String!) { nominations(filter: { awardTypeCode: $award, states: [SUBMITTED] }, first: 100) {
    totalCount edges { node { id currentStep { external } } } } }`,
} as const;
