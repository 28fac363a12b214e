import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Unit } from '../units/unit.entity.js';
import { connectionType } from '../core/pagination.js';
import { Payload } from '../core/payload.js';
import { SUBJECT_KINDS, type SubjectKind } from './domain/subject-kind.js';

export const SubjectKindEnum = enumOf(SUBJECT_KINDS);
registerEnumType(SubjectKindEnum, {
  name: 'SubjectKind',
  description: 'Who is honoured.',
  valuesMap: {
    INDIVIDUAL: { description: 'Cá nhân.' },
    COLLECTIVE: { description: 'Tập thể.' },
    HOUSEHOLD: { description: 'Hộ gia đình.' },
  },
});

@ObjectType({ description: 'A person, a collective or a household that is, or may be, honoured.' })
@Entity('honouree')
export class Honouree {
  @Field(() => ID, { description: 'Ours.' })
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Field(() => SubjectKindEnum, { description: 'Person, collective or household.' })
  @Column('text')
  kind!: SubjectKind;

  @Field(() => String, { description: 'The name to show, with accents as given.' })
  @Column('text')
  displayName!: string;

  @Field(() => [String], { description: 'Other names under which it is known: bí danh, names before a merger.' })
  @Column('text', { array: true, default: [] })
  aliases!: string[];

  @Field(() => Int, { nullable: true, description: 'Year of birth; individuals only.' })
  @Column('smallint', { nullable: true })
  birthYear!: number | null;

  @Field(() => Int, { nullable: true, description: 'Year of death; individuals only.' })
  @Column('smallint', { nullable: true })
  deathYear!: number | null;

  @Field(() => String, { nullable: true, description: 'FEMALE, MALE or OTHER; individuals only.' })
  @Column('text', { nullable: true })
  gender!: string | null;

  @Field(() => String, { nullable: true, description: 'Chủ hộ; households only.' })
  @Column('text', { nullable: true })
  headOfHousehold!: string | null;

  @Column('uuid', { nullable: true })
  hometownId!: string | null;

  @Column('uuid', { nullable: true })
  unitId!: string | null;

  @Column('uuid', { nullable: true })
  areaId!: string | null;

  @Column('uuid')
  registeredById!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** What came with its row because the query asks for it, and no more of it than that (honouree-row.ts). */
  joined?: { unit: Unit | null; registeredBy: Unit };
}

export const HonoureeConnection = connectionType(Honouree, 'Honouree');

@ObjectType({ description: 'The record that was made, or why none was.' })
export class HonoureePayload extends Payload {
  @Field(() => Honouree, { nullable: true, description: 'The new record.' })
  honouree!: Honouree | null;

  @Field(() => [Honouree], {
    nullable: true,
    description:
      'Records of the same name and kind that you can read, up to 20: perhaps the same person. Shown, not refused.',
  })
  sameName!: Honouree[] | null;
}
