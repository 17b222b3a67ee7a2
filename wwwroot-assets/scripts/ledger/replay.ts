import { fromUtf8 } from "../log/bytes.js";
import { fault, LogFaultError, type Fault } from "../log/faults.js";
import { readCanonical } from "./canonical.js";
import { writeAmount } from "./decimals.js";
import { takeDecision } from "./decisions.js";
import { EntryFields } from "./entry-fields.js";
import { checkFee } from "./fee.js";
import { countSource, type FundState, type LedgerState } from "./ledger-state.js";
import { changeOfLiquidation, checkLiquidation } from "./liquidation.js";

const entryVersion = 1;

const kinds = ["liquidation", "fee", "adl", "opening", "policy", "rate", "rate-cancel", "freeze", "contract", "asset", "injection", "withdrawal"] as const;

type Kind = (typeof kinds)[number];

const kindsWithoutFund: readonly Kind[] = ["asset", "contract", "freeze"];

/** The fund that an entry left a balance in. */
export interface Replayed {
  readonly fund: FundState | null;
}

/**
 * Takes the next entry into the ledger, or says everything that is wrong with it. After a fault the ledger must not be used any more.
 * An entry of a kind this program does not know is counted and its balances are taken as they stand: the page is older than the log.
 */
export function replay(ledger: LedgerState, bytes: Uint8Array): Replayed | readonly Fault[] {
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
    const fund = findFund(ledger, fields, kind);
    if (fund !== null) {
      faults.push(...checkFundEntry(ledger, fund, fields, kind));
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

/** Null for what this program does not know. */
function kindOf(ledger: LedgerState, fields: EntryFields): Kind | null {
  const version = fields.count("v");
  const text = fields.text("kind");
  const kind = version === entryVersion ? (kinds.find((known) => known === text) ?? null) : null;
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
    : { id, asset, scale, name: id, balance: 0n, fundSequence: 0, lastSequence: 0, lastRecordedAt: "", policies: [], rates: [] };
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

/** What an entry of a kind adds to its fund, by its own figures. */
function changeOf(kind: Kind, fields: EntryFields, scale: number): bigint {
  switch (kind) {
    case "liquidation":
      return changeOfLiquidation(fields, scale);
    case "fee":
      return fields.amount("allocated", scale);
    case "opening":
    case "injection":
      return fields.amount("amount", scale);
    case "withdrawal":
      return -fields.amount("amount", scale);
    default:
      return 0n;
  }
}

function take(ledger: LedgerState, fund: FundState | null, fields: EntryFields, kind: Kind | null): void {
  fields.time("recordedAt");
  fields.time("occurredAt");
  if (kind !== null) {
    takeDecision(ledger, fund, fields);
  }
  if (kind === "liquidation" || kind === "fee") {
    countSource(ledger, fields.text("source"), fields.optionalCount("sourceSequence"));
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
