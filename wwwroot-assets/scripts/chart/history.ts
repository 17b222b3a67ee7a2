import { rangeQuery, type ChartRange } from "./range.js";

/** What moved a balance in one bar. Amounts stay text until they are drawn. */
export interface BarFlows {
  readonly opening: string;
  readonly surplus: string;
  readonly draw: string;
  readonly fee: string;
  readonly injection: string;
  readonly withdrawal: string;
  readonly reversal: string;
}

/** The balance over one minute, hour or day. */
export interface HistoryBar {
  readonly atMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** Null where nothing was recorded, or not yet asked for. */
  readonly flows: BarFlows | null;
}

interface HistoryRow {
  readonly interval: keyof typeof intervalsMs;
  readonly time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly byReason: BarFlows;
}

const intervalsMs = { "1m": 60_000, "1h": 3_600_000, "1d": 86_400_000 } as const;

/** The longest a drawn line may be; beyond it gaps stay as they are. */
const filledMax = 6_000;

export interface History {
  readonly bars: readonly HistoryBar[];
  readonly intervalMs: number;
}

export function historyAddress(root: string, fund: string, range: ChartRange, interval = "auto"): string {
  const query = rangeQuery(range);
  query.set("interval", interval);
  return `${root}api/v1/funds/${encodeURIComponent(fund)}/history?${query}`;
}

/** Rows in time order, each time once, as the chart demands. Without a row a minute is the interval. */
export function toHistory(rows: readonly HistoryRow[]): History {
  const bars: HistoryBar[] = [];
  for (const { time, open, high, low, close, byReason } of rows) {
    const atMs = Date.parse(time);
    if (atMs > (bars.at(-1)?.atMs ?? -1)) {
      bars.push({ atMs, open, high, low, close, flows: byReason });
    }
  }
  return { bars, intervalMs: intervalsMs[rows[0]?.interval ?? "1m"] ?? 60_000 };
}

/**
 * The chart gives every bar the same width, so stretches without an entry are filled with the balance that stood then: from the range's beginning to its
 * end, a quiet hour is as wide as a busy one.
 * @param standing the balance where nothing was recorded in the whole range
 */
export function fill(history: History, range: ChartRange, endMs: number, standing: string | null): HistoryBar[] {
  const { bars, intervalMs } = history;
  const first = bars[0];
  const balance = first?.open ?? standing;
  const beginMs = startOf(range.fromMs ?? first?.atMs ?? endMs, intervalMs);
  if (balance === null || (endMs - beginMs) / intervalMs > filledMax) {
    return [...bars];
  }
  const filled: HistoryBar[] = [];
  // Before a fund was opened there is nothing to draw.
  const isBeginning = Number(first?.flows?.opening ?? 0) !== 0;
  if (!isBeginning && (first === undefined || beginMs < first.atMs)) {
    filled.push(still(beginMs, balance));
  }
  for (const bar of bars) {
    carry(filled, intervalMs, bar.atMs);
    filled.push(bar);
  }
  carry(filled, intervalMs, endMs);
  return filled;
}

function carry(filled: HistoryBar[], intervalMs: number, untilMs: number): void {
  for (let last = filled.at(-1); last !== undefined && last.atMs + intervalMs < untilMs; last = filled.at(-1)) {
    filled.push(still(last.atMs + intervalMs, last.close));
  }
}

function still(atMs: number, balance: string): HistoryBar {
  return { atMs, open: balance, high: balance, low: balance, close: balance, flows: null };
}

/** Takes a balance that came live: into the newest bar, or as the first of the next one. Older ones are dropped. */
export function takeLive(bars: HistoryBar[], intervalMs: number, atMs: number, balance: string): HistoryBar | null {
  const beginMs = startOf(atMs, intervalMs);
  const last = bars.at(-1);
  if (last !== undefined && beginMs < last.atMs) {
    return null;
  }
  const open = last === undefined ? balance : last.close;
  const bar = last !== undefined && last.atMs === beginMs ? reach(last, balance) : reach(still(beginMs, open), balance);
  if (last !== undefined && last.atMs === beginMs) {
    bars[bars.length - 1] = bar;
  } else {
    bars.push(bar);
  }
  return bar;
}

function reach(bar: HistoryBar, balance: string): HistoryBar {
  const value = Number(balance);
  return { ...bar, high: value > Number(bar.high) ? balance : bar.high, low: value < Number(bar.low) ? balance : bar.low, close: balance };
}

/** Puts newer rows in the place of the bars that they are about: the answer knows flows, highs and lows that live balances do not tell. */
export function replaceTail(bars: HistoryBar[], tail: readonly HistoryBar[]): void {
  const first = tail[0];
  if (first === undefined) {
    return;
  }
  const later = bars.filter((bar) => bar.atMs > (tail.at(-1) as HistoryBar).atMs);
  const kept = bars.filter((bar) => bar.atMs < first.atMs);
  bars.splice(0, bars.length, ...kept, ...tail, ...later);
}

/** Lowest and highest balance of all bars. */
export function extremes(bars: readonly HistoryBar[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const bar of bars) {
    low = Math.min(low, Number(bar.low));
    high = Math.max(high, Number(bar.high));
  }
  return [low, high];
}

export function startOf(atMs: number, intervalMs: number): number {
  return Math.floor(atMs / intervalMs) * intervalMs;
}

/** The name of an interval in the API. */
export function intervalName(intervalMs: number): string {
  return Object.entries(intervalsMs).find(([, length]) => length === intervalMs)?.[0] ?? "1m";
}

export async function readHistory(root: string, fund: string, range: ChartRange, interval?: string): Promise<History> {
  const response = await fetch(historyAddress(root, fund, range, interval), { headers: { accept: "application/json" } });
  if (!response.ok) {
    throw new Error(`The history answered ${response.status}.`);
  }
  return toHistory((await response.json()) as HistoryRow[]);
}
