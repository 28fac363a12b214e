import { execFileSync } from 'node:child_process';
import type { AllowRule } from '../../src/core/allow.js';
import type { RoleCode } from '../../src/core/permissions.js';
import { builtProgram } from './server-process.mjs';

/** An operation of the built service and who may call it. */
export interface Operation {
  type: 'Query' | 'Mutation';
  name: string;
  allow: AllowRule;
}

const said = execFileSync(process.execPath, builtProgram('declared-operations.process'), {
  encoding: 'utf8',
});

/** Asked of the built service itself, so that an operation added later is here without anybody's doing. */
export const { operations, roles } = JSON.parse(said) as {
  operations: Operation[];
  roles: Record<RoleCode, string[]>;
};

/** All roles. */
export const ROLES = Object.keys(roles) as RoleCode[];
