import { localiseTimes } from "../time/localise.js";
import type { Fragment } from "./protocol.js";

/** How many of the newest rows are remembered, so that another choice has something to show at once. */
const knownMax = 200;

/** The list of newest liquidations on the overview: it can be paused and filtered while everything around it moves on. */
export class LiveFeed {
  readonly #element: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #culture: string;
  #keep: number;
  /** Newest first, in the page or not. */
  #known: Element[];
  #heldBack: Element[] = [];
  /** Rows that the server left out because too many came at once: since the list was paused, and since the filter was chosen. */
  #skippedHeld = 0;
  #skipped = 0;
  #isPaused = false;

  private constructor(element: HTMLElement, rows: HTMLElement, culture: string) {
    this.#element = element;
    this.#rows = rows;
    this.#culture = culture;
    this.#known = [...rows.children];
    this.#keep = Math.max(this.#known.length, 12);
    this.#watchControls();
  }

  /** The list of this page; null where there is none. */
  static find(page: Document, culture: string): LiveFeed | null {
    const element = page.getElementById("feed");
    const rows = page.getElementById(element?.dataset["rows"] ?? "");
    return element === null || rows === null ? null : new LiveFeed(element, rows, culture);
  }

  /** Whether a fragment is this list's to take. */
  owns(fragment: Fragment): boolean {
    return fragment.place === "prepend" && fragment.target === this.#rows.id;
  }

  /** Takes new rows and returns those that went into the page. */
  take(fragment: Fragment): readonly Element[] {
    this.#keep = fragment.keep ?? this.#keep;
    const present = new Set([...this.#known, ...this.#heldBack].map((row) => row.id));
    const template = this.#element.ownerDocument.createElement("template");
    template.innerHTML = fragment.html;
    const rows = [...template.content.children].filter((row) => !present.has(row.id));
    for (const row of rows) {
      row.classList.add("is-new");
      localiseTimes(row, this.#culture, new Date());
    }
    if (this.#isPaused) {
      this.#heldBack = [...rows, ...this.#heldBack].slice(0, knownMax);
      this.#skippedHeld += (fragment.skipped ?? 0) + Math.max(0, rows.length + this.#heldBack.length - knownMax);
      this.#tell();
      return [];
    }
    this.#skipped += fragment.skipped ?? 0;
    this.#add(rows);
    return rows.filter((row) => row.isConnected);
  }

  #add(rows: readonly Element[]): void {
    this.#known = [...rows, ...this.#known].slice(0, knownMax);
    this.#show();
  }

  /** Puts the newest rows that match into the page; one that stays is not touched, so the focus stays in it. */
  #show(): void {
    const shown = this.#known.filter((row) => this.#matches(row)).slice(0, this.#keep);
    const isShown = new Set(shown);
    for (const row of [...this.#rows.children]) {
      if (!isShown.has(row)) {
        row.remove();
      }
    }
    shown.forEach((row, place) => {
      if (this.#rows.children[place] !== row) {
        this.#rows.insertBefore(row, this.#rows.children[place] ?? null);
      }
    });
    this.#tell();
  }

  #matches(row: Element): boolean {
    const chosen = (name: string): string => (this.#control(`select[name="${name}"]`) as HTMLSelectElement | null)?.value ?? "";
    const [fund, outcome] = [chosen("fund"), chosen("outcome")];
    return (
      (fund === "" || row.getAttribute("data-fund") === fund) &&
      (outcome === "" || row.getAttribute("data-outcome") === outcome) &&
      (!this.#paidOnly() || row.hasAttribute("data-drawn"))
    );
  }

  #paidOnly(): boolean {
    return (this.#control('input[type="checkbox"]') as HTMLInputElement | null)?.checked ?? false;
  }

  #isFiltered(): boolean {
    return this.#paidOnly() || [...this.#element.querySelectorAll("select")].some((select) => select.value !== "");
  }

  #control(selector: string): Element | null {
    return this.#element.querySelector(selector);
  }

  /** Says what is not shown. */
  #tell(): void {
    const words: string[] = [];
    if (this.#isFiltered()) {
      const hidden = this.#known.filter((row) => !this.#matches(row)).length;
      words.push(this.#text("hidden").replace("{hidden}", String(hidden)).replace("{total}", String(this.#known.length)));
      if (this.#skipped > 0) {
        words.push(this.#text("skipped").replace("{count}", String(this.#skipped)));
      }
    }
    if (this.#isPaused) {
      words.push(this.#text("held").replace("{count}", String(this.#heldBack.length + this.#skippedHeld)));
    }
    const status = this.#control(".feed-status");
    if (status !== null && status.textContent !== words.join(" · ")) {
      status.textContent = words.join(" · ");
    }
    this.#element.toggleAttribute("data-filtered", this.#isFiltered());
  }

  #text(name: "held" | "hidden" | "skipped" | "pause" | "resume"): string {
    return this.#element.getAttribute(`data-text-${name}`) ?? "";
  }

  #watchControls(): void {
    this.#element.addEventListener("change", () => {
      this.#skipped = 0;
      this.#show();
    });
    const button = this.#control(".feed-pause");
    button?.addEventListener("click", () => {
      this.#isPaused = !this.#isPaused;
      button.setAttribute("aria-pressed", String(this.#isPaused));
      button.textContent = this.#text(this.#isPaused ? "resume" : "pause");
      if (!this.#isPaused) {
        const rows = this.#heldBack;
        this.#heldBack = [];
        this.#skipped += this.#skippedHeld;
        this.#skippedHeld = 0;
        this.#add(rows);
      } else {
        this.#tell();
      }
    });
    // A browser may have kept what was chosen before the page was left.
    if (this.#isFiltered()) {
      this.#show();
    }
  }
}
