import type { LedgerState } from "../ledger/ledger-state.js";
import type { Hash } from "./hashing.js";

/** What a browser keeps of a log that it checked: enough to notice any later change, and to go on from there. */
export interface RememberedLog {
  readonly vkey: string;
  /** When this browser first took the key on trust. */
  readonly firstSeenAt: number;
  /** Unix time in milliseconds of the check that reached `size`. */
  readonly checkedAt: number;
  readonly size: number;
  readonly root: Hash;
  /** The roots of the full subtrees, the largest first. */
  readonly edge: readonly Hash[];
  /** Where the replay stands after `size` entries; null when it was made by another version of this program. */
  readonly ledger: LedgerState | null;
}

/** Bytes kept of each leaf hash: enough to tell which entry changed once a root says that one did. */
export const fingerprintLength = 4;

/** Keeps one log. */
export interface LogMemory {
  load(): Promise<RememberedLog | null>;
  /** Fingerprints by number of the bundle; one that is kept already is replaced. */
  save(log: RememberedLog, fingerprints: ReadonlyMap<number, Uint8Array>): Promise<void>;
  fingerprintsOf(bundle: number): Promise<Uint8Array | null>;
  forget(): Promise<void>;
}

export function fingerprints(leaves: readonly Hash[]): Uint8Array {
  const bytes = new Uint8Array(leaves.length * fingerprintLength);
  leaves.forEach((leaf, index) => bytes.set(leaf.subarray(0, fingerprintLength), index * fingerprintLength));
  return bytes;
}

/** Whether a leaf is the one that was there: true also where none is kept. */
export function isFamiliar(kept: Uint8Array | null, index: number, leaf: Hash): boolean {
  const start = index * fingerprintLength;
  if (kept === null || kept.length < start + fingerprintLength) {
    return true;
  }
  for (let byte = 0; byte < fingerprintLength; byte++) {
    if (kept[start + byte] !== leaf[byte]) {
      return false;
    }
  }
  return true;
}
