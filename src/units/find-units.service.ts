import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { soughtSyllables } from '../core/fold.js';
import { load } from '../core/loaders.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import { countUnits, unitPage, type UnitConditions } from './find-units.queries.js';
import type { Unit } from './unit.entity.js';
import type { UnitsArgs } from './unit.inputs.js';
import { unitById } from './unit.loaders.js';

@Injectable()
export class FindUnitsService {
  /** The units that lived on a day, by code. */
  page(context: RequestContext, args: UnitsArgs): Promise<ConnectionOf<Unit>> {
    const { filter } = args;
    const conditions: UnitConditions = {
      day: args.asOf ?? context.clock.today(),
      syllables: filter?.text ? soughtSyllables(filter.text) : null,
      tier: filter?.tier ?? null,
      line: filter?.line ?? null,
      areaId: filter?.areaId ?? null,
      superiorId: filter?.superiorId ?? null,
    };
    return paginate({
      page: args,
      accept: ([code]) => typeof code === 'string',
      fetch: (after, limit) => unitPage(context.connection, conditions, after, limit),
      count: () => countUnits(context.connection, conditions),
      cursorOf: (row) => [row.code],
    });
  }

  /** One unit; with `asOf` only when it lived on that day. */
  async one(context: RequestContext, id: string, asOf: CivilDate | null): Promise<Unit | null> {
    const unit = isId(id) ? await load(context, unitById, id.toLowerCase()) : null;
    const lived =
      !asOf || (unit?.validFrom && unit.validFrom <= asOf && (unit.validTo === null || asOf <= unit.validTo));
    return lived ? unit : null;
  }
}
