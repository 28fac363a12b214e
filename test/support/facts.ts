const payload = `honouree { id } userErrors { code message field }`;

/** The mutations that record facts. */
export const FACT = {
  rating: `mutation ($input: RecordRatingInput!) { recordRating(input: $input) { ${payload} } }`,
  initiative: `mutation ($input: RecordInitiativeInput!) { recordInitiative(input: $input) { ${payload} } }`,
  discipline: `mutation ($input: RecordDisciplineInput!) { recordDiscipline(input: $input) { ${payload} } }`,
  groupResult: `mutation ($input: RecordGroupResultInput!) { recordGroupResult(input: $input) { ${payload} } }`,
  memberCount: `mutation ($input: RecordMemberCountInput!) { recordMemberCount(input: $input) { ${payload} } }`,
} as const;

/** Everything that may be read of an honouree's facts. */
export const FACTS_OF = `query ($id: ID!) { honouree(id: $id) {
  ratings { id year rating source recorded { by { username } forUnit { code } } }
  initiatives { id year title scope recognisedBy symbol }
  groupResults { id year group rank groupSize source }
  memberCounts { id year members completed ldtt cstdcs source }
  disciplines { id kind matter from to source } } }`;
