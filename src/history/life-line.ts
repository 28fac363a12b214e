import type { Award } from '../awards/award.entity.js';
import type { EmulationModel } from '../emulation-models/emulation-model.entity.js';
import type { LifeEvent } from './life-line.entity.js';

/** Awards and models that began to run, in time, the earliest first; a period by its last day, as the ledger goes. */
export function lifeLineOf(awards: readonly Award[], models: readonly EmulationModel[]): LifeEvent[] {
  const events: LifeEvent[] = [
    ...awards.map((award) => ({
      kind: award.nominationId === null ? ('RECORDED' as const) : ('AWARDED' as const),
      from: award.decidedFrom,
      to: award.decidedTo,
      award,
      model: null,
    })),
    ...models.flatMap((model) =>
      model.startsOn ? [{ kind: 'MODEL' as const, from: model.startsOn, to: model.startsOn, award: null, model }] : [],
    ),
  ];
  const idOf = ({ award, model }: LifeEvent): string => award?.id ?? model?.id ?? '';
  return events.sort((one, other) =>
    one.to === other.to ? (idOf(one) < idOf(other) ? -1 : 1) : one.to < other.to ? -1 : 1,
  );
}
