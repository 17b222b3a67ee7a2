// Writes ledgers: the one whose bytes the settlement's own tests hold, and long ones of a simple fund.
import { readFileSync } from "node:fs";

export type Entry = Record<string, unknown>;

/** One entry of every kind, as the portal itself wrote them. */
export const goldenEntries: readonly Uint8Array[] = readFileSync("../tests/Portal.Settlement.Tests/Ledger/Golden/entries.ndjson", "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => Buffer.from(line));

/** Keys sorted, no white space: enough for the plain values in these tests. */
export const toBytes = (entry: Entry): Uint8Array => Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1)))));

export const fromBytes = (bytes: Uint8Array): Entry => JSON.parse(Buffer.from(bytes).toString()) as Entry;

export const changed = (bytes: Uint8Array, change: Entry): Uint8Array => toBytes({ ...fromBytes(bytes), ...change });

const time = (sequence: number): string => new Date(Date.UTC(2026, 0, 1) + sequence * 1000).toISOString();
const amount = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
const adl = { adlQuietSeconds: 600, adlStartPpm: 300_000, adlStopPpm: 250_000, adlWarningPpm: 200_000 };

/** A fund that is opened with 1,000.00 and then pays 0.25 for one liquidation and receives 0.50 from the next, and so on. */
export function ledgerOf(count: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let balance = 0n;
  for (let sequence = 1; sequence <= count; sequence++) {
    const shared = { v: 1, sequence, recordedAt: time(sequence), occurredAt: time(sequence), asset: "USD" };
    if (sequence === 1) {
      entries.push(toBytes({ ...shared, kind: "asset", scale: 2 }));
      continue;
    }
    const before = balance;
    const change = sequence === 2 ? 100_000n : sequence % 2 === 1 ? -25n : 50n;
    balance += change;
    const fund = { ...shared, fund: "usd", fundSequence: sequence - 1, balanceBefore: amount(before), balanceAfter: amount(balance) };
    entries.push(
      toBytes(
        sequence === 2
          ? { ...fund, ...adl, kind: "opening", name: "Dollar", symbols: ["*"], floor: "10.00", by: "operator", amount: "1000.00" }
          : { ...fund, kind: "liquidation", ...liquidation(change), sourceSequence: sequence },
      ),
    );
  }
  return entries;
}

function liquidation(change: bigint): Entry {
  const [paid, received] = change < 0n ? [amount(-change), "0.00"] : ["0.00", amount(change)];
  return {
    source: "engine",
    symbol: "BTCUSD",
    positionSide: "long",
    policySequence: 2,
    form: "amounts",
    margin: "1.00",
    totalLoss: amount(100n - change),
    residual: change < 0n ? `-${paid}` : received,
    surplus: received,
    toTrader: "0.00",
    deficit: paid,
    draw: paid,
    drawForFees: "0.00",
    uncovered: "0.00",
    idCommitment: "00",
  };
}
