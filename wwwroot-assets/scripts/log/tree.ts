import { nodeHash, sha256Of, type Hash } from "./hashing.js";

/** The root of a full subtree: 2^k hashes side by side. */
export function subtreeRoot(hashes: readonly Hash[]): Hash {
  let level = hashes;
  while (level.length > 1) {
    const above: Hash[] = [];
    for (let at = 0; at < level.length; at += 2) {
      above.push(nodeHash(level[at] as Hash, level[at + 1] as Hash));
    }
    level = above;
  }
  return level[0] as Hash;
}

/** The root over subtree roots, the largest first. Nothing at all has the root SHA-256(""). */
export function rootOfEdge(edge: readonly Hash[]): Hash {
  return edge.length === 0 ? sha256Of(new Uint8Array()) : edge.reduceRight((right, left) => nodeHash(left, right));
}

/** A full subtree: 2^level leaves from index * 2^level on. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The full subtrees that a tree of a size is made of, the largest first: one for each bit of the size. */
export function edgeOf(size: number): Subtree[] {
  const subtrees: Subtree[] = [];
  let start = 0;
  for (let level = 52; level >= 0; level--) {
    const length = 2 ** level;
    if (size - start >= length) {
      subtrees.push({ level, index: start / length });
      start += length;
    }
  }
  return subtrees;
}

/** All that a tree needs to grow: the roots of its full subtrees, the largest first. */
export class TreeEdge {
  #size: number;
  readonly #roots: Hash[];

  constructor(size = 0, roots: readonly Hash[] = []) {
    if (edgeOf(size).length !== roots.length) {
      throw new RangeError(`${roots.length} roots are not the edge of a tree of ${size} leaves.`);
    }
    this.#size = size;
    this.#roots = [...roots];
  }

  get size(): number {
    return this.#size;
  }

  get roots(): readonly Hash[] {
    return this.#roots;
  }

  add(leaf: Hash): void {
    let hash = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      hash = nodeHash(this.#roots.pop() as Hash, hash);
    }
    this.#roots.push(hash);
    this.#size++;
  }

  root(): Hash {
    return rootOfEdge(this.#roots);
  }
}
