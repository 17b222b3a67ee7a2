import { readSingleEntry } from "../ledger/single-entry.js";
import { areEqual, fromUtf8, toBase64, toHex } from "./bytes.js";
import type { CheckSurroundings } from "./check-log.js";
import { fault, LogFaultError, UnavailableError, type Fault } from "./faults.js";
import { leafHash, type Hash } from "./hashing.js";
import { findRewriting, shorterFault } from "./history.js";
import { judgeKey, type Trust } from "./key-trust.js";
import { leafFault, readStretch } from "./log-walk.js";
import { inclusionPath, isIncluded } from "./proofs.js";
import { readHeadCovering, type SignedHead } from "./signed-head.js";
import { TileTree } from "./tile-tree.js";
import { tilePath, tileWidth, widthOf } from "./tiles.js";
import { rootOfEdge } from "./tree.js";
import { keyIdText } from "./verifier-key.js";
import type { CheckedHead } from "./verdict.js";

export interface EntryVerdict {
  /** "uncovered": no checkpoint covers the entry yet. */
  readonly outcome: "passed" | "failed" | "unfinished" | "uncovered";
  readonly sequence: number;
  readonly faults: readonly Fault[];
  readonly unavailable: { readonly path: string; readonly reason: string } | null;
  readonly trust: Trust | null;
  readonly head: CheckedHead | null;
  /** How far this browser had checked the log before: null on a first visit. */
  readonly remembered: { readonly size: number; readonly checkedAt: number } | null;
  /** The entry's bytes as text. */
  readonly text: string | null;
  readonly leafHash: string | null;
  /** The neighbours on the way to the root, the lowest first, in hex. */
  readonly path: readonly string[];
  /** The public files that this was checked with, below the log's address. */
  readonly files: readonly string[];
}

interface Found {
  readonly text: string | null;
  readonly leaf: Hash;
  readonly path: readonly Hash[];
  readonly faults: readonly Fault[];
}

/** The portal signs every second or two; longer than this is not waited for. */
const waitsMax = 8;

/** Checks that one entry is in the log that the portal signs, and that its own sums add up. */
export async function checkEntry(around: CheckSurroundings, sequence: number): Promise<EntryVerdict> {
  const remembered = await around.memory.load();
  const faults: Fault[] = [];
  let [head, trust, found]: [SignedHead | null, Trust | null, Found | null] = [null, null, null];
  let unavailable: EntryVerdict["unavailable"] = null;
  try {
    head = await readHeadCovering(around.log, sequence, around.wait, waitsMax);
    const judged = await judgeKey(around.log, remembered?.vkey ?? null, head.key);
    trust = judged.trust;
    faults.push(...[judged.fault, remembered === null ? null : shorterFault(head.checkpoint.size, remembered)].filter((one) => one !== null));
    const { size, root } = head.checkpoint;
    if (sequence <= size && faults.length === 0) {
      const tree = await openSigned(around, size, root);
      const rewriting = remembered === null ? null : await findRewriting(tree, remembered, around.memory);
      found = await findEntry(around, tree, sequence, root);
      faults.push(...(rewriting === null ? [] : [rewriting]), ...found.faults);
    }
  } catch (error) {
    if (error instanceof LogFaultError) {
      faults.push(error.fault);
    } else if (error instanceof UnavailableError) {
      unavailable = { path: error.path, reason: error.reason };
    } else {
      throw error;
    }
  }
  const size = head?.checkpoint.size ?? 0;
  return {
    outcome: faults.length > 0 ? "failed" : unavailable !== null ? "unfinished" : sequence > size ? "uncovered" : "passed",
    sequence,
    faults,
    unavailable,
    trust,
    head: head === null ? null : { origin: head.checkpoint.origin, size, root: toBase64(head.checkpoint.root), keyId: keyIdText(head.key), vkey: head.key.text },
    remembered: remembered === null ? null : { size: remembered.size, checkedAt: remembered.checkedAt },
    text: found?.text ?? null,
    leafHash: found === null ? null : toHex(found.leaf),
    path: (found?.path ?? []).map(toHex),
    files: found === null ? ["checkpoint", "vkey"] : filesFor(sequence, size),
  };
}

async function openSigned(around: CheckSurroundings, size: number, root: Hash): Promise<TileTree> {
  const tree = await TileTree.open(around.log, size, root);
  if (tree.fault !== null) {
    throw new LogFaultError(tree.fault);
  }
  return tree;
}

async function findEntry(around: CheckSurroundings, tree: TileTree, sequence: number, root: Hash): Promise<Found> {
  const index = sequence - 1;
  const stretch = await readStretch(around.log, tree, Math.floor(index / tileWidth));
  const bytes = stretch.entries[index % tileWidth];
  if (bytes === undefined || (stretch.fault !== null && stretch.tile.length === 0) || stretch.fault?.code === "tile-range") {
    throw new LogFaultError(stretch.fault ?? fault("file-missing", { path: stretch.path }));
  }
  const leaf = leafHash(bytes);
  const path = await Promise.all(
    inclusionPath(index, tree.size).map(async (subtrees) => rootOfEdge(await Promise.all(subtrees.map((subtree) => tree.hashOf(subtree))))),
  );
  const wrongLeaf = leafFault(stretch, index % tileWidth);
  const isIn = isIncluded(leaf, index, tree.size, path, root) && areEqual(leaf, stretch.leaves[index % tileWidth] as Hash);
  const faults = [wrongLeaf, isIn || wrongLeaf !== null ? null : fault("inclusion", {}, sequence)].filter((one) => one !== null);
  return { text: fromUtf8(bytes), leaf, path, faults: [...faults, ...readSingleEntry(bytes, sequence).faults] };
}

function filesFor(sequence: number, size: number): string[] {
  const bundle = Math.floor((sequence - 1) / tileWidth);
  const width = widthOf(0, bundle, size);
  return ["checkpoint", "vkey", tilePath("entries", bundle, width), tilePath(0, bundle, width)];
}
