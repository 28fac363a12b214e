import { ACT } from './acts.js';
import { username } from './domain/bodies.js';
import type { Registering } from './domain/models.js';
import type { People } from './person.js';
import { areaOf, newHonouree } from './propose.js';

interface ModelAnswer {
  emulationModel: { id: string; state: string };
}

/** Registers the models of one body, each with an owner of its own; the head of the body above approves them. */
export async function registerModels(
  people: People,
  { body, withCode, models }: Registering,
  pass: () => void,
): Promise<void> {
  if (models.length === 0) return;
  const officer = people.named(username('canbo', body.code));
  const head = people.named(username('lanhdao', withCode));
  const areaId = await areaOf(officer);
  for (const { key, owner, template, period } of models) {
    const { name, field, theme, content, goals } = template;
    const input = {
      ownerId: await newHonouree(officer, owner, { areaId, clientMutationId: key }),
      ownerUnitId: officer.account.unit.id,
      registeredWithId: head.account.unit.id,
      ...{ name, field, theme, content, goals, areaId },
      periodFrom: period.from,
      periodTo: period.to,
      clientMutationId: key,
    };
    const { emulationModel } = await officer.do<ModelAnswer>(ACT.registerModel, { input });
    if (emulationModel.state === 'REGISTERED') {
      await head.do(ACT.actOnModel, { input: { id: emulationModel.id, action: 'APPROVE', clientMutationId: key } });
    }
    pass();
  }
}
