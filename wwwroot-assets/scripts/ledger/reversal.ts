import { fromUtf8, toHex } from "../log/bytes.js";
import { fault, type Fault } from "../log/faults.js";
import { leafHash } from "../log/hashing.js";
import { readCanonical } from "./canonical.js";
import { writeAmount } from "./decimals.js";
import { EntryFields } from "./entry-fields.js";
import { changeOf, knownKind } from "./entry-kinds.js";
import { FigureCheck } from "./figures.js";
import type { FundState, LedgerState } from "./ledger-state.js";

const reversibleKinds = ["liquidation", "fee", "injection", "withdrawal"];

/** The earlier entry that a reversal names; null where there is none before it. */
export function reversedSequence(fields: EntryFields): number | null {
  const sequence = fields.count("reversedSequence");
  return sequence >= 1 && sequence < fields.sequence ? sequence : null;
}

/** A reversal is the exact opposite of the entry it names, once, and takes out nothing that a withdrawal could not. */
export function checkReversal(ledger: LedgerState, fund: FundState, fields: EntryFields, reversed: Uint8Array | null): Fault[] {
  const entry = fields.count("reversedSequence");
  const earlier = reversed === null ? null : readReversible(reversed, entry, fund);
  if (reversed === null || earlier === null || fields.text("reversedKind") !== earlier.object["kind"]) {
    return [fault("reversal-entry", { entry }, fields.sequence)];
  }
  const faults: Fault[] = [];
  const before = ledger.reversals.get(entry);
  if (before !== undefined) {
    faults.push(fault("reversal-twice", { entry, previous: before }, fields.sequence));
  }
  if (fields.text("reversedLeafHash") !== toHex(leafHash(reversed))) {
    faults.push(fault("reversal-hash", { entry }, fields.sequence));
  }
  const figures = new FigureCheck(fields, fund.scale);
  const change = -moved(earlier, fund.scale);
  const uncovered = earlier.optionalAmount("uncovered", fund.scale) ?? 0n;
  figures.amount("amount", change);
  figures.amount("uncovered", uncovered === 0n ? null : uncovered);
  return [...faults, ...figures.faults, ...(change < 0n ? takingFaults(ledger, fund, fields, change) : [])];
}

/** Null for an entry of another fund, of another kind, or that moved nothing. */
function readReversible(bytes: Uint8Array, sequence: number, fund: FundState): EntryFields | null {
  const reading = readCanonical(fromUtf8(bytes));
  const fields = reading.kind === "entry" ? new EntryFields(reading.fields, sequence) : null;
  return fields !== null && fields.count("sequence") === sequence && fields.optionalText("fund") === fund.id && reversibleKinds.includes(fields.text("kind")) && moved(fields, fund.scale) !== 0n
    ? fields
    : null;
}

function moved(earlier: EntryFields, scale: number): bigint {
  const kind = knownKind(earlier.text("kind"));
  return kind === null ? 0n : changeOf(kind, earlier, scale);
}

function takingFaults(ledger: LedgerState, fund: FundState, fields: EntryFields, change: bigint): Fault[] {
  const [floor, after] = [fund.policies.at(-1)?.floor ?? 0n, fund.balance + change];
  const text = (units: bigint): string => writeAmount(units, fund.scale);
  return [
    ...(after < floor ? [fault("reversal-floor", { found: text(after), expected: text(floor) }, fields.sequence)] : []),
    ...(ledger.frozen || fund.adlActive ? [fault("reversal-halted", {}, fields.sequence)] : []),
  ];
}
