import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModuleRef, Reflector } from '@nestjs/core';
import { GraphQLSchemaHost, RESOLVER_NAME_METADATA, RESOLVER_TYPE_METADATA } from '@nestjs/graphql';
import { ALLOW, type AllowRule } from '../core/allow.js';

/** An operation of the schema and who may call it. */
export interface DeclaredOperation {
  type: 'Query' | 'Mutation';
  name: string;
  allow: AllowRule;
}

/** Refuses to start while an operation of the schema does not declare with @Allow who may call it. */
@Injectable()
export class DeclaredOperations implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
  ) {}

  onApplicationBootstrap(): void {
    this.list();
  }

  /** All operations, from the schema outwards so that none is missed; throws naming those without @Allow. */
  list(): DeclaredOperation[] {
    const declared = this.declared();
    const { schema } = this.modules.get(GraphQLSchemaHost, { strict: false });
    const fields = { Query: schema.getQueryType()?.getFields(), Mutation: schema.getMutationType()?.getFields() };
    const operations = (['Query', 'Mutation'] as const).flatMap((type) =>
      Object.keys(fields[type] ?? {})
        .sort()
        .map((name) => ({ type, name, allow: declared.get(`${type}.${name}`) })),
    );
    const missing = operations.filter(({ allow }) => !allow).map(({ type, name }) => `${type}.${name}`);
    if (missing.length > 0) throw new Error(`Operations without @Allow: ${missing.join(', ')}`);
    return operations as DeclaredOperation[];
  }

  private declared(): Map<string, AllowRule> {
    const declared = new Map<string, AllowRule>();
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!instance || !metatype) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[method];
        if (!handler) continue;
        const type = Reflect.getMetadata(RESOLVER_TYPE_METADATA, handler) as string | undefined;
        const allow = this.reflector.get<AllowRule | undefined>(ALLOW, handler);
        if (!type || !allow) continue;
        const name = (Reflect.getMetadata(RESOLVER_NAME_METADATA, handler) as string | undefined) ?? method;
        declared.set(`${type}.${name}`, allow);
      }
    }
    return declared;
  }
}
