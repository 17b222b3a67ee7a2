import { localiseTimes, refreshAges } from "../time/localise.js";
import { Announcer } from "./announcer.js";
import { LiveFeed } from "./feed.js";
import { FreshnessView } from "./freshness-view.js";
import { openHub } from "./hub.js";
import { applyFragments } from "./patch.js";
import type { Fragment, FundChange } from "./protocol.js";
import { LiveSession } from "./session.js";

/** What a chart needs of the page's one connection. */
export interface LiveFunds {
  onFunds(listener: (funds: readonly FundChange[]) => void): void;
  onResumed(listener: () => void): void;
}

const highlightMs = 4_000;

/** As many liquidations as the server holds in memory (LiveSnapshot.LiquidationsMax). */
const rememberedMax = 4_096;

/** A tab that is only glanced away from keeps its connection. */
const hiddenGraceMs = 10_000;

/** Keeps the page on screen current: one connection, one session. */
export class LivePage implements LiveFunds {
  readonly #culture: string;
  readonly #announcer: Announcer;
  readonly #freshness: FreshnessView;
  readonly #session: LiveSession;
  readonly #feed: LiveFeed | null;
  readonly #fundListeners: ((funds: readonly FundChange[]) => void)[] = [];
  readonly #resumeListeners: (() => void)[] = [];
  #hiddenTimer: number | undefined;

  constructor(root: string, view: string, culture: string, sequence: number | null, extraTopics: readonly string[]) {
    this.#culture = culture;
    this.#feed = LiveFeed.find(document, culture);
    this.#announcer = new Announcer(document.getElementById("live-announcements") ?? document.createElement("p"), Date.now());
    this.#freshness = new FreshnessView(this.#announcer, culture, Date.now());
    this.#session = new LiveSession({
      topics: [`page:${view}:${culture}`, ...extraTopics],
      sequence,
      open: (messages, attempt) => openHub(`${root}hubs/fund`, messages, attempt),
      surroundings: {
        setTimeout: (action, delayMs) => window.setTimeout(action, delayMs),
        clearTimeout: (timer) => window.clearTimeout(timer as number),
        random: Math.random,
      },
      apply: (fragments) => this.#apply(fragments),
      heard: (serverTimeUnixMs) => this.#freshness.heard(Date.now(), serverTimeUnixMs),
      stateChanged: (state) => this.#freshness.sessionChanged(state, Date.now()),
      fundsChanged: (funds) => this.#fundListeners.forEach((listener) => listener(funds)),
      resumed: (missedEntries) => this.#resumed(view, missedEntries),
    });
  }

  onFunds(listener: (funds: readonly FundChange[]) => void): void {
    this.#fundListeners.push(listener);
  }

  onResumed(listener: () => void): void {
    this.#resumeListeners.push(listener);
  }

  start(): void {
    this.#watchVisibility();
    this.#watchPauseButton();
    window.addEventListener("online", () => this.#session.retryNow());
    window.setInterval(() => this.#tick(), 1_000);
    document.documentElement.dataset["liveReady"] = "";
    this.#session.start();
  }

  #resumed(view: string, missedEntries: number): void {
    // The server remembers so many liquidations; in a list that leaves some out, older ones could be missing without a trace.
    if (missedEntries > rememberedMax && view.startsWith("liquidations/")) {
      window.location.reload();
    }
    this.#resumeListeners.forEach((listener) => listener());
  }

  #apply(fragments: readonly Fragment[]): boolean {
    const feed = this.#feed;
    const patched = applyFragments(document, feed === null ? fragments : fragments.filter((fragment) => !feed.owns(fragment)));
    const added = [...patched.added, ...fragments.filter((fragment) => feed?.owns(fragment)).flatMap((fragment) => feed?.take(fragment) ?? [])];
    const changed = [...added, ...patched.replaced];
    for (const element of changed) {
      localiseTimes(element, this.#culture, new Date());
    }
    window.setTimeout(() => changed.forEach((element) => element.classList.remove("is-new", "is-changed")), highlightMs);
    this.#announcer.rowsAdded(added.length);
    return !patched.isIncomplete;
  }

  #tick(): void {
    const now = new Date();
    const region = document.getElementById("live-announcements");
    refreshAges(document, this.#culture, now);
    this.#freshness.tick(now.getTime());
    this.#announcer.tick(now.getTime(), region?.dataset["textAdded"] ?? "");
  }

  /** A hidden tab costs the server nothing; on return the session asks for what it missed. */
  #watchVisibility(): void {
    const follow = (): void => {
      window.clearTimeout(this.#hiddenTimer);
      if (document.hidden) {
        this.#hiddenTimer = window.setTimeout(() => this.#session.pause("hidden"), hiddenGraceMs);
      } else {
        this.#session.resume("hidden");
      }
    };
    document.addEventListener("visibilitychange", follow);
    // A page kept for the back button must not hold a connection either.
    window.addEventListener("pagehide", () => this.#session.pause("left"));
    window.addEventListener("pageshow", () => this.#session.resume("left"));
    follow();
  }

  #watchPauseButton(): void {
    const button = document.getElementById("live-pause");
    button?.addEventListener("click", () => {
      const isPaused = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(isPaused));
      if (isPaused) {
        this.#session.pause("button");
      } else {
        this.#session.resume("button");
      }
    });
  }
}
