// The balance chart of a fund's page. The page shows a drawn line without it; this puts an explorable one in its place.

import { AreaSeries, createChart, LineType, type AreaData, type IChartApi, type ISeriesApi, type Time, type UTCTimestamp } from "lightweight-charts";
import { fill, intervalOf, isRange, readHistory, takeLive, type ChartRange, type HistoryPoint } from "./chart/history.js";
import { coloursOf } from "./chart/colours.js";
import { balanceText, decimalsFor, tickText } from "./chart/texts.js";
import { formatTime } from "./time/format.js";
import type { LiveFunds } from "./live/page.js";

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
  /** Of the range on screen. */
  #decimals = 2;
  #range: ChartRange = "1d";
  #chart: IChartApi | null = null;
  #series: ISeriesApi<"Area"> | null = null;
  #points: HistoryPoint[] = [];
  #intervalMs = 60_000;
  /** The newest balance that came live: an answer under way may be older. */
  #newest: { readonly atMs: number; readonly balance: string } | null = null;
  #isPointedAt = false;
  /** Counts requests, so that a slow answer for a range left meanwhile is dropped. */
  #request = 0;

  constructor(element: HTMLElement, frame: HTMLElement, root: string, fund: string, live: LiveFunds, culture: string) {
    this.#element = element;
    this.#frame = frame;
    this.#root = root;
    this.#fund = fund;
    this.#live = live;
    this.#culture = culture;
    this.#assetDecimals = Number(element.dataset["chartDecimals"] ?? "2");
    this.#asset = element.dataset["chartAsset"] ?? "";
  }

  start(): void {
    this.#element.dataset["chartReady"] = "";
    for (const button of this.#buttons()) {
      button.addEventListener("click", () => {
        const range = button.dataset["chartRange"];
        if (isRange(range)) {
          this.#range = range;
          void this.#load();
        }
      });
    }
    this.#live.onResumed(() => void this.#load());
    this.#live.onFunds((funds) => {
      for (const fund of funds) {
        if (fund.id === this.#fund) {
          this.#newest = { atMs: Date.parse(fund.updatedAt), balance: fund.balance };
          this.#append();
        }
      }
    });
    document.addEventListener("portal:theme", () => this.#paint());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paint());
    void this.#load();
  }

  async #load(): Promise<void> {
    const request = ++this.#request;
    for (const button of this.#buttons()) {
      button.setAttribute("aria-pressed", String(button.dataset["chartRange"] === this.#range));
    }
    let points: HistoryPoint[];
    try {
      points = await readHistory(this.#root, this.#fund, this.#range, this.#now());
    } catch {
      if (request === this.#request) {
        this.#failed(true);
      }
      return;
    }
    if (request === this.#request) {
      this.#failed(false);
      this.#show(points);
    }
  }

  /** Where ranges end: now, or where a recording's clock stands. */
  #now(): number {
    const clock = this.#element.dataset["chartClock"];
    return clock === undefined || clock === "" ? Date.now() : Math.max(Date.parse(clock), this.#newest?.atMs ?? 0);
  }

  #show(points: readonly HistoryPoint[]): void {
    if (points.length === 0) {
      return;
    }
    this.#intervalMs = intervalOf(points);
    this.#points = fill(points, this.#intervalMs, this.#now());
    const [low, high] = extremes(this.#points);
    this.#decimals = decimalsFor(high - low, this.#assetDecimals);
    const chart = this.#chart ?? this.#create();
    this.#series?.setData(this.#points.map(toData));
    this.#append();
    chart.timeScale().fitContent();
    this.#summarise(null);
  }

  #append(): void {
    if (this.#newest === null || this.#series === null || this.#points.length === 0) {
      return;
    }
    const point = takeLive(this.#points, this.#intervalMs, this.#newest.atMs, this.#newest.balance);
    if (point !== null) {
      this.#series.update(toData(point));
    }
    if (!this.#isPointedAt) {
      this.#summarise(null);
    }
  }

  #create(): IChartApi {
    this.#frame.replaceChildren();
    const chart = createChart(this.#frame, {
      autoSize: true,
      layout: { attributionLogo: false, background: { color: "transparent" }, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 },
      localization: {
        priceFormatter: (value: number) => balanceText(value, this.#decimals, this.#culture),
        timeFormatter: (time: Time) => formatTime(toDate(time), toDate(time), "moment", this.#culture),
      },
      timeScale: {
        minBarSpacing: 0.001,
        timeVisible: true,
        borderVisible: false,
        tickMarkFormatter: (time: Time, kind: number) => tickText(toDate(time), kind, this.#culture),
      },
      rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.12, bottom: 0.08 } },
      handleScroll: { vertTouchDrag: false },
      grid: { vertLines: { visible: false } },
    });
    this.#series = chart.addSeries(AreaSeries, {
      lineWidth: 2,
      lineType: LineType.WithSteps,
      priceFormat: { type: "custom", minMove: 10 ** -this.#assetDecimals, formatter: (value: number) => balanceText(value, this.#decimals, this.#culture) },
    });
    chart.subscribeCrosshairMove((move) => {
      this.#isPointedAt = typeof move.time === "number";
      this.#summarise(typeof move.time === "number" ? move.time * 1000 : null);
    });
    this.#chart = chart;
    this.#paint();
    return chart;
  }

  #paint(): void {
    const colours = coloursOf(this.#element);
    this.#chart?.applyOptions({
      layout: { textColor: colours.text },
      grid: { horzLines: { color: colours.grid } },
      crosshair: {
        vertLine: { color: colours.text, labelBackgroundColor: colours.label },
        horzLine: { color: colours.text, labelBackgroundColor: colours.label },
      },
    });
    this.#series?.applyOptions({
      lineColor: colours.line,
      topColor: colours.wash,
      bottomColor: "transparent",
      priceLineColor: colours.line,
      crosshairMarkerBorderColor: colours.surface,
      crosshairMarkerBackgroundColor: colours.line,
    });
  }

  /** The line under the chart: the figures of the pointed-at time, or the lowest and highest of the range. */
  #summarise(atMs: number | null): void {
    const line = this.#element.querySelector<HTMLElement>("[data-chart-summary]");
    const pointed = atMs === null ? undefined : this.#points.find((point) => point.atMs === atMs);
    if (line === null) {
      return;
    }
    if (pointed !== undefined) {
      const when = formatTime(new Date(pointed.atMs), new Date(pointed.atMs), "moment", this.#culture);
      line.textContent = `${when}: ${balanceText(Number(pointed.balance), this.#decimals, this.#culture)} ${this.#asset}`;
      return;
    }
    const [low, high] = extremes(this.#points);
    const text = (value: number): string => balanceText(value, this.#decimals, this.#culture);
    line.textContent = (line.dataset["textRange"] ?? "").replace("{low}", text(low)).replace("{high}", text(high));
  }

  #failed(hasFailed: boolean): void {
    const note = this.#element.querySelector<HTMLElement>("[data-chart-failed]");
    if (note !== null) {
      note.hidden = !hasFailed;
    }
  }

  #buttons(): NodeListOf<HTMLElement> {
    return this.#element.querySelectorAll<HTMLElement>("[data-chart-range]");
  }
}

function extremes(points: readonly HistoryPoint[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of points) {
    low = Math.min(low, Number(point.balance), Number(point.low ?? point.balance));
    high = Math.max(high, Number(point.balance), Number(point.high ?? point.balance));
  }
  return [low, high];
}

function toData(point: HistoryPoint): AreaData<UTCTimestamp> {
  return { time: Math.floor(point.atMs / 1000) as UTCTimestamp, value: Number(point.balance) };
}

function toDate(time: Time): Date {
  return new Date((time as number) * 1000);
}
