import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import type { CivilDate } from '../core/civil-date.js';
import { connectionType } from '../core/pagination.js';
import { Payload } from '../core/payload.js';
import { CivilDateScalar } from '../core/scalars.js';
import { LINES, TIERS, type Line, type Tier } from './domain/lines-and-tiers.js';

export { LINES, TIERS, type Line, type Tier } from './domain/lines-and-tiers.js';

export const TierEnum = enumOf(TIERS);
registerEnumType(TierEnum, {
  name: 'Tier',
  description: 'Level at which a body or area stands (cấp).',
  valuesMap: {
    CENTRAL: { description: 'Trung ương.' },
    PROVINCE: { description: 'Cấp tỉnh: tỉnh, thành phố trực thuộc Trung ương.' },
    DISTRICT: {
      description: 'Cấp huyện, to 2025-06-30; and what is equivalent to it: sở, đảng ủy trực thuộc tỉnh ủy.',
    },
    COMMUNE: { description: 'Cấp xã: xã, phường, thị trấn (to 2025-06-30), đặc khu.' },
    GRASSROOTS: { description: 'Below the commune: thôn, tổ dân phố, trường, phòng, chi bộ.' },
  },
});

export const LineEnum = enumOf(LINES);
registerEnumType(LineEnum, {
  name: 'Line',
  description: 'To which system a body belongs (khối).',
  valuesMap: {
    STATE: { description: 'Chính quyền.' },
    PARTY: { description: 'Đảng.' },
    FRONT: { description: 'Mặt trận Tổ quốc và các đoàn thể.' },
    OTHER: { description: 'Khác: doanh nghiệp, hợp tác xã, tổ chức xã hội.' },
  },
});

@ObjectType({ description: 'An administrative unit (đơn vị hành chính), whatever its code and name on a given day.' })
export class Area {
  @Field(() => ID, { description: 'Ours; the official code is not an identity over time.' })
  id!: string;

  @Field(() => String, { description: 'The latest official code: province 2 digits, district 3, commune 5.' })
  code!: string;

  @Field(() => TierEnum, { description: 'Its level.' })
  tier!: Tier;

  @Field(() => CivilDateScalar, { nullable: true, description: 'First day of its life that the registry knows.' })
  validFrom!: CivilDate | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day of its life; null while it lives.' })
  validTo!: CivilDate | null;
}

@ObjectType({
  description:
    'A body or other organisation (tổ chức): People’s Committee, Party committee, agency, school, hamlet board …',
})
export class Unit {
  @Field(() => ID, { description: 'Ours, for ever the same.' })
  id!: string;

  @Field(() => String, { description: 'Our code, for people to type; never changes.' })
  code!: string;

  @Field(() => LineEnum, { description: 'The system it belongs to.' })
  line!: Line;

  @Field(() => Boolean, { description: 'True when it can stand on the route of a nomination.' })
  isBody!: boolean;

  @Field(() => Boolean, { description: 'True when it acts outside this registry; its outcomes are recorded here.' })
  external!: boolean;

  @Field(() => CivilDateScalar, { nullable: true, description: 'First day of its life.' })
  validFrom!: CivilDate | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day of its life; null while it lives.' })
  validTo!: CivilDate | null;

  /** Its version of the day on which it was loaded (the nearest one outside its life), where it was loaded with it. */
  present?: UnitVersion & { day: CivilDate };
}

export const AreaConnection = connectionType(Area, 'Area');
export const UnitConnection = connectionType(Unit, 'Unit');

@ObjectType({ description: 'What became of a change of a unit.' })
export class UnitPayload extends Payload {
  @Field(() => Unit, { nullable: true, description: 'The unit as it is now.' })
  unit!: Unit | null;
}

/** What is true of a unit through a period. */
export interface UnitVersion {
  unitId: string;
  name: string;
  tier: Tier;
  areaId: string | null;
  superiorId: string | null;
}

/** What is true of an area through a period. */
export interface AreaVersion {
  areaId: string;
  code: string;
  name: string;
  kind: string;
  tier: Tier;
  parentId: string | null;
}
