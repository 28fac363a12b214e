import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import { SUCCESSION_KINDS } from './domain/succession-kinds.js';

export const SuccessionKindEnum = enumOf(SUCCESSION_KINDS);
registerEnumType(SuccessionKindEnum, {
  name: 'SuccessionKind',
  description: 'What became of an area or a body.',
  valuesMap: {
    MERGED: { description: 'Nhập, hợp nhất: wholly into one other, with others.' },
    SPLIT: { description: 'Chia: into several, and it ended.' },
    PARTIAL: { description: 'Tách, điều chỉnh một phần: a part went over, it lives on.' },
    CONVERTED: { description: 'Chuyển đổi: into one other, or it goes on under a new name.' },
    DISSOLVED: { description: 'Giải thể, kết thúc hoạt động: without a successor.' },
    TRANSFERRED: { description: 'Chuyển về trực thuộc: under another superior.' },
  },
});
