import type pg from 'pg';
import type { RoleCode } from '../../src/core/permissions.js';
import type { NominationAction, NominationState, Way } from '../../src/nominations/domain/workflow.js';
import { worker } from './api.js';
import { accountWith, act, newDossierOf, routeOf, type Attempt, type PlannedPlace } from './chain-by-sql.js';
import { send } from './documents.js';
import { pdf } from './files.js';
import { person } from './people.js';
import { query, sharedConnection } from './shared-connection.js';

/** Where a dossier made by a test is to stand. */
export interface DossierOptions {
  /** The unit that proposes. */
  proposerId: string;
  /** "BK_TINH" where it is left out. */
  award?: string;
  state: Exclude<NominationState, 'AWARDED'>;
  /** At which step; 1 where it is left out. */
  step?: number;
  suspended?: boolean;
  /** What the return asks for. */
  missingItems?: string[];
  /** The name of whom it proposes. */
  name?: string;
}

type Act = [NominationAction, NominationState, RoleCode, Way?];

/** What brings a dossier from its receipt at a step into that state. */
function actsTo(state: NominationState, { council }: PlannedPlace): Act[] {
  const endorse: Act =
    council === 'REQUIRED'
      ? ['ENDORSE', 'ENDORSED', 'COUNCIL_SECRETARY', 'COUNCIL']
      : ['ENDORSE', 'ENDORSED', 'AUTHORITY', 'HEAD'];
  const up: Act[] = [['RECEIVE', 'RECEIVED', 'REVIEWER'], ['APPRAISE', 'APPRAISED', 'REVIEWER'], endorse];
  if (state === 'RETURNED') return [...up.slice(0, 1), ['RETURN', 'RETURNED', 'REVIEWER']];
  if (state === 'REJECTED') return [...up.slice(0, 2), ['REJECT', 'REJECTED', 'AUTHORITY', 'HEAD']];
  return up.slice(0, ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED'].indexOf(state));
}

const actors = new Map<string, Promise<string>>();

/** Who acts in that role at a unit in all dossiers of the test file. */
function actorAt(unitId: string, role: RoleCode): Promise<string> {
  const make = async (): Promise<string> => {
    const [unit] = await query<{ code: string }>(`select code from unit where id = $1`, [unitId]);
    return accountWith(`${role} ${unit!.code}`, [{ role, unitId }]);
  };
  const key = `${worker.database} ${unitId} ${role}`;
  let actor = actors.get(key);
  if (!actor) actors.set(key, (actor = make()));
  return actor;
}

async function bring(app: pg.Client, id: string, options: DossierOptions): Promise<void> {
  const { proposerId, award = 'BK_TINH', state, step = 1, suspended } = options;
  const go = async (unitId: string, [action, to, role, way]: Act, more: Partial<Attempt> = {}): Promise<void> => {
    const accountId = await actorAt(unitId, role);
    await act(app, { nominationId: id, action, to, unitId, accountId, way, ...more });
  };
  await go(proposerId, ['CREATE', 'DRAFT', 'UNIT_OFFICER']);
  if (state === 'DRAFT') return;
  const route = await routeOf(proposerId, award);
  if (state === 'WITHDRAWN') return go(proposerId, ['WITHDRAW', 'WITHDRAWN', 'UNIT_OFFICER']);
  await go(proposerId, ['SUBMIT', 'SUBMITTED', 'UNIT_OFFICER'], { step: 1, route });
  for (const [index, place] of route.slice(0, step).entries()) {
    const last = index + 1 === step;
    for (const one of actsTo(last ? state : 'ENDORSED', place)) await go(place.unitId, one);
    if (last && suspended) await go(place.unitId, ['SUSPEND', state, 'REVIEWER']);
    if (!last) await go(place.unitId, ['FORWARD', 'SUBMITTED', 'COUNCIL_SECRETARY'], { step: index + 2 });
  }
}

/** A dossier brought there by the acts of the chain, with its documents. Answers with its id. */
export async function dossier(options: DossierOptions): Promise<string> {
  const { proposerId, award = 'BK_TINH', name } = options;
  const app = await sharedConnection('so_vang_app');
  const id = await newDossierOf(app, { proposerId, award, name });
  await bring(app, id, options);
  await withDocuments(id, proposerId);
  for (const [index, item] of (options.missingItems ?? []).entries()) {
    await query(
      `insert into nomination_missing_item (nomination_id, version, position, item)
       select n.id, n.version, $2, $3 from nomination n where n.id = $1`,
      [id, index + 1, item],
    );
  }
  return id;
}

const reports = new Map<string, Promise<string>>();

/** One document of a unit serves all of its dossiers. */
async function report(unitId: string): Promise<string> {
  const { client } = await person({ grants: [{ role: 'UNIT_OFFICER', unitId }] });
  const reply = await send(client, 'bao-cao.pdf', pdf(), { unitId });
  return (reply.json as { id: string }).id;
}

async function withDocuments(id: string, unitId: string): Promise<void> {
  let document = reports.get(unitId);
  if (!document) reports.set(unitId, (document = report(unitId)));
  await query(
    `insert into nomination_document (nomination_id, document_id, kind, step, attached_by_id, attached_at)
     select n.id, $2, kind, 0, e.account_id, now()
     from nomination n join nomination_event e on e.nomination_id = n.id and e.version = 1,
          unnest(array['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP']) kind
     where n.id = $1`,
    [id, await document],
  );
}

/** A posting of the dossier's present step, over since yesterday or still open. Answers with its id. */
export async function posting(nominationId: string, over: boolean): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into posting (nomination_id, step, unit_id, opened_on, closes_on, opened_by_id, place)
     select n.id, n.step, s.unit_id, d.day - 20, d.day + $2::int, e.account_id, 'Cổng thông tin điện tử'
     from nomination n join nomination_step s on s.nomination_id = n.id and s.position = n.step
     join nomination_event e on e.nomination_id = n.id and e.version = 1,
          (select (now() at time zone 'Asia/Ho_Chi_Minh')::date as day) d
     where n.id = $1 returning id`,
    [nominationId, over ? -1 : 5],
  );
  return row!.id;
}

/** The opinion of a unit, asked for at the dossier's present step and not yet given. Answers with its id. */
export async function opinion(nominationId: string, askedId: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into nomination_opinion (nomination_id, step, unit_id, asked_id, question, requested_by_id, requested_on)
     select n.id, n.step, s.unit_id, $2, 'Đề nghị cho ý kiến', e.account_id, e.day
     from nomination n join nomination_step s on s.nomination_id = n.id and s.position = n.step
     join nomination_event e on e.nomination_id = n.id and e.version = n.version
     where n.id = $1 returning id`,
    [nominationId, askedId],
  );
  return row!.id;
}

/** An objection to a posting, not yet answered. Answers with its id. */
export async function objection(postingId: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into posting_objection (posting_id, received_on, text, recorded_by_id)
     select p.id, p.opened_on, 'Chưa xứng đáng', p.opened_by_id from posting p where p.id = $1 returning id`,
    [postingId],
  );
  return row!.id;
}
