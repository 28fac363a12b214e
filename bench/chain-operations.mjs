// What the bench asks of the chain: the lists that people open in the morning, a dossier, and their daily acts.

const ROW = `id code state dueOn honouree { id displayName kind } awardType { code name } proposedBy { code name }
  currentStep { position unit { code name } }`;

export const NOMINATIONS = `query ($after: String) {
  nominations(first: 20, after: $after) { edges { cursor node { ${ROW} } } pageInfo { hasNextPage endCursor } } }`;

export const INBOX = `query ($after: String) {
  inbox(first: 20, after: $after) { edges { cursor node { ${ROW} } } pageInfo { hasNextPage endCursor } } }`;

/** Without its eligibility: the bare server has not the rules that it is weighed by. */
export const NOMINATION = `query ($id: ID!) { nomination(id: $id) { ${ROW}
  route { position tier line decides enteredAt receivedOn dueOn leftAt outcome unit { code name } }
  events { at action from to step reason acting { code name } by { fullName } }
  documents { id kind fileName } } }`;

export const RECEIVE = `mutation ($input: NominationActionInput!) {
  receiveNomination(input: $input) { nomination { id state dueOn } userErrors { code message } } }`;

export const DRAFT_DECISION = `mutation ($input: DraftDecisionInput!) {
  draftDecision(input: $input) { decision { id } userErrors { code message } } }`;

export const CHECK_DECISION = `mutation ($input: DecisionActionInput!) {
  checkDecision(input: $input) { decision { id } userErrors { code message } } }`;

export const PREVIEW = `query ($id: ID!, $signedOn: CivilDate!) {
  decisionPreview(id: $id, signedOn: $signedOn) { hash lines problems { code message rule { code } } } }`;

export const ISSUE = `mutation ($input: IssueDecisionInput!) {
  issueDecision(input: $input) { decision { id state } userErrors { code message } } }`;
