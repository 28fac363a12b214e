import { readFile, writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { AppModule } from './app.module.js';
import { loadConfig } from './core/config.js';
import { ROLE_CODES, ROLE_PERMISSIONS, rolesWith } from './core/permissions.js';
import { workflowDocument, workflowRows } from './nominations/domain/workflow-document.js';
import { DeclaredOperations, type DeclaredOperation, type DeclaredRoute } from './identity/declared-operations.js';

/** `npm run generate` writes the files that are made from code; with `--check` it says which of them are not current. */

const ROOT = new URL('../', import.meta.url);

function whoMay({ allow }: DeclaredOperation | DeclaredRoute): string {
  if (allow.kind === 'public') return 'anybody';
  if (allow.kind === 'signedIn') {
    return `every account that is signed in${allow.evenBeforePasswordChange ? ', even with a one-time password' : ''}`;
  }
  return allow.permissions.map((permission) => `\`${permission}\`: ${rolesWith(permission).join(', ')}`).join('; ');
}

function permissionList(operations: readonly (DeclaredOperation | DeclaredRoute)[]): string {
  const rows = operations.map((operation) => `| ${operation.type} | \`${operation.name}\` | ${whoMay(operation)} |`);
  const roles = ROLE_CODES.map((role) => `| ${role} | ${ROLE_PERMISSIONS[role].join(', ')} |`);
  return [
    '# Who may call what',
    '',
    'Made from the code by `npm run generate`; `npm run check` fails when it is not current. Acting permissions hold on',
    'exactly the unit of the grant, administration and reading on its subtree; the services check the unit.',
    '',
    '| | operation | who |',
    '| --- | --- | --- |',
    ...rows,
    '',
    '| role | permissions |',
    '| --- | --- |',
    ...roles,
    '',
  ].join('\n');
}

async function generate(): Promise<Record<string, string>> {
  const app = await NestFactory.create(AppModule.for(loadConfig({ LOG_LEVEL: 'silent' }), null), new FastifyAdapter(), {
    abortOnError: false,
    logger: false,
  });
  await app.init();
  const { schema } = app.get(GraphQLSchemaHost);
  const declared = app.get(DeclaredOperations);
  const files = {
    'schema.gql': `# Made from the code by "npm run generate".\n\n${printSchema(lexicographicSortSchema(schema))}\n`,
    'docs/permissions.md': permissionList([...declared.list(), ...declared.routes()]),
    'docs/workflow.md': workflowDocument(),
    'migrations/support/nomination-workflow.ts': workflowRows((permission) => rolesWith(permission)),
  };
  await app.close();
  return files;
}

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [file, text] of Object.entries(await generate())) {
  const path = new URL(file, ROOT);
  const present = await readFile(path, 'utf8').catch(() => '');
  if (present === text) continue;
  stale.push(file);
  if (!check) await writeFile(path, text);
}
if (check && stale.length > 0) {
  process.stderr.write(`Not current: ${stale.join(', ')}. Run "npm run generate".\n`);
  process.exit(1);
}
process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'Generated files are current.\n');
process.exit(0);
