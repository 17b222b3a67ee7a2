import { areEqual, toHex } from "./bytes.js";
import { readEntries } from "./entry-reader.js";
import { fault, LogFaultError, type Fault } from "./faults.js";
import { leafHashes, type Hash } from "./hashing.js";
import type { LogFiles } from "./log-files.js";
import { TileFaultError, type Tile, type TileTree } from "./tile-tree.js";
import { tilePath, tileWidth, widthOf } from "./tiles.js";

/** One bundle of entries with the hashes that the tree has for them. */
export interface Stretch {
  readonly bundle: number;
  readonly path: string;
  readonly entries: readonly Uint8Array[];
  /** Of the entries' own bytes. */
  readonly leaves: readonly Hash[];
  readonly tile: Tile;
  /** What is wrong with the files themselves; the entries that could be read are still there. */
  readonly fault: Fault | null;
}

/** How many bundles are on their way at once; each takes two requests. */
const aheadMax = 3;

/** Bundle after bundle from the one that holds leaf `start`, fetched ahead, handed out in order. */
export async function* walk(files: LogFiles, tree: TileTree, start: number): AsyncGenerator<Stretch> {
  const end = Math.ceil(tree.size / tileWidth);
  const ahead: Promise<Stretch>[] = [];
  let next = Math.floor(start / tileWidth);
  for (let bundle = next; bundle < end; bundle++) {
    while (next < end && ahead.length < aheadMax) {
      const reading = readStretch(files, tree, next++);
      // Whoever stops early never looks at what was fetched ahead.
      reading.catch(() => undefined);
      ahead.push(reading);
    }
    yield await (ahead.shift() as Promise<Stretch>);
  }
}

/** Reads a bundle, its hashes and its tile. Throws when there are no entries to look at. */
export async function readStretch(files: LogFiles, tree: TileTree, bundle: number): Promise<Stretch> {
  const first = bundle * tileWidth + 1;
  const range = { first, last: first + widthOf(0, bundle, tree.size) - 1 };
  const [tile, read] = await Promise.allSettled([readTile(tree, bundle, range), readEntries(files, bundle, tree.size)]);
  if (read.status === "rejected") {
    throw read.reason instanceof LogFaultError ? new LogFaultError({ ...read.reason.fault, values: { ...read.reason.fault.values, ...texts(range) } }) : read.reason;
  }
  if (tile.status === "rejected") {
    throw tile.reason;
  }
  const { entries, path } = read.value;
  const bundleFault = read.value.fault === null ? null : fault(read.value.fault, { path, ...range }, read.value.fault === "bundle-trailing" ? null : first + entries.length);
  return { bundle, path, entries, leaves: await leafHashes(entries), tile: tile.value.tile, fault: bundleFault ?? tile.value.fault };
}

/** The leaf hash that the tree has for an entry must be that of the bytes served. A tile that could not be read is a fault of its own. */
export function leafFault(stretch: Stretch, index: number): Fault | null {
  const [own, promised] = [stretch.leaves[index] as Hash, stretch.tile[index]];
  return promised === undefined || areEqual(own, promised)
    ? null
    : fault("leaf", { path: stretch.path, tile: tilePath(0, stretch.bundle), expected: toHex(promised), found: toHex(own) }, stretch.bundle * tileWidth + index + 1);
}

/** The bytes of an entry that one of the stretch takes back, as the signed tree has them. */
export async function readEarlier(files: LogFiles, tree: TileTree, sequence: number, stretch: Stretch): Promise<Uint8Array> {
  const [bundle, index] = [Math.floor((sequence - 1) / tileWidth), (sequence - 1) % tileWidth];
  const holder = bundle === stretch.bundle ? stretch : await readStretch(files, tree, bundle);
  const wrong = leafFault(holder, index) ?? (holder === stretch ? null : holder.fault);
  const bytes = holder.entries[index];
  if (wrong !== null || bytes === undefined) {
    throw new LogFaultError(wrong ?? fault("file-missing", { path: holder.path }));
  }
  return bytes;
}

/** A tile that does not lead to the root is still of use: it tells which of its entries is not the one it was made of. Without any, the entries alone tell. */
async function readTile(tree: TileTree, bundle: number, range: { first: number; last: number }): Promise<{ tile: Tile; fault: Fault | null }> {
  try {
    return { tile: await tree.tile(0, bundle), fault: null };
  } catch (error) {
    if (error instanceof TileFaultError && error.level === 0) {
      return { tile: error.served, fault: fault("tile-range", { ...error.fault.values, ...texts(range) }) };
    }
    if (error instanceof LogFaultError) {
      return { tile: [], fault: { ...error.fault, values: { ...error.fault.values, ...texts(range) } } };
    }
    throw error;
  }
}

function texts(range: { first: number; last: number }): { first: string; last: string } {
  return { first: String(range.first), last: String(range.last) };
}
