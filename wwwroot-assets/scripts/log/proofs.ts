import { areEqual } from "./bytes.js";
import { nodeHash, type Hash } from "./hashing.js";
import { edgeOf, type Subtree } from "./tree.js";

/** One step of an inclusion path: hashes of full subtrees, which together make the neighbour's hash. */
export type PathStep = readonly Subtree[];

/** The neighbours on the way from a leaf to the root (RFC 6962, 2.1.1), the lowest first. */
export function inclusionPath(index: number, size: number): PathStep[] {
  const steps: PathStep[] = [];
  const descend = (start: number, end: number): void => {
    if (end - start <= 1) {
      return;
    }
    const split = start + largestPowerBelow(end - start);
    if (index < split) {
      descend(start, split);
      steps.push(subtreesOf(split, end));
    } else {
      descend(split, end);
      steps.push(subtreesOf(start, split));
    }
  };
  descend(0, size);
  return steps;
}

/** The check of RFC 9162, 2.1.3.2: does the leaf lead over its path to the root? Knows nothing of tiles. */
export function isIncluded(leaf: Hash, index: number, size: number, path: readonly Hash[], root: Hash): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    return false;
  }
  let [node, last, hash] = [index, size - 1, leaf];
  for (const neighbour of path) {
    if (last === 0) {
      return false;
    }
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(neighbour, hash);
      while (node % 2 === 0 && node !== 0) {
        [node, last] = [half(node), half(last)];
      }
    } else {
      hash = nodeHash(hash, neighbour);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && areEqual(hash, root);
}

/** The full subtrees of a range of leaves that begins where a subtree of its length's highest bit begins. */
function subtreesOf(start: number, end: number): Subtree[] {
  return edgeOf(end - start).map(({ level, index }) => ({ level, index: index + start / 2 ** level }));
}

function largestPowerBelow(length: number): number {
  let power = 1;
  while (power * 2 < length) {
    power *= 2;
  }
  return power;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
