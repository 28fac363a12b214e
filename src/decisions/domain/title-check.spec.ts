import { readFileSync } from 'node:fs';
import { namesAnother, otherTotal } from './title-check.js';

const BANG_KHEN = 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh (bộ, ban, ngành)';

describe('the award that a title names (R40)', () => {
  it.each<[string, string, boolean]>([
    // The trích yếu of QĐ 345/QĐ-TTg said a flag, its Điều 1 bằng khen.
    ['Về việc tặng Cờ thi đua của Chính phủ', 'Bằng khen của Thủ tướng Chính phủ', true],
    ['Về việc tặng Bằng khen của Chủ tịch UBND tỉnh', BANG_KHEN, false],
    ['VỀ VIỆC TẶNG BẰNG KHEN', BANG_KHEN, false],
    ['Về việc khen thưởng thành tích học tập và làm theo Bác', BANG_KHEN, false],
    ['Tặng Giấy khen', BANG_KHEN, true],
    ['Tặng Cờ thi đua và Bằng khen', BANG_KHEN, true],
    ['Tặng Bằng khen cho các tập thể lao động xuất sắc', BANG_KHEN, false],
    ['Tặng giấy khen các gia đình văn hóa tiêu biểu', 'Giấy khen của Giám đốc Sở', false],
    ['Công nhận Gia đình văn hoá', 'Gia đình văn hóa', false],
    ['Công nhận danh hiệu Chiến sĩ thi đua cơ sở', 'Chiến sĩ thi đua bộ, ban, ngành, tỉnh', true],
    ['Công nhận Chiến sĩ thi đua cấp tỉnh', 'Chiến sĩ thi đua bộ, ban, ngành, tỉnh', false],
    ['Công nhận Tập thể lao động tiên tiến', 'Lao động tiên tiến', true],
    ['Công nhận Lao động tiên tiến', 'Tập thể lao động tiên tiến', false],
    ['Tặng Kỷ niệm chương', 'Kỷ niệm chương', false],
  ])('%s, for %s: %s', (title, award, another) => {
    expect(namesAnother(title, award)).toBe(another);
  });

  it('is never another where the title is the name of the award, for all that we ship', () => {
    const path = new URL('../../../data/law/award-types.json', import.meta.url);
    const types = JSON.parse(readFileSync(path, 'utf8')) as { name: string }[];
    expect(types.length).toBeGreaterThan(30);
    expect(types.filter(({ name }) => namesAnother(`Về việc tặng ${name}`, name))).toEqual([]);
  });
});

describe('the totals that a title gives (R40)', () => {
  const lines = [{ kind: 'COLLECTIVE' }, { kind: 'COLLECTIVE' }, { kind: 'INDIVIDUAL' }] as const;

  it.each<[string, ReturnType<typeof otherTotal>]>([
    ['Tặng Bằng khen cho 02 tập thể và 01 cá nhân', null],
    ['Tặng Bằng khen cho các tập thể, cá nhân', null],
    ['Tặng Bằng khen cho 03 tập thể và 01 cá nhân', { kind: 'COLLECTIVE', said: 3, listed: 2 }],
    ['Tặng Bằng khen cho 2 tập thể, 5 hộ gia đình', { kind: 'HOUSEHOLD', said: 5, listed: 0 }],
    ['Tặng Bằng khen cho 2 TẬP THỂ, 11 CÁ NHÂN', { kind: 'INDIVIDUAL', said: 11, listed: 1 }],
    ['Tặng Bằng khen theo Tờ trình 12/2 cá nhân', null],
  ])('%s: %j', (title, expected) => {
    expect(otherTotal(title, lines)).toEqual(expected);
  });
});
