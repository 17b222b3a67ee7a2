import { fromUtf8 } from "../log/bytes.js";
import { fault, LogFaultError, type Fault } from "../log/faults.js";
import { readCanonical, type EntryObject } from "./canonical.js";
import { EntryFields } from "./entry-fields.js";
import { FigureCheck } from "./figures.js";

/** What one entry tells without the ones before it. */
export interface SingleEntry {
  readonly fields: EntryObject | null;
  readonly faults: readonly Fault[];
}

/** Reads one entry and checks the sums that need nothing but the entry itself. The rules behind them take the whole ledger. */
export function readSingleEntry(bytes: Uint8Array, sequence: number): SingleEntry {
  const reading = readCanonical(fromUtf8(bytes));
  if (reading.kind !== "entry") {
    return { fields: null, faults: [fault(reading.kind, {}, sequence)] };
  }
  try {
    const fields = new EntryFields(reading.fields, sequence);
    const found = fields.count("sequence");
    const faults = found === sequence ? [] : [fault("sequence", { expected: sequence, found }, sequence)];
    const kind = fields.object["kind"];
    return { fields: reading.fields, faults: [...faults, ...(kind === "liquidation" ? sumFaults(fields) : kind === "reversal" ? reversalFaults(fields) : kind === "adl-fill" ? fillFaults(fields) : [])] };
  } catch (error) {
    if (error instanceof LogFaultError) {
      return { fields: reading.fields, faults: [error.fault] };
    }
    throw error;
  }
}

function reversalFaults(fields: EntryFields): readonly Fault[] {
  const scale = scaleOf(fields);
  const figures = new FigureCheck(fields, scale);
  figures.amount("balanceAfter", fields.amount("balanceBefore", scale) + fields.amount("amount", scale));
  return figures.faults;
}

/** What was outstanding is recovered or still outstanding, and nothing is brought in excess while anything is. */
function fillFaults(fields: EntryFields): readonly Fault[] {
  const scale = scaleOf(fields);
  const figures = new FigureCheck(fields, scale);
  figures.amount("outstandingBefore", fields.amount("recovered", scale) + fields.amount("outstanding", scale));
  if (fields.amount("outstanding", scale) > 0n) {
    figures.amount("excess", 0n);
  }
  figures.amount("balanceAfter", fields.amount("balanceBefore", scale));
  return figures.faults;
}

/** Balances are written with all of their asset's decimals. */
function scaleOf(fields: EntryFields): number {
  return (fields.text("balanceAfter").split(".")[1] ?? "").length;
}

/** Nothing is created and nothing is lost: residual = surplus + to trader - draw - uncovered, and the balance moves by surplus - draw. */
function sumFaults(fields: EntryFields): readonly Fault[] {
  const scale = scaleOf(fields);
  const figures = new FigureCheck(fields, scale);
  const amount = (name: string): bigint => fields.amount(name, scale);
  const [margin, totalLoss] = [fields.optionalAmount("margin", scale), fields.optionalAmount("totalLoss", scale)];
  figures.amount("balanceAfter", amount("balanceBefore") + amount("surplus") - amount("draw"));
  figures.amount("uncovered", amount("deficit") - amount("draw"));
  figures.amount("residual", amount("surplus") + amount("toTrader") - amount("draw") - amount("uncovered"));
  if (margin !== null && totalLoss !== null) {
    figures.amount("totalLoss", margin + amount("draw") + amount("uncovered") - amount("surplus") - amount("toTrader"));
  }
  return figures.faults;
}
