import assert from "node:assert/strict";
import { test } from "node:test";
import { LogCheck } from "../scripts/log/check-log.js";
import { leadingFault, type LogVerdict } from "../scripts/log/verdict.js";
import { readSingleEntry } from "../scripts/ledger/single-entry.js";
import { changed, fromBytes, ledgerOf, toBytes, type Entry } from "./ledger-writer.js";
import { FakeFiles, FakeMemory, leafHashOf, LogKey, writeLog } from "./log-writer.js";

const key = new LogKey();
const size = 600;
const sound = ledgerOf(size);
const balance = fromBytes(sound[size - 1] as Uint8Array)["balanceAfter"] as string;

const check = (entries: readonly Uint8Array[], memory = new FakeMemory(), files = new FakeFiles(writeLog(key, entries))): Promise<LogVerdict> =>
  new LogCheck({ log: files, api: new FakeFiles(new Map()), memory, now: Date.now, wait: async () => undefined }, () => undefined).run(false);

const named = (verdict: LogVerdict) => [verdict.outcome, ...new Set(verdict.faults.map((fault) => fault.code)), leadingFault(verdict.faults)?.sequence ?? null];

const cents = (text: string): bigint => BigInt(text.replace(".", ""));
const text = (units: bigint): string => `${units < 0n ? "-" : ""}${(units < 0n ? -units : units) / 100n}.${String((units < 0n ? -units : units) % 100n).padStart(2, "0")}`;

/** The fund's next entry behind these. */
function next(entries: readonly Uint8Array[], fields: Entry, change: bigint): Uint8Array {
  const last = entries.map(fromBytes).findLast((entry) => "fund" in entry) as Entry;
  const before = last["balanceAfter"] as string;
  const time = "2026-01-02T00:00:00.000Z";
  return toBytes({
    v: 1,
    sequence: entries.length + 1,
    recordedAt: time,
    occurredAt: time,
    asset: "USD",
    fund: "usd",
    fundSequence: (last["fundSequence"] as number) + 1,
    balanceBefore: before,
    balanceAfter: text(cents(before) + change),
    reason: "r",
    by: "x",
    ...fields,
  });
}

function reversal(entries: readonly Uint8Array[], of: number, change: bigint, fields: Entry = {}): Uint8Array {
  const earlier = entries[of - 1] as Uint8Array;
  const body = { reversedSequence: of, reversedKind: fromBytes(earlier)["kind"], reversedLeafHash: leafHashOf(earlier).toString("hex"), amount: text(change) };
  return next(entries, { kind: "reversal", ...body, ...fields }, change);
}

const withReversal = (of: number, change: bigint, fields: Entry = {}): Uint8Array[] => [...sound, reversal(sound, of, change, fields)];

test("A reversal of a draw or of a surplus, near or far, checks out", async () => {
  for (const [of, change] of [[3, 25n], [4, -50n], [257, 25n], [599, 25n], [600, -50n]] as const) {
    const verdict = await check(withReversal(of, change));
    assert.deepEqual(verdict.faults, [], String(of));
    assert.equal(verdict.funds[0]?.balance, text(cents(balance) + change));
  }
});

test("A visit that goes on from an earlier one reads the bundle of what is taken back, and no other", async () => {
  const memory = new FakeMemory();
  await check(sound, memory);
  const files = new FakeFiles(writeLog(key, withReversal(300, -50n)));
  assert.deepEqual(named(await check([], memory, files)), ["passed", null]);
  assert.deepEqual(files.asked.filter((path) => path.startsWith("tile/entries/")), ["tile/entries/002.p/89", "tile/entries/001"]);
});

test("One that is not the opposite of the entry it names is found", async () => {
  const at = size + 1;
  assert.deepEqual(named(await check(withReversal(3, 26n))), ["failed", "figure", at]);
  assert.deepEqual(named(await check(withReversal(3, 25n, { amount: "0.26" }))), ["failed", "balance-change", "figure", at]);
  assert.deepEqual(named(await check(withReversal(3, 25n, { reversedLeafHash: "00".repeat(32) }))), ["failed", "reversal-hash", at]);
  assert.deepEqual(named(await check(withReversal(3, 25n, { reversedSequence: 5 }))), ["failed", "reversal-hash", at]);
  assert.deepEqual(named(await check(withReversal(3, 25n, { reversedKind: "fee" }))), ["failed", "reversal-entry", at]);
  assert.deepEqual(named(await check(withReversal(3, 25n, { uncovered: "0.10" }))), ["failed", "figure-extra", at]);
});

test("One of an entry that can't be taken back is found", async () => {
  for (const fields of [{ reversedSequence: 0 }, { reversedSequence: 601 }, { reversedSequence: 9_999 }, { reversedSequence: 1, reversedKind: "asset" }, { reversedSequence: 2, reversedKind: "opening" }]) {
    assert.deepEqual(named(await check(withReversal(3, 25n, fields))), ["failed", "reversal-entry", size + 1], JSON.stringify(fields));
  }
  const taken = withReversal(3, 25n);
  assert.deepEqual(named(await check([...taken, reversal(taken, size + 1, -25n)])), ["failed", "reversal-entry", size + 2]);
});

test("One of another fund's entry is found", async () => {
  const fund = { fund: "other", fundSequence: 1, balanceBefore: "0.00", balanceAfter: "5.00", amount: "5.00" };
  const entries = [...sound, changed(sound[1] as Uint8Array, { ...fund, sequence: size + 1 })];
  const second = reversal(entries, 3, 25n, { fund: "other", fundSequence: 2, balanceBefore: "5.00", balanceAfter: "5.25" });
  assert.deepEqual(named(await check([...entries, second])), ["failed", "reversal-entry", size + 2]);
});

test("A second one of the same entry is found, also by a browser that saw the first on an earlier visit", async () => {
  const once = withReversal(3, 25n);
  const twice = [...once, reversal(once, 3, 25n)];
  assert.deepEqual(named(await check(twice)), ["failed", "reversal-twice", size + 2]);
  const memory = new FakeMemory();
  await check(once, memory);
  assert.deepEqual(named(await check(twice, memory)), ["failed", "reversal-twice", size + 2]);
});

test("One that takes out what may not go out is found", async () => {
  const paidIn = [...sound, next(sound, { kind: "injection", amount: "2000.00" }, 200_000n)];
  const out = (entries: readonly Uint8Array[]) => check([...entries, reversal(entries, size + 1, -200_000n)]);
  assert.deepEqual(named(await out(paidIn)), ["passed", null]);
  const drained = [...paidIn, next(paidIn, { kind: "withdrawal", amount: "1100.00" }, -110_000n)];
  assert.deepEqual(named(await out(drained)).slice(0, 2), ["failed", "balance-negative"]);
  const near = [...paidIn, next(paidIn, { kind: "withdrawal", amount: "1070.00" }, -107_000n)];
  assert.deepEqual(named(await out(near)), ["failed", "reversal-floor", size + 3]);
  const frozen = [...paidIn, toBytes({ v: 1, sequence: size + 2, kind: "freeze", state: "active", reason: "r", by: "x", recordedAt: "2026-01-02T00:00:00.000Z", occurredAt: "2026-01-02T00:00:00.000Z" })];
  assert.deepEqual(named(await out(frozen)), ["failed", "reversal-halted", size + 3]);
  assert.deepEqual(named(await check([...frozen, reversal(frozen, 3, 25n)])), ["passed", null]);
  const adl = [...paidIn, next(paidIn, { kind: "adl", state: "active", cause: "floor" }, 0n)];
  assert.deepEqual(named(await out(adl)), ["failed", "reversal-halted", size + 3]);
});

test("A server that shows another entry in the place of what was taken back is found", async () => {
  const files = writeLog(key, withReversal(300, -50n));
  const memory = new FakeMemory();
  await check(sound, memory);
  const other = [...sound];
  other[299] = changed(sound[299] as Uint8Array, { symbol: "ETHUSD" });
  files.set("tile/entries/001", writeLog(key, other).get("tile/entries/001") as Buffer);
  assert.deepEqual(named(await check([], memory, new FakeFiles(files))), ["failed", "leaf", 300]);
});

test("One reversal alone tells whether its own sum adds up", () => {
  const entry = reversal(sound, 3, 25n);
  assert.deepEqual(readSingleEntry(entry, size + 1).faults, []);
  assert.equal(readSingleEntry(changed(entry, { amount: "0.26" }), size + 1).faults[0]?.values["name"], "balanceAfter");
});

test("Fingerprints of dismissed and corrected records are written as they have to be", async () => {
  const dismissal = { kind: "dismissal", source: "engine", recordKind: "fee", problem: "conflict", payloadHash: "ab".repeat(32), payloadBytes: 12, reason: "r", by: "x" };
  const outcome = async (fields: Entry) => {
    const time = "2026-01-02T00:00:00.000Z";
    return named(await check([...sound.slice(0, 3), toBytes({ v: 1, sequence: 4, recordedAt: time, occurredAt: time, ...dismissal, ...fields })])).slice(0, 2);
  };
  assert.deepEqual(await outcome({}), ["passed", null]);
  for (const fields of [{ payloadHash: "AB".repeat(32) }, { payloadHash: "ab" }, { recordKind: "party" }, { payloadBytes: -1 }, { reason: 1 }]) {
    assert.deepEqual(await outcome(fields), ["failed", "field"], JSON.stringify(fields));
  }
  const [one, two] = ["11".repeat(32), "22".repeat(32)];
  const corrected = async (hashes: unknown) => named(await check([...sound.slice(0, 2), changed(sound[2] as Uint8Array, { correctedPayloads: hashes })])).slice(0, 2);
  assert.deepEqual(await corrected([one, two]), ["passed", null]);
  for (const wrong of [[], [two, one], [one, one], ["x"], one]) {
    assert.deepEqual(await corrected(wrong), ["failed", "field"], JSON.stringify(wrong));
  }
});

test("A record that operators put right names two people, why, and what it puts right, and comes in no freeze", async () => {
  const signed = { by: "anna", approvedBy: ["bob"], reason: "r", correctedPayloads: ["11".repeat(32)] };
  const outcome = async (fields: Entry) => named(await check([...sound.slice(0, 2), changed(sound[2] as Uint8Array, { ...signed, ...fields })])).slice(0, 2);
  assert.deepEqual(await outcome({}), ["passed", null]);
  const wrong = [{ approvedBy: undefined }, { approvedBy: [] }, { approvedBy: ["anna"] }, { approvedBy: ["bob", "anna"] }, { approvedBy: ["bob", "bob"] }, { approvedBy: "bob" }, { approvedBy: [1] }];
  for (const fields of [...wrong, { by: undefined }, { by: " " }, { reason: undefined }, { reason: "" }, { reason: "r".repeat(501) }, { correctedPayloads: undefined }]) {
    assert.deepEqual(await outcome(fields), ["failed", "field"], JSON.stringify(fields));
  }
  const time = "2026-01-01T00:00:02.000Z";
  const frozen = toBytes({ v: 1, sequence: 3, kind: "freeze", state: "active", reason: "r", by: "x", recordedAt: time, occurredAt: time });
  const later = changed(sound[2] as Uint8Array, { ...signed, sequence: 4 });
  assert.deepEqual(named(await check([...sound.slice(0, 2), frozen, later])), ["failed", "correction-frozen", 4]);
  assert.deepEqual(named(await check([...sound.slice(0, 2), frozen, changed(sound[2] as Uint8Array, { sequence: 4 })])), ["passed", null]);
});
