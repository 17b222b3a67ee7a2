import { areEqual } from "./bytes.js";
import { fault, type Fault } from "./faults.js";
import type { Hash } from "./hashing.js";
import { isFamiliar, type LogMemory, type RememberedLog } from "./memory.js";
import type { TileTree } from "./tile-tree.js";
import { tileWidth } from "./tiles.js";
import { edgeOf } from "./tree.js";

/** Whether everything that this browser saw before is still there as it was; if not, where it begins to differ. */
export async function findRewriting(tree: TileTree, remembered: RememberedLog, memory: LogMemory): Promise<Fault | null> {
  if (areEqual(await tree.rootAt(remembered.size), remembered.root)) {
    return null;
  }
  const range = await differingRange(tree, remembered);
  for (let bundle = Math.floor(range.start / tileWidth); bundle * tileWidth < range.end; bundle++) {
    const kept = await memory.fingerprintsOf(bundle);
    const leaves = await tree.tile(0, bundle);
    const index = firstUnfamiliar(kept, leaves, Math.min(tileWidth, range.end - bundle * tileWidth));
    if (index !== null) {
      return fault("rewritten-entry", { at: new Date(remembered.checkedAt).toISOString() }, bundle * tileWidth + index + 1);
    }
  }
  const values = { first: range.start + 1, last: range.end, size: remembered.size, at: new Date(remembered.checkedAt).toISOString() };
  return fault("rewritten", values);
}

export function shorterFault(size: number, remembered: RememberedLog): Fault | null {
  return size >= remembered.size
    ? null
    : fault("shorter", { size, first: size + 1, last: remembered.size, at: new Date(remembered.checkedAt).toISOString() });
}

function firstUnfamiliar(kept: Uint8Array | null, leaves: readonly Hash[], count: number): number | null {
  for (let index = 0; index < count; index++) {
    if (!isFamiliar(kept, index, leaves[index] as Hash)) {
      return index;
    }
  }
  return null;
}

/** The first full subtree of the remembered size that is not the one this browser saw. */
async function differingRange(tree: TileTree, remembered: RememberedLog): Promise<{ start: number; end: number }> {
  for (const [number, subtree] of edgeOf(remembered.size).entries()) {
    const seen = remembered.edge[number];
    if (seen === undefined || !areEqual(await tree.hashOf(subtree), seen)) {
      const length = 2 ** subtree.level;
      return { start: subtree.index * length, end: (subtree.index + 1) * length };
    }
  }
  return { start: 0, end: remembered.size };
}
