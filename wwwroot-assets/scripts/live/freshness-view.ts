import { formatAge, formatTime } from "../time/format.js";
import type { Announcer } from "./announcer.js";
import { freshnessOf, type FreshnessState } from "./freshness.js";
import type { SessionState } from "./session.js";

/** Shows in the header how fresh the figures are, and raises the banner when the connection is lost. */
export class FreshnessView {
  readonly #announcer: Announcer;
  readonly #culture: string;
  #session: SessionState = "connecting";
  #heardAtMs: number | null = null;
  #serverTimeUnixMs: number;
  #lostAtMs: number | null = null;
  #shown: FreshnessState = "connecting";

  constructor(announcer: Announcer, culture: string, nowMs: number) {
    this.#announcer = announcer;
    this.#culture = culture;
    this.#serverTimeUnixMs = nowMs;
  }

  heard(nowMs: number, serverTimeUnixMs: number | null): void {
    this.#heardAtMs = nowMs;
    this.#serverTimeUnixMs = serverTimeUnixMs ?? Math.max(nowMs, this.#serverTimeUnixMs);
    this.tick(nowMs);
  }

  sessionChanged(state: SessionState, nowMs: number): void {
    if (state === "live") {
      this.#lostAtMs = null;
      // From here on it has to speak: while nobody settles it does not, and what was opened then must not look live for ever.
      this.#heardAtMs ??= nowMs;
    } else if (state === "waiting") {
      this.#lostAtMs ??= nowMs;
    } else if (state === "paused") {
      this.#lostAtMs = null;
    }
    this.#session = state;
    this.tick(nowMs);
  }

  /** Call about once a second. */
  tick(nowMs: number): void {
    const element = document.getElementById("freshness");
    const state = freshnessOf(this.#session, nowMs, this.#heardAtMs, this.#lostAtMs);
    if (element === null || (state === "connecting" && this.#shown === "connecting")) {
      return;
    }
    this.#write(element, state, nowMs);
    if (state !== this.#shown) {
      this.#announce(element, state);
      this.#shown = state;
    }
  }

  #write(element: HTMLElement, state: FreshnessState, nowMs: number): void {
    const age = formatAge(nowMs - (this.#heardAtMs ?? nowMs), this.#culture);
    const label = element.querySelector(".freshness-label");
    const text = (element.dataset[textNames[state]] ?? "").replace("{age}", age);
    element.dataset["state"] = state;
    if (label !== null && label.textContent !== text) {
      label.textContent = text;
    }
    this.#banner(state);
  }

  #banner(state: FreshnessState): void {
    const banner = document.getElementById("connection-banner");
    const asOf = document.querySelector("#connection-banner time");
    if (banner === null || banner.hidden === (state !== "offline")) {
      return;
    }
    const at = new Date(this.#serverTimeUnixMs);
    asOf?.setAttribute("datetime", at.toISOString());
    asOf?.replaceChildren(formatTime(at, at, "recent", this.#culture));
    banner.hidden = state !== "offline";
  }

  #announce(element: HTMLElement, state: FreshnessState): void {
    if (state === "offline") {
      this.#announcer.say(element.dataset["textLost"] ?? "");
    } else if (state === "live" && this.#shown === "offline") {
      this.#announcer.say(element.dataset["textBack"] ?? "");
    }
  }
}

const textNames: Readonly<Record<FreshnessState, string>> = {
  connecting: "textConnecting",
  live: "textLive",
  stale: "textStale",
  offline: "textOffline",
  paused: "textPaused",
};
