import { civilDate } from '../../core/civil-date.js';
import { history, proposal, ruleOf } from './history.samples.js';
import type { Members } from './member-discipline.js';
import { sensitiveFindings } from './standards.js';
import type { Verdict } from './finding.js';

const RULE = ruleOf('MEMBERS_UNDISCIPLINED', {
  proceedings: ['DISCIPLINE'],
  forms: ['cảnh cáo', 'cách chức'],
  lesser: ['khiển trách'],
});
const TEN = [{ year: 2023, members: 10, completed: null, ldtt: null, cstdcs: null }];

type Discipline = [matter: string | null, from: string, to: string | null, kind?: string];
const of = (known: number, ...all: Discipline[]): Members => ({
  known,
  proceedings: all.map(([matter, from, to, kind = 'DISCIPLINE'], index) => ({
    ...{ kind, matter, memberId: String(index), from: civilDate(from), to: to ? civilDate(to) : null },
  })),
});

function ask(members: Members | null, memberCounts = TEN) {
  const given = proposal('2023-12-30', { kind: 'COLLECTIVE', to: civilDate('2023-12-31') });
  const proposed = { ...given, award: 'TTLDXS', history: history({ memberCounts }), share: null };
  return sensitiveFindings([RULE], proposed, { proceedings: [], today: civilDate('2023-12-30'), members });
}

describe('nobody disciplined in the collective (R23)', () => {
  it.each<[string, Members | null, Verdict, RegExp]>([
    ['all ten known, nobody disciplined', of(10), 'PASSES', /10\/10/],
    ['nine of ten known: nothing is proven', of(9), 'NEEDS_REVIEW', /9 .*10/],
    ['nobody known', null, 'NEEDS_REVIEW', /0 .*10/],
    ['one with a cảnh cáo', of(10, ['Cảnh cáo về Đảng', '2023-03-01', null]), 'FAILS', /01|1 thành viên/],
    ['the same, where not all are known', of(2, ['cảnh cáo', '2023-03-01', '2023-09-01']), 'FAILS', /1 thành viên/],
    ['a khiển trách, which is less', of(10, ['Khiển trách', '2023-03-01', null]), 'PASSES', /10\/10/],
    ['one whose form nobody told', of(10, [null, '2023-03-01', null]), 'NEEDS_REVIEW', /hình thức chưa rõ/],
    ['over on the last day of the year before', of(10, ['cảnh cáo', '2022-01-01', '2022-12-31']), 'PASSES', /10\/10/],
    ['over on the first day of the year', of(10, ['cảnh cáo', '2022-01-01', '2023-01-01']), 'FAILS', /1 thành viên/],
    ['from the first day of the next year', of(10, ['cảnh cáo', '2024-01-01', null]), 'PASSES', /10\/10/],
    [
      'something that is being verified only',
      of(10, ['cảnh cáo?', '2023-03-01', null, 'VERIFICATION']),
      'PASSES',
      /10/,
    ],
  ])('%s', (_what, members, verdict, says) => {
    const [found, ...others] = ask(members);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ verdict, sensitive: true, explanation: expect.stringMatching(says) });
    // Numbers, by which a judgement knows whether they are still the same; nobody is named.
    const known = `Năm 2023: ${members?.known ?? 0}/10 thành viên có hồ sơ; bị kỷ luật ở mức phải xét: `;
    expect(found?.facts).toEqual([
      `${known}${verdict === 'FAILS' ? 1 : 0}`,
      ...(/chưa rõ/.test(says.source) ? ['Có kỷ luật chưa rõ hình thức'] : []),
    ]);
  });

  it('is for a person where nobody has counted the members', () => {
    expect(ask(of(10), [])[0]).toMatchObject({ verdict: 'NEEDS_REVIEW' });
  });
});
