import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import {
  assertValidSchema,
  isObjectType,
  lexicographicSortSchema,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, unknown>>>;

/** The parts of Nest's factory that it goes by itself; its types hide them. */
interface Factory {
  resolversExplorerService: { explore(): Resolvers; getAllCtors(): unknown[] };
  gqlSchemaBuilder: { build(file: true, options: object, resolvers: unknown[]): Promise<GraphQLSchema> };
}

function giveResolvers(schema: GraphQLSchema, resolvers: Resolvers): void {
  for (const [typeName, ofFields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`Resolvers of ${typeName}, which is no object type of the schema`);
    for (const [name, resolver] of Object.entries(ofFields)) {
      const field = type.getFields()[name];
      if (!field) throw new Error(`A resolver of ${typeName}.${name}, which is no field of the schema`);
      field.resolve = resolver;
    }
  }
}

/**
 * Nest prints the schema that it has built from the classes, parses the text, builds a second schema of it, and carries
 * its resolvers over to the first: more than a quarter of what a start costs. Here they go straight to where they end up.
 */
export class SchemaDriver extends MercuriusDriver {
  override async generateSchema(options: MercuriusDriverConfig): Promise<GraphQLSchema> {
    const { resolversExplorerService, gqlSchemaBuilder } = this.graphQlFactory as unknown as Factory;
    const resolvers = resolversExplorerService.explore();
    // Its check would be ours, and beyond it read the whole schema as an introspection.
    const unchecked = { ...options, buildSchemaOptions: { ...options.buildSchemaOptions, skipCheck: true } };
    const schema = await gqlSchemaBuilder.build(true, unchecked, resolversExplorerService.getAllCtors());
    assertValidSchema(schema);
    giveResolvers(schema, resolvers);
    return options.sortSchema ? lexicographicSortSchema(schema) : schema;
  }
}
