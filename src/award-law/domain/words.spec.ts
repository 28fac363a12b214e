import { RATINGS } from '../../honourees/domain/facts.js';
import { readFileSync } from 'node:fs';
import { awardWords, inWords, paperWord, ratedYear, ratingWords } from './words.js';

const SHORT: [short: string, name: string][] = [
  ['CSTĐCS', 'Chiến sĩ thi đua cơ sở'],
  ['CSTĐ', 'Chiến sĩ thi đua'],
  ['LĐTT', 'lao động tiên tiến'],
  ['LĐXS', 'lao động xuất sắc'],
  ['UBND', 'Ủy ban nhân dân'],
];
const FILE = new URL('../../../data/law/award-types.json', import.meta.url);
const types = JSON.parse(readFileSync(FILE, 'utf8')) as { code: string; name: string }[];

describe('the words for codes', () => {
  it.each(types)('$code is $name in short', ({ code, name }) => {
    const whole = SHORT.reduce((text, [short, long]) => text.replace(short, long), awardWords([code]));
    expect(whole.toLowerCase()).toBe(name.toLowerCase());
  });

  it('are one of several, each by its name', () => {
    expect(awardWords(['LDTT', 'CSTT'])).toBe('LĐTT hoặc Chiến sĩ tiên tiến');
    expect(ratingWords(['HTXSNV', 'HTTNV'])).toBe('hoàn thành xuất sắc nhiệm vụ hoặc hoàn thành tốt nhiệm vụ');
    expect(ratedYear({ year: 2024, rating: 'KHTNV' })).toBe('2024: không hoàn thành nhiệm vụ');
  });

  it('leave no code of a rating in a sentence', () => {
    for (const rating of RATINGS) expect(ratingWords([rating])).toMatch(/hoàn thành/);
  });

  it('leave no code of a paper that we file ourselves, and the kind that somebody has typed', () => {
    expect(['BO_SUNG', 'TAM_DUNG', 'Ảnh'].map(paperWord)).toEqual([
      'văn bản bổ sung',
      'văn bản về việc tạm dừng',
      'Ảnh',
    ]);
    expect(inWords('BO_SUNG')).toBe(paperWord('BO_SUNG'));
  });

  it('make of an old fact the same one, and leave other words alone', () => {
    expect(inWords('2024: HTTNV')).toBe(ratedYear({ year: 2024, rating: 'HTTNV' }));
    expect(inWords('2024: Máy bơm HTX Nậm Loỏng')).toBe('2024: Máy bơm HTX Nậm Loỏng');
    expect(inWords(inWords('Mẫu số 15 CSTDCS'))).toBe('Mẫu số 15 CSTĐCS');
  });
});
