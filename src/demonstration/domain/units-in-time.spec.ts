import { civilDate } from '../../core/civil-date.js';
import { bodyAbove, nearestVersion, keeperOn, unitOf, versionOn, type UnitRow } from './units-in-time.js';

const day = civilDate;
const REFORM = { last: day('2025-06-30'), first: day('2025-07-01') };
const FIRST = day('2021-11-01');

const rows: UnitRow[] = [
  {
    code: 'PROVINCE',
    line: 'STATE',
    tier: 'PROVINCE',
    isBody: true,
    versions: [{ from: FIRST, name: 'Tỉnh' }],
  },
  {
    code: 'DISTRICT',
    line: 'STATE',
    tier: 'DISTRICT',
    isBody: true,
    versions: [{ from: FIRST, to: REFORM.last, name: 'Huyện', superior: 'PROVINCE' }],
  },
  {
    code: 'COMMUNE',
    line: 'STATE',
    tier: 'COMMUNE',
    isBody: true,
    versions: [{ from: FIRST, to: REFORM.last, name: 'Xã', superior: 'DISTRICT' }],
  },
  {
    code: 'HAMLET',
    line: 'STATE',
    tier: 'GRASSROOTS',
    isBody: false,
    versions: [
      { from: FIRST, to: REFORM.last, name: 'Thôn', superior: 'COMMUNE' },
      { from: REFORM.first, name: 'Bản', superior: 'PROVINCE' },
    ],
  },
  {
    code: 'LATER',
    line: 'STATE',
    tier: 'COMMUNE',
    isBody: true,
    versions: [{ from: REFORM.first, name: 'Xã mới', superior: 'PROVINCE' }],
  },
];
const units = new Map(rows.map((row) => [row.code, row]));
const hamlet = unitOf(units, 'HAMLET');

describe('the units of the demonstration in time', () => {
  it.each([
    ['2021-10-31', undefined, 'Thôn'],
    ['2021-11-01', 'Thôn', 'Thôn'],
    ['2025-06-30', 'Thôn', 'Thôn'],
    ['2025-07-01', 'Bản', 'Bản'],
    ['2099-01-01', 'Bản', 'Bản'],
  ])('on %s the hamlet is %s; told of then: %s', (text, name, nearest) => {
    expect(versionOn(hamlet, day(text))?.name).toBe(name);
    expect(nearestVersion(hamlet, day(text)).name).toBe(nearest);
  });

  it('has no version after its end; what is told of then is the last one', () => {
    const commune = unitOf(units, 'COMMUNE');
    expect(versionOn(commune, REFORM.first)).toBeUndefined();
    expect(nearestVersion(commune, REFORM.first).name).toBe('Xã');
  });

  it.each([
    ['HAMLET', '2025-06-30', 'COMMUNE'],
    ['HAMLET', '2025-07-01', 'PROVINCE'],
    ['COMMUNE', '2025-06-30', 'COMMUNE'],
    ['HAMLET', '2021-10-31', undefined],
  ])('the body at or above %s on %s is %s', (code, text, body) => {
    expect(bodyAbove(units, code, day(text))?.code).toBe(body);
  });

  it.each([
    ['COMMUNE', '2025-06-30', 'COMMUNE'],
    ['COMMUNE', '2025-07-01', 'PROVINCE'],
    ['DISTRICT', '2026-01-01', 'PROVINCE'],
    ['HAMLET', '2026-01-01', 'HAMLET'],
    ['LATER', '2025-06-30', 'PROVINCE'],
    ['LATER', '2025-07-01', 'LATER'],
    ['PROVINCE', '2021-01-01', 'PROVINCE'],
  ])('%s is on %s looked after at %s', (code, text, keeper) => {
    expect(keeperOn(units, code, day(text)).code).toBe(keeper);
  });

  it('knows no unit that is not in the file', () => {
    expect(() => unitOf(units, 'NOWHERE')).toThrow('NOWHERE');
  });
});
