import type { Fragment, FundChange, HubLink, OpenLink } from "./protocol.js";

/** "waiting": the next attempt is scheduled. "paused": somebody, or a hidden tab, asked for quiet. */
export type SessionState = "connecting" | "live" | "waiting" | "paused";

/** Timers and chance, so that tests can hold both. */
export interface Surroundings {
  setTimeout(action: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
  random(): number;
}

export interface SessionOptions {
  readonly topics: readonly string[];
  /** The sequence that the page was rendered at; null asks for everything. */
  readonly sequence: number | null;
  readonly open: OpenLink;
  readonly surroundings: Surroundings;
  /** Puts the fragments into the page. False: the page lacks a target and needs a fresh snapshot. */
  apply(fragments: readonly Fragment[]): boolean;
  /** The server said something; the beat also tells its own time. */
  heard(serverTimeUnixMs: number | null): void;
  stateChanged(state: SessionState): void;
  fundsChanged(funds: readonly FundChange[]): void;
  /** Live again after a gap of so many entries: whoever keeps figures of its own must fetch them again. */
  resumed(missedEntries: number): void;
}

const firstDelayMs = 500;
const longestDelayMs = 20_000;

/** How long to wait before attempt number `attempt`: doubling from the second on, capped, and spread so that a crowd does not return at once. */
export function retryDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(Math.max(attempt - 2, 0), 10));
  return ceiling / 2 + (random * ceiling) / 2;
}

type Held = { readonly sequence: number; readonly fragments: readonly Fragment[] };

/** Keeps one page at the newest sequence over however many connections that takes. */
export class LiveSession {
  readonly #options: SessionOptions;
  readonly #pauses = new Set<string>();
  #sequence: number | null;
  #state: SessionState = "paused";
  #attempt = 0;
  /** Raised whenever a connection is given up, so that its late answers are recognised and dropped. */
  #generation = 0;
  #link: HubLink | null = null;
  #timer: unknown = null;
  /** Messages that came before the snapshot they belong after; null once the snapshot is in the page. */
  #held: Held[] | null = [];
  #snapshotAsked = false;
  #wasLive = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#sequence = options.sequence;
  }

  get sequence(): number | null {
    return this.#sequence;
  }

  get state(): SessionState {
    return this.#state;
  }

  start(): void {
    if (this.#pauses.size === 0) {
      void this.#connect();
    }
  }

  /** Several reasons can hold the session; it runs again when the last one is gone. */
  pause(reason: string): void {
    this.#pauses.add(reason);
    if (this.#state !== "paused") {
      this.#giveUp();
      this.#enter("paused");
    }
  }

  resume(reason: string): void {
    if (this.#pauses.delete(reason) && this.#pauses.size === 0) {
      this.#attempt = 0;
      void this.#connect();
    }
  }

  /** The network is said to be back: do not wait for the timer. */
  retryNow(): void {
    if (this.#state === "waiting") {
      this.#attempt = 0;
      void this.#connect();
    }
  }

  async #connect(): Promise<void> {
    this.#giveUp();
    const generation = this.#generation;
    const isCurrent = (): boolean => generation === this.#generation;
    this.#attempt++;
    this.#held = [];
    this.#snapshotAsked = false;
    this.#enter("connecting");
    try {
      const link = await this.#options.open(
        {
          fragmentsChanged: (sequence, fragments) => isCurrent() && this.#receive(sequence, fragments),
          fundsChanged: (_, funds) => {
            if (isCurrent()) {
              this.#options.heard(null);
              this.#options.fundsChanged(funds);
            }
          },
          freshness: (_, serverTimeUnixMs) => isCurrent() && this.#options.heard(serverTimeUnixMs),
          closed: () => isCurrent() && this.#retryLater(),
        },
        this.#attempt,
      );
      if (!isCurrent()) {
        link.close();
        return;
      }
      this.#link = link;
      const leftAt = this.#sequence;
      await this.#subscribe(link, leftAt, isCurrent);
      if (isCurrent()) {
        this.#attempt = 0;
        this.#enter("live");
        if (this.#wasLive) {
          this.#options.resumed((this.#sequence ?? 0) - (leftAt ?? 0));
        }
        this.#wasLive = true;
      }
    } catch {
      if (isCurrent()) {
        this.#retryLater();
      }
    }
  }

  async #subscribe(link: HubLink, fromSequence: number | null, isCurrent: () => boolean): Promise<void> {
    const snapshot = await link.subscribe(this.#options.topics, fromSequence);
    if (!isCurrent()) {
      return;
    }
    this.#options.heard(null);
    const held = this.#held ?? [];
    this.#held = null;
    // A snapshot holds the whole page, so it counts even when a message overtook it.
    if (snapshot.fragments.length > 0) {
      this.#options.apply(snapshot.fragments);
    }
    this.#sequence = fromSequence === null ? snapshot.sequence : Math.max(fromSequence, snapshot.sequence);
    for (const message of held) {
      this.#take(message.sequence, message.fragments);
    }
  }

  #receive(sequence: number, fragments: readonly Fragment[]): void {
    this.#options.heard(null);
    if (this.#held !== null) {
      this.#held.push({ sequence, fragments });
    } else {
      this.#take(sequence, fragments);
    }
  }

  #take(sequence: number, fragments: readonly Fragment[]): void {
    if (this.#sequence !== null && sequence < this.#sequence) {
      return;
    }
    // At the same sequence time alone can have changed something, such as whether anybody settles; rows would come twice.
    const fresh = sequence === this.#sequence ? fragments.filter((fragment) => fragment.place === "replace") : fragments;
    this.#sequence = sequence;
    if (fresh.length > 0 && !this.#options.apply(fresh)) {
      this.#askForSnapshot();
    }
  }

  /** Once a connection: a page that still lacks the target after that simply does not show it. */
  #askForSnapshot(): void {
    const link = this.#link;
    if (link === null || this.#snapshotAsked) {
      return;
    }
    this.#snapshotAsked = true;
    this.#held = [];
    const generation = this.#generation;
    const isCurrent = (): boolean => generation === this.#generation;
    this.#subscribe(link, null, isCurrent).catch(() => isCurrent() && this.#retryLater());
  }

  #retryLater(): void {
    this.#giveUp();
    const delayMs = retryDelayMs(this.#attempt + 1, this.#options.surroundings.random());
    this.#timer = this.#options.surroundings.setTimeout(() => void this.#connect(), delayMs);
    this.#enter("waiting");
  }

  #giveUp(): void {
    this.#generation++;
    this.#options.surroundings.clearTimeout(this.#timer);
    this.#timer = null;
    this.#link?.close();
    this.#link = null;
  }

  #enter(state: SessionState): void {
    if (state !== this.#state) {
      this.#state = state;
      this.#options.stateChanged(state);
    }
  }
}
