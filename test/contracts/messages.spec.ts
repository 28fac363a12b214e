import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { message, type MessageKey } from '../../src/core/messages.vi.js';
import { projectPath } from '../support/schema.js';
import { membersOf, nodes, parsed, place, sources, type Source } from '../support/sources.js';

const CATALOGUE = 'src/core/messages.vi.ts';
const all = sources();

function keysOfCatalogue(): string[] {
  const { file } = all.find(({ path }) => path === CATALOGUE)!;
  const table = [...nodes(file)].find((node) => ts.isVariableDeclaration(node) && node.name.getText() === 'MESSAGES');
  const literal = [...nodes(table!)].find((node) => ts.isObjectLiteralExpression(node));
  return [...membersOf(literal)!.keys()].map((key) => key.replaceAll("'", ''));
}

const keys = keysOfCatalogue();
/** What stands within a sentence or is printed by itself: words, citations, a finding as the rule's own sentence. */
const PARTS = new Set([
  // Words of the law, and facts, as they stand in sentences.
  'law.meritCongTrang',
  'law.meritDotXuat',
  'law.meritPhongTrao',
  'law.meritCongHien',
  'law.meritNienHan',
  'law.meritDoiNgoai',
  'law.meritUnknown',
  'law.paperReport',
  'law.paperMinutes',
  'law.paperInitiative',
  'law.paperSupplement',
  'law.paperSuspension',
  'law.or',
  'law.saidWithoutRule',
  'law.proceedingDiscipline',
  'law.proceedingVerification',
  'law.proceeding',
  'law.proceedingOpen',
  'law.membersFacts',
  'law.membersFactsUnclear',
  'rule.argMissing',
  'rule.argUnknown',
  'rule.argWrong',
  'rule.argsTogether',
  'law.individual',
  'law.collective',
  'law.household',
  'law.none',
  'law.yearsMissing',
  'law.initiativesMissing',
  'law.titlesLacking',
  'law.priorMissing',
  'law.needsRating',
  'law.needsInitiative',
  'law.needsEither',
  'law.needsBoth',
  'law.scopeCentral',
  'law.scopeProvince',
  'law.scopeDistrict',
  'law.scopeCommune',
  'law.scopeGrassroots',
  'law.measureCompleted',
  'law.measureLdtt',
  'law.measureCstdcs',
  'law.quotaUsed',
  'law.quotaBase',
  'law.quotaDown',
  'law.quotaUp',
  'law.quotaHalfUp',
  'law.quotaOfMembers',
  'law.quotaOfCompleted',
  'law.quotaFromLedger',
  'law.quotaFromFigure',
  'law.quotaContradicted',
  'law.verdictPasses',
  'law.verdictNeedsReview',
  'law.verdictFails',
  'law.saidBy',
  'law.notAsked',
  'law.changed',
  'award.citation',
  'award.decisionOf',
  'award.decisionWithout',
  'award.onDay',
  'award.inYear',
  'award.between',
  'certificate.decision',
  'correction.title',
  'revocation.title',
  'revocation.law',
  'outcome.recordedTitle',
  'decision.ruleFailed',
  'decision.competent',
  'nomination.ruleFailed',
  'verifyProof.award',
  'verifyProof.corrected',
  'verifyProof.revocation',
  'verifyProof.correction',
  'verifyProof.reissue',
  'verifyProof.ground',
  'verifyProof.nameNow',
  'verifyProof.unitNow',
  'verifyProof.copyNumber',
  'verifyProof.false',
]);
/** Headings and labels of a page; where a dossier stands; what follows “SAI:”. */
const LABEL = /^((page(Title|Label)|nominationState|role|verifyProof\.flaw)\.|law\.(award[A-Z]|rating(H|Kh)))/;
const wanted = (key: string): string[] =>
  [...message(key as MessageKey).matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

interface Use {
  key: string;
  /** The parameters written out at that place; null: they are not written out there. */
  given: string[] | null;
  where: string;
}

/** Where a sentence is made: message(key, params) and new DomainError(code, key, { params }). */
function uses(source: Source): Use[] {
  return [...nodes(source.file)].flatMap((node): Use[] => {
    const isCall = ts.isCallExpression(node) && node.expression.getText() === 'message';
    const isError = ts.isNewExpression(node) && node.expression.getText() === 'DomainError';
    if (!isCall && !isError) return [];
    const [key, options] = (isCall ? node.arguments : (node.arguments?.slice(1) ?? [])) as ts.Expression[];
    if (!key || !ts.isStringLiteral(key)) return [];
    const params = isCall ? options : membersOf(options)?.get('params');
    const given = params ? (membersOf(params) ? [...membersOf(params)!.keys()] : null) : [];
    return [{ key: key.text, given, where: place(source, node) }];
  });
}

function wrong(use: Use): string[] {
  if (!use.given) return [];
  const missing = wanted(use.key).filter((name) => !use.given!.includes(name));
  const surplus = use.given.filter((name) => !wanted(use.key).includes(name));
  return [
    ...missing.map((name) => `${use.where} lacks {${name}}`),
    ...surplus.map((name) => `${use.where} gives ${name}`),
  ];
}

describe('the sentences for people', () => {
  it('get every parameter that they speak of, and no other', () => {
    const found = all.flatMap(uses);
    expect(found.length).toBeGreaterThan(40);
    expect(found.flatMap(wrong)).toEqual([]);
  });

  it('would be caught otherwise', () => {
    const text = `message('input.tooLong');\nnew DomainError('X', 'auth.busy', { params: { name } });\nmessage('input.tooLong', { max });`;
    expect(uses(parsed('src/a.ts', text)).flatMap(wrong)).toEqual(['src/a.ts:1 lacks {max}', 'src/a.ts:2 gives name']);
  });

  it('are all said somewhere', () => {
    const texts = all.filter(({ path }) => path !== CATALOGUE).map(({ file }) => file.text);
    for (const file of readdirSync(projectPath('migrations'))) {
      if (file.endsWith('.ts')) texts.push(readFileSync(projectPath(`migrations/${file}`), 'utf8'));
    }
    const said = (key: string): boolean =>
      texts.some((text) => text.includes(`'${key}'`) || text.includes(`"${key}"`) || text.includes(`:${key}'`));
    // The sentences of a module may be there before the module is.
    const moduleOf = (key: string): string => key.split('.')[0]!;
    const modules = new Set(keys.filter(said).map(moduleOf));
    expect(modules.size).toBeGreaterThan(8);
    expect(keys.filter((key) => modules.has(moduleOf(key)) && !said(key))).toEqual([]);
  });

  it('are sentences in composed Vietnamese', () => {
    for (const key of keys) {
      const text = message(key as MessageKey);
      expect(text).toBe(text.normalize('NFC').trim());
      if (!PARTS.has(key) && !LABEL.test(key)) expect(text).toMatch(/^[\p{Lu}“{].*[.!?]$/su);
    }
  });
});
