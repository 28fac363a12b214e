import { postgresError, translateDatabaseError, violates } from './database-errors.js';

const failed = (code: string, more: object = {}) => Object.assign(new Error('said by PostgreSQL'), { code, ...more });
const wrapped = (driverError: Error) => Object.assign(new Error(driverError.message), { ...driverError, driverError });

describe("the database's errors", () => {
  it.each([
    ['57014', 'TOO_COSTLY'],
    ['40001', 'CONFLICT'],
    ['40P01', 'CONFLICT'],
    ['55P03', 'CONFLICT'],
    ['57P01', 'UNAVAILABLE'],
    ['57P03', 'UNAVAILABLE'],
    ['08006', 'UNAVAILABLE'],
    ['53300', 'UNAVAILABLE'],
  ])('%s becomes %s, also out of TypeORM', (code, expected) => {
    for (const error of [failed(code), wrapped(failed(code))]) {
      expect(translateDatabaseError(error)).toMatchObject({ name: 'DomainError', code: expected });
    }
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'])('%s says that it cannot be reached', (code) => {
    for (const error of [failed(code), wrapped(failed(code))]) {
      expect(postgresError(error)).toBeNull();
      expect(translateDatabaseError(error)).toMatchObject({ name: 'DomainError', code: 'UNAVAILABLE' });
    }
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Query runner already released. Cannot run queries anymore.',
    'Client has encountered a connection error and is not queryable',
  ])('"%s" likewise', (text) => {
    expect(translateDatabaseError(new Error(text))).toMatchObject({ name: 'DomainError', code: 'UNAVAILABLE' });
  });

  it('of our triggers carry their own code', () => {
    const detail = JSON.stringify({ code: 'NOT_FOUND', key: 'unit.notFound' });
    expect(translateDatabaseError(failed('SV001', { detail }))).toMatchObject({
      code: 'NOT_FOUND',
      message: 'Không tìm thấy đơn vị này.',
    });
  });

  it('that are our own fault stay what they are', () => {
    for (const error of [failed('42P01'), failed('SV900'), failed('EPERM'), new Error('undefined is not a function')]) {
      expect(translateDatabaseError(error)).toBe(error);
    }
  });

  it('name the constraint', () => {
    const error = wrapped(failed('23505', { constraint: 'account_username_key' }));
    expect(violates(error, 'account_username_key')).toBe(true);
    expect(violates(error, 'another')).toBe(false);
    expect(violates(failed('42501', { constraint: 'account_username_key' }), 'account_username_key')).toBe(false);
  });
});
