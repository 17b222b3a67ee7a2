import type { Fragment } from "../live/protocol.js";
import type { StreamEvent, StreamHandlers } from "./event-stream.js";

/** What a widget says to whoever holds the connection. `sequence` is what it shows already. */
export type FollowerMessage =
  | { readonly kind: "join"; readonly key: string; readonly topic: string; readonly sequence: number }
  | { readonly kind: "leave"; readonly key: string };

/** What it is told. Every widget takes the fragments whose targets it has. */
export type HolderMessage =
  | { readonly kind: "state"; readonly isLive: boolean }
  | { readonly kind: "fragments"; readonly sequence: number; readonly fragments: readonly Fragment[] };

export type OpenStream = (address: string, handlers: StreamHandlers) => () => void;

interface Follower {
  readonly topic: string;
  readonly sequence: number;
  readonly tell: (message: HolderMessage) => void;
}

/** Widgets of one page begin within moments of one another: one connection is opened for all of them. */
export const gatherMs = 50;
const retryMsMin = 1_000;
const retryMsMax = 30_000;

/** The one connection that all widgets of a page or a browser share. */
export class SharedStream {
  readonly #root: string;
  readonly #open: OpenStream;
  readonly #followers = new Map<string, Follower>();
  #close: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #topics: ReadonlySet<string> = new Set();
  #sequence: number | null = null;
  // What those show who came since the connection was opened.
  #unserved: number[] = [];
  #isLive = false;
  #failures = 0;

  constructor(root: string, open: OpenStream) {
    this.#root = root;
    this.#open = open;
  }

  take(message: FollowerMessage, tell: (message: HolderMessage) => void): void {
    if (message.kind === "leave") {
      this.#leave(message.key);
      return;
    }
    const { key, topic, sequence } = message;
    this.#followers.set(key, { topic, sequence, tell });
    const isServed = this.#close !== null && this.#topics.has(topic) && sequence >= (this.#sequence ?? Number.POSITIVE_INFINITY);
    if (isServed) {
      tell({ kind: "state", isLive: this.#isLive });
    } else {
      this.#unserved.push(sequence);
      this.#schedule(gatherMs);
    }
  }

  #leave(key: string): void {
    this.#followers.delete(key);
    if (this.#followers.size === 0) {
      clearTimeout(this.#timer);
      this.#unserved = [];
      this.#stop();
    }
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#begin(), afterMs);
  }

  #stop(): void {
    this.#close?.();
    this.#close = null;
    this.#isLive = false;
    this.#sequence = null;
  }

  // From the oldest page on: what others have already, they are told again, which changes nothing for them.
  #begin(): void {
    const followers = [...this.#followers.values()];
    const heard = this.#sequence;
    this.#stop();
    if (followers.length === 0) {
      return;
    }
    const from = Math.min(...this.#unserved, heard ?? Number.POSITIVE_INFINITY);
    this.#unserved = [];
    this.#topics = new Set(followers.map((one) => one.topic));
    this.#sequence = from;
    const query = new URLSearchParams({ topics: [...this.#topics].join(","), lastEventId: String(from) });
    this.#close = this.#open(`${this.#root}api/v1/stream?${query}`, {
      opened: () => {
        this.#failures = 0;
        this.#isLive = true;
        this.#tell({ kind: "state", isLive: true });
      },
      heard: (event) => this.#heard(event),
      ended: () => this.#ended(),
    });
  }

  #heard(event: StreamEvent | null): void {
    if (event?.id !== null && event?.id !== undefined && /^\d+$/.test(event.id)) {
      this.#sequence = Number(event.id);
    }
    if (event?.event === "Snapshot" || event?.event === "FragmentsChanged") {
      const { sequence, fragments } = JSON.parse(event.data) as { sequence: number; fragments: readonly Fragment[] };
      this.#tell({ kind: "fragments", sequence, fragments });
    }
  }

  #ended(): void {
    this.#close = null;
    this.#isLive = false;
    this.#tell({ kind: "state", isLive: false });
    this.#failures += 1;
    const pause = Math.min(retryMsMax, retryMsMin * 2 ** (this.#failures - 1));
    // Spread out, so that those whom a server lost do not come back all at once.
    this.#schedule(pause * (0.5 + Math.random() / 2));
  }

  #tell(message: HolderMessage): void {
    for (const follower of this.#followers.values()) {
      follower.tell(message);
    }
  }
}
