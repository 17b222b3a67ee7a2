import type { LogAnswer, LogRequest, LogResults, LogTask } from "./worker-protocol.js";
import { siteRoot } from "../site-root.js";

/** The visitor ended a task. */
export class CancelledError extends Error {}

interface Pending {
  readonly done: (result: never) => void;
  readonly failed: (reason: Error) => void;
  readonly progress: (progress: never) => void;
}

/** The page's side of the worker. */
export class LogClient {
  readonly #worker: Worker;
  readonly #root: string;
  readonly #pending = new Map<number, Pending>();
  #last = 0;

  /** The worker's file is fingerprinted, so the page names it. */
  constructor(workerAddress: string, root: string) {
    this.#root = root;
    this.#worker = new Worker(workerAddress, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<LogAnswer>) => this.#take(data);
    this.#worker.onerror = (event) => {
      for (const pending of this.#pending.values()) {
        pending.failed(new Error(event.message ?? "worker"));
      }
      this.#pending.clear();
    };
  }

  run<T extends LogTask>(task: T, progress: (progress: never) => void = () => undefined): Promise<LogResults[T["kind"]]> {
    const id = ++this.#last;
    return new Promise((done, failed) => {
      this.#pending.set(id, { done, failed, progress });
      this.#post({ id, root: this.#root, task });
    });
  }

  /** Ends whatever is under way. */
  cancel(): void {
    for (const id of this.#pending.keys()) {
      this.#post({ id, cancel: true });
    }
  }

  #post(request: LogRequest): void {
    this.#worker.postMessage(request);
  }

  #take(answer: LogAnswer): void {
    const pending = this.#pending.get(answer.id);
    if (answer.kind === "progress") {
      pending?.progress(answer.progress as never);
      return;
    }
    this.#pending.delete(answer.id);
    if (answer.kind === "done") {
      pending?.done(answer.result as never);
    } else {
      pending?.failed(answer.kind === "cancelled" ? new CancelledError() : new Error(answer.reason));
    }
  }
}

/** The client that a page's element names: `data-log-worker` is the address of the worker's file. */
export function clientOf(element: HTMLElement): LogClient {
  return new LogClient(new URL(element.dataset["logWorker"] ?? "", document.baseURI).href, siteRoot());
}
