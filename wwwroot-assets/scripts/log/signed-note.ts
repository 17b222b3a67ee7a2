import { areEqual, fromBase64, fromUtf8, toUtf8 } from "./bytes.js";
import { isSignedBy } from "./ed25519.js";
import { isKeyName, type VerifierKey } from "./verifier-key.js";

/** The most that is read of a note. */
export const noteLengthMax = 64 * 1024;

const signaturesMax = 100;

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
}

export interface SignedNote {
  /** The signed text, its last newline included. */
  readonly body: string;
  readonly signatures: readonly NoteSignature[];
}

/** Splits a note of C2SP signed-note; null for anything that is not one to the letter. */
export function parseNote(bytes: Uint8Array): SignedNote | null {
  const text = bytes.length <= noteLengthMax ? fromUtf8(bytes) : null;
  if (text === null || /[\u0000-\u0009\u000b-\u001f\u007f]/.test(text)) {
    return null;
  }
  const split = text.lastIndexOf("\n\n");
  if (split <= 0 || !text.endsWith("\n")) {
    return null;
  }
  const lines = text.slice(split + 2, -1).split("\n");
  const signatures = lines.map(parseSignature);
  return signatures.length <= signaturesMax && signatures.every((signature) => signature !== null)
    ? { body: text.slice(0, split + 1), signatures }
    : null;
}

export type SignatureState = "signed" | "missing" | "wrong";

/** Whether the key signed the note. Signatures of others are of no concern; one that claims to be the key's and is not is wrong. */
export async function signatureOf(note: SignedNote, key: VerifierKey): Promise<SignatureState> {
  const own = note.signatures.filter((signature) => signature.name === key.name && areEqual(signature.keyId, key.id));
  if (own.length === 0) {
    return "missing";
  }
  const body = toUtf8(note.body);
  for (const { signature } of own) {
    if (signature.length !== 64 || !(await isSignedBy(key.publicKey, signature, body))) {
      return "wrong";
    }
  }
  return "signed";
}

function parseSignature(line: string): NoteSignature | null {
  const match = /^— (\S+) (\S+)$/u.exec(line);
  const [name, encoded] = [match?.[1], match?.[2]];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  return name !== undefined && isKeyName(name) && bytes !== null && bytes.length > 4
    ? { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) }
    : null;
}
