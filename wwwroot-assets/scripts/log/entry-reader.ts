import { bundleLengthMax, readBundle, type EntryBundle } from "./entry-bundle.js";
import type { LogFiles } from "./log-files.js";
import { readPromised } from "./log-files.js";
import { tilePath, tileWidth, widthOf } from "./tiles.js";

/** Where the entries of a bundle are served: the partial file, or the full one once that is gone. */
export async function readEntries(files: LogFiles, bundle: number, size: number): Promise<EntryBundle & { readonly path: string }> {
  const width = widthOf(0, bundle, size);
  if (width < tileWidth) {
    const path = tilePath("entries", bundle, width);
    const partial = await files.read(path, bundleLengthMax(width));
    if (partial !== null) {
      return { ...readBundle(partial, width), path };
    }
  }
  const path = tilePath("entries", bundle);
  return { ...readBundle(await readPromised(files, path, bundleLengthMax(tileWidth)), width, tileWidth), path };
}
