import { message } from '../core/messages.vi.js';
import { paginate, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import type { DossierConversion, ReorganisationPreview } from './reorganisation.entity.js';
import type { Converted, Outlook } from './look-ahead.js';

/** The outlook as an administrator reads it. */
export function previewOf(outlook: Outlook): ReorganisationPreview {
  const { areas, units, converted, drafts, models, grants, sessions, decisions, opinions, orphans, problems, hash } =
    outlook;
  const areasOfUnits = [...units.areas, ...[...units.created, ...units.changed].map(({ areaId }) => areaId)];
  const own = [...areas.ended, ...[...areas.created, ...areas.changed].map(({ id }) => id)];
  return {
    hash,
    areas: new Set([...own, ...areasOfUnits.filter((id) => id !== null)]).size,
    units: units.ended.size + units.created.length + units.changed.length,
    grants: grants.length,
    nominations: converted.length + drafts.length,
    models: models.length,
    sessions: sessions.length,
    opinions: opinions.length,
    draftDecisions: decisions.length,
    problems: problems.map(({ code, key, params, field }) => ({
      code,
      message: message(key, params),
      field: [...field],
      rule: null,
    })),
    withoutHome: [...areas.homeless, ...units.homeless, ...units.withoutArea].map(({ name }) => name),
    undecidedAwardCodes: orphans.map(({ code }) => code),
    outlook,
  };
}

function conversionOf({ dossier, becomes }: Converted): DossierConversion {
  return {
    nominationId: dossier.id,
    code: dossier.code,
    from: dossier.state,
    to: becomes.state,
    fromStep: dossier.step,
    toStep: becomes.step,
    returned: becomes.back,
  };
}

/** The dossiers by code; they were read with the preview, so a page is a part of what is there. */
export function conversionPage(
  { outlook }: ReorganisationPreview,
  page: PageArgs,
): Promise<ConnectionOf<DossierConversion>> {
  const all = outlook.converted.map(conversionOf).sort((a, b) => (a.code < b.code ? -1 : 1));
  return paginate({
    page,
    accept: ([code]) => typeof code === 'string',
    fetch: (after, limit) =>
      Promise.resolve(all.filter(({ code }) => !after || code > String(after[0])).slice(0, limit)),
    count: () => Promise.resolve(all.length),
    cursorOf: ({ code }) => [code],
  });
}
