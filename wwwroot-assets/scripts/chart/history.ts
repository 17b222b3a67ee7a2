export const ranges = ["1d", "7d", "30d", "365d", "all"] as const;

export type ChartRange = (typeof ranges)[number];

export function isRange(value: string | undefined): value is ChartRange {
  return ranges.some((range) => range === value);
}

/** The balance from a moment on. Amounts stay text until they are drawn. */
export interface HistoryPoint {
  readonly atMs: number;
  readonly balance: string;
  readonly low?: string;
  readonly high?: string;
}

interface HistoryRow {
  readonly time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
}

const dayMs = 86_400_000;

/** The address of a fund's history over a range that ends now. */
export function historyAddress(root: string, fund: string, range: ChartRange, nowMs: number): string {
  const query = new URLSearchParams({ interval: "auto" });
  if (range !== "all") {
    // Whole minutes, so that many visitors ask for the same cached answer.
    const fromMs = Math.floor((nowMs - Number.parseInt(range, 10) * dayMs) / 60_000) * 60_000;
    query.set("from", new Date(fromMs).toISOString());
  }
  return `${root}api/v1/funds/${encodeURIComponent(fund)}/history?${query}`;
}

/** Rows in time order, each time once, as the chart demands. */
export function toPoints(rows: readonly HistoryRow[]): HistoryPoint[] {
  const points: HistoryPoint[] = [];
  for (const row of rows) {
    const atMs = Date.parse(row.time);
    if (atMs > (points.at(-1)?.atMs ?? -1)) {
      points.push({ atMs, balance: row.close, low: row.low, high: row.high });
    }
  }
  return points;
}

export async function readHistory(root: string, fund: string, range: ChartRange, nowMs: number): Promise<HistoryPoint[]> {
  const response = await fetch(historyAddress(root, fund, range, nowMs), { headers: { accept: "application/json" } });
  if (!response.ok) {
    throw new Error(`The history answered ${response.status}.`);
  }
  return toPoints((await response.json()) as HistoryRow[]);
}
