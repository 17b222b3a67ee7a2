import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex, toUtf8 } from "./bytes.js";

/** What an entry holds in the place of a private text: hex of HMAC-SHA256(receipt, text). */
export function commitmentOf(receipt: Uint8Array, text: string): string {
  return toHex(hmac(sha256, receipt, toUtf8(text)));
}
