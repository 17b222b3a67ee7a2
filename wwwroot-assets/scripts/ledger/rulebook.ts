import type { ContractTerms } from "./contract-arithmetic.js";

/** A fund's policy from one entry on. Plain data: it is kept in the browser. */
export interface Policy {
  readonly sequence: number;
  readonly effectiveAt: string;
  readonly floor: bigint;
  readonly capPpm: number | null;
}

/** A share of fees from a time on, for everything or for one market or fee kind. */
export interface Rate {
  readonly sequence: number;
  readonly market: string | null;
  readonly feeKind: string | null;
  readonly sharePpm: number;
  readonly effectiveAt: string;
  /** Waits for a freeze to end. */
  suspended: boolean;
}

/** A contract's terms from one entry on. */
export interface Listing {
  readonly sequence: number;
  readonly effectiveAt: string;
  readonly terms: ContractTerms;
}

/** What was in force at an event's time; before the first one, the first. Null where there is none at all. */
export function inForceAt<T extends { readonly effectiveAt: string }>(all: readonly T[], at: string): T | null {
  return all.findLast((one) => one.effectiveAt <= at) ?? all[0] ?? null;
}

/** The rate that applies to a fee: the most specific scope with a rate in effect, and of that scope the latest. Null: the share is 0. */
export function rateInForce(rates: readonly Rate[], market: string | null, feeKind: string | null, at: string): Rate | null {
  let found: Rate | null = null;
  for (const rate of rates) {
    const applies = !rate.suspended && rate.effectiveAt <= at && (rate.market === null || rate.market === market) && (rate.feeKind === null || rate.feeKind === feeKind);
    if (applies && (found === null || precedes(rate, found))) {
      found = rate;
    }
  }
  return found;
}

function precedes(one: Rate, other: Rate): boolean {
  const specificity = (rate: Rate): number => (rate.market === null ? 0 : 2) + (rate.feeKind === null ? 0 : 1);
  return specificity(one) !== specificity(other)
    ? specificity(one) > specificity(other)
    : one.effectiveAt !== other.effectiveAt
      ? one.effectiveAt > other.effectiveAt
      : one.sequence > other.sequence;
}
