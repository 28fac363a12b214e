import { readAdminArguments } from './admin-arguments.js';

const CREATE = ['create', '--username', 'quan.tri', '--full-name', 'Chẻo Sử Mẩy'];

describe('the arguments of npm run admin', () => {
  it('are the order to make an administrator', () => {
    expect(readAdminArguments([...CREATE, '--unit', 'UBND-12'])).toEqual({
      command: 'create',
      username: 'quan.tri',
      fullName: 'Chẻo Sử Mẩy',
      unitCode: 'UBND-12',
      unit: null,
    });
    const words = [
      'create',
      '--username=Quan.TRI',
      '--full-name',
      ' Chẻo Sử Mẩy '.normalize('NFD'),
      '--unit',
      'MTTQ-12',
    ];
    const unit = ['--unit-name', ' Ủy ban MTTQ ', '--unit-line', 'FRONT', '--unit-tier', 'COMMUNE'];
    expect(readAdminArguments([...words, ...unit])).toEqual({
      command: 'create',
      username: 'quan.tri',
      fullName: 'Chẻo Sử Mẩy',
      unitCode: 'MTTQ-12',
      unit: { name: 'Ủy ban MTTQ', line: 'FRONT', tier: 'COMMUNE' },
    });
    expect(readAdminArguments([...CREATE, '--unit', 'X', '--unit-name', 'Y'])).toMatchObject({
      unit: { name: 'Y', line: 'STATE', tier: 'PROVINCE' },
    });
  });

  it('are the order to give a new password', () => {
    expect(readAdminArguments(['reset-password', '--username', 'Quan.Tri'])).toEqual({
      command: 'reset-password',
      username: 'quan.tri',
    });
  });

  it.each<[string, string[], RegExp]>([
    ['no command', [], /^Cách dùng:\n/],
    ['an unknown command', ['delete', '--username', 'x'], /^Cách dùng:\n/],
    ['too many words', ['create', 'more'], /^Cách dùng:\n/],
    [
      'an unknown option',
      [...CREATE, '--unti', 'X'],
      /^Không có tùy chọn --unti, hoặc nó thiếu giá trị\.\n\nCách dùng:\n/,
    ],
    [
      'an option without its value',
      ['create', '--username'],
      /^Không có tùy chọn --username, hoặc nó thiếu giá trị\.\n\nCách dùng:\n/,
    ],
    ['no name', ['create', '--unit', 'UBND-12'], /^Thiếu --username\.\n\nCách dùng:\n/],
    ['an empty name', ['create', '--username', ' ', '--full-name', 'A', '--unit', 'X'], /^Thiếu --username\./],
    ['no full name', ['create', '--username', 'abc', '--unit', 'X'], /^Thiếu --full-name\./],
    ['no unit', CREATE, /^Thiếu --unit\.\n\nCách dùng:\n/],
    ['a password without a name', ['reset-password'], /^Thiếu --username\./],
    ['a unit code that is none', [...CREATE, '--unit', 'ủy ban'], /^Mã đơn vị \(--unit\) gồm/],
    [
      'an unknown line',
      [...CREATE, '--unit', 'X', '--unit-name', 'Y', '--unit-line', 'CHURCH'],
      /^--unit-line phải là một trong STATE, PARTY, FRONT, OTHER\.\n\nCách dùng/,
    ],
    [
      'an unknown tier',
      [...CREATE, '--unit', 'X', '--unit-name', 'Y', '--unit-tier', 'STATE'],
      /^--unit-tier phải là một trong CENTRAL, PROVINCE/,
    ],
    [
      'a name that is none',
      ['create', '--username', 'đỗ mai', '--full-name', 'A', '--unit', 'X'],
      /^Tên đăng nhập gồm 3–40 ký tự/,
    ],
    [
      'a full name that hides something',
      ['create', '--username', 'abc', '--full-name', 'A\u202eB', '--unit', 'X'],
      /^Mục này chứa ký tự điều khiển/,
    ],
    ['a unit name of spaces', [...CREATE, '--unit', 'X', '--unit-name', ' '], /^Mục này không được để trống/],
  ])('are refused with %s', (_, args, sentence) => {
    expect(() => readAdminArguments(args)).toThrow(sentence);
  });
});
