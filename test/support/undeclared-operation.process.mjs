// Builds the service as it is, with one more resolver whose operation does not say who may call it, and says what
// became of it. `--allowed` declares it.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Query, Resolver } from '@nestjs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../../dist/app.module.js';
import { Allow } from '../../dist/core/allow.js';
import { loadConfig } from '../../dist/core/config.js';

/** @type {(decorators: Function[], type: Function, method: string) => void} */
const decorate = (decorators, type, method) => {
  const descriptor = Object.getOwnPropertyDescriptor(type.prototype, method);
  for (const decorator of decorators) decorator(type.prototype, method, descriptor);
};

class SecretsResolver {
  secrets() {
    return true;
  }
}
const allowed = process.argv.includes('--allowed') ? [Allow.signedIn()] : [];
decorate([Query(() => Boolean, { description: 'Secrets.' }), ...allowed], SecretsResolver, 'secrets');
Resolver()(SecretsResolver);

class ExtraModule {}
Module({
  imports: [AppModule.for(loadConfig({ LOG_LEVEL: 'silent' }), null)],
  providers: [SecretsResolver],
})(ExtraModule);

async function main() {
  try {
    const app = await NestFactory.create(ExtraModule, new FastifyAdapter(), { abortOnError: false, logger: false });
    await app.init();
    process.stdout.write('started\n');
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    process.exit(1);
  }
  process.exit(0);
}

void main();
