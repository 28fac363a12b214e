import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runNode } from '../support/programs.js';
import { projectPath } from '../support/schema.js';

interface Report {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
}

/** What dependency-cruiser says of src/ below that folder. */
async function cruise(folder: string): Promise<Report['summary']> {
  const program = projectPath('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  const { output, errors } = await runNode(args, { cwd: folder });
  if (!output) throw new Error(errors);
  return (JSON.parse(output) as Report).summary;
}

/** A project with our rules and these files. */
async function project(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'so-vang-imports-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    await cp(projectPath(file), join(folder, file));
  }
  await symlink(projectPath('node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

describe('imports', () => {
  it('point one way, and in no circle', async () => {
    const { totalCruised, violations } = await cruise(projectPath(''));
    expect(violations).toEqual([]);
    expect(totalCruised).toBeGreaterThan(80);
  });

  it('are reported where they do not', async () => {
    const folder = await project({
      'src/core/a.ts': `import { b } from '../audit/b.js';\nexport const a = b;`,
      'src/audit/b.ts': `export const b = 1;`,
      'src/honourees/one.ts': `import type { Two } from './two.js';\nexport interface One { two: Two }`,
      'src/honourees/two.ts': `import type { One } from './one.js';\nexport interface Two { one: One }`,
      'src/honourees/domain/rule.ts': `import { two } from '../../core/database.js';\nexport const rule = two;`,
      'src/core/database.ts': `export const two = 2;`,
      'src/novelty/x.ts': `export { two as x } from '../core/database.js';`,
      'src/units/good.ts': `import { b } from '../audit/b.js';\nimport { two } from '../core/database.js';\nexport const good = b + two;`,
    });
    try {
      const { violations } = await cruise(folder);
      const found = violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
      expect(found).toEqual([
        'direction-core: src/core/a.ts → src/audit/b.ts',
        'domain-is-pure: src/honourees/domain/rule.ts → src/core/database.ts',
        'known-module: src/novelty/x.ts → src/core/database.ts',
        'no-cycles: src/honourees/one.ts → src/honourees/two.ts',
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
