import type { NewHonouree } from '../honourees/honouree.queries.js';
import { insertHonourees } from '../honourees/honouree.queries.js';
import { demonstrationData } from './demonstration-data.js';
import { seeded } from './domain/random.js';
import { syntheticName } from './domain/synthetic-names.js';
import type { RoadRow } from './domain/work-plan.js';
import type { Stage } from './stage.js';

/** As many honourees of the road's kind as it has dossiers: the unit's own, and new ones where these do not suffice. */
export async function honoureesFor(
  stage: Stage,
  road: RoadRow,
  unitId: string,
  number: number,
): Promise<{ id: string }[]> {
  const own = (): Promise<{ id: string }[]> =>
    stage.database.background.rows<{ id: string }>(
      `select h.id from honouree h
       where h.registered_by_id = $1 and h.kind = $2 and not exists (select from nomination n where n.honouree_id = h.id)
       order by h.id limit $3`,
      [unitId, road.kind, road.stops.length],
    );
  const found = await own();
  const missing = road.stops.length - found.length;
  if (missing > 0) {
    const made = await newHonourees(road, unitId, missing, number);
    await stage.database.inBackground((tx) => insertHonourees(tx, made));
  }
  return missing > 0 ? own() : found;
}

async function newHonourees(road: RoadRow, unitId: string, count: number, number: number): Promise<NewHonouree[]> {
  const { names } = await demonstrationData();
  const random = seeded(2026_11_22 + number);
  return Array.from({ length: count }, (_, index) => {
    const { name, gender } = syntheticName(random, names);
    const person = { INDIVIDUAL: name, HOUSEHOLD: `Hộ ${gender === 'MALE' ? 'ông' : 'bà'} ${name}` };
    const displayName = road.kind === 'COLLECTIVE' ? (road.names?.[index] ?? `Tổ số ${index + 1}`) : person[road.kind];
    return {
      kind: road.kind,
      displayName,
      birthYear: road.kind === 'INDIVIDUAL' ? 1965 + Math.floor(random() * 35) : null,
      gender: road.kind === 'INDIVIDUAL' ? gender : null,
      headOfHousehold: road.kind === 'HOUSEHOLD' ? name : null,
      unitId: road.kind === 'HOUSEHOLD' ? null : unitId,
      areaId: null,
      registeredById: unitId,
    };
  });
}
