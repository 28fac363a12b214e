import { civilDate } from '../../core/civil-date.js';
import { areaPast, type AreaLife, type AreaLink } from './area-past.js';

const REFORM = civilDate('2025-07-01');
const FIRST = civilDate('2021-11-01');

function life(id: string, tier: AreaLife['tier'], parentId: string | null, ended: boolean): AreaLife {
  return { id, tier, versions: [{ parentId, from: FIRST, to: ended ? REFORM : null }] };
}

function link(fromId: string, toId: string, whole: boolean, on = '2025-07-01'): AreaLink {
  return { fromId, toId, whole, effectiveOn: civilDate(on) };
}

// Province P goes on. Its district D had a, b and c: a is whole in x, b is parted between x and y, c is lost. E is apart.
const AREAS = [
  life('P', 'PROVINCE', null, false),
  life('D', 'DISTRICT', 'P', true),
  life('E', 'DISTRICT', 'P', true),
  life('a', 'COMMUNE', 'D', true),
  life('b', 'COMMUNE', 'D', true),
  life('c', 'COMMUNE', 'D', true),
  life('x', 'COMMUNE', 'P', false),
  life('y', 'COMMUNE', 'P', false),
];
const LINKS = [link('a', 'x', true), link('b', 'x', false), link('b', 'y', false)];

function pastOf(areaId: string, areas = AREAS, links = LINKS): string[] {
  return areaPast(areas, links)
    .filter((place) => place.areaId === areaId)
    .map(({ pastId, share, from, to }) => `${pastId} ${share}${from || to ? ` ${from ?? ''}..${to ?? ''}` : ''}`)
    .sort();
}

describe('the past of a place', () => {
  it('is what went into it, whole or in part, and the districts that are gone as history', () => {
    expect(pastOf('x')).toEqual(['D HISTORY', 'a WHOLE', 'b PART', 'x WHOLE']);
    expect(pastOf('y')).toEqual(['D HISTORY', 'b PART', 'y WHOLE']);
  });

  it('is whole in a province, also what was parted within it, and what is lost', () => {
    expect(pastOf('P')).toEqual([
      'D WHOLE',
      'E WHOLE',
      'P WHOLE',
      'a WHOLE',
      'b WHOLE',
      'c WHOLE',
      'x WHOLE',
      'y WHOLE',
    ]);
  });

  it('of a place that has ended is what lay in it last', () => {
    expect(pastOf('D')).toEqual(['D WHOLE', 'a WHOLE', 'b WHOLE', 'c WHOLE']);
    expect(pastOf('a')).toEqual(['a WHOLE']);
  });

  it('goes through many steps; a part of a whole is a part', () => {
    const end = civilDate('2024-01-01');
    const z: AreaLife = { id: 'z', tier: 'COMMUNE', versions: [{ parentId: 'D', from: FIRST, to: end }] };
    expect(pastOf('x', [...AREAS, z], [...LINKS, link('z', 'b', true, '2024-01-01')])).toContain('z PART');
    expect(pastOf('x', [...AREAS, z], [...LINKS, link('z', 'a', true, '2024-01-01')])).toContain('z WHOLE');
  });

  it('has of a place that goes on what it gave away, for the days before', () => {
    const links = [...LINKS, link('y', 'x', false, '2025-09-01')];
    expect(pastOf('x', AREAS, links)).toContain('y PART ..2025-09-01');
    expect(pastOf('y', AREAS, links)).not.toContain('x PART');
  });

  it('has a district on the days on which a commune lay in it', () => {
    const moved: AreaLife = {
      id: 'a',
      tier: 'COMMUNE',
      versions: [
        { parentId: 'E', from: FIRST, to: civilDate('2024-01-01') },
        { parentId: 'D', from: civilDate('2024-01-01'), to: REFORM },
      ],
    };
    const areas = AREAS.map((area) => (area.id === 'a' ? moved : area));
    expect(pastOf('x', areas, [link('a', 'x', true)])).toEqual([
      'D HISTORY 2024-01-01..',
      'E HISTORY ..2024-01-01',
      'a WHOLE',
      'x WHOLE',
    ]);
  });

  it('comes to an end where two gave each other something on one day', () => {
    const links = [link('x', 'y', false, '2026-01-01'), link('y', 'x', false, '2026-01-01')];
    expect(pastOf('x', AREAS, links)).toContain('y PART ..2026-01-01');
    expect(pastOf('y', AREAS, links)).toContain('x PART ..2026-01-01');
  });
});
