/** How a <time> is written: its data-format. "recent" drops the date while it is today's; "relative" is an age. */
export type TimeFormat = "recent" | "moment" | "full" | "day" | "relative";

/** English is written the way the server writes it: day before month, 24 hours. */
function locale(culture: string): string {
  return culture === "en" ? "en-GB" : culture;
}

const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(culture: string, options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormat {
  const key = `${culture} ${zone ?? ""} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(locale(culture), zone === undefined ? options : { ...options, timeZone: zone });
    formatters.set(key, found);
  }
  return found;
}

/** Writes a moment for the visitor. `zone` is the browser's own unless a test says otherwise. */
export function formatTime(at: Date, now: Date, format: TimeFormat, culture: string, zone?: string): string {
  const write = (options: Intl.DateTimeFormatOptions, when = at): string => formatter(culture, options, zone).format(when);
  // A day of another year, as recordings have it, is not one of this year.
  const yearly = (): Intl.DateTimeFormatOptions => (write({ year: "numeric" }) === write({ year: "numeric" }, now) ? date : { ...date, year: "numeric" });
  switch (format) {
    case "recent":
      return write({ ...date, year: "numeric" }) === write({ ...date, year: "numeric" }, now) ? write(clock) : write({ ...yearly(), ...clock });
    case "moment":
      return write({ ...yearly(), ...clock });
    case "full":
      return write({ ...date, year: "numeric", ...clock, timeZoneName: "short" });
    case "day":
      return write({ ...date, year: "numeric" });
    case "relative":
      return formatAgo(now.getTime() - at.getTime(), culture);
  }
}

function largestUnit(ageMs: number): { readonly count: number; readonly unit: "second" | "minute" | "hour" | "day" } {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) {
    return { count: seconds, unit: "second" };
  }
  if (seconds < 3600) {
    return { count: Math.floor(seconds / 60), unit: "minute" };
  }
  return seconds < 86_400 ? { count: Math.floor(seconds / 3600), unit: "hour" } : { count: Math.floor(seconds / 86_400), unit: "day" };
}

/** "14 seconds ago" in the page's language. */
export function formatAgo(ageMs: number, culture: string): string {
  const { count, unit } = largestUnit(ageMs);
  return new Intl.RelativeTimeFormat(locale(culture), { numeric: "always", style: "short" }).format(-count, unit);
}

/** "14s" in the page's language. */
export function formatAge(ageMs: number, culture: string): string {
  const { count, unit } = largestUnit(ageMs);
  return new Intl.NumberFormat(locale(culture), { style: "unit", unit, unitDisplay: "narrow" }).format(count);
}
