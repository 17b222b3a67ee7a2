import { LogFaultError, UnavailableError, fault } from "./faults.js";

/** The log's public files. */
export interface LogFiles {
  /** The file's bytes; null when there is none. Throws `UnavailableError` when the portal can't say, or sends more than `lengthMax`. */
  read(path: string, lengthMax: number): Promise<Uint8Array | null>;
}

/** A file that a signed checkpoint promises. */
export async function readPromised(files: LogFiles, path: string, lengthMax: number): Promise<Uint8Array> {
  const bytes = await files.read(path, lengthMax);
  if (bytes === null) {
    throw new LogFaultError(fault("file-missing", { path }));
  }
  return bytes;
}

export interface HttpSurroundings {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

const triesMax = 6;
const firstWaitMs = 250;
const waitMsMax = 8_000;
const answerMsMax = 20_000;

/** Asks the portal itself, never a cache: what counts is what it says now. Tries again with back-off. */
export class HttpLogFiles implements LogFiles {
  constructor(
    private readonly root: string,
    private readonly signal: AbortSignal,
    private readonly surroundings: HttpSurroundings = browserSurroundings,
  ) {}

  async read(path: string, lengthMax: number): Promise<Uint8Array | null> {
    let reason = "";
    for (let attempt = 0; attempt < triesMax; attempt++) {
      if (attempt > 0) {
        const wait = Math.min(waitMsMax, firstWaitMs * 2 ** (attempt - 1));
        await this.surroundings.wait(wait * (0.5 + this.surroundings.random()), this.signal);
      }
      const answer = await this.#ask(path, lengthMax);
      if (answer.kind !== "again") {
        return answer.bytes;
      }
      reason = answer.reason;
      this.signal.throwIfAborted();
    }
    throw new UnavailableError(path, reason);
  }

  async #ask(path: string, lengthMax: number): Promise<{ kind: "done"; bytes: Uint8Array | null } | { kind: "again"; reason: string }> {
    // By hand: AbortSignal.any is younger than the browsers that are served.
    const limit = new AbortController();
    const stop = (): void => limit.abort();
    const timer = setTimeout(stop, answerMsMax);
    this.signal.addEventListener("abort", stop);
    try {
      const response = await this.surroundings.fetch(`${this.root}${path}`, { cache: "no-store", credentials: "omit", signal: limit.signal });
      if (response.status === 404 || response.status === 410) {
        return { kind: "done", bytes: null };
      }
      return response.ok
        ? { kind: "done", bytes: await readAtMost(response, path, lengthMax) }
        : { kind: "again", reason: String(response.status) };
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof UnavailableError) {
        throw error;
      }
      return { kind: "again", reason: error instanceof Error ? error.name : "" };
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener("abort", stop);
    }
  }
}

/** Counts what arrives after decompression: a small answer may unpack to a huge one. */
async function readAtMost(response: Response, path: string, lengthMax: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) {
    return new Uint8Array();
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    length += value.length;
    if (length > lengthMax) {
      await reader.cancel();
      throw new UnavailableError(path, `> ${lengthMax}`);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const browserSurroundings: HttpSurroundings = {
  fetch: (address, init) => fetch(address, init),
  random: Math.random,
  wait: (delayMs, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      }, delayMs);
      signal.addEventListener("abort", stop, { once: true });
    }),
};
