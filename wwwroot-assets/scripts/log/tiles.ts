/** The layout of C2SP tlog-tiles: hashes in rows of 256, level above level. */
export const tileWidth = 256;

export const tileHeight = 8;

/** Level 6 holds one hash for 2^48 leaves, more than any size that is accepted. */
export const tileLevelMax = 6;

/** How many hashes a level of a tree of a size has. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level);
}

/** How many hashes the tile has in a tree of a size: 256, fewer at the right edge, none beyond it. */
export function widthOf(level: number, tile: number, size: number): number {
  return Math.max(0, Math.min(tileWidth, hashesAt(level, size) - tile * tileWidth));
}

/** `tile/1/x001/234.p/5`, without the part behind the number for a full tile. */
export function tilePath(level: number | "entries", tile: number, width = tileWidth): string {
  const groups: string[] = [String(tile % 1000).padStart(3, "0")];
  for (let rest = Math.floor(tile / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return `tile/${level}/${groups.join("/")}${width === tileWidth ? "" : `.p/${width}`}`;
}
