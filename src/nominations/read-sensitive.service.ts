import { Injectable } from '@nestjs/common';
import { signedIn, type RequestContext } from '../core/context.js';
import { Database } from '../core/database.js';
import { load, type BatchFunction } from '../core/loaders.js';
import type { Discipline } from '../honourees/fact.entity.js';
import { shownFacts } from '../honourees/fact.loaders.js';
import { disciplinesOf } from '../honourees/fact.queries.js';
import { recordSensitiveReads, sensitiveHonourees } from './sensitive-scope.js';

/** Shows what only few may see; that they looked is kept in the same transaction, or they see nothing. */
@Injectable()
export class ReadSensitiveService {
  constructor(private readonly database: Database) {}

  /** Discipline and verification of an honouree; null where the account may not see them, whether there are any or not. */
  disciplines(context: RequestContext, honoureeId: string): Promise<Discipline[] | null> {
    return load(context, this.disciplinesByHonouree, honoureeId);
  }

  private readonly disciplinesByHonouree: BatchFunction<string, Discipline[]> = async (context, ids) => {
    const actor = signedIn(context);
    const allowed = await sensitiveHonourees(context.connection, actor, context.clock.today(), ids);
    if (allowed.size === 0) return ids.map(() => null);
    const seen = [...allowed.keys()];
    const shown = await this.database.transaction(async (tx) => {
      await recordSensitiveReads(tx, actor, allowed.values());
      return shownFacts(seen, await disciplinesOf(tx, seen));
    });
    const found = new Map(seen.map((id, index) => [id, shown[index] ?? []]));
    return ids.map((id) => found.get(id) ?? null);
  };
}
