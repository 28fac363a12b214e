import { runNode } from '../support/programs.js';

describe('the generated files', () => {
  it('are current: schema.gql and docs/permissions.md say what the built server does', async () => {
    const { code, output, errors } = await runNode(['dist/generate.cli.js', '--check']);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toBe('Generated files are current.\n');
  });
});
