import { Injectable, type PipeTransform } from '@nestjs/common';
import { isGivenDate, type CivilDate } from './civil-date.js';
import { DomainError } from './errors.js';

/** Checks a CivilDate argument that stands outside an input, such as `asOf`. Absent stays absent. */
@Injectable()
export class ParseCivilDate implements PipeTransform<unknown, CivilDate | null> {
  transform(value: unknown): CivilDate | null {
    if (value === undefined || value === null) return null;
    if (isGivenDate(value)) return value;
    throw new DomainError('INVALID_INPUT', 'input.notDate');
  }
}
