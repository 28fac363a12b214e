import { record } from '../audit/record.js';
import { ProposeRulesService } from '../award-law/propose-rules.service.js';
import { awardTypesByCode } from '../awards/award-type.queries.js';
import { addDays, civilDate, type CivilDate } from '../core/civil-date.js';
import { RecordDecisionService } from '../decisions/record-decision.service.js';
import { insertHonourees } from '../honourees/honouree.queries.js';
import { insertFact, type FactTable } from '../honourees/write-fact.queries.js';
import { lockDossiers, moveDossiers } from '../nominations/move-nominations.js';
import { insertNomination } from '../nominations/write-nomination.queries.js';
import { demonstrationLawCases, type LawCases } from './demonstration-data.js';
import { factRow, type CaseFact, type LawCase } from './domain/law-case.js';
import { askOthers, chooseLaws, handIn, idOf, type Made, type Ready } from './hand-in-law-cases.js';
import type { Player } from './cast.js';
import type { Stage } from './stage.js';

const PAPERS = ['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP', 'CHUNG_NHAN_SANG_KIEN'];
const YEAR = 2025;

/**
 * Makes a dossier for each kind of rule, on which that kind tells. They are of 2026: before the law of its last quarter
 * there is nothing to show. Answers with how many.
 */
export async function playLawCases(stage: Stage): Promise<number> {
  const plan = await demonstrationLawCases();
  const today = stage.goTo(0);
  if (today <= addDays(plan.received, 15)) return 0;
  stage.goToDay(addDays(plan.received, -5));
  await setQuota(stage, plan);
  const ready = await makeHonourees(
    stage,
    plan.cases.filter(({ awardedFor }) => !awardedFor),
  );
  await recordHeld(stage, plan.decisions, ready);
  const facts = await recordFacts(stage, ready, ({ facts: known = [] }) => known);
  stage.goToDay(plan.received);
  const made = await draftAll(
    stage,
    ready.filter(({ received }) => received),
  );
  await handIn(stage, made);
  stage.goToDay(addDays(plan.received, 2));
  await takeBack(stage, facts);
  await recordFacts(stage, made, ({ later = [] }) => later);
  await askOthers(stage, made);
  await chooseLaws(stage, made);
  const again = await awardedBefore(stage, plan.cases);
  return made.length + (await draftRest(stage, [...ready, ...again], today));
}

/** A rule that two administrators of the province agree on, and the figure of which it is a portion. */
async function setQuota(stage: Stage, { quota }: LawCases): Promise<void> {
  const { province, award, args, article, document, validFrom, figure } = quota;
  const unitId = await idOf(stage, province);
  const rules = new ProposeRulesService(stage.database);
  const { awardRule } = await rules.propose(await stage.as('ADMINISTRATOR', unitId), {
    ...{ awardTypeCode: award, kind: 'QUOTA', args: JSON.stringify(args), article, document, validFrom },
    forUnitId: unitId,
  });
  if (awardRule) await rules.confirm(await stage.as('ADMINISTRATOR', unitId, 1), awardRule.id);
  const { unit, name, ...counts } = figure;
  const whole = { tells: 'QUOTA', unit, name, kind: 'COLLECTIVE', award, meritKind: 'CONG_TRANG' } as const;
  const ready = await makeHonourees(stage, [whole]);
  await recordFacts(stage, ready, () => [{ is: 'memberCount', ...counts }]);
}

async function makeHonourees(stage: Stage, cases: readonly LawCase[]): Promise<Ready[]> {
  const units = new Map<string, string>();
  for (const code of new Set(cases.flatMap(({ unit, of }) => [unit, ...(of ? [of] : [])]))) {
    units.set(code, await idOf(stage, code));
  }
  const at = (code: string): string => units.get(code) ?? '';
  const ids = await stage.database.inBackground((tx) =>
    insertHonourees(
      tx,
      cases.map(({ kind, name, unit, of }) => ({
        ...{ kind, displayName: name, birthYear: null, gender: null, headOfHousehold: null, areaId: null },
        unitId: kind === 'HOUSEHOLD' ? null : at(of ?? unit),
        registeredById: at(unit),
      })),
    ),
  );
  return cases.map((each, index) => ({ ...each, honoureeId: ids[index] ?? '', unitId: at(each.unit) }));
}

/** The awards that they hold, by one old decision a day, written down by one and confirmed by another. */
async function recordHeld(stage: Stage, days: readonly CivilDate[], ready: readonly Ready[]): Promise<void> {
  const unitId = await idOf(stage, 'UBND-12');
  const service = new RecordDecisionService(stage.database, stage.log);
  for (const [index, day] of days.entries()) {
    const lines = ready.flatMap(({ honoureeId, name, held = [] }) =>
      held
        .filter(([, year]) => day.startsWith(String(year)))
        .map(([awardTypeCode, , meritKind = 'CONG_TRANG']) => ({
          ...{ honoureeId, awardTypeCode, meritKind, nameAsAwarded: name },
        })),
    );
    const { decision } = await service.record(await stage.as('COUNCIL_SECRETARY', unitId), {
      ...{ symbol: `${900 + index}/QĐ-DT`, issuerAsPrinted: 'Cơ quan dùng thử', decidedFrom: day, decidedTo: day },
      ...{ title: 'Về việc khen thưởng (dùng thử)', source: 'Hồ sơ dùng thử', lines, recordedForId: unitId },
    });
    if (!decision) throw new Error('law-cases.json: no decision');
    await service.confirm(await stage.as('COUNCIL_SECRETARY', unitId, 1), { id: decision.id, accept: true });
  }
}

interface Recorded {
  fact: CaseFact;
  id: string;
  of: Ready;
}

/** Facts of each, by a reviewer of its unit. */
async function recordFacts<Each extends Ready>(
  stage: Stage,
  all: readonly Each[],
  factsOf: (each: Each) => readonly CaseFact[],
  replaces: ReadonlyMap<CaseFact, string> = new Map(),
): Promise<Recorded[]> {
  const wanted = all.flatMap((of) => factsOf(of).map((fact) => ({ of, fact })));
  const players = new Map<string, Player>();
  for (const { of } of wanted) {
    if (!players.has(of.unitId)) players.set(of.unitId, await stage.player('REVIEWER', of.unitId));
  }
  return stage.database.inBackground(async (tx) => {
    const recorded: Recorded[] = [];
    for (const { of, fact } of wanted) {
      const { table, columns } = factRow(fact);
      const id = await insertFact(tx, table as FactTable, {
        ...{ honoureeId: of.honoureeId, columns, recordedForId: of.unitId },
        recordedById: players.get(of.unitId)?.accountId ?? '',
        replacesId: replaces.get(fact) ?? null,
        withdrawn: replaces.has(fact),
      });
      recorded.push({ fact, id, of });
    }
    const details = { recordIds: recorded.map(({ id }) => id) };
    if (recorded.length > 0) {
      await record(tx, null, { action: 'trial.facts', subject: 'registry:demonstration', details });
    }
    return recorded;
  });
}

async function takeBack(stage: Stage, facts: readonly Recorded[]): Promise<void> {
  const wrong = facts.filter(({ fact }) => fact.takenBack);
  const replaces = new Map(wrong.map(({ fact, id }) => [fact, id]));
  const cases = [...new Set(wrong.map(({ of }) => of))];
  await recordFacts(stage, cases, ({ facts: known = [] }) => known.filter((fact) => replaces.has(fact)), replaces);
}

/** Those who have got an award already, with what they got it for. */
async function awardedBefore(stage: Stage, cases: readonly LawCase[]): Promise<Ready[]> {
  const found: Ready[] = [];
  for (const each of cases) {
    if (!each.awardedFor) continue;
    const unitId = await idOf(stage, each.unit);
    const [row] = await stage.database.background.rows<Pick<Ready, 'honoureeId' | 'sameAs'>>(
      `select n.honouree_id as "honoureeId", jsonb_build_object('achievements', n.achievements,
         'achievementFrom', n.achievement_from, 'achievementTo', n.achievement_to) as "sameAs"
       from award a join nomination n on n.id = a.nomination_id join award_type t on t.id = a.award_type_id
       where a.issued_by_id = $1 and t.code = $2 and a.status <> 'REVOKED' order by a.decided_on, a.id limit 1`,
      [unitId, each.awardedFor],
    );
    if (row) found.push({ ...each, ...row, unitId });
  }
  return found;
}

/** The drafts that no body has received: some of earlier, one of a body that lives no more. */
async function draftRest(stage: Stage, ready: readonly Ready[], today: CivilDate): Promise<number> {
  const rest = ready.filter(({ received }) => !received);
  let count = 0;
  for (const day of new Set(rest.map(({ draftedOn }) => draftedOn ?? today))) {
    stage.goToDay(day);
    count += (
      await draftAll(
        stage,
        rest.filter(({ draftedOn }) => (draftedOn ?? today) === day),
      )
    ).length;
  }
  return count;
}

/** All of a unit in one transaction, with their papers. */
async function draftAll(stage: Stage, ready: readonly Ready[]): Promise<Made[]> {
  const made: Made[] = [];
  for (const unitId of new Set(ready.map((each) => each.unitId))) {
    const player = await stage.player('UNIT_OFFICER', unitId);
    const own = ready.filter((each) => each.unitId === unitId);
    const ids = await stage.database.inBackground(async (tx) => {
      const types = await awardTypesByCode(
        tx,
        own.map(({ award }) => award),
      );
      const inserted: string[] = [];
      for (const each of own) {
        const awardTypeId = types.find(({ code }) => code === each.award)?.id ?? '';
        inserted.push(await insertNomination(tx, { ...contentOf(each), awardTypeId }));
      }
      const dossiers = await lockDossiers(tx, player, inserted, () => ['input']);
      await moveDossiers(tx, player, dossiers, { move: { action: 'CREATE' } });
      return inserted;
    });
    const drafts = own.map((each, index) => ({ ...each, nominationId: ids[index] ?? '' }));
    const withPapers = drafts.filter(({ papers }) => papers?.length !== 0).map(({ nominationId }) => nominationId);
    await stage.putIn(withPapers, PAPERS, { unitId, player });
    made.push(...drafts);
  }
  return made;
}

function contentOf({ honoureeId, meritKind, unitId, name, sameAs, years: [first, last] = [YEAR, YEAR] }: Ready) {
  return {
    ...{ campaignId: null, honoureeId, meritKind, proposedById: unitId, wantedDeciderId: null, modelId: null },
    achievements: `Thành tích của ${name}; hồ sơ dùng thử.`,
    achievementFrom: civilDate(`${first}-01-01`),
    achievementTo: civilDate(`${last}-12-31`),
    ...sameAs,
    previousId: null,
  };
}
