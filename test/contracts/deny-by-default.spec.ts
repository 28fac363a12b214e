import { runNode } from '../support/programs.js';
import { builtProgram } from '../support/server-process.mjs';

const PROGRAM = builtProgram('undeclared-operation.process');

describe('an operation that does not say who may call it', () => {
  it('keeps the service from starting, by name', async () => {
    const { code, output } = await runNode(PROGRAM);
    expect({ code, output }).toEqual({ code: 1, output: 'Operations without @Allow: Query.secrets\n' });
  });

  it('is all that kept it', async () => {
    const { code, output } = await runNode([...PROGRAM, '--allowed']);
    expect({ code, output }).toEqual({ code: 0, output: 'started\n' });
  });
});
