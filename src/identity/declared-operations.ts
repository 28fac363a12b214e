import { Injectable, RequestMethod, type OnApplicationBootstrap } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, ModuleRef, Reflector } from '@nestjs/core';
import { GraphQLSchemaHost, RESOLVER_NAME_METADATA, RESOLVER_TYPE_METADATA } from '@nestjs/graphql';
import { ALLOW, type AllowRule } from '../core/allow.js';

/** An operation of the schema and who may call it. */
export interface DeclaredOperation {
  type: 'Query' | 'Mutation';
  name: string;
  allow: AllowRule;
}

/** A route beside GraphQL and who may call it. */
export interface DeclaredRoute {
  type: string;
  name: string;
  allow: AllowRule;
}

/** Refuses to start while an operation of the schema, or a route, does not declare with @Allow who may call it. */
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
    this.routes();
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

  /** All routes of controllers, by path; throws naming those without @Allow. */
  routes(): DeclaredRoute[] {
    const routes = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || !metatype) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
        if (!handler || method === undefined) return [];
        const path = [metatype, handler].map((part) => String(Reflect.getMetadata(PATH_METADATA, part))).join('/');
        const allow = this.reflector.get<AllowRule | undefined>(ALLOW, handler);
        return [{ type: RequestMethod[method], name: pathOf(path), allow }];
      });
    });
    const missing = routes.filter(({ allow }) => !allow).map(({ type, name }) => `${type} ${name}`);
    if (missing.length > 0) throw new Error(`Routes without @Allow: ${missing.join(', ')}`);
    return (routes as DeclaredRoute[]).sort((a, b) => (`${a.name} ${a.type}` < `${b.name} ${b.type}` ? -1 : 1));
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

/** Nest keeps "/" for the path of a controller itself. */
function pathOf(joined: string): string {
  return `/${joined}`.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
}
