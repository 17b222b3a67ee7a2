// The script of every public page. Pages are complete without it; it shows times in the visitor's zone and keeps
// a page that names its view current.

import { LivePage, type LiveFunds } from "./live/page.js";
import { showCurrentPage } from "./site-nav.js";
import { localiseTimes } from "./time/localise.js";

const view = document.querySelector<HTMLElement>("[data-live-view]");
const culture = document.documentElement.lang;
localiseTimes(document, culture, new Date());
showCurrentPage(document.querySelector(".site-nav"));

if (view !== null) {
  const { liveView = "", liveCulture = culture, liveSequence, liveRoot = "/" } = view.dataset;
  const chart = document.querySelector<HTMLElement>("[data-balance-chart]");
  const sequence = Number(liveSequence ?? Number.NaN);
  const live = new LivePage(
    liveRoot,
    liveView,
    liveCulture,
    Number.isSafeInteger(sequence) ? sequence : null,
    chart === null ? [] : ["funds"],
  );
  if (chart !== null) {
    void showChart(chart, liveRoot, live, liveCulture);
  }
  live.start();
}

/** The chart is a file of its own, fetched only where there is one; its address is fingerprinted, so the page names it. */
async function showChart(element: HTMLElement, root: string, live: LiveFunds, culture: string): Promise<void> {
  const address = new URL(element.dataset["chartScript"] ?? "", document.baseURI).href;
  const { startChart } = (await import(address)) as typeof import("./chart.js");
  startChart(element, root, live, culture);
}
