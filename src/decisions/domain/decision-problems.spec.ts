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
  proposalId: 'p',
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
    ['a title of another award (R40)', { title: 'Tặng Bằng khen' }, ['RULE_FAILED']],
    ['a title with another total (R40)', { title: 'Tặng Giấy khen cho 02 cá nhân' }, ['RULE_FAILED']],
    ['a line that is not endorsed', { lines: [line({ ready: false })] }, ['WRONG_STATE']],
    ['a confirmed rule that fails (R17)', { lines: [line({ eligibility: law(finding('FAILS')) })] }, ['RULE_FAILED']],
    [
      'a doubt on two lines, told once',
      {
        lines: [
          line({ eligibility: law(finding('NEEDS_REVIEW')) }),
          line({ eligibility: law(finding('NEEDS_REVIEW')) }),
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
    expect(problem?.message).toContain('đến hết ngày 2025-06-30');
  });

  it('names the rule and the dossiers', () => {
    const doubtful = (code: string): LineFacts => line({ code, eligibility: law(finding('NEEDS_REVIEW')) });
    const [problem] = decisionProblems(facts({ lines: [doubtful('HS-1'), doubtful('HS-2'), doubtful('HS-3')] }));
    expect(problem?.rule?.code).toBe('ONE_AWARD_PER_ACHIEVEMENT');
    expect(problem?.message).toContain('HS-1 và 2 hồ sơ khác');
  });
});
