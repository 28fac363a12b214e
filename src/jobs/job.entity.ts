import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionType } from '../core/pagination.js';
import { Payload } from '../core/payload.js';
import { DateTimeScalar } from '../core/scalars.js';

const JobStateEnum = { WAITING: 'WAITING', RUNNING: 'RUNNING', FAILED: 'FAILED' } as const;
export type JobState = keyof typeof JobStateEnum;
registerEnumType(JobStateEnum, {
  name: 'JobState',
  description: 'Where a background job stands. What is done is no longer in the list.',
  valuesMap: {
    WAITING: { description: 'For its time, for a free process, or for its next attempt.' },
    RUNNING: { description: 'In a process now.' },
    FAILED: { description: 'After its last attempt: nothing happens until somebody retries it.' },
  },
});

@ObjectType('Job', { description: 'Work that the service does by itself, beside requests (tác vụ nền).' })
export class JobView {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { description: 'What it is, as module.verb, e.g. "documents.sweep".' })
  name!: string;

  @Field(() => JobStateEnum, { description: 'Where it stands.' })
  state!: JobState;

  @Field(() => Int, { description: 'How often it was begun.' })
  attempts!: number;

  @Field(() => Int, { description: 'How often it may be begun.' })
  maxAttempts!: number;

  @Field(() => DateTimeScalar, {
    description: 'When it is, or was, to run: by the clock of the database, which the trial’s CLOCK does not change.',
  })
  runAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Why its last attempt failed: an ErrorCode, INTERNAL (see the log), or INTERRUPTED (its process ended). Null when none did.',
  })
  lastError!: string | null;
}

export const JobConnection = connectionType(JobView, 'Job');

@ObjectType({ description: 'The job as it is now, or why it was not retried.' })
export class JobPayload extends Payload {
  @Field(() => JobView, { nullable: true, description: 'The job as it is now.' })
  job!: JobView | null;
}
