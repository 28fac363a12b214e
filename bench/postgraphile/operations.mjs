// The questions of the bench, as PostGraphile names things; aliases make its answers the same as ours, row by row.
const UNIT = '{ code name }';

const HONOUREE = `id: rowId kind displayName birthYear unit: unitByUnitId ${UNIT} registeredBy: unitByRegisteredById ${UNIT}`;
const NOMINATION = `id: rowId code state dueOn honouree: honoureeByHonoureeId { id: rowId displayName kind }
  awardType: awardTypeByAwardTypeId { code name } proposedBy: unitByProposedById ${UNIT}
  currentStep { position unit: unitByUnitId ${UNIT} }`;

/** A page and one more: whether there is a next one. */
export const PAGES = {
  honourees: `query ($after: UUID) { rows: pageOfHonoureesList(lim: 21, after: $after) { ${HONOUREE} } }`,
  nominations: `query ($after: UUID) { rows: pageOfNominationsList(lim: 21, after: $after) { ${NOMINATION} } }`,
  inbox: `query ($due: Date, $after: UUID) { rows: pageOfInboxList(lim: 21, due: $due, after: $after) { ${NOMINATION} } }`,
};

export const DETAILS = {
  honouree: `query ($id: UUID!) { row: readableHonouree(of: $id) { ${HONOUREE} } }`,
  nomination: `query ($id: UUID!) { row: readableNomination(of: $id) { ${NOMINATION}
    route: nominationStepsByNominationId(orderBy: [POSITION_ASC]) { nodes {
      position tier line decides receivedOn dueOn outcome unit: unitByUnitId ${UNIT} } }
    events: nominationEventsByNominationId(orderBy: [VERSION_ASC]) { nodes {
      action from: fromState to: toState step reason acting: unitByActingUnitId ${UNIT} by: accountByAccountId { fullName } } } } }`,
};

/** Our detail without what PostGraphile cannot answer: what the rules say, which documents lie in it by whose right. */
export const OUR_NOMINATION = `query ($id: ID!) { nomination(id: $id) {
  id code state dueOn honouree { id displayName kind } awardType { code name } proposedBy { code name }
  currentStep { position unit { code name } }
  route { position tier line decides receivedOn dueOn outcome unit { code name } }
  events { action from to step reason acting { code name } by { fullName } } } }`;
