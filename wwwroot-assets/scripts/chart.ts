// The balance chart of a fund's page. The page shows a drawn line, figures in a table and ranges by address without it; this puts an explorable one in its place.

import { ChartCanvas, type ChartStyle } from "./chart/canvas.js";
import { coloursOf } from "./chart/colours.js";
import { extremes, fill, intervalName, readHistory, replaceTail, takeLive, type HistoryBar } from "./chart/history.js";
import { readMarks, toMarks, type ChartMark, type MarkRow } from "./chart/marks.js";
import { namedRange, rangeOfPage, type ChartRange } from "./chart/range.js";
import { takeRangeParts } from "./chart/range-parts.js";
import { Readout } from "./chart/readout.js";
import { balanceText, decimalsFor } from "./chart/texts.js";
import type { LiveFunds } from "./live/page.js";

/** How often a bar that moves is asked for its flows, and marks for new ones, at most. */
const tailPauseMs = 10_000;

export function startChart(element: HTMLElement, root: string, live: LiveFunds, culture: string): void {
  const frame = element.querySelector<HTMLElement>("[data-chart-canvas]");
  const fund = element.dataset["chartFund"];
  if (frame !== null && fund !== undefined) {
    new BalanceChart(element, frame, root, fund, live, culture).start();
  }
}

class BalanceChart {
  readonly #element: HTMLElement;
  readonly #frame: HTMLElement;
  readonly #root: string;
  readonly #fund: string;
  readonly #live: LiveFunds;
  readonly #culture: string;
  readonly #assetDecimals: number;
  readonly #asset: string;
  readonly #readout: Readout;
  readonly #scrub: HTMLInputElement | null;
  /** Of the range on screen. */
  #decimals = 2;
  #range: ChartRange;
  #canvas: ChartCanvas | null = null;
  #bars: HistoryBar[] = [];
  #markRows: readonly MarkRow[] = [];
  #marks: ChartMark[] = [];
  #intervalMs = 60_000;
  /** The newest balance that came live: an answer under way may be older. */
  #newest: { readonly atMs: number; readonly balance: string } | null = null;
  #pointedMs: number | null = null;
  /** Counts requests, so that a slow answer for a range left meanwhile is dropped. */
  #request = 0;
  #tailTimer: number | undefined;

  constructor(element: HTMLElement, frame: HTMLElement, root: string, fund: string, live: LiveFunds, culture: string) {
    this.#element = element;
    this.#frame = frame;
    this.#root = root;
    this.#fund = fund;
    this.#live = live;
    this.#culture = culture;
    this.#assetDecimals = Number(element.dataset["chartDecimals"] ?? "2");
    this.#asset = element.dataset["chartAsset"] ?? "";
    this.#readout = new Readout(element.querySelector<HTMLElement>("[data-chart-readout]"), culture, this.#assetDecimals);
    this.#scrub = element.querySelector<HTMLInputElement>("[data-chart-scrub]");
    this.#range = this.#pageRange();
  }

  start(): void {
    this.#element.dataset["chartReady"] = "";
    this.#watchRanges();
    this.#watchTools();
    this.#live.onResumed(() => void this.#load(false));
    this.#live.onFunds((funds) => {
      for (const fund of funds) {
        if (fund.id === this.#fund) {
          this.#newest = { atMs: Date.parse(fund.updatedAt), balance: fund.balance };
          this.#append();
        }
      }
    });
    const repaint = (): void => {
      this.#canvas?.paint(coloursOf(this.#element));
      this.#canvas?.setMarks(this.#marks);
    };
    document.addEventListener("portal:theme", repaint);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    void this.#load(true);
  }

  #watchRanges(): void {
    for (const link of this.#choices()) {
      link.addEventListener("click", (event) => {
        // Whoever wants another tab gets it.
        if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
          event.preventDefault();
          window.history.pushState(null, "", link.href);
          this.#choose(namedRange(link.dataset["chartChoice"] ?? "1d", this.#now()), link.href);
        }
      });
    }
    window.addEventListener("popstate", () => {
      const query = new URLSearchParams(window.location.search);
      if (query.has("from") || query.has("to")) {
        window.location.reload();
      } else {
        this.#choose(namedRange(query.get("range") ?? "1d", this.#now()), window.location.href);
      }
    });
  }

  #watchTools(): void {
    for (const button of this.#element.querySelectorAll<HTMLElement>("[data-chart-style]")) {
      button.addEventListener("click", () => {
        const style: ChartStyle = button.dataset["chartStyle"] === "candles" ? "candles" : "area";
        for (const other of this.#element.querySelectorAll<HTMLElement>("[data-chart-style]")) {
          other.setAttribute("aria-pressed", String(other === button));
        }
        this.#canvas?.setStyle(style, this.#bars, this.#marks);
      });
    }
    for (const button of this.#element.querySelectorAll<HTMLElement>("[data-chart-zoom]")) {
      button.addEventListener("click", () => {
        const kind = button.dataset["chartZoom"];
        if (kind === "all") {
          this.#canvas?.fit();
        } else {
          this.#canvas?.zoom(kind === "in" ? 0.5 : 2);
        }
      });
    }
    this.#scrub?.addEventListener("input", () => {
      const bar = this.#bars[Number(this.#scrub?.value)];
      if (bar !== undefined) {
        this.#canvas?.point(bar);
        this.#point(bar.atMs);
      }
    });
  }

  #choose(range: ChartRange, address: string): void {
    this.#range = range;
    for (const link of this.#choices()) {
      if (link.dataset["chartChoice"] === range.name) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    }
    const request = this.#request + 1;
    void this.#load(true);
    takeRangeParts(address, this.#culture, () => request === this.#request).catch(() => this.#failed(true));
  }

  async #load(isNewRange: boolean): Promise<void> {
    const request = ++this.#request;
    try {
      const [history, marks] = await Promise.all([readHistory(this.#root, this.#fund, this.#range), readMarks(this.#root, this.#fund, this.#range)]);
      if (request === this.#request) {
        this.#failed(false);
        this.#intervalMs = history.intervalMs;
        this.#bars = fill(history, this.#range, this.#range.toMs ?? this.#now(), this.#standing());
        this.#markRows = marks;
        this.#show(isNewRange);
      }
    } catch {
      if (request === this.#request) {
        this.#failed(true);
      }
    }
  }

  /** Where ranges end: now, or where a recording's clock stands. */
  #now(): number {
    const clock = this.#element.dataset["chartClock"];
    return clock === undefined || clock === "" ? Date.now() : Math.max(Date.parse(clock), this.#newest?.atMs ?? 0);
  }

  /** The balance of a range that ends now and in which nothing was recorded. */
  #standing(): string | null {
    return this.#range.toMs === null ? (this.#newest?.balance ?? this.#element.dataset["chartBalance"] ?? null) : null;
  }

  #pageRange(): ChartRange {
    const { chartRange = "1d", chartFrom, chartTo } = this.#element.dataset;
    return rangeOfPage(chartRange, chartFrom, chartTo, this.#now());
  }

  #show(isNewRange: boolean): void {
    const empty = this.#element.querySelector<HTMLElement>("[data-chart-empty]");
    if (empty !== null) {
      empty.hidden = this.#bars.length > 0;
    }
    this.#frame.hidden = this.#bars.length === 0;
    if (this.#bars.length === 0) {
      return;
    }
    const [low, high] = extremes(this.#bars);
    this.#decimals = decimalsFor(high - low, this.#assetDecimals);
    const canvas = this.#canvas ?? this.#create();
    canvas.setBars(this.#bars, this.#decimals, isNewRange);
    this.#placeMarks();
    this.#append();
    this.#summarise();
  }

  #placeMarks(): void {
    this.#marks = toMarks(this.#markRows, this.#bars, this.#intervalMs);
    this.#canvas?.setMarks(this.#marks);
    this.#element.dataset["chartMarks"] = String(this.#marks.length);
  }

  #append(): void {
    if (this.#newest !== null && this.#canvas !== null && this.#bars.length > 0 && this.#range.toMs === null) {
      const bar = takeLive(this.#bars, this.#intervalMs, this.#newest.atMs, this.#newest.balance);
      if (bar !== null) {
        this.#canvas.update(bar);
        this.#tailTimer ??= window.setTimeout(() => void this.#followTail(), tailPauseMs);
      }
    }
    this.#summarise();
  }

  /** A live balance says nothing of flows, so now and then the newest bars are asked for. */
  async #followTail(): Promise<void> {
    this.#tailTimer = undefined;
    const request = this.#request;
    const last = this.#bars.at(-1);
    if (last === undefined || this.#range.toMs !== null) {
      return;
    }
    try {
      const tail: ChartRange = { name: "tail", fromMs: last.atMs - this.#intervalMs, toMs: null };
      const [history, marks] = await Promise.all([
        readHistory(this.#root, this.#fund, tail, intervalName(this.#intervalMs)),
        readMarks(this.#root, this.#fund, this.#range),
      ]);
      if (request === this.#request) {
        replaceTail(this.#bars, history.bars);
        this.#markRows = marks;
        this.#canvas?.setBars(this.#bars, this.#decimals, false);
        this.#placeMarks();
        this.#append();
      }
    } catch {
      // The next change asks again.
    }
  }

  #create(): ChartCanvas {
    this.#frame.replaceChildren();
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const canvas = new ChartCanvas(this.#frame, this.#culture, this.#assetDecimals, coloursOf(this.#element), isStill);
    canvas.onPointed((atMs) => this.#point(atMs));
    this.#canvas = canvas;
    return canvas;
  }

  #point(atMs: number | null): void {
    this.#pointedMs = atMs;
    this.#summarise();
  }

  /** The figures of the time pointed at, or of the newest bar; below the chart the lowest and highest of the range. */
  #summarise(): void {
    const at = this.#pointedMs === null ? -1 : this.#bars.findIndex((bar) => bar.atMs === this.#pointedMs);
    const bar = this.#bars[at] ?? this.#bars.at(-1);
    if (bar === undefined) {
      return;
    }
    this.#readout.show(bar, this.#decimals);
    if (this.#scrub !== null) {
      this.#scrub.max = String(this.#bars.length - 1);
      this.#scrub.value = String(at < 0 ? this.#bars.length - 1 : at);
      this.#scrub.setAttribute("aria-valuetext", `${this.#readout.timeOf(bar)}: ${balanceText(Number(bar.close), this.#decimals, this.#culture)} ${this.#asset}`);
    }
    const line = this.#element.querySelector<HTMLElement>("[data-chart-summary]");
    if (line !== null) {
      const [low, high] = extremes(this.#bars);
      const text = (value: number): string => balanceText(value, this.#decimals, this.#culture);
      line.textContent = (line.dataset["textRange"] ?? "").replace("{low}", text(low)).replace("{high}", text(high));
    }
  }

  #failed(hasFailed: boolean): void {
    const note = this.#element.querySelector<HTMLElement>("[data-chart-failed]");
    if (note !== null) {
      note.hidden = !hasFailed;
    }
  }

  #choices(): NodeListOf<HTMLAnchorElement> {
    return this.#element.querySelectorAll<HTMLAnchorElement>("[data-chart-choice]");
  }
}
