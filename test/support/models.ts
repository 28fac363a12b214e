import { addDays, civilDateInVietnam, type CivilDate } from '../../src/core/civil-date.js';
import { person, type Person } from './people.js';
import { query } from './shared-connection.js';

/** Today's civil date, as the server under test has it. */
export const TODAY = civilDateInVietnam(new Date());

/** Since so many days a model has run that is overdue on every day: a half-year and the days of grace are over. */
export const LONG_AGO = addDays(TODAY, -220);

/** How a model is to be. */
export interface ModelOptions {
  ownerUnitId: string;
  registeredWithId: string;
  name: string;
  /** An honouree; a new collective of the unit where it is left out. */
  ownerId?: string;
  /** Approved on that day; only registered where it is left out. */
  startsOn?: CivilDate;
  periodTo?: CivilDate;
}

export interface MadeModel {
  id: string;
  ownerId: string;
  goalId: string;
  officer: Person;
}

/** A model with its events on the days that the test asks for; each by somebody of its own with the right for it. */
export async function makeModel(options: ModelOptions): Promise<MadeModel> {
  const { ownerUnitId, registeredWithId, name, startsOn } = options;
  const day = startsOn ?? TODAY;
  const ownerId = options.ownerId ?? (await collective(ownerUnitId, name));
  const [model] = await query<{ id: string }>(
    `insert into emulation_model (code, name, owner_id, owner_unit_id, registered_with_id, area_id, field, content, period, created_at)
     select format('MH-2025-%s', lpad(nextval('emulation_model_number')::text, 6, '0')), $1, $2, $3, $4,
            (select v.area_id from unit_version v where v.unit_id = $3 and upper_inf(v.valid)), 'kinh tế', 'Mỗi tháng một việc làm theo Bác', daterange($5, $6, '[]'), now()
     returning id`,
    [name, ownerId, ownerUnitId, registeredWithId, day, options.periodTo ?? null],
  );
  const id = model!.id;
  const officer = await person({ grants: [{ role: 'UNIT_OFFICER', unitId: ownerUnitId }] });
  const act = (action: string, by: Person, unitId: string): Promise<unknown> =>
    query(
      `insert into model_event (model_id, action, by_id, unit_id, day, at, starts_on) values ($1, $2, $3, $4, $5, now(), $6)`,
      [id, action, by.accountId, unitId, day, action === 'APPROVE' ? day : null],
    );
  await act('CREATE', officer, ownerUnitId);
  const [goal] = await query<{ id: string }>(
    `insert into model_goal (model_id, position, text, unit_of_measure, target)
     values ($1, 1, 'Số hộ tham gia', 'hộ', '50') returning id`,
    [id],
  );
  await act('REGISTER', officer, ownerUnitId);
  if (startsOn) {
    const authority = await person({ grants: [{ role: 'AUTHORITY', unitId: registeredWithId }] });
    await act('APPROVE', authority, registeredWithId);
  }
  return { id, ownerId, goalId: goal!.id, officer };
}

/** A collective that the unit registered. */
export async function collective(unitId: string, name: string): Promise<string> {
  const [honouree] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
     values ('COLLECTIVE', $1, $2, $2, now()) returning id`,
    [`Tập thể ${name}`, unitId],
  );
  return honouree!.id;
}
