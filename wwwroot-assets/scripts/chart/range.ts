/** The ranges that end now, as the page's address and links name them. */
const lengthsMs: Readonly<Record<string, number>> = {
  "1h": 3_600_000,
  "1d": 86_400_000,
  "7d": 7 * 86_400_000,
  "30d": 30 * 86_400_000,
  "365d": 365 * 86_400_000,
};

/** The stretch of time that a chart shows. */
export interface ChartRange {
  readonly name: string;
  /** Its beginning, at a whole minute; null for everything since the fund was opened. */
  readonly fromMs: number | null;
  /** Its end; null for one that goes on. */
  readonly toMs: number | null;
}

/** A range by its name: whole minutes, so that many visitors ask for the same cached answer. */
export function namedRange(name: string, nowMs: number): ChartRange {
  const lengthMs = lengthsMs[name];
  return { name, fromMs: lengthMs === undefined ? null : Math.floor((nowMs - lengthMs) / 60_000) * 60_000, toMs: null };
}

/** The range that a page was rendered with; one from day to day is told by its times. */
export function rangeOfPage(name: string, from: string | undefined, to: string | undefined, nowMs: number): ChartRange {
  const [fromMs, toMs] = [Date.parse(from ?? ""), Date.parse(to ?? "")];
  if (name !== "custom" || Number.isNaN(fromMs) || Number.isNaN(toMs)) {
    return namedRange(name, nowMs);
  }
  return { name, fromMs, toMs: toMs > nowMs ? null : toMs };
}

/** The range as the API's parameters. */
export function rangeQuery(range: ChartRange): URLSearchParams {
  const query = new URLSearchParams();
  if (range.fromMs !== null) {
    query.set("from", new Date(range.fromMs).toISOString());
  }
  if (range.toMs !== null) {
    query.set("to", new Date(range.toMs).toISOString());
  }
  return query;
}
