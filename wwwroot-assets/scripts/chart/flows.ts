import { readAmount, writeAmount } from "../ledger/decimals.js";
import type { BarFlows, HistoryBar } from "./history.js";

/** The bands of the flows below a chart: those that came in, from the axis up, and those that went out, from the axis down. */
export const bandsIn = ["surplus", "fee", "injection"] as const;
export const bandsOut = ["draw", "withdrawal"] as const;

export type FlowBand = (typeof bandsIn)[number] | (typeof bandsOut)[number];

/** What belongs to a band, exact. Entries taken back stand with what the operator paid in or took out. */
export function bandAmount(flows: BarFlows, band: FlowBand, decimals: number): string {
  if (band !== "injection" && band !== "withdrawal") {
    return flows[band];
  }
  const reversed = readAmount(flows.reversal, decimals) ?? 0n;
  const own = readAmount(flows[band], decimals) ?? 0n;
  const added = band === "injection" ? reversed : -reversed;
  return writeAmount(own + (added > 0n ? added : 0n), decimals);
}

/** Where each band ends, counted from the axis: bands lie on each other, and those that went out below it. */
export function stack(bar: HistoryBar, decimals: number): Readonly<Record<FlowBand, number>> {
  const ends = { surplus: 0, fee: 0, injection: 0, draw: 0, withdrawal: 0 };
  if (bar.flows === null) {
    return ends;
  }
  for (const [bands, sign] of [[bandsIn, 1], [bandsOut, -1]] as const) {
    let end = 0;
    for (const band of bands) {
      end += sign * Number(bandAmount(bar.flows, band, decimals));
      ends[band] = end;
    }
  }
  return ends;
}
