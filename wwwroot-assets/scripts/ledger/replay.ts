import { fromUtf8 } from "../log/bytes.js";
import { fault, LogFaultError, type Fault } from "../log/faults.js";
import { checkAdlFill, liquidationSequence, takeAdlFill } from "./adl-fill.js";
import { readCanonical } from "./canonical.js";
import { checkCorrection } from "./correction.js";
import { writeAmount } from "./decimals.js";
import { takeDecision } from "./decisions.js";
import { EntryFields } from "./entry-fields.js";
import { checkFee } from "./fee.js";
import { changeOf, kindsWithoutFund, knownKind, type Kind } from "./entry-kinds.js";
import { countSource, type FundState, type LedgerState } from "./ledger-state.js";
import { checkLiquidation } from "./liquidation.js";
import { checkReversal, reversedSequence } from "./reversal.js";

const entryVersion = 1;

/** The fund that an entry left a balance in. */
export interface Replayed {
  readonly fund: FundState | null;
}

/** A reversal can't be checked without the entry that it takes back, nor a fill of ADL without its liquidation: replay it again with that entry's bytes, as they are in the log. */
export interface NeedsEarlier {
  readonly needs: number;
}

/**
 * Takes the next entry into the ledger, or says everything that is wrong with it. After a fault the ledger must not be used any more; it is unchanged when an earlier
 * entry is needed. An entry of a kind this program does not know is counted and its balances are taken as they stand: the page is older than the log.
 */
export function replay(ledger: LedgerState, bytes: Uint8Array, earlier: Uint8Array | null = null): Replayed | NeedsEarlier | readonly Fault[] {
  const sequence = ledger.sequence + 1;
  const reading = readCanonical(fromUtf8(bytes));
  if (reading.kind !== "entry") {
    return [fault(reading.kind, {}, sequence)];
  }
  try {
    const fields = new EntryFields(reading.fields, sequence);
    const faults: Fault[] = [];
    const found = fields.count("sequence");
    if (found !== sequence) {
      faults.push(fault("sequence", { expected: sequence, found }, sequence));
    }
    const kind = kindOf(ledger, fields);
    const needs = earlier !== null ? null : kind === "reversal" ? reversedSequence(fields) : kind === "adl-fill" ? liquidationSequence(fields) : null;
    if (needs !== null) {
      return { needs };
    }
    const fund = findFund(ledger, fields, kind);
    if (kind === "liquidation" || kind === "fee" || kind === "adl-fill") {
      faults.push(...checkCorrection(ledger, fields));
    }
    if (fund !== null) {
      faults.push(...checkFundEntry(ledger, fund, fields, kind), ...checkAgainstEarlier(ledger, fund, fields, kind, earlier));
    }
    if (faults.length === 0) {
      take(ledger, fund, fields, kind);
      return { fund };
    }
    return faults;
  } catch (error) {
    if (error instanceof LogFaultError) {
      return [error.fault];
    }
    throw error;
  }
}

function checkAgainstEarlier(ledger: LedgerState, fund: FundState, fields: EntryFields, kind: Kind | null, earlier: Uint8Array | null): Fault[] {
  return kind === "reversal" ? checkReversal(ledger, fund, fields, earlier) : kind === "adl-fill" ? checkAdlFill(ledger, fund, fields, earlier) : [];
}

/** Null for what this program does not know. */
function kindOf(ledger: LedgerState, fields: EntryFields): Kind | null {
  const version = fields.count("v");
  const text = fields.text("kind");
  const kind = version === entryVersion ? knownKind(text) : null;
  if (kind === null) {
    ledger.notUnderstood ??= { count: 0, firstSequence: fields.sequence, firstKind: version === entryVersion ? text : `v${version} ${text}` };
    ledger.notUnderstood.count++;
  }
  return kind;
}

function findFund(ledger: LedgerState, fields: EntryFields, kind: Kind | null): FundState | null {
  const id = fields.optionalText("fund");
  const fail = (code: "fund-none" | "fund-unknown" | "fund-twice" | "asset-unknown", values: Record<string, string> = {}): never => {
    throw new LogFaultError(fault(code, values, fields.sequence));
  };
  if (id === null) {
    return kind === null || kindsWithoutFund.includes(kind) ? null : fail("fund-none");
  }
  const known = ledger.funds.get(id);
  if (kind !== "opening") {
    return known ?? fail("fund-unknown", { fund: id });
  }
  const asset = fields.text("asset");
  const scale = ledger.assets.get(asset);
  if (known !== undefined) {
    return fail("fund-twice", { fund: id });
  }
  return scale === undefined
    ? fail("asset-unknown", { asset })
    : { id, asset, scale, name: id, balance: 0n, fundSequence: 0, lastSequence: 0, lastRecordedAt: "", policies: [], rates: [], adlActive: false };
}

function checkFundEntry(ledger: LedgerState, fund: FundState, fields: EntryFields, kind: Kind | null): Fault[] {
  const faults: Fault[] = [];
  const add = (code: Parameters<typeof fault>[0], values: Record<string, string | number>): void => {
    faults.push(fault(code, values, fields.sequence));
  };
  const text = (units: bigint): string => writeAmount(units, fund.scale);
  if (fields.text("asset") !== fund.asset) {
    add("fund-asset", { expected: fund.asset, found: fields.text("asset") });
  }
  if (fields.count("fundSequence") !== fund.fundSequence + 1) {
    add("fund-sequence", { expected: fund.fundSequence + 1, found: fields.count("fundSequence"), fund: fund.id });
  }
  if (fields.time("recordedAt") < fund.lastRecordedAt) {
    add("clock-back", { expected: fund.lastRecordedAt, found: fields.time("recordedAt") });
  }
  const [before, after] = [fields.amount("balanceBefore", fund.scale), fields.amount("balanceAfter", fund.scale)];
  if (before !== fund.balance) {
    add("balance-before", { expected: text(fund.balance), found: text(before), previous: fund.lastSequence });
  }
  const change = kind === null ? after - before : changeOf(kind, fields, fund.scale);
  if (after - before !== change) {
    add("balance-change", { before: text(before), after: text(after), change: text(change), expected: text(before + change) });
  }
  if (after < 0n) {
    add("balance-negative", { found: text(after) });
  }
  if (kind === "liquidation") {
    faults.push(...checkLiquidation(ledger, fund, fields));
  } else if (kind === "fee") {
    faults.push(...checkFee(fund, fields));
  }
  return faults;
}

function take(ledger: LedgerState, fund: FundState | null, fields: EntryFields, kind: Kind | null): void {
  fields.time("recordedAt");
  fields.time("occurredAt");
  if (kind !== null) {
    takeDecision(ledger, fund, fields);
  }
  if (kind === "liquidation" || kind === "fee" || kind === "adl-fill") {
    countSource(ledger, fields.text("source"), fields.optionalCount("sourceSequence"));
  }
  if (fund !== null && kind === "adl-fill") {
    takeAdlFill(ledger, fund, fields);
  }
  if (fund !== null) {
    fund.balance = fields.amount("balanceAfter", fund.scale);
    fund.fundSequence++;
    fund.lastSequence = fields.sequence;
    fund.lastRecordedAt = fields.time("recordedAt");
    ledger.funds.set(fund.id, fund);
  }
  ledger.sequence = fields.sequence;
}
