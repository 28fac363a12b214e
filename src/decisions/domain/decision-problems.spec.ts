import type { Eligibility, Finding, Verdict } from '../../award-law/domain/eligibility.js';
import type { Rule } from '../../award-law/domain/rule.js';
import { civilDate } from '../../core/civil-date.js';
import { decisionProblems, type DecisionFacts, type LineFacts } from './decision-problems.js';

const day = civilDate;
const citation = (code: string, confirmed: boolean) => ({
  code,
  article: 'Điều 80',
  document: 'Luật 06/2022/QH15',
  text: null,
  validFrom: null,
  validTo: null,
  confirmed,
});
const competence = (confirmed: boolean): Rule<'COMPETENCE'> => ({
  id: 'r',
  awardTypeId: 't',
  kind: 'COMPETENCE',
  args: { tier: 'DISTRICT', line: 'STATE' },
  citation: citation('COMPETENCE.SO', confirmed),
});
const finding = (verdict: Verdict, accept?: boolean): Finding => ({
  verdict,
  rule: citation('ONE_AWARD_PER_ACHIEVEMENT', verdict !== 'NEEDS_REVIEW'),
  ruleId: 'r',
  explanation: 'Đã được khen thưởng.',
  facts: [],
  eligibleFrom: null,
  judgement: accept === undefined ? null : { accept, reason: 'x', byAccountId: 'a', at: new Date(0) },
});
const law = (...findings: Finding[]): Eligibility => ({
  verdict: 'PASSES',
  provisional: false,
  lawDate: day('2026-11-01'),
  regime: 'D',
  findings,
});
const line = (more: Partial<LineFacts> = {}): LineFacts => ({
  nominationId: 'n',
  code: 'HS-1',
  kind: 'INDIVIDUAL',
  honouree: 'h',
  awardTypeId: 'gk',
  achievementFrom: day('2025-01-01'),
  achievementTo: day('2025-12-31'),
  achievementKey: 'học Bác',
  proposalId: 'p',
  proposedOn: day('2026-11-05'),
  proposerMinutesOn: day('2026-11-05'),
  ready: true,
  suspended: false,
  modelOverdue: false,
  minutesOn: day('2026-11-10'),
  endorsedOn: day('2026-11-11'),
  eligibility: law(finding('PASSES')),
  ...more,
});
const facts = (more: Partial<DecisionFacts> = {}): DecisionFacts => ({
  title: 'Về việc tặng Giấy khen',
  award: 'Giấy khen',
  awardTypeId: 'gk',
  issuer: 'Sở Nội vụ',
  signedOn: day('2026-11-20'),
  today: day('2026-11-20'),
  competence: competence(true),
  ended: null,
  competenceAccepted: null,
  lines: [line()],
  ...more,
});
const codes = (more: Partial<DecisionFacts>): string[] => decisionProblems(facts(more)).map(({ code }) => code);

describe('what stands against a decision', () => {
  it.each<[string, Partial<DecisionFacts>, string[]]>([
    ['nothing', {}, []],
    ['no lines', { lines: [] }, ['WRONG_STATE']],
    ['signed tomorrow', { signedOn: day('2026-11-21') }, ['INVALID_INPUT']],
    ['signed before the minutes', { signedOn: day('2026-11-09') }, ['INVALID_INPUT']],
    ['minutes of the day of the tờ trình', { lines: [line({ minutesOn: day('2026-11-05') })] }, []],
    ['minutes before the tờ trình', { lines: [line({ minutesOn: day('2026-11-04') })] }, ['RULE_FAILED']],
    ['a tờ trình before its minutes', { lines: [line({ proposerMinutesOn: day('2026-11-06') })] }, ['RULE_FAILED']],
    ['no minutes kept', { lines: [line({ proposerMinutesOn: null, minutesOn: null })] }, []],
    ['signed before the endorsement', { signedOn: day('2026-11-10') }, ['INVALID_INPUT']],
    ['signed on the day of the endorsement', { signedOn: day('2026-11-11') }, []],
    ['a body that may not (R05, R06)', { competence: null }, ['NOT_COMPETENT']],
    [
      'the same, signed tomorrow: first what the law says',
      { competence: null, signedOn: day('2026-11-21') },
      ['NOT_COMPETENT', 'INVALID_INPUT'],
    ],
    ['a competence that nobody has confirmed', { competence: competence(false) }, ['NEEDS_JUDGEMENT']],
    ['the same, accepted', { competence: competence(false), competenceAccepted: true }, []],
    ['the same, not accepted', { competence: competence(false), competenceAccepted: false }, ['NOT_COMPETENT']],
    ['a line that is suspended', { lines: [line({ suspended: true, ready: false })] }, ['SUSPENDED']],
    ['a model that owes a report (R50)', { lines: [line({ modelOverdue: true })] }, ['RULE_FAILED']],
    ['a line that no tờ trình proposed (R41)', { lines: [line({ proposalId: null })] }, ['RULE_FAILED']],
    [
      'a tờ trình dated before the minutes on which it rests',
      { lines: [line({ proposedOn: day('2026-11-04') })] },
      ['RULE_FAILED'],
    ],
    [
      'signed before the tờ trình, which is before its endorsement',
      { signedOn: day('2026-11-04') },
      ['INVALID_INPUT', 'INVALID_INPUT'],
    ],
    [
      'signed on the day of all of it',
      { lines: [line({ proposedOn: day('2026-11-20'), minutesOn: day('2026-11-20') })] },
      [],
    ],
    ['no minutes before the deciding body', { lines: [line({ proposerMinutesOn: null })] }, []],
    ['a line of another award (R40)', { lines: [line({ awardTypeId: 'bk' })] }, ['RULE_FAILED']],
    ['one achievement on two lines (R17)', { lines: [line(), line({ code: 'HS-2' })] }, ['RULE_FAILED']],
    [
      'the same text for two years',
      { lines: [line(), line({ achievementFrom: day('2026-01-01'), achievementTo: day('2026-06-30') })] },
      [],
    ],
    ['the same text for two people', { lines: [line(), line({ honouree: 'i' })] }, []],
    ['another text for the same year', { lines: [line(), line({ achievementKey: 'cứu người' })] }, []],
    ['a title of another award (R40)', { title: 'Tặng Bằng khen' }, ['RULE_FAILED']],
    ['a title with another total (R40)', { title: 'Tặng Giấy khen cho 02 cá nhân' }, ['RULE_FAILED']],
    ['a line that is not endorsed', { lines: [line({ ready: false })] }, ['WRONG_STATE']],
    ['a confirmed rule that fails (R17)', { lines: [line({ eligibility: law(finding('FAILS')) })] }, ['RULE_FAILED']],
    [
      'a doubt on two lines, told once',
      {
        lines: [
          line({ eligibility: law(finding('NEEDS_REVIEW')) }),
          line({ honouree: 'i', eligibility: law(finding('NEEDS_REVIEW')) }),
        ],
      },
      ['NEEDS_JUDGEMENT'],
    ],
    ['a doubt that was accepted', { lines: [line({ eligibility: law(finding('NEEDS_REVIEW', true)) })] }, []],
    [
      'a doubt that was not accepted',
      { lines: [line({ eligibility: law(finding('NEEDS_REVIEW', false)) })] },
      ['RULE_FAILED'],
    ],
  ])('%s', (_, more, expected) => {
    expect(codes(more)).toEqual(expected);
  });

  it('names the rule that ended where nobody lets the body decide any more (R06)', () => {
    const { citation: cited, ...rule } = competence(true);
    const ended = { ...rule, citation: { ...cited, validTo: '2025-06-30' } };
    const [problem] = decisionProblems(facts({ competence: null, ended }));
    expect(problem).toMatchObject({ code: 'NOT_COMPETENT', rule: { code: 'COMPETENCE.SO', validTo: '2025-06-30' } });
    expect(problem?.message).toContain('đến hết ngày 30/06/2025');
  });

  it('says each with its field, in a sentence that names the dossier', () => {
    const one = line({ code: 'HS-7', proposedOn: day('2026-11-21'), proposerMinutesOn: day('2026-11-22') });
    const told = decisionProblems(facts({ lines: [one, { ...one, code: 'HS-8', awardTypeId: 'bk' }] }));
    expect(told.map(({ field, message }) => `${field?.at(-1)}: ${message}`)).toEqual([
      'signedOn: Ngày ký không được trước ngày của tờ trình đề nghị hồ sơ HS-7 (21/11/2026).',
      'signedOn: Ngày ký không được trước ngày của tờ trình đề nghị hồ sơ HS-8 (21/11/2026).',
      'id: Hồ sơ HS-8 trong danh sách kèm theo không đề nghị “Giấy khen” như Điều 1 của quyết định.',
      'id: Tờ trình đề nghị hồ sơ HS-7 đề ngày trước biên bản họp làm căn cứ; hãy trả lại để trình lại.',
      'id: Tờ trình đề nghị hồ sơ HS-8 đề ngày trước biên bản họp làm căn cứ; hãy trả lại để trình lại.',
      'id: Hồ sơ HS-8 đề nghị khen một thành tích đã có ở dòng khác của danh sách kèm theo.',
    ]);
  });

  it('names the rule and the dossiers', () => {
    const doubtful = (code: string): LineFacts =>
      line({ code, honouree: code, eligibility: law(finding('NEEDS_REVIEW')) });
    const [problem] = decisionProblems(facts({ lines: [doubtful('HS-1'), doubtful('HS-2'), doubtful('HS-3')] }));
    expect(problem?.rule?.code).toBe('ONE_AWARD_PER_ACHIEVEMENT');
    expect(problem?.message).toContain('HS-1 và 2 hồ sơ khác');
  });
});
