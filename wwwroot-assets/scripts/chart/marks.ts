import { rangeQuery, type ChartRange } from "./range.js";
import { startOf, type HistoryBar } from "./history.js";

/** Something marked on the time axis, as the API tells it. */
export interface MarkRow {
  readonly time: string;
  readonly kind: string;
}

export type MarkShape = "in" | "out" | "adl" | "calm" | "rule";

/** One mark of the chart: everything that happened in one bar. */
export interface ChartMark {
  readonly atMs: number;
  readonly shape: MarkShape;
  readonly letter: string;
  readonly kinds: readonly string[];
}

// The same shapes and letters as in the list below the chart (FundMarkText.cs).
const shapes: Readonly<Record<string, MarkShape>> = {
  draws: "out", withdrawal: "out", injection: "in", opening: "in", "adl-start": "adl", "adl-stop": "calm",
};
const letters: Readonly<Record<string, string>> = {
  draws: "D", withdrawal: "W", injection: "I", opening: "O", "adl-start": "A", "adl-stop": "A", rate: "F", "rate-cancel": "F", reversal: "T", contract: "C",
};

/** What a bar is marked with when several things happened in it: the first of these. */
const precedence: readonly MarkShape[] = ["adl", "out", "in", "calm", "rule"];

export function shapeOf(kind: string): MarkShape {
  return shapes[kind] ?? "rule";
}

export function letterOf(kind: string): string {
  return letters[kind] ?? "P";
}

/** One mark a bar at most, in time order, on bars that there are. Several things of one bar are one mark with a plus. */
export function toMarks(rows: readonly MarkRow[], bars: readonly HistoryBar[], intervalMs: number): ChartMark[] {
  const known = new Set(bars.map((bar) => bar.atMs));
  const byBar = new Map<number, string[]>();
  for (const row of rows) {
    const atMs = startOf(Date.parse(row.time), intervalMs);
    if (known.has(atMs)) {
      byBar.set(atMs, [...(byBar.get(atMs) ?? []), row.kind]);
    }
  }
  return [...byBar.entries()]
    .sort(([one], [other]) => one - other)
    .map(([atMs, kinds]) => {
      const shape = precedence.find((candidate) => kinds.some((kind) => shapeOf(kind) === candidate)) ?? "rule";
      const letter = letterOf(kinds.find((kind) => shapeOf(kind) === shape) ?? "");
      return { atMs, shape, letter: kinds.length > 1 ? `${letter}+` : letter, kinds };
    });
}

export async function readMarks(root: string, fund: string, range: ChartRange): Promise<MarkRow[]> {
  const query = rangeQuery(range);
  if (range.fromMs === null) {
    query.set("from", "1970-01-01T00:00:00Z");
  }
  const response = await fetch(`${root}api/v1/funds/${encodeURIComponent(fund)}/marks?${query}`, { headers: { accept: "application/json" } });
  if (!response.ok) {
    throw new Error(`The marks answered ${response.status}.`);
  }
  return ((await response.json()) as { readonly marks: MarkRow[] }).marks;
}
