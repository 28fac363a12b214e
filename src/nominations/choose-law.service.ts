import { Injectable } from '@nestjs/common';
import { Personal, record } from '../audit/record.js';
import { rulesOfDossiers } from '../award-law/award-rules.js';
import { VERDICT_WORDS } from '../award-law/domain/compare.js';
import type { Eligibility } from '../award-law/domain/eligibility.js';
import { bothVerdicts, isWorse, permission, type LawBasis } from '../award-law/domain/law-choice.js';
import type { CivilDate } from '../core/civil-date.js';
import { actOnce } from '../core/act-once.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { eligibilityOf } from './dossier-eligibility.js';
import type { LawChoice } from './law-choice.entity.js';
import type { ChooseLawInput } from './law-choice.inputs.js';
import { insertLawChoice, lawChoicesOf } from './law-choice.queries.js';
import { BY_ID, lockDossiers, rule, whoIs, type Dossier } from './move-nominations.js';
import type { NominationPayload } from './nomination.entity.js';
import { nominationById } from './nomination.loaders.js';

const BASIS = ['input', 'basis'];

/** The days under whose law a dossier can fall. */
interface Days {
  lawDate: CivilDate;
  firstReceivedOn: CivilDate;
}

/** Keeps by which law a dossier is weighed, where the law changed on its way: before it is appraised, by who appraises it. */
@Injectable()
export class ChooseLawService {
  constructor(private readonly database: Database) {}

  async choose(context: RequestContext, input: ChooseLawInput): Promise<Done<NominationPayload>> {
    const id = await actOnce(this.database, context, { operation: 'chooseLaw', input }, async (tx, actor) => {
      const [dossier] = await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion);
      if (!dossier) throw new DomainError('NOT_FOUND', 'nomination.notFound', { field: ['input', 'id'] });
      // Who may appraise it, and as long as it waits for that: a choice is a doubt that the appraisal judges.
      rule([dossier], { action: 'APPRAISE' }, whoIs(actor, tx.today));
      await this.keep(tx, actor, dossier, input);
      return input.id;
    });
    return { nomination: await load(context, nominationById, id) };
  }

  private async keep(tx: Transaction, actor: Actor, dossier: Dossier, input: ChooseLawInput): Promise<void> {
    const { nomination, steps } = dossier;
    const { id, version, step, proposedById } = nomination;
    const days = daysOf(dossier);
    const earlier = await lawChoicesOf(tx, [id]);
    const day = dayOf(input.basis, days, { today: tx.today, last: earlier.at(-1) });
    const byLaw = async (law: CivilDate): Promise<Eligibility> => {
      const found = await eligibilityOf(tx, [nomination], tx.today, { law });
      return found.get(id) as Eligibility;
    };
    const [usual, chosen] = [await byLaw(days.lawDate), await byLaw(day)];
    if (input.basis !== 'LAW_DATE') requireMoreFavourable(chosen, usual);
    const { verdict, other } = bothVerdicts(chosen, usual);
    const allowed = await allowedBy(tx, dossier, chosen, usual);
    const choice = {
      ...{ nominationId: id, version, step, number: earlier.length + 1, basis: input.basis, reason: input.reason },
      ...{ ...days, lawDateRegime: usual.regime, lawDateVerdict: other },
      ...{ chosenDay: day, chosenRegime: chosen.regime, chosenVerdict: verdict, ruleId: allowed?.id ?? null },
      ...{ unitId: steps[step - 1]?.unitId ?? proposedById, accountId: actor.accountId },
    };
    await insertLawChoice(tx, choice);
    const { reason, unitId, nominationId: _, accountId: __, ...kept } = choice;
    const details = { ...kept, ruleCode: allowed?.citation.code ?? null, reason: new Personal(reason) };
    await record(tx, actor, { action: 'nomination.chooseLaw', subject: `nomination:${id}`, unitId, details });
  }
}

function daysOf({ nomination: { lawDate }, steps }: Dossier): Days {
  const [firstReceivedOn] = steps.flatMap((each) => each.receivedOn ?? []).sort();
  if (!lawDate || !firstReceivedOn) throw new DomainError('WRONG_STATE', 'lawChoice.noLawDate', { field: BASIS });
  return { lawDate, firstReceivedOn };
}

function dayOf(
  basis: LawBasis,
  { lawDate, firstReceivedOn }: Days,
  { today, last }: { today: CivilDate; last: LawChoice | undefined },
): CivilDate {
  if (basis === 'FIRST_RECEIPT') return firstReceivedOn;
  if (basis === 'NEW_LAW') return today;
  // A choice of before another law date chooses nothing any more.
  const standing = last && last.basis !== 'LAW_DATE' && last.lawDate === lawDate;
  if (!standing) throw new DomainError('WRONG_STATE', 'lawChoice.nothingChosen', { field: BASIS });
  return lawDate;
}

/** Another law, one that is known, and not one by which the honouree would fare worse. */
function requireMoreFavourable(chosen: Eligibility, usual: Eligibility): void {
  const params = { day: chosen.lawDate, lawDate: usual.lawDate };
  if (!chosen.regime) throw new DomainError('INVALID_INPUT', 'lawChoice.unknownLaw', { params, field: BASIS });
  if (chosen.regime === usual.regime) {
    throw new DomainError('INVALID_INPUT', 'lawChoice.sameLaw', { params, field: BASIS });
  }
  const { verdict, other } = bothVerdicts(chosen, usual);
  if (!isWorse(verdict, other)) return;
  const { day, lawDate } = params;
  const said = { day, lawDate, verdict: VERDICT_WORDS[verdict], other: VERDICT_WORDS[other] };
  throw new DomainError('RULE_FAILED', 'lawChoice.worse', { params: said, field: BASIS });
}

/** The rule that allows it, of the later of the two days. */
async function allowedBy(
  tx: Transaction,
  { nomination }: Dossier,
  chosen: Eligibility,
  usual: Eligibility,
): Promise<ReturnType<typeof permission>> {
  const days = { day: chosen.lawDate, lawDate: usual.lawDate };
  const later = days.day > days.lawDate ? days.day : days.lawDate;
  const rules = await rulesOfDossiers(tx, [nomination], later, ['FAVOURABLE_LAW']);
  return permission(rules.get(nomination.id) ?? [], days, { by: chosen.regime, instead: usual.regime });
}
