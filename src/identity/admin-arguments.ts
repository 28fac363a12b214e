import { parseArgs } from 'node:util';
import { UsageError } from '../core/command.js';
import { message } from '../core/messages.vi.js';
import { checkedInput, Text } from '../core/validation.js';
import { LINES, TIERS, type Line, type Tier } from '../units/unit.entity.js';
import { CreateAccountInput } from './identity.inputs.js';

/** What `npm run admin` is asked to do. */
export type AdminOrder = CreateOrder | { command: 'reset-password'; username: string };

/** An administrator to be made, at a unit that is there or, with `unit`, may have to be made first. */
export interface CreateOrder {
  command: 'create';
  username: string;
  fullName: string;
  unitCode: string;
  unit: { name: string; line: Line; tier: Tier } | null;
}

const OPTIONS = {
  username: { type: 'string' },
  'full-name': { type: 'string' },
  unit: { type: 'string' },
  'unit-name': { type: 'string' },
  'unit-line': { type: 'string', default: 'STATE' },
  'unit-tier': { type: 'string', default: 'PROVINCE' },
} as const;

type Values = Partial<Record<keyof typeof OPTIONS, string>>;

function wrong(text?: string): UsageError {
  const usage = message('admin.usage', { lines: LINES.join('|'), tiers: TIERS.join('|') });
  return new UsageError(text ? `${text}\n\n${usage}` : usage);
}

function required(values: Values, option: keyof Values): string {
  const value = values[option]?.trim();
  if (!value) throw wrong(message('admin.missing', { option: `--${option}` }));
  return value;
}

function oneOf<Value extends string>(values: Values, option: keyof Values, choices: readonly Value[]): Value {
  const found = choices.find((choice) => choice === values[option]);
  if (!found) throw wrong(message('admin.unknownValue', { option: `--${option}`, values: choices.join(', ') }));
  return found;
}

class UnitName {
  @Text({ max: 300 })
  unitName!: string;
}

function createOrder(values: Values): CreateOrder {
  const { username, fullName } = checkedInput(CreateAccountInput, {
    username: required(values, 'username'),
    fullName: required(values, 'full-name'),
  });
  const unitCode = required(values, 'unit');
  if (!/^[A-Z0-9][A-Z0-9._-]{0,59}$/.test(unitCode)) throw wrong(message('admin.unitCode'));
  const unitName = values['unit-name'];
  const name = unitName === undefined ? null : checkedInput(UnitName, { unitName }).unitName;
  const line = oneOf(values, 'unit-line', LINES);
  const tier = oneOf(values, 'unit-tier', TIERS);
  return { command: 'create', username, fullName, unitCode, unit: name === null ? null : { name, line, tier } };
}

function parsed(args: string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // One that there is not, or that lacks its value; Node says which, in English.
    const [option] = /--?[\w-]+/.exec((error as Error).message) ?? [''];
    throw wrong(message('admin.badOption', { option }));
  }
}

/** Reads the command line; throws a UsageError that says how the command is called. */
export function readAdminArguments(args: string[]): AdminOrder {
  const { values, positionals } = parsed(args);
  const [command, ...more] = positionals;
  if (more.length > 0) throw wrong();
  if (command === 'create') return createOrder(values);
  if (command === 'reset-password') return { command, username: required(values, 'username').toLowerCase() };
  throw wrong();
}
