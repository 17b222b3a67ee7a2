import { fromUtf8 } from "./bytes.js";
import { readEntries } from "./entry-reader.js";
import type { CheckSurroundings } from "./check-log.js";
import { readSignedHead } from "./signed-head.js";
import { tileWidth } from "./tiles.js";

export interface SearchProgress {
  readonly searched: number;
  readonly total: number;
}

/** The newest entry whose id commitment is the one given; null when there is none. Nothing but file numbers is asked of the portal. */
export async function findCommitment(around: CheckSurroundings, commitment: string, report: (progress: SearchProgress) => void): Promise<number | null> {
  const { checkpoint } = await readSignedHead(around.log);
  const needle = `"idCommitment":"${commitment}"`;
  const ahead: Promise<{ readonly entries: readonly Uint8Array[] }>[] = [];
  let next = Math.ceil(checkpoint.size / tileWidth) - 1;
  for (let bundle = next; bundle >= 0; bundle--) {
    while (next >= 0 && ahead.length < aheadMax) {
      const reading = readEntries(around.log, next--, checkpoint.size);
      reading.catch(() => undefined);
      ahead.push(reading);
    }
    const { entries } = await (ahead.shift() as Promise<{ readonly entries: readonly Uint8Array[] }>);
    for (let index = entries.length - 1; index >= 0; index--) {
      if (fromUtf8(entries[index] as Uint8Array)?.includes(needle) === true) {
        return bundle * tileWidth + index + 1;
      }
    }
    report({ searched: checkpoint.size - bundle * tileWidth, total: checkpoint.size });
  }
  return null;
}

const aheadMax = 6;
