import { areEqual, toBase64 } from "./bytes.js";
import { LogFaultError, fault, type Fault } from "./faults.js";
import { hashLength, type Hash } from "./hashing.js";
import type { LogFiles } from "./log-files.js";
import { readPromised } from "./log-files.js";
import { hashesAt, tileHeight, tileLevelMax, tilePath, tileWidth, widthOf } from "./tiles.js";
import { edgeOf, rootOfEdge, subtreeRoot, type Subtree } from "./tree.js";

export type Tile = readonly Hash[];

const cachedMax = 64;

/**
 * A tree of a signed size and root, read tile by tile. The tiles at its right edge make the root; any other tile's own root stands in the tile
 * above it. So every hash that comes out of here follows from the signed root, and a tile that does not is a fault that names it.
 */
export class TileTree {
  readonly #files: LogFiles;
  readonly #edgeTiles: ReadonlyMap<number, Tile | Fault>;
  /** Upper tiles are asked for again and again; the newest used last. */
  readonly #cache = new Map<string, Promise<Tile>>();

  private constructor(
    files: LogFiles,
    readonly size: number,
    edgeTiles: ReadonlyMap<number, Tile | Fault>,
    /** Null when the right edge makes the signed root. */
    readonly fault: Fault | null,
  ) {
    this.#files = files;
    this.#edgeTiles = edgeTiles;
  }

  /** Reads the right edge. When it does not make the signed root, the tree opens all the same, with its fault: to find out what is wrong. */
  static async open(files: LogFiles, size: number, root: Hash): Promise<TileTree> {
    const levels = Array.from({ length: tileLevelMax + 1 }, (_, level) => level).filter((level) => hashesAt(level, size) % tileWidth > 0);
    const read = await Promise.all(
      levels.map(async (level) => {
        const tile = Math.floor(hashesAt(level, size) / tileWidth);
        return [level, await readTile(files, level, tile, widthOf(level, tile, size)).catch(faultOf)] as const;
      }),
    );
    const edgeTiles = new Map(read);
    const missing = read.map(([, tile]) => tile).find(isFault);
    const tree = new TileTree(files, size, edgeTiles, null);
    const isSigned = missing === undefined && areEqual(await tree.rootAt(size), root);
    return isSigned ? tree : new TileTree(files, size, edgeTiles, missing ?? fault("root", { size, root: toBase64(root) }));
  }

  get isSigned(): boolean {
    return this.fault === null;
  }

  /** The hash of a full subtree that lies within the tree. */
  async hashOf({ level, index }: Subtree): Promise<Hash> {
    const row = Math.floor(level / tileHeight);
    const count = 2 ** (level % tileHeight);
    const first = index * count;
    const tile = await this.tile(row, Math.floor(first / tileWidth));
    return subtreeRoot(tile.slice(first % tileWidth, (first % tileWidth) + count));
  }

  /** The root that the tree had at an earlier size. */
  async rootAt(size: number): Promise<Hash> {
    return rootOfEdge(await Promise.all(edgeOf(size).map((subtree) => this.hashOf(subtree))));
  }

  /** A tile whose hashes follow from the root. */
  async tile(level: number, tile: number): Promise<Tile> {
    const width = widthOf(level, tile, this.size);
    const edge = width < tileWidth ? this.#edgeTiles.get(level) : undefined;
    if (edge !== undefined) {
      return isFault(edge) ? Promise.reject(new LogFaultError(edge)) : edge;
    }
    const path = tilePath(level, tile);
    const known = this.#cache.get(path);
    if (known !== undefined) {
      this.#cache.delete(path);
      this.#cache.set(path, known);
      return known;
    }
    const reading = this.#readFull(level, tile, path);
    // Lowest tiles are asked for once.
    if (level > 0) {
      this.#keep(path, reading);
    }
    return reading;
  }

  async #readFull(level: number, tile: number, path: string): Promise<Tile> {
    const [hashes, promised] = await Promise.all([
      readTile(this.#files, level, tile, tileWidth),
      this.hashOf({ level: (level + 1) * tileHeight, index: tile }),
    ]);
    const own = subtreeRoot(hashes);
    if (!areEqual(own, promised)) {
      throw new TileFaultError(path, level, tile, hashes, promised);
    }
    return hashes;
  }

  #keep(path: string, reading: Promise<Tile>): void {
    this.#cache.set(path, reading);
    reading.catch(() => this.#cache.delete(path));
    if (this.#cache.size > cachedMax) {
      this.#cache.delete(this.#cache.keys().next().value as string);
    }
  }
}

/** A tile whose hashes do not make the hash that stands for it above. */
export class TileFaultError extends LogFaultError {
  constructor(path: string, readonly level: number, readonly tile: number, readonly served: Tile, readonly promised: Hash) {
    super(fault("tile-hash", { path, promised: toBase64(promised), found: toBase64(subtreeRoot(served)) }));
  }
}

function isFault(tile: Tile | Fault): tile is Fault {
  return "code" in tile;
}

function faultOf(error: unknown): Fault {
  if (error instanceof LogFaultError) {
    return error.fault;
  }
  throw error;
}

/** A tile as it is served. A partial one may be gone once it has filled up: the full one begins with the same hashes. */
async function readTile(files: LogFiles, level: number, tile: number, width: number): Promise<Tile> {
  const partial = width < tileWidth ? await files.read(tilePath(level, tile, width), width * hashLength) : null;
  const [path, bytes, served] =
    partial !== null
      ? [tilePath(level, tile, width), partial, width]
      : [tilePath(level, tile), await readPromised(files, tilePath(level, tile), tileWidth * hashLength), tileWidth];
  if (bytes.length !== served * hashLength) {
    throw new LogFaultError(fault("tile-length", { path, expected: served * hashLength, found: bytes.length }));
  }
  return Array.from({ length: width }, (_, index) => bytes.slice(index * hashLength, (index + 1) * hashLength));
}
