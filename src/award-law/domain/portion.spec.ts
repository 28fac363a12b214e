import { comparePortion, portionOf } from './portion.js';

describe('portions, exactly', () => {
  it.each<[number, number, string, number]>([
    [7, 10, '70', 0],
    [5, 10, '50', 0],
    [12, 14, '80', 1],
    [12, 14, '90', -1],
    [18, 20, '90', 0],
    [2, 3, '66.6667', -1],
    [2, 3, '66.6666', 1],
    [0, 0, '50', 0],
  ])('%i of %i and %s percent: %i', (part, whole, percent, sign) => {
    expect(comparePortion(part, whole, percent)).toBe(sign);
  });

  it.each<[number, string, 'DOWN' | 'UP' | 'HALF_UP', number]>([
    [10, '15', 'DOWN', 1],
    [10, '15', 'UP', 2],
    [10, '15', 'HALF_UP', 2],
    [9, '15', 'HALF_UP', 1],
    [20, '15', 'DOWN', 3],
    [20, '15', 'UP', 3],
    [3, '33.3333', 'DOWN', 0],
    [0, '15', 'UP', 0],
  ])('%s × %s %% rounded %s: %i', (whole, percent, rounding, portion) => {
    expect(portionOf(whole, percent, rounding)).toBe(portion);
  });
});
