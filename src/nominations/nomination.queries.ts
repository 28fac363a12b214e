import type { Eligibility } from '../award-law/domain/eligibility.js';
import { RULES_STAMP } from '../awards/award-rule.queries.js';
import type { Connection } from '../core/database.js';
import type { Document } from '../documents/document.entity.js';
import { DOCUMENT_COLUMNS } from '../documents/document.queries.js';
import type { MissingItem } from './missing-item.entity.js';
import type { Appraisal, Nomination, NominationEvent, RouteStep } from './nomination.entity.js';
import { READABLE_NOMINATION, type NominationScope } from './nomination-scope.js';

/** Every column that a Nomination has, of `n`. */
export const NOMINATION_COLUMNS = `n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId",
  n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById",
  n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements,
  n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId",
  n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart,
  n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"`;

/**
 * Those of `ids` that the reader may read. One, as after each act, is not asked for as a list: PostgreSQL takes that for ten
 * keys, finds the plan for this one cheaper and plans anew each time, two thirds of the statement's time.
 */
export function nominationsById(
  connection: Connection,
  scope: NominationScope,
  ids: readonly string[],
): Promise<Nomination[]> {
  const isOne = ids.length === 1;
  return connection.rows(
    `select ${NOMINATION_COLUMNS} from nomination n
     where n.id = ${isOne ? '$3' : 'any ($3::uuid[])'} and ${READABLE_NOMINATION}`,
    [scope.roots, scope.day, isOne ? ids[0] : ids],
  );
}

/** Those of `ids`, whoever asks: for what stands on a paper that the reader was allowed to see. */
export function anyNominationsById(connection: Connection, ids: readonly string[]): Promise<Nomination[]> {
  return connection.rows(`select ${NOMINATION_COLUMNS} from nomination n where n.id = any ($1::uuid[])`, [ids]);
}

/** Every column that a RouteStep has, of `s`. */
export const STEP_COLUMNS = `s.nomination_id as "nominationId", s.position, s.unit_id as "unitId", s.tier, s.line, s.decides,
  s.external, s.council, s.posting, s.entered_at as "enteredAt", s.received_on as "receivedOn", s.due_on as "dueOn",
  s.left_at as "leftAt", s.outcome, s.rule_ids as "ruleIds"`;

/** The routes of nominations, each from its first step. */
export function stepsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(RouteStep & { nominationId: string })[]> {
  return connection.rows(
    `select ${STEP_COLUMNS}
     from nomination_step s where s.nomination_id = any ($1::uuid[]) order by s.nomination_id, s.position`,
    [ids],
  );
}

/** A place on a route, as far as acts ask of it. */
export type RoutePosition = Pick<
  RouteStep,
  'position' | 'unitId' | 'tier' | 'line' | 'decides' | 'external' | 'council' | 'posting' | 'receivedOn'
> & {
  /** True where a reorganisation has taken the step out of the route. */
  gone: boolean;
};

/** What a nomination holds: the kinds of its documents, and the first item of a return that nobody has answered. */
export interface HandedIn {
  kinds: string[];
  openItem: string | null;
}

/** What an act asks of a nomination. */
export interface ActFacts {
  nominationId: string;
  /** The places of its route, from the first. */
  steps: RoutePosition[];
  /** Who wrote or submitted it, and who received, appraised or endorsed it (as the head) at which step. */
  persons: { accountId: string; action: string; step: number }[];
  /** Null where it was not asked for. */
  handedIn: HandedIn | null;
  /** Of the rules; see heedStamp(). */
  rulesStamp: string;
}

/**
 * What an act asks of nominations, their papers only where asked for. One statement, and one of its own: read together with
 * the lock it would show what stood before the wait for it.
 */
export function actFactsOf(connection: Connection, ids: readonly string[], withPapers: boolean): Promise<ActFacts[]> {
  return connection.rows(
    `select i.id as "nominationId",
       coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line,
           'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on,
           'gone', s.outcome is not distinct from 'CONVERTED') order by s.position)
         from nomination_step s where s.nomination_id = i.id), '[]') as steps,
       coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step))
         from nomination_event e where e.nomination_id = i.id and e.account_id is not null
           and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')),
         '[]') as persons,
       case when $2 then json_build_object(
         'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id),
         'openItem', (select m.item from nomination_missing_item m
           where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null
           order by m.version, m.position limit 1)) end as "handedIn",
       ${RULES_STAMP} as "rulesStamp"
     from unnest($1::uuid[]) i (id)`,
    [ids, withPapers],
  );
}

/** Every column that a NominationEvent has, of `e`. */
export const EVENT_COLUMNS = `e.nomination_id as "nominationId", e.at, e.action, e.from_state as "from", e.to_state as "to", e.step,
  e.acting_unit_id as "actingUnitId", e.account_id as "accountId", e.by_job as "byJob", e.reason`;

/** What happened to nominations, each from its first event. */
export function eventsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(NominationEvent & { nominationId: string })[]> {
  return connection.rows(
    `select ${EVENT_COLUMNS}
     from nomination_event e where e.nomination_id = any ($1::uuid[]) order by e.nomination_id, e.version`,
    [ids],
  );
}

/** What the last return of each nomination asked for. */
export function missingItemsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(MissingItem & { nominationId: string })[]> {
  return connection.rows(
    `select m.nomination_id as "nominationId", m.id, m.item, m.answer, m.answered_by_document_id as "answeredByDocumentId"
     from nomination_missing_item m where m.nomination_id = any ($1::uuid[]) order by m.nomination_id, m.version, m.position`,
    [ids],
  );
}

/** How bodies have appraised nominations, the earliest first. */
export function appraisalsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(Appraisal & { nominationId: string; eligibility: unknown })[]> {
  return connection.rows(
    `select a.nomination_id as "nominationId", a.step, a.at, a.opinion, a.favourable, a.unit_id as "unitId",
       a.account_id as "accountId", a.eligibility
     from nomination_appraisal a where a.nomination_id = any ($1::uuid[]) order by a.nomination_id, a.version`,
    [ids],
  );
}

/** The latest appraisal of each nomination at the step where it stands. */
export function appraisalsAtStep(
  connection: Connection,
  ids: readonly string[],
): Promise<{ nominationId: string; favourable: boolean; eligibility: Eligibility }[]> {
  return connection.rows(
    `select distinct on (a.nomination_id) a.nomination_id as "nominationId", a.favourable, a.eligibility
     from nomination n join nomination_appraisal a on a.nomination_id = n.id and a.step = n.step
     where n.id = any ($1::uuid[]) order by a.nomination_id, a.version desc`,
    [ids],
  );
}

/** The findings of the latest appraisal of each nomination that has one. */
export function latestFindings(
  connection: Connection,
  ids: readonly string[],
): Promise<{ nominationId: string; eligibility: Eligibility }[]> {
  return connection.rows(
    `select distinct on (a.nomination_id) a.nomination_id as "nominationId", a.eligibility
     from nomination_appraisal a where a.nomination_id = any ($1::uuid[]) order by a.nomination_id, a.version desc`,
    [ids],
  );
}

/** The documents of nominations, the earliest attached first; twice where one was attached as two kinds. */
export function documentsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<(Document & { nominationId: string })[]> {
  return connection.rows(
    `select a.nomination_id as "nominationId", ${DOCUMENT_COLUMNS}
     from nomination_document a join document d on d.id = a.document_id
     where a.nomination_id = any ($1::uuid[]) order by a.nomination_id, a.attached_at, a.document_id`,
    [ids],
  );
}

/**
 * How many working days were left of the clock of each nomination when it was returned to its proposer, or suspended, the
 * last time; none where no clock ran then, nor where another step, route or receipt has started one since.
 */
export function clocksLeft(
  connection: Connection,
  ids: readonly string[],
  pause: 'RETURN' | 'SUSPEND',
): Promise<{ nominationId: string; clockLeft: number }[]> {
  return connection.rows(
    `select e."nominationId", e.left as "clockLeft" from (
       select distinct on (nomination_id) nomination_id as "nominationId", (data ->> 'clockLeft')::int as left, action
       from nomination_event
       where nomination_id = any ($1::uuid[]) and case $2
         when 'SUSPEND' then action = 'SUSPEND'
         else data ? 'clockLeft' and action = 'RETURN' or action in ('RECEIVE', 'FORWARD') or data ? 'route'
           or action = 'RETURN' and to_state = 'RECEIVED' end
       order by nomination_id, version desc) e
     where e.action = $2 and e.left is not null`,
    [ids, pause],
  );
}
