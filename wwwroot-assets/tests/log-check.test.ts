import assert from "node:assert/strict";
import { test } from "node:test";
import { LogCheck } from "../scripts/log/check-log.js";
import { leadingFault, type LogVerdict } from "../scripts/log/verdict.js";
import { changed, goldenEntries, ledgerOf, toBytes } from "./ledger-writer.js";
import { FakeFiles, FakeMemory, leafHashOf, LogKey, treeHash, writeLog } from "./log-writer.js";

const key = new LogKey();

function check(files: ReadonlyMap<string, Uint8Array>, memory = new FakeMemory(), { fromFirst = false, shown = [] as unknown[] } = {}): Promise<LogVerdict> {
  const api = new FakeFiles(new Map([["funds", Buffer.from(JSON.stringify({ funds: shown }))]]));
  return new LogCheck({ log: new FakeFiles(files), api, memory, now: Date.now, wait: async () => undefined }, () => undefined).run(fromFirst);
}

const named = (verdict: LogVerdict) => {
  const fault = leadingFault(verdict.faults);
  return [verdict.outcome, fault?.code, fault?.sequence];
};

for (const size of [0, 1, 2, 255, 256, 257, 512, 700, 65_537]) {
  test(`A sound log of ${size} entries checks out`, async () => {
    const memory = new FakeMemory();
    const verdict = await check(writeLog(key, ledgerOf(size)), memory);
    assert.deepEqual(verdict.faults, []);
    assert.equal(verdict.outcome, "passed");
    assert.equal(verdict.to, size);
    assert.equal(memory.remembered?.size ?? 0, size);
  });
}

test("Entries of every kind check out, as the portal wrote them", async () => {
  const verdict = await check(writeLog(key, goldenEntries));
  assert.deepEqual(verdict.faults, []);
  assert.deepEqual(verdict.funds.map((fund) => [fund.id, fund.balance, fund.sequence]), [["usdt-main", "1628.765001", 43], ["btc", "0.00000000", 44]]);
  assert.deepEqual(verdict.sources.map((source) => [source.name, source.records, source.numbered]), [["test", 20, 3]]);
  assert.deepEqual(Object.values(verdict.checks), ["none", "passed", "none", "passed", "passed", "passed", "passed", "passed", "none"]);
});

test("A second visit goes on from the first and asks for nothing old", async () => {
  const memory = new FakeMemory();
  await check(writeLog(key, ledgerOf(700)), memory);
  const files = new FakeFiles(writeLog(key, ledgerOf(1_000)));
  const verdict = await new LogCheck({ log: files, api: new FakeFiles(new Map()), memory, now: Date.now, wait: async () => undefined }, () => undefined).run(false);
  assert.deepEqual([verdict.outcome, verdict.from, verdict.to, verdict.trust], ["passed", 701, 1_000, "same"]);
  assert.deepEqual(verdict.remembered?.size, 700);
  assert.deepEqual(files.asked.filter((path) => path.startsWith("tile/entries/")), ["tile/entries/002", "tile/entries/003.p/232"]);
  assert.equal(verdict.checks.history, "passed");
  assert.equal(verdict.funds[0]?.sequence, 1_000);
});

test("Everything can be checked from the first entry again", async () => {
  const memory = new FakeMemory();
  await check(writeLog(key, ledgerOf(300)), memory);
  const verdict = await check(writeLog(key, ledgerOf(300)), memory, { fromFirst: true });
  assert.deepEqual([verdict.outcome, verdict.from, verdict.to], ["passed", 1, 300]);
});

test("A partial file that is gone is read from the full one", async () => {
  const files = writeLog(key, ledgerOf(300));
  const later = writeLog(key, ledgerOf(512));
  for (const path of ["tile/0/001", "tile/entries/001"]) {
    files.set(path, later.get(path) as Buffer);
    files.delete(`${path}.p/44`);
  }
  assert.equal((await check(files)).outcome, "passed");
});

// What an operator, or somebody who broke in, may do to a log. The numbers are entries, and each must be named.
const sound = ledgerOf(600);
const tampered = (change: (entries: Uint8Array[]) => void): Uint8Array[] => {
  const entries = [...sound];
  change(entries);
  return entries;
};
/** Served under the signature that the sound log had. */
const underOldSignature = (entries: readonly Uint8Array[]): Map<string, Buffer> =>
  new Map([...writeLog(key, entries), ["checkpoint", key.checkpoint(sound.map(leafHashOf))]]);
const withOldTiles = (entries: readonly Uint8Array[]): Map<string, Buffer> =>
  new Map([...writeLog(key, sound), ...[...writeLog(key, entries)].filter(([path]) => path.startsWith("tile/entries/"))]);
const balance = tampered((entries) => (entries[99] = changed(sound[99] as Uint8Array, { balanceAfter: "5000.00" })));
const amount = tampered((entries) => (entries[301] = changed(sound[301] as Uint8Array, { surplus: "0.60" })));
const deleted = tampered((entries) => entries.splice(400, 1));
const swapped = tampered((entries) => ([entries[10], entries[11]] = [sound[11] as Uint8Array, sound[10] as Uint8Array]));

for (const [what, entries, sequence, code] of [
  ["a balance", balance, 100, "balance-change"],
  ["an amount", amount, 302, "balance-change"],
  ["a deleted entry", deleted, 401, "sequence"],
  ["two swapped entries", swapped, 11, "sequence"],
] as const) {
  test(`Tampering with ${what} is found when only the entries were changed`, async () => {
    const files = withOldTiles(entries);
    assert.deepEqual(named(await check(files)), ["failed", "leaf", sequence]);
  });

  test(`Tampering with ${what} is found when the hashes were changed too`, async () => {
    const verdict = await check(underOldSignature(entries.length === sound.length ? entries : [...entries, ...ledgerOf(601).slice(600)]));
    assert.equal(verdict.outcome, "failed");
    assert.equal(leadingFault(verdict.faults)?.sequence, sequence);
    assert.ok(verdict.faults.some((fault) => fault.code === "root" || fault.code === "tile-hash" || fault.code === code), JSON.stringify(verdict.faults));
  });

  test(`Tampering with ${what} is found when all was signed again`, async () => {
    assert.deepEqual(named(await check(writeLog(key, entries))), ["failed", code, sequence]);
  });

  test(`Tampering with ${what} is found by a browser that saw the log before`, async () => {
    const memory = new FakeMemory();
    await check(writeLog(key, sound), memory);
    const longer = [...entries, ...ledgerOf(700).slice(entries.length)];
    assert.deepEqual(named(await check(writeLog(key, longer), memory)), ["failed", "rewritten-entry", sequence]);
  });
}

test("A fork that is sound in itself is found by a browser that saw the other one", async () => {
  const memory = new FakeMemory();
  const other = [...sound.slice(0, 599), toBytes({ ...JSON.parse(Buffer.from(sound[599] as Uint8Array).toString()), symbol: "ETHUSD" })];
  await check(writeLog(key, sound), memory);
  assert.equal((await check(writeLog(key, other))).outcome, "passed");
  assert.deepEqual(named(await check(writeLog(key, other), memory)), ["failed", "rewritten-entry", 600]);
});

test("A log shorter than what this browser saw is found, with the entries that are gone", async () => {
  const memory = new FakeMemory();
  await check(writeLog(key, sound), memory);
  const verdict = await check(writeLog(key, sound.slice(0, 590)), memory);
  assert.deepEqual([verdict.outcome, verdict.faults[0]?.code, verdict.faults[0]?.values["first"], verdict.faults[0]?.values["last"]], ["failed", "shorter", "591", "600"]);
  assert.equal(memory.remembered?.size, 600);
});

test("A forged signature is found", async () => {
  const files = writeLog(key, sound);
  const [text, signature] = (files.get("checkpoint") as Buffer).toString().split("\n\n") as [string, string];
  files.set("checkpoint", Buffer.from(`${text.replace(/\n600\n/, "\n599\n")}\n\n${signature}`));
  assert.deepEqual(named(await check(files)), ["failed", "signature-wrong", null]);
  files.set("checkpoint", new LogKey().checkpoint(sound.map(leafHashOf)));
  assert.deepEqual(named(await check(files)), ["failed", "signature-missing", null]);
});

test("A key that changed without a handover is a failure, and nothing of it is kept", async () => {
  const memory = new FakeMemory();
  await check(writeLog(key, sound), memory);
  const verdict = await check(writeLog(new LogKey(), sound), memory);
  assert.deepEqual([verdict.outcome, verdict.trust, verdict.faults[0]?.code, verdict.checks.key], ["failed", "changed", "key-changed", "failed"]);
  assert.equal(memory.remembered?.vkey, key.vkey);
});

test("A key that was handed over is trusted, over several steps", async () => {
  const memory = new FakeMemory();
  await check(writeLog(key, sound.slice(0, 300)), memory);
  const [second, third] = [new LogKey(), new LogKey()];
  const files = writeLog(third, sound);
  const leaves = sound.map(leafHashOf);
  files.set("handover/1", new LogKey().checkpoint(leaves.slice(0, 2), `successor ${key.vkey}`));
  files.set("handover/2", key.checkpoint(leaves.slice(0, 310), `successor ${second.vkey}`));
  files.set("handover/3", second.checkpoint(leaves.slice(0, 400), `successor ${third.vkey}`));
  const verdict = await check(files, memory);
  assert.deepEqual([verdict.outcome, verdict.trust, verdict.from], ["passed", "handed-over", 301]);
  assert.equal(memory.remembered?.vkey, third.vkey);
});

test("A handover of another log does not count", async () => {
  const memory = new FakeMemory();
  await check(writeLog(key, sound.slice(0, 300)), memory);
  const second = new LogKey();
  const files = writeLog(second, sound);
  files.set("handover/1", key.checkpoint(ledgerOf(20).reverse().map(leafHashOf), `successor ${second.vkey}`));
  assert.deepEqual(named(await check(files, memory)), ["failed", "handover-root", null]);
});

test("An entry that is gone is named, also where the hashes went with it", async () => {
  const files = writeLog(key, sound.slice(0, 10));
  for (const [path, bytes] of writeLog(key, [...sound.slice(0, 3), ...sound.slice(4, 10)])) {
    files.set(path.replace(".p/9", ".p/10"), path.startsWith("tile/entries/") ? bytes : (files.get(path) ?? bytes));
  }
  files.delete("tile/0/000.p/10");
  assert.deepEqual(named(await check(files)), ["failed", "sequence", 4]);
});

test("A hash tile that was changed is named", async () => {
  const files = writeLog(key, sound);
  const tile = Buffer.from(files.get("tile/0/001") as Buffer);
  tile[32 * 5] = (tile[32 * 5] as number) ^ 1;
  files.set("tile/0/001", tile);
  assert.deepEqual(named(await check(files)), ["failed", "leaf", 262]);
  const upper = writeLog(key, sound);
  upper.set("tile/1/000.p/2", Buffer.concat([treeHash([leafHashOf(sound[0] as Uint8Array)]), (upper.get("tile/1/000.p/2") as Buffer).subarray(32)]));
  assert.equal((await check(upper)).outcome, "failed");
});

test("Files that are missing, short, long or too long are named", async () => {
  const broken = async (path: string, bytes: Uint8Array | null) => {
    const files = writeLog(key, sound);
    assert.ok(files.has(path));
    bytes === null ? files.delete(path) : files.set(path, Buffer.from(bytes));
    return named(await check(files));
  };
  const bundle = writeLog(key, sound).get("tile/entries/000") as Buffer;
  assert.deepEqual(await broken("tile/entries/000", null), ["failed", "file-missing", null]);
  assert.deepEqual((await broken("tile/entries/000", bundle.subarray(0, -1))).slice(1), ["bundle-short", 256]);
  assert.deepEqual((await broken("tile/entries/000", Buffer.concat([bundle, Uint8Array.of(0)]))).slice(1), ["bundle-trailing", null]);
  assert.deepEqual((await broken("tile/entries/000", Buffer.concat([Uint8Array.of(255, 255), bundle.subarray(2)]))).slice(1), ["entry-long", 1]);
  assert.deepEqual((await broken("tile/0/000", bundle.subarray(0, 100))).slice(1), ["tile-length", null]);
  assert.deepEqual((await broken("checkpoint", null)).slice(1), ["file-missing", null]);
  assert.deepEqual((await broken("vkey", Buffer.from("nonsense"))).slice(1), ["vkey-unreadable", null]);
});

test("A balance that the portal shows and the log does not have is named", async () => {
  const files = writeLog(key, goldenEntries);
  const agreeing = await check(files, new FakeMemory(), { shown: [{ id: "btc", balance: "0.00000000", sequence: 41 }] });
  assert.deepEqual([agreeing.outcome, agreeing.checks.shown, agreeing.funds.map((fund) => fund.agrees)], ["passed", "passed", [null, true]]);
  const other = await check(files, new FakeMemory(), { shown: [{ id: "btc", balance: "9.60000000", sequence: 41 }] });
  assert.deepEqual([other.outcome, other.faults[0]?.code, other.faults[0]?.values["expected"]], ["failed", "shown-balance", "0.00000000"]);
  const ahead = await check(files, new FakeMemory(), { shown: [{ id: "btc", balance: "8.00000000", sequence: 46 }] });
  assert.deepEqual([ahead.outcome, ahead.checks.shown], ["passed", "none"]);
  const elsewhere = await check(files, new FakeMemory(), { shown: [{ id: "btc", balance: "9.50000000", sequence: 20 }] });
  assert.equal(elsewhere.faults[0]?.code, "shown-balance");
});

test("An entry of a kind that this program does not know is counted, not called tampering", async () => {
  const entries = [...goldenEntries, toBytes({ v: 1, kind: "party", sequence: 45, fund: "btc", fundSequence: 22, asset: "BTC", balanceBefore: "0.00000000", balanceAfter: "19.95000000", recordedAt: "2026-01-01T10:00:00.007Z", occurredAt: "2026-01-01T10:00:00.007Z" })];
  const verdict = await check(writeLog(key, entries));
  assert.equal(verdict.outcome, "passed");
  assert.deepEqual(verdict.notUnderstood, { count: 1, firstSequence: 45, firstKind: "party" });
});
