/** Whether an Ed25519 signature is the key's. The browser's own arithmetic where it has one; else a library, fetched only then. */
export async function isSignedBy(publicKey: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle !== undefined) {
    try {
      const key = await subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
      return await subtle.verify("Ed25519", key, signature, message);
    } catch (error) {
      // NotSupportedError: this browser has no Ed25519. A key that is no point of the curve is a DataError, and signs nothing.
      if (!(error instanceof DOMException) || error.name !== "NotSupportedError") {
        return false;
      }
    }
  }
  const { verify } = await import("./ed25519-library.js");
  return verify(publicKey, signature, message);
}
