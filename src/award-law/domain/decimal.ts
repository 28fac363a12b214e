/** An exact decimal: `units` ÷ 10^`scale`. */
export interface Decimal {
  units: bigint;
  scale: number;
}

const PATTERN = /^(\d+)(?:\.(\d+))?$/;

/** "1.5" → 15 ÷ 10. Throws RangeError for anything but digits with a point. */
export function decimal(text: string): Decimal {
  const [, whole, fraction = ''] = PATTERN.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`Not a decimal: ${text}`);
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** Their product. */
export function times(...factors: readonly Decimal[]): Decimal {
  return factors.reduce((a, b) => ({ units: a.units * b.units, scale: a.scale + b.scale }), { units: 1n, scale: 0 });
}

/** The next multiple of `step` that is not below it. */
export function roundedUp({ units, scale }: Decimal, step: bigint): bigint {
  const unit = step * 10n ** BigInt(scale);
  return ((units + unit - 1n) / unit) * step;
}

/** As text, without decimals that say nothing: "2.25", "10000". */
export function decimalText({ units, scale }: Decimal): string {
  const digits = units.toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const whole = scale === 0 ? digits : digits.slice(0, -scale);
  return scale > 0 && fraction ? `${whole}.${fraction}` : whole;
}
