import { fault, type Fault } from "../log/faults.js";
import { gainUnits, notionalUnits, unlistedTerms, type ContractTerms } from "./contract-arithmetic.js";
import type { EntryFields } from "./entry-fields.js";
import { FigureCheck } from "./figures.js";
import type { FundState, LedgerState } from "./ledger-state.js";
import { inForceAt } from "./rulebook.js";

const wholePpm = 1_000_000n;

/** What a form says about the position, in units; null is not told by the form. */
interface Position {
  readonly margin: bigint | null;
  readonly grossLoss: bigint | null;
  readonly totalLoss: bigint | null;
  readonly fillNotional: bigint | null;
  readonly residual: bigint;
  /** The share of the fill that a cap leaves the fund; null when the form does not tell the fill. */
  capOf(sharePpm: bigint): bigint | null;
}

/** Derives every figure of a liquidation from its inputs, the rules in force and the balance, and names those that the entry gives otherwise. */
export function checkLiquidation(ledger: LedgerState, fund: FundState, fields: EntryFields): Fault[] {
  const figures = new FigureCheck(fields, fund.scale);
  const occurredAt = fields.time("occurredAt");
  // The surplus policy is that of the event's time, the floor that of the entry's own place in the ledger.
  const policy = inForceAt(fund.policies, occurredAt);
  const floor = fund.policies.at(-1)?.floor ?? 0n;
  const listing = inForceAt(ledger.contracts.get(fields.text("symbol")) ?? [], occurredAt);
  figures.rule("policySequence", policy?.sequence ?? null);
  figures.rule("contractSequence", listing?.sequence ?? null);

  const position = readPosition(fields, fund.scale, listing?.terms ?? unlistedTerms);
  figures.amount("margin", position.margin);
  figures.amount("grossLoss", position.grossLoss);
  figures.amount("totalLoss", position.totalLoss);
  figures.amount("fillNotional", position.fillNotional);
  figures.amount("residual", position.residual);

  const capPpm = policy?.capPpm ?? null;
  const cap = capPpm === null ? null : position.capOf(BigInt(capPpm));
  const gain = position.residual > 0n ? position.residual : 0n;
  const surplus = cap !== null && cap < gain ? cap : gain;
  const deficit = position.residual < 0n ? -position.residual : 0n;
  const available = fund.balance > floor ? fund.balance - floor : 0n;
  const draw = deficit < available ? deficit : available;
  const fees = fields.optionalAmount("fees", fund.scale) ?? 0n;
  figures.amount("cap", cap);
  figures.amount("surplus", surplus);
  figures.amount("toTrader", gain - surplus);
  figures.amount("deficit", deficit);
  figures.amount("draw", draw);
  figures.amount("drawForFees", fees <= 0n ? 0n : fees < draw ? fees : draw);
  figures.amount("uncovered", deficit - draw);
  if (capPpm !== null && cap === null && gain > 0n) {
    figures.faults.push(fault("field", { name: "fillNotional" }, fields.sequence));
  }
  return figures.faults;
}

/** What a liquidation adds to its fund. */
export function changeOfLiquidation(fields: EntryFields, scale: number): bigint {
  return fields.amount("surplus", scale) - fields.amount("draw", scale);
}

function readPosition(fields: EntryFields, scale: number, terms: ContractTerms): Position {
  const form = fields.choice("form", ["amounts", "position", "bankruptcy", "deficit"]);
  return form === "amounts" ? readTotals(fields, scale) : form === "deficit" ? readDeficit(fields, scale) : readPriced(fields, scale, terms, form);
}

function readTotals(fields: EntryFields, scale: number): Position {
  const [margin, totalLoss] = [fields.amount("margin", scale), fields.amount("totalLoss", scale)];
  const fillNotional = fields.optionalAmount("fillNotional", scale);
  const capOf = (sharePpm: bigint): bigint | null => (fillNotional === null ? null : (fillNotional * sharePpm) / wholePpm);
  return { margin, grossLoss: null, totalLoss, fillNotional, residual: margin - totalLoss, capOf };
}

function readDeficit(fields: EntryFields, scale: number): Position {
  return { margin: null, grossLoss: null, totalLoss: null, fillNotional: null, residual: -fields.amount("deficit", scale), capOf: () => null };
}

/** A position with its entry price and margin, or with the price at which the margin was used up. */
function readPriced(fields: EntryFields, scale: number, terms: ContractTerms, form: "position" | "bankruptcy"): Position {
  const side = fields.choice("positionSide", ["long", "short"]);
  const [quantity, fill] = [fields.positive("quantity"), fields.positive("fillPrice")];
  const charged = (fields.optionalAmount("fees", scale) ?? 0n) + (fields.optionalAmount("funding", scale) ?? 0n);
  const capOf = (sharePpm: bigint): bigint => notionalUnits(terms, quantity, fill, scale, sharePpm);
  const gain = gainUnits(terms, side, quantity, fields.positive(form === "position" ? "entryPrice" : "bankruptcyPrice"), fill, scale);
  const margin = form === "position" ? fields.amount("margin", scale) : null;
  return {
    margin,
    grossLoss: margin === null ? null : -gain,
    totalLoss: margin === null ? null : charged - gain,
    fillNotional: capOf(wholePpm),
    residual: (margin ?? 0n) + gain - charged,
    capOf,
  };
}
