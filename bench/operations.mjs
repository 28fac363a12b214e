// What the bench asks: the list and the detail that people open most, each with its nested units.

const FIELDS = 'id kind displayName birthYear unit { code name } registeredBy { code name }';

export const LIST = `query ($after: String) {
  honourees(first: 20, after: $after) { edges { cursor node { ${FIELDS} } } pageInfo { hasNextPage endCursor } } }`;

export const DETAIL = `query ($id: ID!) { honouree(id: $id) { ${FIELDS} } }`;

export const SEARCH = `query ($text: String!) {
  honourees(first: 20, filter: { text: $text }) { edges { node { ${FIELDS} } } } }`;

export const SEARCH_AND_COUNT = `query ($text: String!) {
  honourees(first: 20, filter: { text: $text }) { totalCount totalIsCapped edges { node { ${FIELDS} } } } }`;

export const CREATE = `mutation ($input: CreateHonoureeInput!) {
  createHonouree(input: $input) { honouree { id } sameName { id } userErrors { code message } } }`;

export const PLACES = `query ($text: String!) {
  areas(first: 20, filter: { text: $text }) { edges { node { code name kind parent { name } } } } }`;

/** The cursor after that honouree. @param {string} id */
export function cursorAfter(id) {
  return Buffer.from(JSON.stringify([id])).toString('base64url');
}

/**
 * The honouree behind whom a fortieth is left of those below a unit, and a full page at least: a commune of the small
 * registry has forty in all.
 * @param {import('pg').Client} client
 * @param {string} unitId
 * @returns {Promise<string>}
 */
export async function deepOne(client, unitId) {
  const { rows } = await client.query(
    `with below as (select id from honouree where registered_by_id in (select units_below(array[$1::uuid], current_date)))
     select id from below order by id offset (select greatest(count(*) / 40, 25) from below) limit 1`,
    [unitId],
  );
  if (!rows[0]) throw new Error(`unit ${unitId} has too few`);
  return rows[0].id;
}

/**
 * So many honourees below a unit, evenly spread over all that lie there, the oldest first.
 * @param {import('pg').Client} client
 * @param {string} unitId
 * @param {number} count
 * @returns {Promise<string[]>}
 */
export async function spread(client, unitId, count) {
  const { rows } = await client.query(
    `select min(id::text)::uuid as id from (
       select id, ntile($2::int) over (order by id) as part
       from honouree where registered_by_id in (select units_below(array[$1::uuid], current_date))) parts
     group by part order by part`,
    [unitId, count],
  );
  return rows.map(({ id }) => id);
}
