import type { CivilDate } from '../../core/civil-date.js';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import type { Body } from './bodies.js';
import type { Nominee, Nominees } from './nominees.js';
import type { Plan } from './plan.js';
import { shares } from './shares.js';

/** What a model is about: a row of data/demonstration/models.json. */
export interface ModelTemplate {
  name: string;
  field: string;
  theme: string | null;
  content: string;
  ownerKind: SubjectKind;
  goals: { text: string; unitOfMeasure: string | null; target: string | null }[];
}

/** A model that a body registers with the one above it. */
export interface PlannedModel {
  key: string;
  owner: Nominee;
  template: ModelTemplate;
  period: { from: CivilDate; to: CivilDate };
}

/** What one body registers. */
export interface Registering {
  body: Body;
  /** Code of the Party's body with which they are registered. */
  withCode: string;
  models: PlannedModel[];
}

const COMMUNE_WEIGHT = 10;
const EQUIVALENT_WEIGHT = 6;

/** The models of the plan over all communes and the bodies beside the districts. */
export function modelsOf(
  { models: { count, from, to } }: Plan,
  bodies: readonly Body[],
  { nominees, templates }: { nominees: Nominees; templates: readonly ModelTemplate[] },
): Registering[] {
  const owners = bodies.filter(({ tier, line, equivalent }) => equivalent || (tier === 'COMMUNE' && line === 'STATE'));
  // What is only a draft in the demonstration may have no goal yet, and could not be registered.
  const whole = templates.filter(({ goals }) => goals.length > 0);
  const parts = shares(
    count,
    owners.map(({ equivalent }) => (equivalent ? EQUIVALENT_WEIGHT : COMMUNE_WEIGHT)),
  );
  const [top = ''] = bodies.filter(({ tier, line }) => tier === 'PROVINCE' && line === 'PARTY').map(({ code }) => code);
  return owners.map((body, index) => ({
    body,
    withCode: body.equivalent ? top : `HU-${(body.superior ?? '').replace('UBND-', '')}`,
    models: Array.from({ length: parts[index] ?? 0 }, (_, n): PlannedModel => {
      const template = whole[(index + n) % whole.length];
      if (!template) throw new Error('models.json is empty');
      const round = Math.floor(n / whole.length);
      return {
        key: `model.${body.code}.${n}`,
        owner: nominees.of(body, template.ownerKind),
        template: round > 0 ? { ...template, name: `${template.name} (số ${round + 1})` } : template,
        period: { from, to },
      };
    }),
  }));
}
