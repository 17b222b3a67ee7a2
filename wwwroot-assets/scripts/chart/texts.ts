/** How many decimals tell the figures of a range apart; the exact figure stands in the page. */
export function decimalsFor(spread: number, assetDecimals: number): number {
  if (!(spread > 0)) {
    return Math.min(2, assetDecimals);
  }
  return Math.min(assetDecimals, Math.max(0, 3 - Math.floor(Math.log10(spread))));
}

/** A balance for an axis or a label. */
export function balanceText(value: number, decimals: number, culture: string): string {
  return new Intl.NumberFormat(culture, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A tick of the time axis; `kind` is the library's: 0 year, 1 month, 2 day, 3 time, 4 time with seconds. */
export function tickText(at: Date, kind: number, culture: string): string {
  const options: Intl.DateTimeFormatOptions =
    kind === 0
      ? { year: "numeric" }
      : kind === 1
        ? { month: "short" }
        : kind === 2
          ? { day: "numeric", month: "short" }
          : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(culture === "en" ? "en-GB" : culture, options).format(at);
}

/** An amount as it was written, no digit of it through a number that could not hold it; decimals beyond the given ones are cut off. */
export function exactText(amount: string, decimals: number, culture: string): string {
  const format = new Intl.NumberFormat(culture, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, roundingMode: "trunc" } as Intl.NumberFormatOptions);
  return format.format(amount as unknown as number);
}
