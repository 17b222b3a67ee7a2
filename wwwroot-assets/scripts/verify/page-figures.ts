import type { EntryObject } from "../ledger/canonical.js";
import { readAmount, writeAmount } from "../ledger/decimals.js";
import { negated, normalise, plainNumber } from "./figure-text.js";

/** A figure on the page that is not the record's. */
export interface FigureMismatch {
  readonly element: Element;
  readonly name: string;
  readonly shown: string;
  readonly found: string;
}

export interface PageComparison {
  readonly compared: number;
  readonly mismatches: readonly FigureMismatch[];
}

/**
 * Compares what a reader sees with the record, field by field: `data-record` names the field of a number (a minus before the name: shown with
 * the opposite sign), `data-record-text` that of a text, `data-record-time` that of a time. Where the page has a word of its own language for a text,
 * `data-record-word` holds what that word stands for.
 */
export function comparePage(root: ParentNode, entry: EntryObject, culture: string): PageComparison {
  const mismatches: FigureMismatch[] = [];
  const elements = [...root.querySelectorAll<HTMLElement>("[data-record], [data-record-text], [data-record-time]")];
  for (const element of elements) {
    const { record, recordText, recordTime, recordWord } = element.dataset;
    const name = record ?? recordText ?? recordTime ?? "";
    const shown = (recordTime === undefined ? (recordWord ?? element.textContent) : element.querySelector("time")?.getAttribute("datetime"))?.trim() ?? "";
    const found = record === undefined ? textOf(entry, name) : numberOf(entry, name);
    const seen = record === undefined ? shown.toLowerCase() : plainNumber(shown, culture);
    if (found === null || seen !== found.toLowerCase()) {
      mismatches.push({ element, name: name.replace(/^-/, ""), shown, found: found ?? "–" });
    }
  }
  return { compared: elements.length, mismatches };
}

function textOf(entry: EntryObject, name: string): string | null {
  const value = entry[name];
  return typeof value === "string" ? value : null;
}

function numberOf(entry: EntryObject, name: string): string | null {
  if (name.startsWith("-")) {
    const opposite = numberOf(entry, name.slice(1));
    return opposite === null ? null : negated(opposite);
  }
  const value = name === "change" ? changeOf(entry) : entry[name];
  return typeof value === "number" ? String(value) : typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? normalise(value) : null;
}

/** What the record did to its fund. */
function changeOf(entry: EntryObject): string | null {
  const [before, after] = [entry["balanceBefore"], entry["balanceAfter"]];
  if (typeof before !== "string" || typeof after !== "string") {
    return null;
  }
  const scale = (after.split(".")[1] ?? "").length;
  const [first, last] = [readAmount(before, scale), readAmount(after, scale)];
  return first === null || last === null ? null : writeAmount(last - first, scale);
}
