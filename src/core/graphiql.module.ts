import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Controller, Get, Module, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from './allow.js';

const PAGE = `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sổ Vàng · GraphiQL</title>
    <link rel="stylesheet" href="/graphiql/graphiql.min.css" />
    <link rel="stylesheet" href="/graphiql/page.css" />
  </head>
  <body>
    <div id="graphiql">Đang tải…</div>
    <script src="/graphiql/react.production.min.js"></script>
    <script src="/graphiql/react-dom.production.min.js"></script>
    <script src="/graphiql/graphiql.min.js"></script>
    <script src="/graphiql/page.js"></script>
  </body>
</html>
`;

const SCRIPT = `const query = \`# Sổ Vàng, chế độ dùng thử. Sign in with an account of trial-accounts.json, then put
# { "Authorization": "Bearer <token>" } under "Headers".
mutation {
  signIn(input: { username: "", password: "" }) {
    token
    account { fullName }
    userErrors { code message field }
  }
}
\`;
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultQuery: query,
    defaultEditorToolsVisibility: 'headers',
  }),
);
`;

const STYLE = `html, body, #graphiql { height: 100%; margin: 0; }`;

/** From our own packages, not from a network that may not be there. */
const PACKAGED: Readonly<Record<string, { name: string; path: string }>> = {
  'graphiql.min.css': { name: 'graphiql', path: 'graphiql.min.css' },
  'graphiql.min.js': { name: 'graphiql', path: 'graphiql.min.js' },
  'react.production.min.js': { name: 'react', path: 'umd/react.production.min.js' },
  'react-dom.production.min.js': { name: 'react-dom', path: 'umd/react-dom.production.min.js' },
};
const OWN: Readonly<Record<string, string>> = { 'page.js': SCRIPT, 'page.css': STYLE };

// GraphiQL's editor sets styles on elements.
const POLICY = `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'`;

const require = createRequire(import.meta.url);

/** A file of a package that its "exports" do not name. */
function packagedFile({ name, path }: { name: string; path: string }): string {
  const entry = require.resolve(name);
  const folder = join('node_modules', name);
  return join(entry.slice(0, entry.lastIndexOf(folder)), folder, path);
}

@Controller('graphiql')
class GraphiqlController {
  @Allow.public()
  @Get()
  async page(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(PAGE);
  }

  @Allow.public()
  @Get(':file')
  async file(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const type = file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
    const packaged = Object.hasOwn(PACKAGED, file) ? PACKAGED[file] : undefined;
    const own = Object.hasOwn(OWN, file) ? OWN[file] : undefined;
    if (packaged) await reply.type(type).send(createReadStream(packagedFile(packaged)));
    else if (own) await reply.type(type).send(own);
    else await reply.code(404).send({ error: 'Not found' });
  }
}

/** GraphiQL at /graphiql; in trial mode only. */
@Module({ controllers: [GraphiqlController] })
export class GraphiqlModule {}
