/** Tells a screen reader about new rows at most once in `pauseMs`, as one sum, and about the connection at once. */
export class Announcer {
  readonly #region: Element;
  readonly #pauseMs: number;
  #count = 0;
  #countedSinceMs: number;

  constructor(region: Element, nowMs: number, pauseMs = 60_000) {
    this.#region = region;
    this.#pauseMs = pauseMs;
    this.#countedSinceMs = nowMs;
  }

  rowsAdded(count: number): void {
    this.#count += count;
  }

  /** Call now and then; `text` holds `{count}`. */
  tick(nowMs: number, text: string): void {
    if (nowMs - this.#countedSinceMs < this.#pauseMs) {
      return;
    }
    this.#countedSinceMs = nowMs;
    if (this.#count > 0) {
      this.say(text.replace("{count}", String(this.#count)));
      this.#count = 0;
    }
  }

  say(text: string): void {
    this.#region.textContent = text;
  }
}
