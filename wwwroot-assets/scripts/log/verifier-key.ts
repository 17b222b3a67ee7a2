import { areEqual, concatenate, fromBase64, fromHex, toHex, toUtf8 } from "./bytes.js";
import { sha256Of } from "./hashing.js";

const ed25519 = 0x01;

/** A public key as signed-note writes it: `<name>+<key id>+<base64(type || key)>`. */
export interface VerifierKey {
  readonly text: string;
  readonly name: string;
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Null for anything that is not exactly an Ed25519 key whose id is that of its name and bytes. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const line = text.endsWith("\n") ? text.slice(0, -1) : text;
  const [name, idText, keyText, ...rest] = splitKey(line);
  if (name === undefined || idText === undefined || keyText === undefined || rest.length > 0 || !isKeyName(name)) {
    return null;
  }
  const id = idText.length === 8 ? fromHex(idText) : null;
  const typed = fromBase64(keyText);
  if (id === null || typed === null || typed.length !== 33 || typed[0] !== ed25519) {
    return null;
  }
  const publicKey = typed.slice(1);
  return areEqual(id, keyIdOf(name, publicKey)) ? { text: line, name, id, publicKey } : null;
}

/** First 4 bytes of SHA-256(name || "\n" || 0x01 || key). */
export function keyIdOf(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256Of(concatenate(toUtf8(`${name}\n`), Uint8Array.of(ed25519), publicKey)).slice(0, 4);
}

export function keyIdText(key: VerifierKey): string {
  return toHex(key.id);
}

export function isKeyName(name: string): boolean {
  return name.length > 0 && !/[\s+\p{Cc}]/u.test(name);
}

/** base64 may hold a plus of its own, a name may not. */
function splitKey(line: string): string[] {
  const first = line.indexOf("+");
  const second = line.indexOf("+", first + 1);
  return first < 0 || second < 0 ? [] : [line.slice(0, first), line.slice(first + 1, second), line.slice(second + 1)];
}
