/** A decimal number exactly: mantissa / 10^scale. */
export interface Decimal {
  readonly mantissa: bigint;
  readonly scale: number;
}

const amountMax = 2n ** 63n - 1n;

/** An amount in units of an asset: exactly its decimals, no more, no less, and no more units than the ledger can keep. Null for anything else. */
export function readAmount(text: string, scale: number): bigint | null {
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text);
  if (match === null || (match[3] ?? "").length !== scale || text.length > 40) {
    return null;
  }
  const units = BigInt(`${match[2]}${match[3] ?? ""}`);
  return units > amountMax || (match[1] === "-" && units === 0n) ? null : match[1] === "-" ? -units : units;
}

/** An amount as entries write it. */
export function writeAmount(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${digits.slice(digits.length - scale)}`}`;
}

/** A price or a quantity: above zero, no more than 18 decimals, none of them a trailing zero. Null for anything else. */
export function readPositive(text: string): Decimal | null {
  const match = /^(0|[1-9][0-9]*)(?:\.([0-9]{0,17}[1-9]))?$/.exec(text);
  if (match === null || text.length > 60) {
    return null;
  }
  const mantissa = BigInt(`${match[1]}${match[2] ?? ""}`);
  return mantissa === 0n ? null : { mantissa, scale: (match[2] ?? "").length };
}

/** Rounds toward minus infinity. */
export function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator !== 0n && numerator < 0n !== denominator < 0n ? quotient - 1n : quotient;
}

export function tens(exponent: number): bigint {
  return exponent <= 0 ? 1n : 10n ** BigInt(exponent);
}
