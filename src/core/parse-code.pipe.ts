import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from './errors.js';

/** Checks a code that stands outside an input, such as `awardTypeCode`: the database takes no text with a zero. Absent stays absent. */
@Injectable()
export class ParseCode implements PipeTransform<unknown, string | null> {
  transform(value: unknown): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' && /^[\w.-]{0,60}$/.test(value)) return value;
    throw new DomainError('INVALID_INPUT', 'input.code');
  }
}
