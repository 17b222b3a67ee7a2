/**
 * Everything that can be wrong with a log. The page holds a sentence for each code (`LogTexts.razor`), with the values in braces.
 * The group is the check, in the page's list, that fails with it.
 */
export const faultGroups = {
  "vkey-unreadable": "key",
  "key-changed": "key",
  "key-name": "key",
  "handover-root": "key",
  "note-unreadable": "signature",
  "checkpoint-unreadable": "signature",
  "signature-missing": "signature",
  "signature-wrong": "signature",
  "shorter": "history",
  "rewritten": "history",
  "rewritten-entry": "history",
  "root": "tree",
  "tile-length": "tree",
  "tile-hash": "tree",
  "tile-range": "tree",
  "inclusion": "tree",
  "file-missing": "entries",
  "bundle-short": "entries",
  "bundle-trailing": "entries",
  "entry-long": "entries",
  "leaf": "entries",
  "not-json": "format",
  "not-canonical": "format",
  "field": "format",
  "sequence": "format",
  "asset-twice": "balances",
  "asset-unknown": "balances",
  "fund-none": "balances",
  "fund-unknown": "balances",
  "fund-twice": "balances",
  "fund-asset": "balances",
  "fund-sequence": "balances",
  "balance-before": "balances",
  "balance-change": "balances",
  "balance-negative": "balances",
  "clock-back": "balances",
  "figure": "rules",
  "figure-extra": "rules",
  "figure-missing": "rules",
  "rule-entry": "rules",
  "reversal-entry": "rules",
  "reversal-twice": "rules",
  "reversal-hash": "rules",
  "reversal-floor": "rules",
  "reversal-halted": "rules",
  "fill-liquidation": "rules",
  "correction-frozen": "rules",
  "shown-balance": "shown",
} as const;

export type FaultCode = keyof typeof faultGroups;

export type CheckName = (typeof faultGroups)[FaultCode];

/** The order in which the page lists the checks. */
export const checkNames: readonly CheckName[] = ["key", "signature", "history", "tree", "entries", "format", "balances", "rules", "shown"];

export interface Fault {
  readonly code: FaultCode;
  /** The ledger's sequence of the entry that is wrong; null where no single entry is. */
  readonly sequence: number | null;
  readonly values: Readonly<Record<string, string>>;
}

export function fault(code: FaultCode, values: Readonly<Record<string, string | number>> = {}, sequence: number | null = null): Fault {
  return { code, sequence, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])) };
}

/** Ends a check: what follows can't be relied on. */
export class LogFaultError extends Error {
  constructor(readonly fault: Fault) {
    super(`${fault.code} ${JSON.stringify(fault.values)}`);
  }
}

/** The portal did not answer, or not in time: nothing is known to be wrong, but nothing was checked either. */
export class UnavailableError extends Error {
  constructor(readonly path: string, readonly reason: string) {
    super(`${path}: ${reason}`);
  }
}
