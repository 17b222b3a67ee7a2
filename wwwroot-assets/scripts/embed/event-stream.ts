/** What arrived on the event stream: an event with its data, or only a sign that the server is there. */
export interface StreamEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/** Takes the stream apart, however it was cut. Comments are told too: they say that the server is still there. */
export class EventParser {
  readonly #hear: (event: StreamEvent | null) => void;
  #rest = "";
  #id: string | null = null;
  #event = "";
  #data: string[] = [];

  constructor(hear: (event: StreamEvent | null) => void) {
    this.#hear = hear;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      this.#take(line.endsWith("\r") ? line.slice(0, -1) : line);
    }
  }

  #take(line: string): void {
    if (line === "") {
      this.#hear(this.#data.length === 0 && this.#id === null ? null : { id: this.#id, event: this.#event, data: this.#data.join("\n") });
      this.#id = null;
      this.#event = "";
      this.#data = [];
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "id") {
      this.#id = value;
    } else if (field === "event") {
      this.#event = value;
    } else if (field === "data") {
      this.#data.push(value);
    }
  }
}

export interface StreamHandlers {
  opened(): void;
  heard(event: StreamEvent | null): void;
  ended(): void;
}

/** The server says something every 15 seconds. */
const silenceMsMax = 40_000;

/** Reads the stream with fetch: unlike an EventSource it hears the heartbeat, so that a connection that died quietly is noticed. */
export function openStream(address: string, handlers: StreamHandlers): () => void {
  const abort = new AbortController();
  let isOver = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    clearTimeout(silence);
    if (!isOver) {
      isOver = true;
      abort.abort();
      handlers.ended();
    }
  };
  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(end, silenceMsMax);
  };

  const read = async (): Promise<void> => {
    heard();
    const answer = await fetch(address, { signal: abort.signal, cache: "no-store", credentials: "omit", headers: { accept: "text/event-stream" } });
    if (!answer.ok || answer.body === null) {
      throw new Error(`The stream answered ${answer.status}.`);
    }
    if (isOver) {
      return;
    }
    handlers.opened();
    const parser = new EventParser((event) => handlers.heard(event));
    const reader = answer.body.getReader();
    const text = new TextDecoder();
    for (let part = await reader.read(); !part.done && !isOver; part = await reader.read()) {
      heard();
      parser.push(text.decode(part.value, { stream: true }));
    }
  };
  read().then(end, end);

  return () => {
    isOver = true;
    clearTimeout(silence);
    abort.abort();
  };
}
