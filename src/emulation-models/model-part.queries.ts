import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { ModelEvent, ModelFigure, ModelGoal, ModelReport } from './emulation-model.entity.js';

// Parts of models that the reader was allowed to see.

/** The goals of models, in their order. */
export function goalsOfModels(
  connection: Connection,
  modelIds: readonly string[],
): Promise<(ModelGoal & { modelId: string })[]> {
  return connection.rows(
    `select g.id, g.model_id as "modelId", g.text, g.unit_of_measure as "unitOfMeasure", g.target
     from model_goal g where g.model_id = any ($1::uuid[]) and not g.dropped order by g.model_id, g.position`,
    [modelIds],
  );
}

/** The latest version of each report of models, by period. */
export function reportsOfModels(
  connection: Connection,
  modelIds: readonly string[],
): Promise<(ModelReport & { modelId: string })[]> {
  return connection.rows(
    `select distinct on (r.model_id, r.period_from) r.id, r.model_id as "modelId", r.period_from as "periodFrom",
            r.period_to as "periodTo", r.text, r.late, r.version, r.recorded_on as "recordedOn"
     from model_report r where r.model_id = any ($1::uuid[])
     order by r.model_id, r.period_from, r.version desc`,
    [modelIds],
  );
}

interface FigureRow {
  reportId: string;
  value: string;
  note: string | null;
  goalId: string;
  text: string;
  unitOfMeasure: string | null;
  target: string | null;
}

/** The figures of reports with their goals, in the order of these. */
export async function figuresOfReports(
  connection: Connection,
  reportIds: readonly string[],
): Promise<(ModelFigure & { reportId: string })[]> {
  const rows = await connection.rows<FigureRow>(
    `select f.report_id as "reportId", f.value, f.note, g.id as "goalId", g.text,
            g.unit_of_measure as "unitOfMeasure", g.target
     from model_figure f join model_goal g on g.id = f.goal_id
     where f.report_id = any ($1::uuid[]) order by f.report_id, g.position`,
    [reportIds],
  );
  return rows.map(({ reportId, value, note, goalId, text, unitOfMeasure, target }) => {
    return { reportId, value, note, goal: { id: goalId, text, unitOfMeasure, target } };
  });
}

/** The history of models, the oldest first. */
export function eventsOfModels(
  connection: Connection,
  modelIds: readonly string[],
): Promise<(ModelEvent & { modelId: string })[]> {
  return connection.rows(
    `select e.id, e.model_id as "modelId", e.action, e.from_state as "from", e.to_state as "to", e.day, e.at,
            coalesce(a.full_name, e.by_job) as by, e.reason, e.unit_id as "unitId"
     from model_event e left join account a on a.id = e.by_id
     where e.model_id = any ($1::uuid[]) order by e.model_id, e.version`,
    [modelIds],
  );
}

/** How many versions a report has, and whether the first was late. */
export async function reportVersions(
  connection: Connection,
  modelId: string,
  periodFrom: CivilDate,
): Promise<{ versions: number; late: boolean }> {
  const [row] = await connection.rows<{ versions: number; late: boolean }>(
    `select count(*)::int as versions, coalesce(bool_or(late), false) as late
     from model_report where model_id = $1 and period_from = $2`,
    [modelId, periodFrom],
  );
  return row ?? { versions: 0, late: false };
}
