import type { Fault } from "../log/faults.js";
import type { EntryFields } from "./entry-fields.js";
import { FigureCheck } from "./figures.js";
import type { FundState } from "./ledger-state.js";
import { rateInForce } from "./rulebook.js";

export const feeKinds = ["maker", "taker", "liquidation"] as const;

/** The share that was in force at the start of the period, of the whole amount, rounded down. */
export function checkFee(fund: FundState, fields: EntryFields): Fault[] {
  const figures = new FigureCheck(fields, fund.scale);
  const market = fields.optionalText("market") ?? fields.optionalText("symbol");
  const rate = rateInForce(fund.rates, market, fields.optionalChoice("feeKind", feeKinds), fields.time("periodStart"));
  const sharePpm = rate?.sharePpm ?? 0;
  fields.time("periodEnd");
  figures.rule("rateSequence", rate?.sequence ?? null);
  figures.number("sharePpm", sharePpm);
  figures.amount("allocated", (fields.amount("amount", fund.scale) * BigInt(sharePpm)) / 1_000_000n);
  return figures.faults;
}
