import { applyDecorators } from '@nestjs/common';
import { Field } from '@nestjs/graphql';
import { plainToInstance, Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  Validate,
  ValidateNested,
  validateSync,
  ValidatorConstraint,
  type ValidationArguments,
  type ValidationError,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { isGivenDate } from './civil-date.js';
import { InvalidInput, type InputProblem } from './errors.js';
import { message } from './messages.vi.js';

/**
 * The decorators of inputs. They say everything in Vietnamese from the catalogue, so inputs use these and never
 * class-validator's own (a lint rule).
 */

interface TextOptions {
  min?: number;
  /** Longest text, in Unicode code points after NFC. */
  max: number;
  multiline?: boolean;
  /** A name: with a letter in it, or nobody could say or find it. */
  isName?: boolean;
  /** Said instead when it is too short or too long. */
  lengthMessage?: string;
}

// Control and format characters (zero-width, bidirectional overrides, soft hyphen, BOM, tags), lone surrogates, private
// and unassigned code points, line and paragraph separators, invisible letters, variation selectors, what stands for
// bytes that were no UTF-8: nothing that a person types on purpose and much that makes one name look like another.
const FORBIDDEN =
  /(?![\t\n\r])\p{Cc}|[\p{Cf}\p{Cs}\p{Co}\p{Cn}\u034f\u2028\u2029\u115f\u1160\u3164\uffa0\ufffd]|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
const LINE_BREAKS = /[\t\n\r]/;

@ValidatorConstraint({ name: 'text' })
class TextConstraint implements ValidatorConstraintInterface {
  validate(value: unknown, args: ValidationArguments): boolean {
    return this.problem(value, args.constraints[0] as TextOptions) === null;
  }

  defaultMessage(args: ValidationArguments): string {
    return this.problem(args.value, args.constraints[0] as TextOptions) ?? message('input.invalid');
  }

  private problem(value: unknown, options: TextOptions): string | null {
    if (typeof value !== 'string') return message('input.notText');
    const length = [...value].length;
    const min = options.min ?? 1;
    if (options.lengthMessage && (length < min || length > options.max)) return options.lengthMessage;
    if (length === 0 && min > 0) return message('input.required');
    if (length < min) return message('input.tooShort', { min });
    if (length > options.max) return message('input.tooLong', { max: options.max });
    const hidden = FORBIDDEN.test(value) || (!options.multiline && LINE_BREAKS.test(value));
    if (hidden) return message('input.controlCharacters');
    return options.isName && !/\p{L}/u.test(value) ? message('input.noLetter') : null;
  }
}

@ValidatorConstraint({ name: 'civilDate' })
class CivilDateConstraint implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isGivenDate(value);
  }

  defaultMessage(): string {
    return message('input.notDate');
  }
}

function cleaned(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFC').trim() : value;
}

/** Text for people: NFC, trimmed, without control or hidden characters, `min` (1) to `max` characters. */
export function Text(options: TextOptions): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => cleaned(value)),
    Validate(TextConstraint, [options]),
  );
}

/** A password: as typed (NFC, not trimmed), 12 to 200 characters. */
export function Password(min = 12, max = 200): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.normalize('NFC') : value)),
    Validate(TextConstraint, [{ min, max, multiline: true, lengthMessage: message('input.password', { min, max }) }]),
  );
}

/** An identifier of ours; in small letters, as the database writes it, so that equal ones are equal texts. */
export function Id(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => lowered(value)),
    IsUUID(undefined, { message: message('input.notId') }),
  );
}

function lowered(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** A list of identifiers, `max` at most. */
export function Ids(max: number): PropertyDecorator {
  return applyDecorators(
    ArrayMaxSize(max, { message: message('input.tooMany', { max }) }),
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(lowered) : value)),
    IsUUID(undefined, { each: true, message: message('input.notId') }),
  );
}

/** A legal date, YYYY-MM-DD. */
export function CivilDateField(): PropertyDecorator {
  return Validate(CivilDateConstraint);
}

/** A whole number from `min` to `max`. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  const options = { message: message('input.notInteger', { min, max }) };
  return applyDecorators(IsInt(options), Min(min, options), Max(max, options));
}

/** One of the values of an enumeration; with `each` a list of them. Whoever gives another one is told which there are. */
export function OneOf(values: readonly string[], { each = false } = {}): PropertyDecorator {
  return IsIn(values, { each, message: message('input.notChoice', { values: values.join(', ') }) });
}

/** A list of `max` at most. */
export function Most(max: number): PropertyDecorator {
  return ArrayMaxSize(max, { message: message('input.tooMany', { max }) });
}

const USERNAME = /^[a-z0-9][a-z0-9._-]{2,39}$/;

/** True when `value` can be a name to sign in with. */
export function isUsername(value: unknown): value is string {
  return typeof value === 'string' && USERNAME.test(value);
}

/** A name to sign in with: 3–40 of a–z, 0–9, dot, hyphen, underscore; capitals are lowered. */
export function Username(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)),
    Matches(USERNAME, { message: message('input.username') }),
  );
}

/** The field may be absent or null. */
export function Optional(): PropertyDecorator {
  return IsOptional();
}

const FALLBACK: Readonly<Record<string, string>> = { whitelistValidation: message('input.unknownField') };

function flatten(errors: readonly ValidationError[], parent: readonly string[]): InputProblem[] {
  return errors.flatMap((error) => {
    const field = [...parent, error.property];
    const [constraint] = Object.entries(error.constraints ?? {});
    const own = constraint ? [{ field, message: FALLBACK[constraint[0]] ?? constraint[1] }] : [];
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

/** class-validator's findings as our one error; the path of each begins with `parent`. */
export function invalidInput(errors: readonly ValidationError[], parent: readonly string[] = ['input']): InvalidInput {
  return new InvalidInput(flatten(errors, parent));
}

/** The client's own key of an act (see idempotency.ts): a field `clientMutationId` of up to 100 characters. */
export function ClientMutationId(): PropertyDecorator {
  return applyDecorators(
    Field(() => String, {
      nullable: true,
      description: 'A key of your choice: the same key and input again give the same object again. Kept 30 days.',
    }),
    Optional(),
    Text({ max: 100 }),
  );
}

/** An input within an input; write `@Type(() => Its)` beside it (a valid one is refused without). */
export function Nested(): PropertyDecorator {
  return ValidateNested({ message: message('input.invalid') });
}

/** A list of inputs within an input, `max` at most; write `@Type(() => Its)` beside it. */
export function NestedList(max: number): PropertyDecorator {
  return applyDecorators(ValidateNested({ each: true, message: message('input.invalid') }), Most(max));
}

/** Our code of a unit or campaign: 1–60 of A–Z, 0–9, dot, hyphen, underscore; small letters are raised. */
export function UnitCode(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toUpperCase() : value)),
    Matches(/^[A-Z0-9][A-Z0-9._-]{0,59}$/, { message: message('input.code') }),
  );
}

/** True or false. */
export function Truth(): PropertyDecorator {
  return IsBoolean({ message: message('input.invalid') });
}

/** Codes of awards, 1 to 50: capital letters, digits, underscores. */
export function AwardTypeCodes(): PropertyDecorator {
  return applyDecorators(
    ArrayMinSize(1, { message: message('input.required') }),
    ArrayMaxSize(50, { message: message('input.tooMany', { max: 50 }) }),
    Matches(/^[A-Z][A-Z0-9_]{1,29}$/, { each: true, message: message('input.code') }),
  );
}

/** The code of one award: capital letters, digits, underscores. */
export function AwardTypeCode(): PropertyDecorator {
  return Matches(/^[A-Z][A-Z0-9_]{1,29}$/, { message: message('input.code') });
}

/** A list of texts for people, `max` at most, each by the rules of Text. */
export function Texts(max: number, options: TextOptions): PropertyDecorator {
  return applyDecorators(
    ArrayMaxSize(max, { message: message('input.tooMany', { max }) }),
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(cleaned) : value)),
    Validate(TextConstraint, [options], { each: true }),
  );
}

/** `plain` as an input of that class, by the same rules as what comes over the API; throws InvalidInput. */
export function checkedInput<Input extends object>(type: new () => Input, plain: Input): Input {
  const input = plainToInstance(type, plain);
  const errors = validateSync(input);
  if (errors.length > 0) throw invalidInput(errors);
  return input;
}
