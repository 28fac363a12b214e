import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import { readPlaces, type PlacePart } from './domain/place-text.js';
import { areaIdByCode, areaPage, countAreas, type AreaConditions, type FoundArea } from './find-areas.queries.js';
import type { Area } from './unit.entity.js';
import type { AreasArgs } from './unit.inputs.js';
import { areaById } from './unit.loaders.js';

@Injectable()
export class FindAreasService {
  /** The areas that lived on a day, the best match of a place's text first. */
  async page(context: RequestContext, args: AreasArgs): Promise<ConnectionOf<Area>> {
    const { filter } = args;
    const conditions: AreaConditions = {
      day: args.asOf ?? context.clock.today(),
      place: null,
      code: filter?.code ?? null,
      tier: filter?.tier ?? null,
      parentId: filter?.parentId ?? null,
    };
    if (filter?.text) conditions.place = await this.meant(context, conditions, filter.text);
    if (conditions.place?.length === 0) conditions.code = '';
    const exact = await this.find(context, args, conditions, false);
    const nothing = exact.edges.length === 0 && !args.after && (conditions.place?.length ?? 0) > 0;
    return nothing ? this.find(context, args, conditions, true) : exact;
  }

  /** One area, by id, or by the code that it bore on that day. */
  async one(
    context: RequestContext,
    by: { id: string | null; code: string | null; asOf: CivilDate | null },
  ): Promise<Area | null> {
    const day = by.asOf ?? context.clock.today();
    const id = by.id ?? (by.code === null ? null : await areaIdByCode(context.connection, by.code, day));
    return isId(id) ? load(context, areaById, id.toLowerCase()) : null;
  }

  /** What a text with dashes means: the first way to read it by which there is a place. */
  private async meant(context: RequestContext, conditions: AreaConditions, text: string): Promise<PlacePart[]> {
    const ways = readPlaces(text);
    for (const place of ways.slice(0, -1)) {
      if ((await countAreas(context.connection, { ...conditions, place }, false)) > 0) return place;
    }
    return ways.at(-1) ?? [];
  }

  private find(
    context: RequestContext,
    page: AreasArgs,
    conditions: AreaConditions,
    byLikeness: boolean,
  ): Promise<ConnectionOf<FoundArea>> {
    return paginate({
      page,
      accept: ([rank, name]) => typeof rank === 'number' && typeof name === 'string',
      fetch: (after, limit) => {
        // A page of misspelled ones goes on as such: its ranks begin at 3000.
        const isMisspelled = byLikeness || Number(after?.[0] ?? 0) >= 3000;
        return areaPage(context.connection, conditions, { after, limit, isMisspelled });
      },
      count: () => countAreas(context.connection, conditions, byLikeness),
      cursorOf: (row) => [row.rank, row.sortName],
    });
  }
}
