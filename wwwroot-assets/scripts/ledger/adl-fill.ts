import { fromUtf8 } from "../log/bytes.js";
import { fault, type Fault } from "../log/faults.js";
import { readCanonical } from "./canonical.js";
import { gainUnits, unlistedTerms, type ContractTerms } from "./contract-arithmetic.js";
import { EntryFields } from "./entry-fields.js";
import { FigureCheck } from "./figures.js";
import type { FundState, LedgerState } from "./ledger-state.js";

/** The liquidation that a fill of ADL names; null where there is none before it. */
export function liquidationSequence(fields: EntryFields): number | null {
  const sequence = fields.count("liquidationSequence");
  return sequence >= 1 && sequence < fields.sequence ? sequence : null;
}

/** What a fill recovers follows from its price and quantity, from the liquidation that it names, and from what fills before it have recovered. */
export function checkAdlFill(ledger: LedgerState, fund: FundState, fields: EntryFields, liquidation: Uint8Array | null): Fault[] {
  const entry = fields.count("liquidationSequence");
  const earlier = liquidation === null ? null : readUncovered(liquidation, entry, fund);
  const terms = earlier === null ? null : termsOf(ledger, earlier);
  if (earlier === null || terms === null || ledger.reversals.has(entry) || !isSameContract(fields, earlier)) {
    return [fault("fill-liquidation", { entry }, fields.sequence)];
  }
  const side = fields.choice("positionSide", ["long", "short"]);
  const [price, from] = [fields.positive("price"), earlier.positive("fillPrice")];
  const [found, expected] = [fields.text("liquidationFillPrice"), earlier.text("fillPrice")];
  const gain = gainUnits(terms, side, fields.positive("quantity"), from, price, fund.scale);
  const before = earlier.amount("uncovered", fund.scale) - (ledger.recoveries.get(entry) ?? 0n);
  const recovered = gain < before ? gain : before;
  const figures = new FigureCheck(fields, fund.scale);
  figures.amount("outstandingBefore", before);
  figures.amount("recovered", recovered);
  figures.amount("excess", gain - recovered);
  figures.amount("outstanding", before - recovered);
  return [
    ...(found === expected ? [] : [fault("figure", { name: "liquidationFillPrice", expected, found }, fields.sequence)]),
    ...(gain < 0n || fields.text("price") === expected ? [fault("field", { name: "price" }, fields.sequence)] : []),
    ...figures.faults,
  ];
}

/** Takes note of what a fill that was found right has recovered. */
export function takeAdlFill(ledger: LedgerState, fund: FundState, fields: EntryFields): void {
  const entry = fields.count("liquidationSequence");
  ledger.recoveries.set(entry, (ledger.recoveries.get(entry) ?? 0n) + fields.amount("recovered", fund.scale));
}

/** Null for what is no liquidation of this fund with prices and a loss left uncovered. */
function readUncovered(bytes: Uint8Array, sequence: number, fund: FundState): EntryFields | null {
  const reading = readCanonical(fromUtf8(bytes));
  const fields = reading.kind === "entry" ? new EntryFields(reading.fields, sequence) : null;
  return fields !== null &&
    fields.count("sequence") === sequence &&
    fields.text("kind") === "liquidation" &&
    fields.optionalText("fund") === fund.id &&
    fields.has("fillPrice") &&
    fields.amount("uncovered", fund.scale) > 0n
    ? fields
    : null;
}

function termsOf(ledger: LedgerState, liquidation: EntryFields): ContractTerms | null {
  const listed = liquidation.optionalCount("contractSequence");
  return listed === null ? unlistedTerms : ((ledger.contracts.get(liquidation.text("symbol")) ?? []).find((listing) => listing.sequence === listed)?.terms ?? null);
}

function isSameContract(fields: EntryFields, liquidation: EntryFields): boolean {
  return (
    fields.text("symbol") === liquidation.text("symbol") &&
    fields.text("positionSide") === liquidation.text("positionSide") &&
    fields.optionalCount("contractSequence") === liquidation.optionalCount("contractSequence")
  );
}
