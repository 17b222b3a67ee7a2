import assert from "node:assert/strict";
import { test } from "node:test";
import { readCanonical } from "../scripts/ledger/canonical.js";
import { floorDivide, readAmount, readPositive, writeAmount } from "../scripts/ledger/decimals.js";
import { emptyLedger, gapsOf, type LedgerState } from "../scripts/ledger/ledger-state.js";
import { replay } from "../scripts/ledger/replay.js";
import { readSingleEntry } from "../scripts/ledger/single-entry.js";
import type { Fault } from "../scripts/log/faults.js";
import { changed, fromBytes, goldenEntries, ledgerOf, toBytes, type Entry } from "./ledger-writer.js";

function replayAll(entries: readonly Uint8Array[]): { readonly ledger: LedgerState; readonly faults: readonly Fault[] } {
  const ledger = emptyLedger();
  for (const entry of entries) {
    const first = replay(ledger, entry);
    const outcome = "needs" in first ? replay(ledger, entry, entries[first.needs - 1]) : first;
    if (!("fund" in outcome)) {
      assert.ok(!("needs" in outcome));
      return { ledger, faults: outcome };
    }
  }
  return { ledger, faults: [] };
}

/** The faults when one entry of the golden ledger says something else. */
function faultsOf(sequence: number, change: Entry): string[] {
  const entries = [...goldenEntries];
  entries[sequence - 1] = changed(entries[sequence - 1] as Uint8Array, change);
  return replayAll(entries).faults.map((fault) => `${fault.code}${"name" in fault.values ? ` ${fault.values["name"]}` : ""}`);
}

test("The ledger that the settlement's tests hold replays, every figure derived", () => {
  const { ledger, faults } = replayAll(goldenEntries);
  assert.deepEqual(faults, []);
  assert.equal(ledger.sequence, goldenEntries.length);
});

// Every amount of every entry, made a unit larger, is found in that very entry. (A fill's value that was reported is an input like a price.)
const isInput = (name: string, entry: Uint8Array): boolean =>
  name.endsWith("Price") || ["contractValue", "quantity", "peak", "floor"].includes(name) || (name === "fillNotional" && fromBytes(entry)["form"] === "amounts");
for (const [index, entry] of goldenEntries.entries()) {
  const amounts = Object.entries(fromBytes(entry)).filter(([name, value]) => typeof value === "string" && /^-?\d+\.\d+$/.test(value) && !isInput(name, entry));
  for (const [name, value] of amounts) {
    test(`A changed ${name} of entry ${index + 1} is found`, () => {
      const text = value as string;
      const decimals = text.split(".")[1]?.length ?? 0;
      const more = writeAmount((readAmount(text, decimals) as bigint) + 1n, decimals);
      const entries = [...goldenEntries];
      entries[index] = changed(entry, { [name]: more });
      const { faults } = replayAll(entries);
      assert.equal(faults[0]?.sequence, index + 1, JSON.stringify(faults));
    });
  }
}

test("What is wrong is named by what it is", () => {
  assert.deepEqual(faultsOf(10, { draw: "0.100000" }), ["balance-change", "figure draw"]);
  assert.deepEqual(faultsOf(12, { fillPrice: "38999" }), ["figure grossLoss", "figure totalLoss", "figure fillNotional", "figure residual", "figure cap", "figure deficit", "figure draw", "figure drawForFees"]);
  assert.deepEqual(faultsOf(13, { contractSequence: 5 }), ["rule-entry contractSequence"]);
  assert.deepEqual(faultsOf(16, { policySequence: 2 }), ["rule-entry policySequence"]);
  assert.deepEqual(faultsOf(11, { cap: "1.000000" }), ["figure cap"]);
  assert.deepEqual(faultsOf(18, { rateSequence: 8 }), ["rule-entry rateSequence"]);
  assert.deepEqual(faultsOf(18, { sharePpm: 125_001 }), ["figure sharePpm"]);
  assert.deepEqual(faultsOf(20, { fundSequence: 12 }), ["fund-sequence"]);
  assert.deepEqual(faultsOf(20, { recordedAt: "2025-01-01T00:00:00.000Z" }), ["clock-back"]);
  assert.deepEqual(faultsOf(20, { fund: "none" }), ["fund-unknown"]);
  assert.deepEqual(faultsOf(20, { asset: "BTC" }), ["fund-asset"]);
  assert.deepEqual(faultsOf(20, { amount: "500.00000" }), ["field amount"]);
  assert.deepEqual(faultsOf(20, { amount: "-500.000000" }), ["balance-change"]);
  assert.deepEqual(faultsOf(3, { asset: "USDT" }), ["asset-twice"]);
  assert.deepEqual(faultsOf(4, { fund: "usdt-main" }), ["fund-twice"]);
  assert.deepEqual(faultsOf(2, { floor: 1 }), ["field floor"]);
});

test("A draw below the floor is found", () => {
  const [asset, opening, draw] = ledgerOf(3) as [Uint8Array, Uint8Array, Uint8Array];
  const { faults } = replayAll([asset, changed(opening, { floor: "999.90" }), draw]);
  assert.deepEqual(faults.map((fault) => [fault.code, fault.values["name"], fault.values["expected"]]), [["figure", "draw", "0.10"], ["figure", "uncovered", "0.15"]]);
});

test("Only the canonical form of an entry is one", () => {
  const text = '{"a":"é\\n\\"","b":[1,true],"c":-3}';
  assert.equal(readCanonical(text).kind, "entry");
  for (const wrong of ['{"b":1,"a":2}', '{"a":1, "b":2}', '{"a":1,"a":2}', '{"a":1.0}', '{"a":1e2}', '{"a":0.5}', '{"a":9007199254740993}', '{"a":"\\u00e9"}', '{"a":"\\ud800"}', '{"a":-0}', '{"a":"\\/"}']) {
    assert.equal(readCanonical(wrong).kind, "not-canonical", wrong);
  }
  for (const wrong of ["", "[]", "null", "{", "\ufeff{}", '{"a":1}x', null]) {
    assert.equal(readCanonical(wrong).kind, "not-json", String(wrong));
  }
});

test("Amounts are read with exactly their decimals", () => {
  assert.equal(readAmount("-0.01", 2), -1n);
  assert.equal(readAmount("9223372036854775807", 0), 9223372036854775807n);
  for (const wrong of ["1", "1.0", "1.000", "01.00", "-0.00", "+1.00", "1e2", ".50", "1.0x", "92233720368547758.08"]) {
    assert.equal(readAmount(wrong, 2), null, wrong);
  }
  assert.deepEqual([writeAmount(-5n, 2), writeAmount(0n, 0), writeAmount(12345n, 4)], ["-0.05", "0", "1.2345"]);
  assert.deepEqual(readPositive("100.000000000000000001"), { mantissa: 100000000000000000001n, scale: 18 });
  for (const wrong of ["0", "1.0", "-1", "1.", "0.0000000000000000001"]) {
    assert.equal(readPositive(wrong), null, wrong);
  }
  assert.deepEqual([floorDivide(-1n, 2n), floorDivide(1n, 2n), floorDivide(-4n, 2n)], [-1n, 0n, -2n]);
});

test("The missing numbers of a source's own count are counted", () => {
  const entries = ledgerOf(9).map((entry, index) => (index === 5 ? changed(entry, { sourceSequence: 60 }) : entry));
  const source = replayAll(entries).ledger.sources.get("engine");
  assert.deepEqual(source, { name: "engine", records: 7, numbered: 7, lowest: 3, highest: 60 });
  assert.equal(gapsOf(source as NonNullable<typeof source>), 51);
});

test("One entry alone tells whether its own sums add up", () => {
  for (const [index, entry] of goldenEntries.entries()) {
    assert.deepEqual(readSingleEntry(entry, index + 1).faults, []);
  }
  const wrong = changed(goldenEntries[9] as Uint8Array, { draw: "0.100000" });
  assert.deepEqual(readSingleEntry(wrong, 10).faults.map((fault) => fault.values["name"]), ["balanceAfter", "uncovered", "residual", "totalLoss"]);
  assert.deepEqual(readSingleEntry(wrong, 11).faults[0]?.code, "sequence");
  assert.equal(readSingleEntry(Buffer.from("{ }"), 1).faults[0]?.code, "not-canonical");
  assert.equal(toBytes(fromBytes(goldenEntries[9] as Uint8Array)).length, goldenEntries[9]?.length);
});

function rateLedger(freeze: readonly Entry[], fee: Entry): readonly string[] {
  const at = (hour: number): string => `2026-01-01T${String(hour).padStart(2, "0")}:00:00.000Z`;
  const fund = { fund: "a", asset: "USD" };
  let [sequence, fundSequence] = [0, 0];
  const entries = [
    { kind: "asset", asset: "USD", scale: 2 },
    { kind: "opening", ...fund, amount: "10.00", balanceBefore: "0.00", balanceAfter: "10.00", name: "a", symbols: ["*"], floor: "0.00", by: "x" },
    { kind: "rate", ...fund, sharePpm: 100_000, effectiveAt: at(0), reason: "r", by: "x" },
    { kind: "rate", ...fund, sharePpm: 200_000, effectiveAt: at(2), reason: "r", by: "x" },
    ...freeze,
    { kind: "fee", ...fund, source: "s", amount: "100.00", periodStart: at(4), periodEnd: at(5), ...fee },
  ].map((entry: Entry) => {
    const ofFund = "fund" in entry ? { fundSequence: ++fundSequence, balanceBefore: "10.00", balanceAfter: "10.00" } : {};
    return toBytes({ v: 1, sequence: ++sequence, recordedAt: at(1), occurredAt: at(1), ...ofFund, ...entry });
  });
  return replayAll(entries).faults.map((fault) => `${fault.sequence} ${fault.code} ${"name" in fault.values ? fault.values["name"] : ""}`.trim());
}

const tenPercent = { rateSequence: 3, sharePpm: 100_000, allocated: "10.00", balanceAfter: "20.00" };
const twentyPercent = { rateSequence: 4, sharePpm: 200_000, allocated: "20.00", balanceAfter: "30.00" };
const frozen = (state: string, hour: number): Entry => ({ kind: "freeze", state, reason: "r", by: "x", recordedAt: `2026-01-01T0${hour}:00:00.000Z` });

test("A rate whose time came in a freeze never takes effect, one whose time came later does", () => {
  assert.deepEqual(rateLedger([], twentyPercent), []);
  assert.deepEqual(rateLedger([frozen("active", 1), frozen("inactive", 2)], tenPercent), []);
  assert.deepEqual(rateLedger([frozen("active", 1), frozen("inactive", 1)], twentyPercent), []);
  assert.deepEqual(rateLedger([frozen("active", 1)], tenPercent), []);
  assert.deepEqual(rateLedger([frozen("active", 1), frozen("inactive", 3)], twentyPercent), ["7 rule-entry rateSequence", "7 figure sharePpm", "7 figure allocated"]);
});

test("A rate that was taken back never takes effect, and one that has can't be taken back", () => {
  const cancel = (rateSequence: number): Entry => ({ kind: "rate-cancel", fund: "a", asset: "USD", rateSequence, reason: "r", by: "x" });
  assert.deepEqual(rateLedger([cancel(4)], tenPercent), []);
  assert.deepEqual(rateLedger([cancel(3)], tenPercent), ["5 rule-entry rateSequence"]);
  assert.deepEqual(rateLedger([cancel(2)], tenPercent), ["5 rule-entry rateSequence"]);
});

test("A fill of ADL recovers what its price, its liquidation and the fills before it leave", () => {
  assert.deepEqual(faultsOf(38, { quantity: "10001" }), ["figure recovered", "figure outstanding"]);
  assert.deepEqual(faultsOf(38, { liquidationFillPrice: "12001" }), ["figure liquidationFillPrice"]);
  assert.deepEqual(faultsOf(38, { positionSide: "long" }), ["fill-liquidation"]);
  assert.deepEqual(faultsOf(38, { liquidationSequence: 15 }), ["fill-liquidation"]);
  assert.deepEqual(faultsOf(39, { outstandingBefore: "30.05010003" }), ["figure outstandingBefore"]);
  assert.deepEqual(readSingleEntry(changed(goldenEntries[38] as Uint8Array, { excess: "1.00000000", outstanding: "1.00000000" }), 39).faults.length > 0, true);
});
