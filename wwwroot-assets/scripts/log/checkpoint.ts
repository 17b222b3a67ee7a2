import { fromBase64 } from "./bytes.js";
import { hashLength, type Hash } from "./hashing.js";

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  readonly extensions: readonly string[];
}

/** Reads the body of a note as C2SP tlog-checkpoint says; null for anything else. */
export function parseCheckpoint(body: string): Checkpoint | null {
  const [origin, sizeText, rootText, ...extensions] = body.slice(0, -1).split("\n");
  if (!body.endsWith("\n") || origin === undefined || origin === "" || sizeText === undefined || rootText === undefined) {
    return null;
  }
  const size = /^(0|[1-9][0-9]*)$/.test(sizeText) ? Number(sizeText) : Number.NaN;
  const root = fromBase64(rootText);
  return Number.isSafeInteger(size) && root?.length === hashLength && extensions.every((line) => line !== "")
    ? { origin, size, root, extensions }
    : null;
}

/** The key that a handover names; null when the note names none. */
export function successorOf(checkpoint: Checkpoint): string | null {
  const lines = checkpoint.extensions.filter((line) => line.startsWith("successor "));
  return lines.length === 1 ? (lines[0] as string).slice("successor ".length) : null;
}
