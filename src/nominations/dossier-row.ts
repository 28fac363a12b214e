import type { GraphQLResolveInfo } from 'graphql';
import type { Eligibility } from '../award-law/domain/eligibility.js';
import { asksFor, asksOnly } from '../core/asked-fields.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Document } from '../documents/document.entity.js';
import { DOCUMENT_COLUMNS } from '../documents/document.queries.js';
import type { Account } from '../identity/account.entity.js';
import { JOINED_UNIT, joinedUnit, unitsJoined } from '../units/joined-unit.js';
import type { Unit } from '../units/unit.entity.js';
import type { Nomination, NominationEvent, RouteStep } from './nomination.entity.js';
import { awardeePart, ownColumns, rowOf, type NominationRow, type Part } from './nomination-row.js';
import { EVENT_COLUMNS, STEP_COLUMNS } from './nomination.queries.js';

/** What may be asked of an account that comes with an event. */
const JOINED_ACCOUNT = ['id', 'username', 'fullName'];

// The parts of a dossier as columns of its row, in JSON: a statement for each takes longer than the part itself.
const ROUTE = `(select coalesce(json_agg(part), '[]') from (
  select ${STEP_COLUMNS} from nomination_step s where s.nomination_id = n.id order by s.position) part) as route`;
const EVENTS = `(select coalesce(json_agg(part), '[]') from (
  select ${EVENT_COLUMNS}, a.username, a.full_name as "fullName"
  from nomination_event e left join account a on a.id = e.account_id
  where e.nomination_id = n.id order by e.version) part) as events`;
// The same few bodies stand at all steps and events: each is looked up once.
const UNITS = `${unitsJoined(
  `select n.proposed_by_id
   union all select s.unit_id from nomination_step s where s.nomination_id = n.id
   union all select e.acting_unit_id from nomination_event e where e.nomination_id = n.id`,
  '$2::date',
)} as units`;
const DOCUMENTS = `(select coalesce(json_agg(part order by part."attachedAt", part.id), '[]') from (
  select ${DOCUMENT_COLUMNS}, l.attached_at as "attachedAt"
  from nomination_document l join document d on d.id = l.document_id where l.nomination_id = n.id) part) as documents`;
const APPRAISED = `(select a.eligibility from nomination_appraisal a
  where a.nomination_id = n.id order by a.version desc limit 1) as appraised`;

interface DossierColumns {
  route?: RouteStep[];
  events?: (NominationEvent & Pick<Account, 'username' | 'fullName'>)[];
  units?: Record<string, { code: string; name: string }> | null;
  documents?: Document[];
  appraised?: Eligibility | null;
}

/** Each once: a document may have been attached as two kinds. */
export function eachOnce(documents: readonly Document[]): Document[] {
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}

/** Fields of a dossier for which its own columns are not asked. */
const BESIDE = ['route', 'events', 'documents'];

/** Which parts of one nomination the query asks for, of its bodies and persons no more than comes along. */
function wantsOf(
  info: GraphQLResolveInfo,
): Record<'proposedBy' | 'route' | 'events' | 'documents' | 'appraised', boolean> {
  const asks = (field: string): boolean => asksFor(info, [field]);
  const within = (path: string[], fields: readonly string[]): boolean =>
    !asksFor(info, path) || asksOnly(info, path, fields);
  const bodies = within(['route', 'unit'], JOINED_UNIT) && within(['currentStep', 'unit'], JOINED_UNIT);
  const actors = within(['events', 'acting'], JOINED_UNIT) && within(['events', 'by'], JOINED_ACCOUNT);
  return {
    proposedBy: asksOnly(info, ['proposedBy'], JOINED_UNIT),
    route: (asks('route') || asks('currentStep')) && bodies,
    events: asks('events') && actors,
    documents: asks('documents'),
    appraised: asks('eligibility'),
  };
}

function eventFrom(row: NonNullable<DossierColumns['events']>[number], unitOf: (id: string) => Unit): NominationEvent {
  const { actingUnitId, accountId: id, username, fullName } = row;
  const acting = actingUnitId === null ? null : unitOf(actingUnitId);
  row.joined = { acting, by: id === null ? null : ({ id, username, fullName } as Account) };
  return row;
}

/**
 * What comes with the row of one nomination: its way, its history, its papers and the findings of its latest appraisal, as
 * far as the query asks for them. The parts are this nomination's own: another field of the same query that asks for more
 * of them has them from the loaders.
 */
export function dossierRow(info: GraphQLResolveInfo, day: CivilDate): NominationRow {
  const wants = wantsOf(info);
  const columns = [
    wants.route ? ROUTE : null,
    wants.events ? EVENTS : null,
    wants.proposedBy || wants.route || wants.events ? UNITS : null,
    wants.documents ? DOCUMENTS : null,
    wants.appraised ? APPRAISED : null,
  ].filter((column) => column !== null);
  const read: Part['read'] = (nomination, joined) => {
    const row = nomination as Nomination & DossierColumns;
    const unitOf = (id: string): Unit => joinedUnit(id, row.units?.[id] ?? { code: null, name: null }, day);
    if (wants.proposedBy) joined.proposedBy = unitOf(row.proposedById);
    for (const step of row.route ?? []) step.joined = { unit: unitOf(step.unitId) };
    joined.route = row.route;
    joined.currentStep = row.route && (row.route[row.step - 1] ?? null);
    joined.events = row.events?.map((event) => eventFrom(event, unitOf));
    joined.documents = row.documents && eachOnce(row.documents);
    joined.appraised = row.appraised;
  };
  const parts = columns.length > 0 ? [{ columns: columns.join(',\n  '), joins: () => '', read }] : [];
  return rowOf(ownColumns(info, [], BESIDE), [...awardeePart(info, []), ...parts]);
}
