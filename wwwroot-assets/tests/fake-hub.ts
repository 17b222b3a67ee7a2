import type { Fragment, HubLink, HubMessages, OpenLink, Snapshot } from "../scripts/live/protocol.js";
import type { Surroundings } from "../scripts/live/session.js";

/** One connection the session opened: the test answers its calls and speaks as the server. */
export class FakeLink implements HubLink {
  readonly subscriptions: { topics: readonly string[]; from: number | null; answer: (snapshot: Snapshot) => void; fail: () => void }[] = [];
  isClosed = false;

  constructor(
    readonly server: HubMessages,
    readonly attempt: number,
  ) {}

  subscribe(topics: readonly string[], from: number | null): Promise<Snapshot> {
    return new Promise((answer, reject) => {
      this.subscriptions.push({ topics, from, answer, fail: () => reject(new Error("refused")) });
    });
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A server that accepts connections, or refuses them while `isDown`. */
export class FakeHub {
  readonly links: FakeLink[] = [];
  readonly attempts: number[] = [];
  isDown = false;

  readonly open: OpenLink = async (messages, attempt) => {
    this.attempts.push(attempt);
    if (this.isDown) {
      throw new Error("down");
    }
    const link = new FakeLink(messages, attempt);
    this.links.push(link);
    return link;
  };

  get last(): FakeLink {
    const link = this.links.at(-1);
    if (link === undefined) {
      throw new Error("nobody connected");
    }
    return link;
  }

  async answer(sequence: number, fragments: readonly Fragment[] = []): Promise<void> {
    this.last.subscriptions.at(-1)?.answer({ sequence, fragments });
    await settle();
  }
}

/** Timers that fire when the test says so. */
export class FakeTimers implements Surroundings {
  readonly waiting = new Map<number, { action: () => void; delayMs: number }>();
  #next = 1;

  setTimeout(action: () => void, delayMs: number): number {
    this.waiting.set(this.#next, { action, delayMs });
    return this.#next++;
  }

  clearTimeout(timer: unknown): void {
    this.waiting.delete(timer as number);
  }

  random(): number {
    return 0.5;
  }

  async fire(): Promise<void> {
    const due = [...this.waiting.values()];
    this.waiting.clear();
    due.forEach((timer) => timer.action());
    await settle();
  }
}

/** Lets everything that is ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) {
    await Promise.resolve();
  }
}

export function row(id: string): Fragment {
  return { target: "rows", html: `<li id="${id}"></li>`, place: "prepend", keep: 10 };
}
