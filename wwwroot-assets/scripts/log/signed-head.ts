import { fromUtf8 } from "./bytes.js";
import { parseCheckpoint, type Checkpoint } from "./checkpoint.js";
import { fault, LogFaultError } from "./faults.js";
import { readPromised, type LogFiles } from "./log-files.js";
import { noteLengthMax, parseNote, signatureOf, type SignedNote } from "./signed-note.js";
import { parseVerifierKey, type VerifierKey } from "./verifier-key.js";

const keyLengthMax = 4096;

export interface SignedHead {
  readonly key: VerifierKey;
  readonly checkpoint: Checkpoint;
}

/** Reads again until the checkpoint covers a size, or `waitsMax` waits are over. */
export async function readHeadCovering(files: LogFiles, size: number, wait: () => Promise<void>, waitsMax: number): Promise<SignedHead> {
  for (let waits = 0; ; waits++) {
    const isLast = waits === waitsMax;
    const head = await readSignedHead(files).catch((error: unknown) => {
      // While a key is being handed over, the checkpoint on display is still the old one's.
      if (!isLast && error instanceof LogFaultError && error.fault.code === "signature-missing") {
        return null;
      }
      throw error;
    });
    if (head !== null && (isLast || head.checkpoint.size >= size)) {
      return head;
    }
    await wait();
  }
}

/** A note whose body is a checkpoint of the key's own log, and which the key signed. */
export async function readSignedCheckpoint(note: SignedNote, key: VerifierKey, path: string): Promise<Checkpoint> {
  const checkpoint = parseCheckpoint(note.body);
  if (checkpoint === null) {
    throw new LogFaultError(fault("checkpoint-unreadable", { path }));
  }
  const state = await signatureOf(note, key);
  if (state !== "signed") {
    throw new LogFaultError(fault(state === "missing" ? "signature-missing" : "signature-wrong", { path, name: key.name }));
  }
  if (checkpoint.origin !== key.name) {
    throw new LogFaultError(fault("key-name", { origin: checkpoint.origin, name: key.name }));
  }
  return checkpoint;
}

/** The key that the portal names now and the newest checkpoint, signed by it. Anything else is a fault. */
export async function readSignedHead(files: LogFiles): Promise<SignedHead> {
  const key = parseVerifierKey(fromUtf8(await readPromised(files, "vkey", keyLengthMax)) ?? "");
  if (key === null) {
    throw new LogFaultError(fault("vkey-unreadable", { path: "vkey" }));
  }
  const note = parseNote(await readPromised(files, "checkpoint", noteLengthMax));
  if (note === null) {
    throw new LogFaultError(fault("note-unreadable", { path: "checkpoint" }));
  }
  return { key, checkpoint: await readSignedCheckpoint(note, key, "checkpoint") };
}
