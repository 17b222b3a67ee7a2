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

const intervalsMs = [86_400_000, 3_600_000, 60_000] as const;

/** The longest a drawn line may be; beyond it gaps stay as they are. */
const filledMax = 6_000;

/** How far apart the rows of an answer lie: a minute, an hour or a day. */
export function intervalOf(points: readonly HistoryPoint[]): number {
  let gapMs = Number.POSITIVE_INFINITY;
  for (let at = 1; at < points.length; at++) {
    gapMs = Math.min(gapMs, (points[at] as HistoryPoint).atMs - (points[at - 1] as HistoryPoint).atMs);
  }
  return (Number.isFinite(gapMs) ? intervalsMs.find((interval) => interval <= gapMs) : undefined) ?? 60_000;
}

/**
 * The chart gives every point the same width, so stretches without an entry are filled with the balance that stood then, up to now:
 * a quiet hour is as wide as a busy one.
 */
export function fill(points: readonly HistoryPoint[], intervalMs: number, nowMs: number): HistoryPoint[] {
  const first = points[0];
  if (first === undefined || (nowMs - first.atMs) / intervalMs > filledMax) {
    return [...points];
  }
  const filled: HistoryPoint[] = [];
  for (const point of points) {
    carry(filled, intervalMs, point.atMs);
    filled.push(point);
  }
  carry(filled, intervalMs, nowMs);
  return filled;
}

function carry(filled: HistoryPoint[], intervalMs: number, untilMs: number): void {
  for (let last = filled.at(-1); last !== undefined && last.atMs + intervalMs < untilMs; last = filled.at(-1)) {
    filled.push({ atMs: last.atMs + intervalMs, balance: last.balance });
  }
}

/** Takes a balance that came live: into the newest interval, or as the first of the next one. Older ones are dropped. */
export function takeLive(points: HistoryPoint[], intervalMs: number, atMs: number, balance: string): HistoryPoint | null {
  const startMs = Math.floor(atMs / intervalMs) * intervalMs;
  const last = points.at(-1);
  if (last !== undefined && startMs < last.atMs) {
    return null;
  }
  const point = { atMs: startMs, balance };
  if (last !== undefined && startMs === last.atMs) {
    points[points.length - 1] = { ...last, balance };
  } else {
    points.push(point);
  }
  return point;
}

export async function readHistory(root: string, fund: string, range: ChartRange, nowMs: number): Promise<HistoryPoint[]> {
  const response = await fetch(historyAddress(root, fund, range, nowMs), { headers: { accept: "application/json" } });
  if (!response.ok) {
    throw new Error(`The history answered ${response.status}.`);
  }
  return toPoints((await response.json()) as HistoryRow[]);
}
