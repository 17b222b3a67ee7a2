// Writes a log as an operator would, from the specifications and without any of the code under test: node's own hashes and signatures.
import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { LogFiles } from "../scripts/log/log-files.js";
import type { LogMemory, RememberedLog } from "../scripts/log/memory.js";

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  parts.forEach((part) => hash.update(part));
  return hash.digest();
};

export const leafHashOf = (entry: Uint8Array): Buffer => sha256(Uint8Array.of(0), entry);

/** MTH of RFC 6962, section 2.1, word for word. */
export function treeHash(leaves: readonly Uint8Array[], start = 0, end = leaves.length): Buffer {
  const length = end - start;
  if (length === 0) {
    return sha256();
  }
  if (length === 1) {
    return Buffer.from(leaves[start] as Uint8Array);
  }
  let split = 1;
  while (split * 2 < length) {
    split *= 2;
  }
  return sha256(Uint8Array.of(1), treeHash(leaves, start, start + split), treeHash(leaves, start + split, end));
}

export class LogKey {
  readonly vkey: string;
  readonly keyId: Buffer;
  readonly #private: KeyObject;

  constructor(readonly name = "fund.example/log") {
    const pair = generateKeyPairSync("ed25519");
    const publicKey = Buffer.from(pair.publicKey.export({ format: "jwk" }).x as string, "base64url");
    this.#private = pair.privateKey;
    this.keyId = sha256(Buffer.from(`${name}\n`), Uint8Array.of(1), publicKey).subarray(0, 4);
    this.vkey = `${name}+${this.keyId.toString("hex")}+${Buffer.concat([Uint8Array.of(1), publicKey]).toString("base64")}`;
  }

  note(body: string): Buffer {
    const signature = sign(null, Buffer.from(body), this.#private);
    return Buffer.from(`${body}\n— ${this.name} ${Buffer.concat([this.keyId, signature]).toString("base64")}\n`);
  }

  checkpoint(leaves: readonly Uint8Array[], ...extensions: readonly string[]): Buffer {
    return this.note(`${[this.name, leaves.length, treeHash(leaves).toString("base64"), ...extensions].join("\n")}\n`);
  }
}

const group = (tile: number): string => {
  const digits = String(tile).padStart(Math.ceil(String(tile).length / 3) * 3, "0");
  const groups = digits.match(/.{3}/g) as string[];
  return groups.map((one, index) => (index < groups.length - 1 ? `x${one}` : one)).join("/");
};

/** The files of a log of these entries. Hash tiles are made of `leaves`, which a cheat may hand in on his own. */
export function writeLog(key: LogKey, entries: readonly Uint8Array[], leaves = entries.map(leafHashOf)): Map<string, Buffer> {
  const files = new Map<string, Buffer>([
    ["vkey", Buffer.from(`${key.vkey}\n`)],
    ["checkpoint", key.checkpoint(leaves)],
  ]);
  const put = (level: string, all: readonly Uint8Array[]): void => {
    for (let start = 0; start < all.length; start += 256) {
      const part = all.slice(start, start + 256);
      files.set(`tile/${level}/${group(start / 256)}${part.length < 256 ? `.p/${part.length}` : ""}`, Buffer.concat(part));
    }
  };
  put("entries", entries.map((entry) => Buffer.concat([Uint8Array.of(entry.length >> 8, entry.length & 255), entry])));
  let hashes: readonly Uint8Array[] = leaves;
  for (let level = 0; hashes.length > 0; level++) {
    put(String(level), hashes);
    hashes = Array.from({ length: Math.floor(hashes.length / 256) }, (_, index) => treeHash(hashes, index * 256, (index + 1) * 256));
  }
  return files;
}

/** The files as a portal serves them, with a list of what was asked for. */
export class FakeFiles implements LogFiles {
  readonly asked: string[] = [];

  constructor(readonly files: ReadonlyMap<string, Uint8Array>) {}

  async read(path: string, lengthMax: number): Promise<Uint8Array | null> {
    this.asked.push(path);
    const file = this.files.get(path) ?? null;
    if (file !== null && file.length > lengthMax) {
      throw new Error(`${path} has ${file.length} bytes, more than ${lengthMax}.`);
    }
    return file;
  }
}

export class FakeMemory implements LogMemory {
  remembered: RememberedLog | null = null;
  readonly #fingerprints = new Map<number, Uint8Array>();

  async load(): Promise<RememberedLog | null> {
    return structuredClone(this.remembered);
  }

  async save(log: RememberedLog, fingerprints: ReadonlyMap<number, Uint8Array>): Promise<void> {
    this.remembered = structuredClone(log);
    fingerprints.forEach((bytes, bundle) => this.#fingerprints.set(bundle, bytes.slice()));
  }

  async fingerprintsOf(bundle: number): Promise<Uint8Array | null> {
    return this.#fingerprints.get(bundle) ?? null;
  }

  async forget(): Promise<void> {
    this.remembered = null;
    this.#fingerprints.clear();
  }
}
