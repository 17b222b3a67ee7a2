import type { EntryObject } from "../ledger/canonical.js";
import type { EntryVerdict } from "../log/check-entry.js";
import type { LogTexts } from "../log/texts.js";
import { comparePage, type PageComparison } from "./page-figures.js";
import type { Slots } from "./slots.js";

/** What the page adds to the verdict of an entry; a failed one makes the whole fail. */
export interface Finding {
  readonly isGood: boolean;
  readonly text: string;
}

/** Shows what came out of checking one entry, in the page's own markup (`RecordVerifier.razor`). */
export class RecordView {
  constructor(
    private readonly root: HTMLElement,
    private readonly slots: Slots,
    private readonly texts: LogTexts,
    private readonly address: string,
  ) {}

  running(sequence: number): void {
    this.#state("running", this.texts.of("record-running", { sequence }), "");
    this.slots.show("details", false);
  }

  /** Something else that takes a while. */
  busy(text: string): void {
    this.#state("running", text, "");
    this.slots.show("details", false);
  }

  idle(): void {
    this.#state("idle", "", "");
  }

  message(state: "failed" | "unfinished", title: string, note: string): void {
    this.#state(state, title, note);
    this.slots.show("details", false);
  }

  verdict(verdict: EntryVerdict, page: PageComparison | null, ...findings: readonly Finding[]): void {
    const isWrongPage = page !== null && page.mismatches.length > 0;
    const bad = findings.filter((finding) => !finding.isGood);
    const passed = verdict.outcome === "passed" && !isWrongPage && bad.length === 0;
    this.#state(
      verdict.outcome === "passed" ? (passed ? "passed" : "failed") : verdict.outcome === "uncovered" ? "unfinished" : verdict.outcome,
      this.#title(verdict, isWrongPage),
      [...(passed ? [] : bad.map((finding) => finding.text)), this.#note(verdict, page), ...findings.filter((finding) => finding.isGood).map((finding) => finding.text)]
        .filter((part) => part !== "")
        .join(" "),
    );
    this.#details(verdict);
  }

  #title({ outcome, sequence, faults }: EntryVerdict, isWrongPage: boolean): string {
    switch (outcome) {
      case "passed":
        return isWrongPage ? this.texts.of("record-figures-wrong") : this.texts.of("record-passed");
      case "failed":
        return faults.some((fault) => fault.sequence === sequence) ? this.texts.of("failed-entry", { sequence }) : this.texts.of("failed");
      case "unfinished":
        return this.texts.of("unfinished");
      case "uncovered":
        return this.texts.of("record-uncovered");
    }
  }

  #note(verdict: EntryVerdict, page: PageComparison | null): string {
    const size = verdict.head?.size ?? 0;
    switch (verdict.outcome) {
      case "passed":
        return [this.texts.of("record-passed-note", { sequence: verdict.sequence, size }), ...this.#pageNote(page)].join(" ");
      case "failed":
        return verdict.faults.map((fault) => this.texts.ofFault(fault)).join(" ");
      case "unfinished":
        return verdict.unavailable === null ? "" : this.texts.of("unfinished-note", { ...verdict.unavailable, to: 0 });
      case "uncovered":
        return this.texts.of("record-uncovered-note", { size });
    }
  }

  #pageNote(page: PageComparison | null): string[] {
    if (page === null || page.compared === 0) {
      return [];
    }
    return page.mismatches.length === 0
      ? [this.texts.of("record-figures", { count: page.compared })]
      : page.mismatches.map(({ name, shown, found }) => this.texts.of("record-figure-differs", { name, shown, found }));
  }

  #details(verdict: EntryVerdict): void {
    this.slots.show("details", verdict.text !== null);
    if (verdict.text === null) {
      return;
    }
    this.slots.text("leaf", verdict.leafHash ?? "");
    this.slots.text("root", verdict.head?.root ?? "");
    this.slots.text("key", `${verdict.head?.keyId ?? ""}`);
    this.slots.text("trust", verdict.trust === null ? "" : this.texts.of(`trust-${verdict.trust}`));
    this.slots.text("path-title", this.texts.of("record-path", { count: verdict.path.length }));
    this.slots.list("path", verdict.path, (slots, hash) => slots.text("hash", hash));
    this.slots.text("entry", pretty(verdict.text));
    this.slots.list("files", verdict.files, (slots, path) => {
      const link = slots.find("file");
      if (link instanceof HTMLAnchorElement) {
        link.href = `${this.address}log/${path}`;
        link.textContent = `log/${path}`;
      }
    });
  }

  #state(state: "idle" | "running" | "passed" | "failed" | "unfinished", title: string, note: string): void {
    this.root.dataset["state"] = state;
    this.root.hidden = false;
    this.slots.text("record-title", title);
    this.slots.text("record-note", note);
  }
}

/** Marks the figures of the page that are not the record's, and tells how many there are. */
export function compareWithPage(main: ParentNode, entry: EntryObject | null, culture: string): PageComparison | null {
  if (entry === null) {
    return null;
  }
  const comparison = comparePage(main, entry, culture);
  main.querySelectorAll(".is-wrong").forEach((element) => element.classList.remove("is-wrong"));
  comparison.mismatches.forEach(({ element }) => element.classList.add("is-wrong"));
  return comparison;
}

/** The entry's fields; null for bytes that are none. */
export function entryOf(text: string | null): EntryObject | null {
  try {
    return JSON.parse(text ?? "") as EntryObject;
  } catch {
    return null;
  }
}

function pretty(text: string): string {
  const entry = entryOf(text);
  return entry === null ? text : JSON.stringify(entry, null, 2);
}
