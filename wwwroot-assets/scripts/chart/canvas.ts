import {
  AreaSeries, CandlestickSeries, createChart, createSeriesMarkers, HistogramSeries, LineType,
  type IChartApi, type ISeriesApi, type ISeriesMarkersPluginApi, type Time, type UTCTimestamp,
} from "lightweight-charts";
import { formatTime } from "../time/format.js";
import type { ChartColours } from "./colours.js";
import { bandsIn, bandsOut, stack, type FlowBand } from "./flows.js";
import type { HistoryBar } from "./history.js";
import type { ChartMark } from "./marks.js";
import { balanceText, tickText } from "./texts.js";

export type ChartStyle = "area" | "candles";

/** The larger total is drawn first, so that what lies on it stays visible. */
const drawnBands: readonly FlowBand[] = [...[...bandsIn].reverse(), ...[...bandsOut].reverse()];
const flowsShare = 0.32;

/** The drawn chart: the balance as line or candles with its marks, and below it what moved it. */
export class ChartCanvas {
  readonly #chart: IChartApi;
  readonly #culture: string;
  readonly #assetDecimals: number;
  readonly #flows = new Map<FlowBand, ISeriesApi<"Histogram">>();
  #balance: ISeriesApi<"Area"> | ISeriesApi<"Candlestick">;
  #markers: ISeriesMarkersPluginApi<Time>;
  #style: ChartStyle = "area";
  #decimals = 2;
  #colours: ChartColours;

  constructor(frame: HTMLElement, culture: string, assetDecimals: number, colours: ChartColours, isStill: boolean) {
    this.#culture = culture;
    this.#assetDecimals = assetDecimals;
    this.#colours = colours;
    this.#chart = createChart(frame, {
      autoSize: true,
      layout: { attributionLogo: false, background: { color: "transparent" }, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, panes: { enableResize: false } },
      localization: { timeFormatter: (time: Time) => formatTime(toDate(time), toDate(time), "moment", culture) },
      timeScale: {
        minBarSpacing: 0.001,
        timeVisible: true,
        borderVisible: false,
        tickMarkFormatter: (time: Time, kind: number) => tickText(toDate(time), kind, culture),
      },
      rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.16, bottom: 0.06 } },
      // The page scrolls by wheel; the chart is zoomed by its buttons, by pinching and by dragging its axis.
      handleScroll: { vertTouchDrag: false, mouseWheel: false },
      handleScale: { mouseWheel: false },
      kineticScroll: { touch: !isStill, mouse: false },
      grid: { vertLines: { visible: false } },
    });
    this.#balance = this.#addBalance();
    this.#markers = createSeriesMarkers(this.#balance, []);
    for (const band of drawnBands) {
      const series = this.#chart.addSeries(HistogramSeries, { priceLineVisible: false, lastValueVisible: false, base: 0, priceFormat: this.#format(() => Math.max(0, this.#decimals - 1)) }, 1);
      series.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.05 } });
      this.#flows.set(band, series);
    }
    const [main, below] = this.#chart.panes();
    main?.setStretchFactor(1 - flowsShare);
    below?.setStretchFactor(flowsShare);
    this.paint(colours);
  }

  /** Calls with the time pointed at, or null. */
  onPointed(listener: (atMs: number | null) => void): void {
    this.#chart.subscribeCrosshairMove((move) => listener(typeof move.time === "number" ? move.time * 1000 : null));
  }

  setStyle(style: ChartStyle, bars: readonly HistoryBar[], marks: readonly ChartMark[]): void {
    if (style === this.#style) {
      return;
    }
    this.#style = style;
    this.#chart.removeSeries(this.#balance);
    this.#balance = this.#addBalance();
    this.#markers = createSeriesMarkers(this.#balance, []);
    this.paint(this.#colours);
    this.#setBalance(bars);
    this.setMarks(marks);
  }

  setBars(bars: readonly HistoryBar[], decimals: number, isNewRange: boolean): void {
    this.#decimals = decimals;
    this.#setBalance(bars);
    for (const [band, series] of this.#flows) {
      series.setData(bars.map((bar) => ({ time: toTime(bar), value: stack(bar, this.#assetDecimals)[band] })));
    }
    if (isNewRange) {
      this.fit();
    }
  }

  update(bar: HistoryBar): void {
    this.#setLast(bar);
    for (const [band, series] of this.#flows) {
      series.update({ time: toTime(bar), value: stack(bar, this.#assetDecimals)[band] });
    }
  }

  setMarks(marks: readonly ChartMark[]): void {
    this.#markers.setMarkers(marks.map((mark) => ({
      time: Math.floor(mark.atMs / 1000) as UTCTimestamp,
      position: "aboveBar",
      shape: mark.shape === "in" ? "arrowUp" : mark.shape === "out" ? "arrowDown" : mark.shape === "rule" ? "circle" : "square",
      color: this.#colours[mark.shape],
      text: mark.letter,
    })));
  }

  point(bar: HistoryBar): void {
    this.#chart.setCrosshairPosition(Number(bar.close), toTime(bar), this.#balance);
  }

  fit(): void {
    this.#chart.timeScale().fitContent();
  }

  /** Shows more or less time around the middle. */
  zoom(factor: number): void {
    const scale = this.#chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (range !== null) {
      const [middle, half] = [(range.from + range.to) / 2, Math.max(2.5, ((range.to - range.from) / 2) * factor)];
      scale.setVisibleLogicalRange({ from: middle - half, to: middle + half });
    }
  }

  paint(colours: ChartColours): void {
    this.#colours = colours;
    this.#chart.applyOptions({
      layout: { textColor: colours.text, panes: { separatorColor: colours.grid } },
      grid: { horzLines: { color: colours.grid } },
      crosshair: {
        vertLine: { color: colours.text, labelBackgroundColor: colours.label },
        horzLine: { color: colours.text, labelBackgroundColor: colours.label },
      },
    });
    if (this.#style === "area") {
      (this.#balance as ISeriesApi<"Area">).applyOptions({
        lineColor: colours.line, topColor: colours.wash, bottomColor: "transparent", priceLineColor: colours.line,
        crosshairMarkerBorderColor: colours.surface, crosshairMarkerBackgroundColor: colours.line,
      });
    } else {
      (this.#balance as ISeriesApi<"Candlestick">).applyOptions({
        upColor: colours.up, downColor: colours.down, borderUpColor: colours.up, borderDownColor: colours.down,
        wickUpColor: colours.up, wickDownColor: colours.down, priceLineColor: colours.line,
      });
    }
    for (const [band, series] of this.#flows) {
      series.applyOptions({ color: colours[band] });
    }
  }

  #addBalance(): ISeriesApi<"Area"> | ISeriesApi<"Candlestick"> {
    const priceFormat = this.#format(() => this.#decimals);
    return this.#style === "area"
      ? this.#chart.addSeries(AreaSeries, { lineWidth: 2, lineType: LineType.WithSteps, priceFormat })
      : this.#chart.addSeries(CandlestickSeries, { priceFormat });
  }

  #format(decimals: () => number): { type: "custom"; minMove: number; formatter: (value: number) => string } {
    return { type: "custom", minMove: 10 ** -this.#assetDecimals, formatter: (value) => balanceText(value, decimals(), this.#culture) };
  }

  #setBalance(bars: readonly HistoryBar[]): void {
    if (this.#style === "area") {
      (this.#balance as ISeriesApi<"Area">).setData(bars.map((bar) => ({ time: toTime(bar), value: Number(bar.close) })));
    } else {
      (this.#balance as ISeriesApi<"Candlestick">).setData(bars.map(toCandle));
    }
  }

  #setLast(bar: HistoryBar): void {
    if (this.#style === "area") {
      (this.#balance as ISeriesApi<"Area">).update({ time: toTime(bar), value: Number(bar.close) });
    } else {
      (this.#balance as ISeriesApi<"Candlestick">).update(toCandle(bar));
    }
  }
}

function toCandle(bar: HistoryBar): { time: UTCTimestamp; open: number; high: number; low: number; close: number } {
  return { time: toTime(bar), open: Number(bar.open), high: Number(bar.high), low: Number(bar.low), close: Number(bar.close) };
}

function toTime(bar: HistoryBar): UTCTimestamp {
  return Math.floor(bar.atMs / 1000) as UTCTimestamp;
}

function toDate(time: Time): Date {
  return new Date((time as number) * 1000);
}
