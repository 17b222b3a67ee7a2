import type { CheckName, Fault } from "./faults.js";
import type { Trust } from "./key-trust.js";

/** "none": there was nothing to check, for example no earlier visit to compare with. */
export type CheckState = "waiting" | "running" | "passed" | "failed" | "none";

export interface CheckedHead {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly keyId: string;
  readonly vkey: string;
}

export interface CheckedFund {
  readonly id: string;
  readonly name: string;
  readonly asset: string;
  /** As the replay makes it, with all decimals. */
  readonly balance: string;
  readonly sequence: number;
  /** What the portal shows; null when it shows no such fund. */
  readonly shown: string | null;
  readonly shownSequence: number | null;
  /** Null when the portal's figure is of an entry that no checkpoint covers yet. */
  readonly agrees: boolean | null;
}

export interface CheckedSource {
  readonly name: string;
  readonly records: number;
  readonly numbered: number;
  readonly missing: number;
}

export interface LogVerdict {
  /** "unfinished": the portal did not answer, so nothing is known. */
  readonly outcome: "passed" | "failed" | "unfinished";
  readonly faults: readonly Fault[];
  /** The file that could not be had, and why. */
  readonly unavailable: { readonly path: string; readonly reason: string } | null;
  readonly checks: Readonly<Record<CheckName, CheckState>>;
  readonly trust: Trust | null;
  readonly head: CheckedHead | null;
  /** What this browser knew before: the entries up to here were checked on an earlier visit. */
  readonly remembered: { readonly size: number; readonly checkedAt: number } | null;
  /** The first entry that was checked this time, and the last. */
  readonly from: number;
  readonly to: number;
  readonly elapsedMs: number;
  readonly funds: readonly CheckedFund[];
  readonly sources: readonly CheckedSource[];
  readonly notUnderstood: { readonly count: number; readonly firstSequence: number; readonly firstKind: string } | null;
}

/** The fault to name first: one that names an entry says most. */
export function leadingFault(faults: readonly Fault[]): Fault | null {
  return faults.find((fault) => fault.sequence !== null) ?? faults[0] ?? null;
}
