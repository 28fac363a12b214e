import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** A path of the project, from its top. */
export function projectPath(path: string): string {
  return new URL(`../../${path}`, import.meta.url).pathname;
}

/** The committed schema; a contract holds it to the built server's. */
export const schema: GraphQLSchema = buildSchema(readFileSync(projectPath('schema.gql'), 'utf8'));
