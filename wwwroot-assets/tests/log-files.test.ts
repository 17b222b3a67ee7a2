import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64 } from "../scripts/log/bytes.js";
import { parseCheckpoint } from "../scripts/log/checkpoint.js";
import { verify } from "../scripts/log/ed25519-library.js";
import { isSignedBy } from "../scripts/log/ed25519.js";
import { UnavailableError } from "../scripts/log/faults.js";
import { leafHash, leafHashes } from "../scripts/log/hashing.js";
import { HttpLogFiles } from "../scripts/log/log-files.js";
import { inclusionPath, isIncluded } from "../scripts/log/proofs.js";
import { parseNote, signatureOf } from "../scripts/log/signed-note.js";
import { tilePath, widthOf } from "../scripts/log/tiles.js";
import { edgeOf, rootOfEdge, TreeEdge } from "../scripts/log/tree.js";
import { keyIdText, parseVerifierKey } from "../scripts/log/verifier-key.js";
import { leafHashOf, LogKey, treeHash } from "./log-writer.js";

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => leafHashOf(Buffer.from(String(index))));

test("A tree that grows leaf by leaf has the root of RFC 6962 at every size", () => {
  const leaves = leavesOf(70);
  const edge = new TreeEdge();
  leaves.forEach((leaf, index) => {
    assert.deepEqual(Buffer.from(edge.root()), treeHash(leaves.slice(0, index)));
    edge.add(leaf);
  });
  assert.equal(edge.roots.length, edgeOf(70).length);
  assert.throws(() => new TreeEdge(3, edge.roots));
});

test("An inclusion path leads from every leaf to the root of every size, and from no other", () => {
  const leaves = leavesOf(40);
  for (let size = 1; size <= 40; size++) {
    const root = treeHash(leaves.slice(0, size));
    for (let index = 0; index < size; index++) {
      const path = inclusionPath(index, size).map((step) => rootOfEdge(step.map(({ level, index: at }) => treeHash(leaves, at * 2 ** level, (at + 1) * 2 ** level))));
      assert.ok(isIncluded(leaves[index] as Uint8Array, index, size, path, root), `${index} of ${size}`);
      assert.ok(!isIncluded(leaves[(index + 1) % 40] as Uint8Array, index, size, path, root));
      assert.ok(!isIncluded(leaves[index] as Uint8Array, index, size, [...path, root], root));
      assert.ok(path.length === 0 || !isIncluded(leaves[index] as Uint8Array, index, size, path.slice(1), root));
    }
  }
});

test("Tiles are named as C2SP tlog-tiles says", () => {
  assert.equal(tilePath(0, 0), "tile/0/000");
  assert.equal(tilePath(0, 1_234_067, 5), "tile/0/x001/x234/067.p/5");
  assert.equal(tilePath("entries", 1_000), "tile/entries/x001/000");
  assert.deepEqual([widthOf(0, 256, 65_537), widthOf(1, 0, 65_537), widthOf(1, 1, 65_537), widthOf(2, 0, 65_537)], [1, 256, 0, 1]);
});

test("A verifier key is taken only to the letter", () => {
  const key = new LogKey();
  const [name, id, encoded] = key.vkey.split("+").length === 3 ? (key.vkey.split("+") as [string, string, string]) : ["", "", ""];
  const parsed = parseVerifierKey(`${key.vkey}\n`);
  assert.equal(parsed === null ? null : keyIdText(parsed), key.keyId.toString("hex"));
  for (const wrong of ["", "a+b", `${key.vkey}\n\n`, `x${key.vkey}`, key.vkey.slice(0, -4), `${name}+${id.slice(2)}+${encoded}`, ` ${key.vkey}`]) {
    assert.equal(parseVerifierKey(wrong), null, wrong);
  }
});

test("The example of the signed-note specification is understood", async () => {
  const key = parseVerifierKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  const note = parseNote(
    Buffer.from(
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
    ),
  );
  assert.ok(key !== null && note !== null);
  assert.equal(await signatureOf(note, key), "signed");
  assert.equal(await signatureOf({ ...note, body: note.body.replace("answer", "Answer") }, key), "wrong");
});

test("A note is taken only to the letter, whoever else signed it", async () => {
  const [key, other] = [new LogKey(), new LogKey("witness.example")];
  const parsed = parseVerifierKey(key.vkey) as NonNullable<ReturnType<typeof parseVerifierKey>>;
  const body = "a\nb\n";
  const [one, two] = [key.note(body).toString(), other.note(body).toString()];
  const cosigned = parseNote(Buffer.from(one + two.slice(body.length + 1)));
  assert.equal(cosigned?.signatures.length, 2);
  assert.equal(await signatureOf(cosigned, parsed), "signed");
  assert.equal(await signatureOf(parseNote(Buffer.from(two)) as NonNullable<ReturnType<typeof parseNote>>, parsed), "missing");
  for (const wrong of ["", body, one.slice(0, -1), `${one}\n`, one.replace("— ", "- "), one.replace("\n\n", "\n"), one.replace("a\n", "a\r\n"), one.replace("=", "")]) {
    assert.equal(parseNote(Buffer.from(wrong)), null, JSON.stringify(wrong));
  }
});

test("A checkpoint is taken only to the letter", () => {
  const root = treeHash([]).toString("base64");
  assert.equal(parseCheckpoint(`o\n0\n${root}\n`)?.size, 0);
  assert.deepEqual(parseCheckpoint(`o\n12\n${root}\nsuccessor x\n`)?.extensions, ["successor x"]);
  for (const wrong of ["", `o\n0\n${root}`, `\n0\n${root}\n`, `o\n00\n${root}\n`, `o\n-1\n${root}\n`, `o\n99999999999999999\n${root}\n`, `o\n1\nAAAA\n`, `o\n1\n${root}\n\n`]) {
    assert.equal(parseCheckpoint(wrong), null, JSON.stringify(wrong));
  }
  assert.equal(fromBase64("AB=="), null);
});

test("The library judges signatures as the browser does", async () => {
  const key = new LogKey();
  const parsed = parseVerifierKey(key.vkey) as NonNullable<ReturnType<typeof parseVerifierKey>>;
  const note = parseNote(key.note("a\n")) as NonNullable<ReturnType<typeof parseNote>>;
  const signature = note.signatures[0]?.signature as Uint8Array<ArrayBuffer>;
  for (const message of ["a\n", "b\n"]) {
    const expected = message === "a\n";
    assert.equal(verify(parsed.publicKey, signature, Buffer.from(message)), expected);
    assert.equal(await isSignedBy(parsed.publicKey, signature, new TextEncoder().encode(message)), expected);
  }
  assert.equal(verify(new Uint8Array(32).fill(255), signature, Buffer.from("a\n")), false);
});

test("The library hashes as the browser does", async () => {
  const entries = ["", "a", "b".repeat(8192)].map((text) => Buffer.from(text));
  assert.deepEqual(await leafHashes(entries), entries.map((entry) => new Uint8Array(leafHash(entry))));
});

const answers = (...list: readonly (Response | Error)[]) => {
  const waits: number[] = [];
  let next = 0;
  const files = new HttpLogFiles("/log/", new AbortController().signal, {
    fetch: async () => {
      const answer = list[next++] ?? new Error("no more");
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
    wait: async (delayMs) => void waits.push(delayMs),
    random: () => 0.5,
  });
  return { files, waits };
};

test("A portal that is busy is asked again, later and later", async () => {
  const { files, waits } = answers(new Response(null, { status: 503 }), new TypeError("network"), new Response("x"));
  assert.deepEqual(await files.read("checkpoint", 10), new TextEncoder().encode("x"));
  assert.deepEqual(waits, [250, 500]);
});

test("What is not there is not asked for again; what never answers is unavailable; what never ends is cut off", async () => {
  assert.equal(await answers(new Response(null, { status: 404 })).files.read("x", 10), null);
  await assert.rejects(answers().files.read("x", 10), UnavailableError);
  await assert.rejects(answers(new Response("12345678901")).files.read("x", 10), UnavailableError);
});
