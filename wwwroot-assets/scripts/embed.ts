// The script of every widget. Widgets are complete without it; it keeps them current and tells the page around how high they are.

import { findHolder } from "./embed/connect.js";
import { reportHeight } from "./embed/height.js";
import type { HolderMessage } from "./embed/shared-stream.js";
import { applyFragments } from "./live/patch.js";
import { localiseTimes } from "./time/localise.js";

/** A widget that nobody sees lets go of the connection. */
const hiddenMsMax = 10_000;

const culture = document.documentElement.lang;
localiseTimes(document, culture, new Date());
const content = document.querySelector("main");
if (content !== null) {
  reportHeight(content);
}

const live = document.querySelector<HTMLElement>("[data-embed-topic]");
const sequence = Number(live?.dataset["embedSequence"] ?? Number.NaN);
if (live !== null && Number.isSafeInteger(sequence)) {
  keepCurrent(live.dataset["embedTopic"] ?? "", sequence, live.dataset["embedRoot"] ?? "/", live.dataset["embedWorker"] ?? "");
}

function keepCurrent(topic: string, begun: number, root: string, worker: string): void {
  const key = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
  let shown = begun;
  let isJoined = false;
  const join = (): void => {
    isJoined = true;
    holder.say({ kind: "join", key, topic, sequence: shown });
  };
  const leave = (): void => {
    isJoined = false;
    holder.say({ kind: "leave", key });
  };
  const hear = (message: HolderMessage): void => {
    if (message.kind === "state") {
      showState(message.isLive);
      return;
    }
    const { replaced, added } = applyFragments(document, message.fragments.filter((one) => document.getElementById(one.target) !== null));
    for (const element of [...replaced, ...added]) {
      localiseTimes(element, culture, new Date());
    }
    shown = Math.max(shown, message.sequence);
    showTime();
  };
  const holder = findHolder({ root, workerAddress: worker, rejoin: () => (isJoined ? join() : undefined), hear });

  let hidden: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.visibilityState === "hidden") {
      hidden = setTimeout(leave, hiddenMsMax);
    } else if (!isJoined) {
      join();
    }
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => (event.persisted ? join() : undefined));
  join();
}

function showState(isLive: boolean): void {
  const freshness = document.getElementById("embed-freshness");
  if (freshness !== null) {
    freshness.dataset["state"] = isLive ? "live" : "stale";
    const label = freshness.querySelector("[data-slot='word']");
    if (label !== null) {
      label.textContent = freshness.dataset[isLive ? "textLive" : "textStale"] ?? "";
    }
    // Live until a moment ago: that is how old the figures are now.
    showTime();
  }
}

function showTime(): void {
  const time = document.querySelector("#embed-freshness time");
  const now = new Date();
  time?.setAttribute("datetime", now.toISOString());
  time?.setAttribute("title", now.toISOString());
  if (time) {
    localiseTimes(time, culture, now);
  }
}
