// Prints, as JSON, every operation of the built service with who may call it, and the table of roles.
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../../dist/app.module.js';
import { loadConfig } from '../../dist/core/config.js';
import { ROLE_PERMISSIONS } from '../../dist/core/permissions.js';
import { DeclaredOperations } from '../../dist/identity/declared-operations.js';

async function main() {
  const module = AppModule.for(loadConfig({ LOG_LEVEL: 'silent' }), null);
  const app = await NestFactory.create(module, new FastifyAdapter(), { abortOnError: false, logger: false });
  await app.init();
  process.stdout.write(JSON.stringify({ operations: app.get(DeclaredOperations).list(), roles: ROLE_PERMISSIONS }));
  process.exit(0);
}

void main();
