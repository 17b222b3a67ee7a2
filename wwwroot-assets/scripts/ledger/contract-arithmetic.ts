import { floorDivide, tens, type Decimal } from "./decimals.js";

export interface ContractTerms {
  readonly kind: "linear" | "inverse";
  readonly value: Decimal;
}

/** The terms of a symbol that nobody listed. */
export const unlistedTerms: ContractTerms = { kind: "linear", value: { mantissa: 1n, scale: 0 } };

/**
 * What a position gains when the price goes from one to another, in units of the asset, rounded down once.
 * A long gains v (to - from) in a linear contract and v (to - from) / (from to) in an inverse one, v = quantity x contract value; a short the opposite.
 */
export function gainUnits(terms: ContractTerms, side: "long" | "short", quantity: Decimal, from: Decimal, to: Decimal, assetScale: number): bigint {
  const priceScale = Math.max(from.scale, to.scale);
  const [first, last] = [from.mantissa * tens(priceScale - from.scale), to.mantissa * tens(priceScale - to.scale)];
  const isInverse = terms.kind === "inverse";
  const exponent = assetScale - terms.value.scale - quantity.scale + (isInverse ? priceScale : -priceScale);
  const long = (last - first) * quantity.mantissa * terms.value.mantissa * tens(exponent);
  return floorDivide(side === "long" ? long : -long, tens(-exponent) * (isInverse ? first * last : 1n));
}

/** A share in parts per million of a fill's value, in units, rounded down: v x fill, or v / fill in an inverse contract. */
export function notionalUnits(terms: ContractTerms, quantity: Decimal, fill: Decimal, assetScale: number, sharePpm: bigint): bigint {
  const isInverse = terms.kind === "inverse";
  const exponent = assetScale - terms.value.scale - quantity.scale + (isInverse ? fill.scale : -fill.scale);
  const numerator = terms.value.mantissa * quantity.mantissa * sharePpm * (isInverse ? 1n : fill.mantissa) * tens(exponent);
  return floorDivide(numerator, 1_000_000n * (isInverse ? fill.mantissa : 1n) * tens(-exponent));
}
