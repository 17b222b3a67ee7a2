import { formatTime } from "../time/format.js";
import { bandAmount, bandsIn, bandsOut } from "./flows.js";
import type { HistoryBar } from "./history.js";
import { exactText } from "./texts.js";

/** The figures of one bar, in places that the page brings. */
export class Readout {
  readonly #element: HTMLElement | null;
  readonly #culture: string;
  readonly #assetDecimals: number;

  constructor(element: HTMLElement | null, culture: string, assetDecimals: number) {
    this.#element = element;
    this.#culture = culture;
    this.#assetDecimals = assetDecimals;
  }

  show(bar: HistoryBar, decimals: number): void {
    this.#put("time", this.timeOf(bar));
    for (const name of ["open", "high", "low", "close"] as const) {
      this.#put(name, exactText(bar[name], decimals, this.#culture));
    }
    for (const band of [...bandsIn, ...bandsOut]) {
      const amount = bar.flows === null ? "0" : bandAmount(bar.flows, band, this.#assetDecimals);
      const sign = band === "draw" || band === "withdrawal" ? "−" : "+";
      this.#put(band, Number(amount) === 0 ? "–" : `${sign}${exactText(amount, Math.min(this.#assetDecimals, Math.max(2, decimals)), this.#culture)}`);
    }
  }

  timeOf(bar: HistoryBar): string {
    return formatTime(new Date(bar.atMs), new Date(), "moment", this.#culture);
  }

  #put(name: string, text: string): void {
    const place = this.#element?.querySelector(`[data-figure="${name}"]`);
    if (place !== null && place !== undefined && place.textContent !== text) {
      place.textContent = text;
    }
  }
}
