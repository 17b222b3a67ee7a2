import { successorOf, type Checkpoint } from "./checkpoint.js";
import { fault, LogFaultError, type Fault } from "./faults.js";
import type { LogFiles } from "./log-files.js";
import { noteLengthMax, parseNote } from "./signed-note.js";
import { readSignedCheckpoint } from "./signed-head.js";
import { keyIdText, parseVerifierKey, type VerifierKey } from "./verifier-key.js";

/** How this browser comes to trust the key. */
export type Trust = "first-use" | "same" | "handed-over" | "changed";

export interface KeyTrust {
  readonly trust: Trust;
  /** The checkpoints at which the key was handed over since the last visit: they must be of this very log. */
  readonly handovers: readonly Checkpoint[];
  readonly fault: Fault | null;
}

const handoversMax = 1_000;

/** Follows the handovers from the key that this browser knows to the one that is served. */
export async function judgeKey(files: LogFiles, knownKey: string | null, served: VerifierKey): Promise<KeyTrust> {
  if (knownKey === null || knownKey === served.text) {
    return { trust: knownKey === null ? "first-use" : "same", handovers: [], fault: null };
  }
  const known = parseVerifierKey(knownKey);
  let current = known;
  const handovers: Checkpoint[] = [];
  for (let number = 1; current !== null && current.text !== served.text && number <= handoversMax; number++) {
    const step = await readHandover(files, number, current);
    if (step === "none") {
      break;
    }
    if (step !== "earlier") {
      handovers.push(step.checkpoint);
      current = step.successor;
    }
  }
  return current?.text === served.text
    ? { trust: "handed-over", handovers, fault: null }
    : {
        trust: "changed",
        handovers: [],
        fault: fault("key-changed", { known: known === null ? knownKey : keyIdText(known), served: keyIdText(served) }),
      };
}

/** "earlier": a handover between keys before the one that is known. */
async function readHandover(files: LogFiles, number: number, signer: VerifierKey): Promise<{ checkpoint: Checkpoint; successor: VerifierKey } | "earlier" | "none"> {
  const bytes = await files.read(`handover/${number}`, noteLengthMax);
  if (bytes === null) {
    return "none";
  }
  const note = parseNote(bytes);
  if (note === null) {
    throw new LogFaultError(fault("note-unreadable", { path: `handover/${number}` }));
  }
  try {
    const checkpoint = await readSignedCheckpoint(note, signer, `handover/${number}`);
    const successor = parseVerifierKey(successorOf(checkpoint) ?? "");
    return successor === null ? "earlier" : { checkpoint, successor };
  } catch (error) {
    if (error instanceof LogFaultError && error.fault.code === "signature-missing") {
      return "earlier";
    }
    throw error;
  }
}
