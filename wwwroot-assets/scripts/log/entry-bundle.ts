/** The longest entry that the ledger's format allows. */
export const entryLengthMax = 8192;

export type BundleFault = "bundle-short" | "bundle-trailing" | "entry-long";

export interface EntryBundle {
  /** The entries up to the first thing that is wrong. */
  readonly entries: readonly Uint8Array[];
  readonly fault: BundleFault | null;
}

/** The most bytes that so many entries take. */
export function bundleLengthMax(width: number): number {
  return width * (2 + entryLengthMax);
}

/**
 * Reads `width` entries, each behind a big-endian uint16 length. A partial bundle ends with them; of a full bundle that was served in its place
 * the first ones are taken, and the file has to hold `served` of them.
 */
export function readBundle(bytes: Uint8Array, width: number, served = width): EntryBundle {
  const entries: Uint8Array[] = [];
  let at = 0;
  const until = (fault: BundleFault | null): EntryBundle => ({ entries: entries.slice(0, width), fault });
  while (entries.length < served) {
    if (at + 2 > bytes.length) {
      return until("bundle-short");
    }
    const length = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
    if (length > entryLengthMax) {
      return until("entry-long");
    }
    if (at + 2 + length > bytes.length) {
      return until("bundle-short");
    }
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return until(at === bytes.length ? null : "bundle-trailing");
}
