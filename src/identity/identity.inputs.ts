import { Field, ID, InputType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { ROLE_CODES, type RoleCode } from '../core/permissions.js';
import { CivilDateScalar } from '../core/scalars.js';
import { CivilDateField, ClientMutationId, Id, OneOf, Optional, Password, Text, Username } from '../core/validation.js';
import { RoleCodeEnum } from './account.entity.js';

@InputType({ description: 'Who wants to sign in.' })
export class SignInInput {
  @Field(() => String, { description: 'The name to sign in with; capitals do not matter.' })
  @Text({ max: 200 })
  username!: string;

  @Field(() => String, { description: 'The password.' })
  @Password(1, 200)
  password!: string;
}

@InputType({ description: 'Your password, old and new.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password until now.' })
  @Password(1, 200)
  current!: string;

  @Field(() => String, { description: 'The new one: 12 to 200 characters, another than before.' })
  @Password()
  next!: string;
}

@InputType({ description: 'Somebody who is to sign in from now on.' })
export class CreateAccountInput {
  @Field(() => String, { description: '3 to 40 of a–z, 0–9, dot, hyphen, underscore.' })
  @Username()
  username!: string;

  @Field(() => String, { description: 'Full name, up to 200 characters.' })
  @Text({ max: 200 })
  fullName!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'A role for an account at a unit, through a period.' })
export class GrantInput {
  @Field(() => ID, { description: 'Who gets the role.' })
  @Id()
  accountId!: string;

  @Field(() => RoleCodeEnum, { description: 'The role.' })
  @OneOf(ROLE_CODES)
  role!: RoleCode;

  @Field(() => ID, { description: 'The unit at which it holds.' })
  @Id()
  unitId!: string;

  @Field(() => CivilDateScalar, { description: 'First day.' })
  @CivilDateField()
  validFrom!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day; absent is open.' })
  @Optional()
  @CivilDateField()
  validTo?: CivilDate | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}
