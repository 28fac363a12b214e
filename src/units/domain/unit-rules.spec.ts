import { lineFits, tierFits } from './unit-rules.js';
import { LINES, TIERS } from './lines-and-tiers.js';

describe('what may stand below what', () => {
  it('keeps the lines apart, but for others below the State', () => {
    const pairs = LINES.flatMap((line) =>
      LINES.filter((above) => lineFits(line, above)).map((above) => `${line}<${above}`),
    );
    expect(pairs).toEqual(['STATE<STATE', 'PARTY<PARTY', 'FRONT<FRONT', 'OTHER<STATE', 'OTHER<OTHER']);
  });

  it('never puts a higher tier below a lower one', () => {
    TIERS.forEach((tier, index) => {
      TIERS.forEach((above, aboveIndex) => expect(tierFits(tier, above)).toBe(index >= aboveIndex));
    });
  });
});
