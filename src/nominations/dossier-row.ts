import type { GraphQLResolveInfo } from 'graphql';
import type { Eligibility } from '../award-law/domain/eligibility.js';
import { asksFor, asksOnly } from '../core/asked-fields.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Document } from '../documents/document.entity.js';
import { DOCUMENT_COLUMNS } from '../documents/document.queries.js';
import type { Account } from '../identity/account.entity.js';
import { JOINED_UNIT, joinedUnit, joinUnit } from '../units/joined-unit.js';
import type { Nomination, NominationEvent, RouteStep } from './nomination.entity.js';
import { rowFor, type NominationRow } from './nomination-row.js';
import { EVENT_COLUMNS, STEP_COLUMNS } from './nomination.queries.js';

/** What may be asked of an account that comes with an event. */
const JOINED_ACCOUNT = ['id', 'username', 'fullName'];

// The parts of a dossier as columns of its row, in JSON: a statement for each takes longer than the part itself.
const ROUTE = `(select coalesce(json_agg(part order by part.position), '[]') from (
  select ${STEP_COLUMNS}, body.code, body.name from nomination_step s ${joinUnit('body', 's.unit_id', '$2::date')}
  where s.nomination_id = n.id) part) as route`;
const EVENTS = `(select coalesce(json_agg(part order by part.version), '[]') from (
  select ${EVENT_COLUMNS}, e.version, acting.code, acting.name, a.username, a.full_name as "fullName"
  from nomination_event e ${joinUnit('acting', 'e.acting_unit_id', '$2::date')} left join account a on a.id = e.account_id
  where e.nomination_id = n.id) part) as events`;
const DOCUMENTS = `(select coalesce(json_agg(part order by part."attachedAt", part.id), '[]') from (
  select ${DOCUMENT_COLUMNS}, l.attached_at as "attachedAt"
  from nomination_document l join document d on d.id = l.document_id where l.nomination_id = n.id) part) as documents`;
const APPRAISED = `(select a.eligibility from nomination_appraisal a
  where a.nomination_id = n.id order by a.version desc limit 1) as appraised`;

type Named = Record<'code' | 'name', string>;

interface PartColumns {
  route?: (RouteStep & Named)[];
  events?: (NominationEvent & Named & Pick<Account, 'username' | 'fullName'>)[];
  documents?: Document[];
  appraised?: Eligibility | null;
}

function stepFrom(row: RouteStep & Named, day: CivilDate): RouteStep {
  row.joined = { unit: joinedUnit(row.unitId, row, day) };
  return row;
}

function eventFrom(row: NonNullable<PartColumns['events']>[number], day: CivilDate): NominationEvent {
  const { actingUnitId, accountId: id, username, fullName } = row;
  const acting = actingUnitId === null ? null : joinedUnit(actingUnitId, row, day);
  row.joined = { acting, by: id === null ? null : ({ id, username, fullName } as Account) };
  return row;
}

/** Each once: a document may have been attached as two kinds. */
export function eachOnce(documents: readonly Document[]): Document[] {
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}

/**
 * What comes with the row of one nomination: its way, its history, its papers and the findings of its latest appraisal, as
 * far as the query asks for them. The parts are this nomination's own: another field of the same query that asks for more
 * of them has them from the loaders.
 */
export function dossierRow(info: GraphQLResolveInfo, day: CivilDate): NominationRow {
  const only = (path: string[], fields: readonly string[]): boolean =>
    !asksFor(info, path) || asksOnly(info, path, fields);
  const actors = only(['events', 'acting'], JOINED_UNIT) && only(['events', 'by'], JOINED_ACCOUNT);
  const parts = [
    asksFor(info, ['route']) && only(['route', 'unit'], JOINED_UNIT) ? ROUTE : null,
    asksFor(info, ['events']) && actors ? EVENTS : null,
    asksFor(info, ['documents']) ? DOCUMENTS : null,
    asksFor(info, ['eligibility']) ? APPRAISED : null,
  ].filter((part) => part !== null);
  const own = rowFor(info, [], day);
  const read = (nomination: Nomination): Nomination => {
    const row = own.read(nomination) as Nomination & PartColumns;
    const { route, events, documents, appraised } = row;
    row.joined = {
      ...row.joined,
      route: route?.map((step) => stepFrom(step, day)),
      events: events?.map((event) => eventFrom(event, day)),
      documents: documents && eachOnce(documents),
      appraised,
    };
    return row;
  };
  return { columns: [own.columns, ...parts].join(',\n  '), joins: own.joins, read };
}
