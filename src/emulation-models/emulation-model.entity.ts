import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import type { CivilDate } from '../core/civil-date.js';
import { connectionType } from '../core/pagination.js';
import { Payload } from '../core/payload.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';
import {
  MODEL_ACTIONS,
  MODEL_ENDINGS,
  MODEL_STATES,
  type ModelAction,
  type ModelEnding,
  type ModelState,
} from './domain/life.js';
import { REPORT_GRACE_DAYS } from './domain/report-period.js';

export const ModelStateEnum = enumOf(MODEL_STATES);
registerEnumType(ModelStateEnum, {
  name: 'ModelState',
  description: 'Where a model stands in its life. Judgements on it are facts with a day, not states.',
  valuesMap: {
    DRAFT: { description: 'Dự thảo: written, not registered.' },
    REGISTERED: { description: 'Đã đăng ký: lies with the launching body.' },
    RETURNED: { description: 'Trả lại: to be mended and registered again.' },
    RUNNING: { description: 'Đang thực hiện: approved; it begins on `startsOn`, which may be to come.' },
    SUSPENDED: { description: 'Tạm dừng: no report is due meanwhile.' },
    ENDED: { description: 'Kết thúc: refused, withdrawn, finished or stopped (`ending`); it stays to be read.' },
  },
});

export const ModelActionEnum = enumOf(MODEL_ACTIONS);
registerEnumType(ModelActionEnum, {
  name: 'ModelAction',
  description: 'What may be done with a model. `availableActions` names those that you may do now.',
  valuesMap: {
    CREATE: { description: 'Soạn: write it (`draftModel`, `registerEmulationModel`).' },
    EDIT: { description: 'Sửa: change a draft, or a model that was returned (`editModel`).' },
    REGISTER: { description: 'Đăng ký: with the launching body; again after it was returned.' },
    SURVEY: { description: 'Khảo sát: the launching body has looked at it on the spot; the note is the reason.' },
    RETURN: { description: 'Trả lại: the launching body sends it back, with a reason.' },
    APPROVE: { description: 'Phê duyệt: it runs from the later of today and `periodFrom`.' },
    REFUSE: { description: 'Không chấp thuận: the launching body ends it, with a reason.' },
    REPORT: { description: 'Báo cáo: on a half-year (`reportOnModel`).' },
    EVALUATE: { description: 'Đánh giá: the judgement of a year. Not built yet.' },
    RECOGNISE: { description: 'Công nhận: by decision of the launching body. Not built yet.' },
    NAME_EXEMPLARY: { description: 'Chọn làm điển hình, for a time. Not built yet.' },
    END_EXEMPLARY: { description: 'Thôi làm điển hình. Not built yet.' },
    ADOPT: { description: 'Nhân rộng: another takes it over as a model of its own. Not built yet.' },
    SUSPEND: { description: 'Tạm dừng. Not built yet.' },
    RESUME: { description: 'Tiếp tục after a suspension. Not built yet.' },
    EXTEND: { description: 'Gia hạn: a later last day. Not built yet.' },
    END: { description: 'Kết thúc: by its unit or by the launching body, with a reason.' },
    CONVERT: { description: 'Chuyển tiếp: by an applied reorganisation alone.' },
  },
});

const ModelEndingEnum = enumOf(MODEL_ENDINGS);
registerEnumType(ModelEndingEnum, {
  name: 'ModelEnding',
  description: 'How a model ended.',
  valuesMap: {
    REFUSED: { description: 'Không được chấp thuận by the launching body.' },
    WITHDRAWN: { description: 'Rút: ended before it was approved.' },
    FINISHED: { description: 'Hoàn thành: ended after the last day of its period.' },
    STOPPED: { description: 'Dừng: ended while its period ran.' },
  },
});

export const ModelStandingEnum = enumOf(['NONE', 'INEFFECTIVE', 'EFFECTIVE', 'RECOGNISED', 'EXEMPLARY']);
/** What a model is held to be. */
export type ModelStanding = keyof typeof ModelStandingEnum;
registerEnumType(ModelStandingEnum, {
  name: 'ModelStanding',
  description: 'What a model is held to be; follows from its evaluations and recognitions.',
  valuesMap: {
    NONE: { description: 'Not judged yet.' },
    INEFFECTIVE: { description: 'Chưa hiệu quả, by its last evaluation.' },
    EFFECTIVE: { description: 'Hiệu quả, by its last evaluation.' },
    RECOGNISED: { description: 'Được công nhận by decision of the launching body.' },
    EXEMPLARY: { description: 'Điển hình: others are told to follow it.' },
  },
});

@ObjectType({ description: 'What a model is measured by (chỉ tiêu).' })
export class ModelGoal {
  @Field(() => ID, { description: 'Ours; the figures of reports name it.' })
  id!: string;

  @Field(() => String, { description: 'What is to be reached.' })
  text!: string;

  @Field(() => String, { nullable: true, description: 'Đơn vị tính, e.g. "hộ", "%", "triệu đồng".' })
  unitOfMeasure!: string | null;

  @Field(() => String, { nullable: true, description: 'How much of it, as written.' })
  target!: string | null;
}

@ObjectType({ description: 'What was reached of one goal in the time of a report.' })
export class ModelFigure {
  @Field(() => ModelGoal, { description: 'The goal.' })
  goal!: ModelGoal;

  @Field(() => String, { description: 'How much, in the unit of the goal, as written.' })
  value!: string;

  @Field(() => String, { nullable: true, description: 'What is to be said to it.' })
  note!: string | null;
}

@ObjectType({ description: 'The report of a model on a half-year; of several versions the latest.' })
export class ModelReport {
  @Field(() => ID, { description: 'Ours; a correction has another.' })
  id!: string;

  @Field(() => CivilDateScalar, { description: 'First day of the half-year: 1 January or 1 July.' })
  periodFrom!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day of the half-year: 30 June or 31 December.' })
  periodTo!: CivilDate;

  @Field(() => String, { description: 'What was done.' })
  text!: string;

  @Field(() => Boolean, {
    description: `The first version came more than ${REPORT_GRACE_DAYS} days after the last day of the half-year.`,
  })
  late!: boolean;

  @Field(() => Int, { description: '1, and one more with each correction.' })
  version!: number;

  @Field(() => CivilDateScalar, { description: 'The day on which this version was made.' })
  recordedOn!: CivilDate;
}

@ObjectType({ description: 'One act in the life of a model.' })
export class ModelEvent {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => ModelActionEnum, { description: 'What was done.' })
  action!: ModelAction;

  @Field(() => ModelStateEnum, { nullable: true, description: 'The state before; null for the first.' })
  from!: ModelState | null;

  @Field(() => ModelStateEnum, { description: 'The state after.' })
  to!: ModelState;

  @Field(() => CivilDateScalar, { description: 'The day that counts.' })
  day!: CivilDate;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: Date;

  @Field(() => String, {
    description: 'Full name of who did it; of a conversion, "reorganisation:" and the id of the plan.',
  })
  by!: string;

  @Field(() => String, { nullable: true, description: 'The reason, or the note of a survey.' })
  reason!: string | null;

  unitId!: string;
}

@ObjectType({ description: 'A model (mô hình học tập và làm theo Bác) that an honouree runs through years.' })
export class EmulationModel {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { description: 'Our code, e.g. MH-2026-000123: the year of its first day here, and a number.' })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  ownerId!: string;
  ownerUnitId!: string;
  registeredWithId!: string;
  areaId!: string | null;

  @Field(() => String, { description: 'Lĩnh vực, e.g. kinh tế, văn hóa – xã hội, quốc phòng – an ninh.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'Chuyên đề of study to which it belongs.' })
  theme!: string | null;

  @Field(() => String, { description: 'What is done, and how.' })
  content!: string;

  @Field(() => CivilDateScalar, { description: 'First day of the period that it was registered for.' })
  periodFrom!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day of that period; null is open.' })
  periodTo!: CivilDate | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'First day on which it runs; null until approved.' })
  startsOn!: CivilDate | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'The day on which it ended.' })
  endedOn!: CivilDate | null;

  @Field(() => ModelEndingEnum, { nullable: true, description: 'How it ended.' })
  ending!: ModelEnding | null;

  @Field(() => ModelStateEnum, { description: 'Where it stands.' })
  state!: ModelState;

  @Field(() => Boolean, {
    description: `It runs, and some half-year since its first day that ended more than ${REPORT_GRACE_DAYS} days ago has no report (R50). Such a model supports no award.`,
  })
  overdue!: boolean;

  @Field(() => Int, { description: 'Rises with every act; give it back as `expectedVersion`.' })
  version!: number;
}

export const EmulationModelConnection = connectionType(EmulationModel, 'EmulationModel');

@ObjectType({ description: 'What became of a model.' })
export class EmulationModelPayload extends Payload {
  @Field(() => EmulationModel, { nullable: true, description: 'The model as it is now.' })
  emulationModel!: EmulationModel | null;
}
