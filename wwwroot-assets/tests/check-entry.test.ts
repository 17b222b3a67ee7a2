import assert from "node:assert/strict";
import { test } from "node:test";
import { checkEntry } from "../scripts/log/check-entry.js";
import { commitmentOf } from "../scripts/log/commitment.js";
import { findCommitment } from "../scripts/log/search-log.js";
import { LogCheck } from "../scripts/log/check-log.js";
import { changed, goldenEntries, ledgerOf } from "./ledger-writer.js";
import { FakeFiles, FakeMemory, leafHashOf, LogKey, writeLog } from "./log-writer.js";

const key = new LogKey();
const sound = ledgerOf(600);

const around = (files: ReadonlyMap<string, Uint8Array>, memory = new FakeMemory()) => {
  const log = new FakeFiles(files);
  let waits = 0;
  return { log, api: new FakeFiles(new Map()), memory, now: Date.now, wait: async () => void waits++, waits: () => waits };
};

test("An entry is found in the signed log, with few files", async () => {
  for (const sequence of [1, 256, 257, 512, 513, 600]) {
    const surroundings = around(writeLog(key, sound));
    const verdict = await checkEntry(surroundings, sequence);
    assert.deepEqual([verdict.outcome, verdict.faults], ["passed", []], String(sequence));
    assert.equal(verdict.text, Buffer.from(sound[sequence - 1] as Uint8Array).toString());
    assert.equal(verdict.leafHash, leafHashOf(sound[sequence - 1] as Uint8Array).toString("hex"));
    // Not even the bundle beside it is asked for: the portal learns at most which 256 entries were of interest.
    assert.equal(surroundings.log.asked.filter((path) => path.startsWith("tile/entries/")).length, 1);
  }
});

test("An entry that no checkpoint covers is waited for, and then said so", async () => {
  const surroundings = around(writeLog(key, sound));
  assert.equal((await checkEntry(surroundings, 601)).outcome, "uncovered");
  assert.ok(surroundings.waits() > 2);
});

test("An entry with other bytes, or in a log that changed, is not vouched for", async () => {
  const files = writeLog(key, sound);
  const other = [...sound];
  other[299] = changed(sound[299] as Uint8Array, { symbol: "ETHUSD" });
  files.set("tile/entries/001", writeLog(key, other).get("tile/entries/001") as Buffer);
  assert.deepEqual((await checkEntry(around(files), 300)).faults.map((fault) => fault.code), ["leaf"]);
  assert.equal((await checkEntry(around(files), 301)).outcome, "passed");

  const memory = new FakeMemory();
  await new LogCheck(around(writeLog(key, sound), memory), () => undefined).run(false);
  assert.deepEqual((await checkEntry(around(writeLog(key, other), memory), 20)).faults.map((fault) => [fault.code, fault.sequence]), [["rewritten-entry", 300]]);
  assert.deepEqual((await checkEntry(around(writeLog(new LogKey(), sound), memory), 20)).faults.map((fault) => fault.code), ["key-changed"]);
  assert.deepEqual((await checkEntry(around(writeLog(key, sound.slice(0, 500)), memory), 20)).faults.map((fault) => fault.code), ["shorter"]);
});

test("A commitment is HMAC-SHA256 keyed with the receipt's bytes, and is found among the entries", async () => {
  // printf %s order-77 | openssl dgst -sha256 -mac HMAC -macopt hexkey:0101...01
  const commitment = commitmentOf(new Uint8Array(32).fill(1), "order-77");
  assert.equal(commitment, "8e09801fa592157957aa68c475fa88638406d777c902ccb3ec6d14159a62aab1");
  const entries = [...goldenEntries];
  entries[9] = changed(goldenEntries[9] as Uint8Array, { idCommitment: commitment });
  const told: number[] = [];
  assert.equal(await findCommitment(around(writeLog(key, entries)), commitment, ({ searched }) => told.push(searched)), 10);
  assert.equal(await findCommitment(around(writeLog(key, goldenEntries)), commitment, ({ searched }) => told.push(searched)), null);
  assert.deepEqual(told, [goldenEntries.length]);
});
