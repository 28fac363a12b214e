import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CivilDate } from '../core/civil-date.js';
import { Payload } from '../core/payload.js';
import { ROLE_CODES, type RoleCode } from '../core/permissions.js';
import { connectionType } from '../core/pagination.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';

export const RoleCodeEnum = enumOf(ROLE_CODES);
registerEnumType(RoleCodeEnum, {
  name: 'RoleCode',
  description:
    'What an account is at a unit. Acting rights hold on exactly that unit, reading and administration on all below.',
  valuesMap: {
    UNIT_OFFICER: { description: 'Cán bộ đơn vị: registers honourees and models, writes nominations.' },
    REVIEWER: { description: 'Người thẩm định: receives and appraises.' },
    COUNCIL_SECRETARY: { description: 'Thư ký hội đồng: runs council sessions, forwards, drafts decisions.' },
    COUNCIL_MEMBER: { description: 'Thành viên hội đồng: votes.' },
    AUTHORITY: { description: 'Người có thẩm quyền: signs and issues.' },
    HISTORIAN: { description: 'Cán bộ lịch sử Đảng: finds and records past honours.' },
    ADMINISTRATOR: { description: 'Quản trị: accounts, units, campaigns, rules of the subtree.' },
    AUDITOR: { description: 'Kiểm tra: reads everything and the audit, writes nothing.' },
  },
});

@ObjectType({ description: 'A role of an account at a unit through a period.' })
@Entity('role_grant')
export class Grant {
  @Field(() => ID, { description: 'Ours.' })
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Field(() => RoleCodeEnum, { description: 'The role.' })
  @Column('text')
  role!: RoleCode;

  @Column('uuid')
  unitId!: string;

  @Field(() => CivilDateScalar, { description: 'First day.' })
  validFrom!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day; null is open.' })
  validTo!: CivilDate | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken back before its end.' })
  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}

@ObjectType({ description: 'Somebody who can sign in.' })
@Entity('account')
export class Account {
  @Field(() => ID, { description: 'Ours.' })
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'The name to sign in with.' })
  @Column('text')
  username!: string;

  @Field(() => String, { description: 'Full name.' })
  @Column('text')
  fullName!: string;

  @Column('text')
  passwordHash!: string;

  @Field(() => Boolean, {
    description: 'True until the one-time password was changed; nothing else is possible before.',
  })
  @Column('boolean')
  mustChangePassword!: boolean;

  @Column('timestamptz', { nullable: true })
  passwordExpiresAt!: Date | null;

  @Column('uuid', { nullable: true })
  managedByUnitId!: string | null;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Field(() => Boolean, { description: 'True when it can no longer sign in.' })
  disabled!: boolean;
}

export const AccountConnection = connectionType(Account, 'Account');

@ObjectType({ description: 'A session that was opened, or why none was.' })
export class SignInPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description: 'Goes into the header "Authorization: Bearer …"; valid for 12 hours.',
  })
  token!: string | null;

  @Field(() => Account, { nullable: true, description: 'Who signed in.' })
  account!: Account | null;
}

@ObjectType({ description: 'What became of the session.' })
export class SignOutPayload extends Payload {
  @Field(() => Boolean, { nullable: true, description: 'True when the session was ended.' })
  signedOut!: boolean | null;
}

@ObjectType({ description: 'The account that was changed, or why it was not.' })
export class AccountPayload extends Payload {
  @Field(() => Account, { nullable: true, description: 'The account as it is now.' })
  account!: Account | null;
}

@ObjectType({ description: 'The account that was made, or why none was.' })
export class CreateAccountPayload extends Payload {
  @Field(() => Account, { nullable: true, description: 'The new account; it has no roles yet.' })
  account!: Account | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Shown this once, valid for 7 days, must be changed at first sign-in. Null when a request is repeated.',
  })
  oneTimePassword!: string | null;
}
