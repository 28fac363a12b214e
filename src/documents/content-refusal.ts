import { DomainError } from '../core/errors.js';
import type { MessageKey, MessageParams } from '../core/messages.vi.js';

/** What is wrong with the file that was sent. */
export function refused(key: MessageKey, params: MessageParams = {}): DomainError {
  return new DomainError('INVALID_INPUT', key, { params, field: ['file'] });
}
