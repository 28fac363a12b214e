import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import { PLACE_MATCHES } from '../units/domain/area-past.js';

export const PLACE_MODES = ['AS_THEN', 'AS_NOW'] as const;
export type PlaceMode = (typeof PLACE_MODES)[number];
export const PlaceModeEnum = enumOf(PLACE_MODES);
registerEnumType(PlaceModeEnum, {
  name: 'PlaceMode',
  description: 'How a place is meant: it changes in time, and so does what lies in it.',
  valuesMap: {
    AS_THEN: { description: 'The place as named, and what lay below it on the day of the decision.' },
    AS_NOW: {
      description:
        'The territory of the place as it is now (of one that has ended: as it was last) with its whole past: all that went into it, any number of steps back. `Award.placeMatch` tells how.',
    },
  },
});

export const PlaceMatchEnum = enumOf(PLACE_MATCHES);
registerEnumType(PlaceMatchEnum, {
  name: 'PlaceMatch',
  description: 'How the place of an award belongs to the place that was asked for.',
  valuesMap: {
    WHOLE: { description: 'All of its territory is part of it.' },
    PART: { description: 'A share of its territory is part of it.' },
    HISTORY: {
      description:
        'It was the district, now abolished, in which this place or a predecessor lay on the day of the decision: its honours stay its own, and are history here.',
    },
  },
});
