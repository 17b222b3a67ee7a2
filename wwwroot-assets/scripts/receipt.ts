// Finds a visitor's own liquidation. Id, account and receipt never leave the browser: the portal is asked for public files alone.

import { commitmentOf } from "./log/commitment.js";
import { fromHex } from "./log/bytes.js";
import { CancelledError, clientOf } from "./log/log-client.js";
import type { SearchProgress } from "./log/search-log.js";
import { LogTexts } from "./log/texts.js";
import { siteRoot } from "./site-root.js";
import { formatTime } from "./time/format.js";
import { figureText } from "./verify/figure-text.js";
import { entryOf, RecordView, type Finding } from "./verify/record-view.js";
import { Slots } from "./verify/slots.js";
import type { EntryObject } from "./ledger/canonical.js";

interface Secret {
  readonly id: string;
  readonly receipt: Uint8Array;
  readonly account: string;
}

const form = document.querySelector<HTMLFormElement>("[data-receipt-form]");
const panel = document.querySelector<HTMLElement>("[data-record-verifier]");

if (form !== null && panel !== null) {
  start(form, panel, document.documentElement.lang);
}

function start(form: HTMLFormElement, panel: HTMLElement, culture: string): void {
  const texts = new LogTexts(document, culture);
  const slots = new Slots(document);
  const view = new RecordView(panel, slots, texts, siteRoot());
  const client = clientOf(panel);
  slots.show("form", true);
  slots.find("cancel")?.addEventListener("click", () => client.cancel());

  const open = async (sequence: number, secret: Secret): Promise<void> => {
    view.running(sequence);
    const verdict = await client.run({ kind: "entry", sequence });
    const entry = entryOf(verdict.text);
    if (entry !== null && verdict.outcome === "passed" && entry["idCommitment"] !== commitmentOf(secret.receipt, secret.id)) {
      view.message("failed", texts.of("receipt-closed", { sequence }), texts.of("receipt-closed-note"));
      showFigures(slots, null, culture);
      return;
    }
    const findings = entry === null || verdict.outcome !== "passed" ? [] : [{ isGood: true, text: texts.of("receipt-opens-note", { sequence }) }, ...accountFinding(entry, secret, texts)];
    view.verdict(verdict, null, ...findings);
    if (verdict.outcome === "passed" && findings.every((finding) => finding.isGood)) {
      slots.text("record-title", texts.of("receipt-opens"));
    }
    showFigures(slots, entry, culture);
  };

  const run = async (): Promise<void> => {
    const [sequenceText, secret] = [value("sequence"), readSecret(texts, view)];
    const sequence = sequenceText === "" ? null : sequenceOf(sequenceText);
    if (secret === null) {
      return;
    }
    if (sequence !== null && Number.isNaN(sequence)) {
      refuse(view, texts.of("receipt-bad-sequence"), "sequence");
      return;
    }
    slots.show("cancel", sequence === null);
    try {
      const found = sequence ?? (await search(secret));
      if (found !== null) {
        await open(found, secret);
      }
    } catch (error) {
      error instanceof CancelledError ? view.idle() : view.message("unfinished", texts.of("broken"), texts.of("broken-note", { reason: String(error) }));
    } finally {
      slots.show("cancel", false);
    }
  };

  const search = async (secret: Secret): Promise<number | null> => {
    let total = 0;
    view.busy(texts.of("searching", { done: 0, total: 0 }));
    const found = await client.run({ kind: "find", commitment: commitmentOf(secret.receipt, secret.id) }, (progress: SearchProgress) => {
      total = progress.total;
      view.busy(texts.of("searching", { done: progress.searched, total }));
    });
    if (found === null) {
      view.message("failed", texts.of("receipt-not-found"), texts.of("receipt-not-found-note", { count: total }));
    } else {
      (document.getElementById("receipt-sequence") as HTMLInputElement).value = String(found);
    }
    return found;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run();
  });
}

function value(name: string): string {
  return (document.getElementById(`receipt-${name}`) as HTMLInputElement | null)?.value.trim() ?? "";
}

/** A number, with or without groups, or the address of a liquidation's page. NaN for anything else. */
function sequenceOf(text: string): number {
  const match = /(?:^|liquidations\/|entry=)([\d.,\s’']+)$/u.exec(text.replace(/[/#?]+$/, ""));
  const sequence = Number(match?.[1]?.replace(/[^\d]/g, "") ?? Number.NaN);
  return Number.isSafeInteger(sequence) && sequence > 0 ? sequence : Number.NaN;
}

function readSecret(texts: LogTexts, view: RecordView): Secret | null {
  const [id, receipt] = [value("id"), fromHex(value("receipt"))];
  if (id === "") {
    refuse(view, texts.of("receipt-no-id"), "id");
    return null;
  }
  if (receipt?.length !== 32) {
    refuse(view, texts.of("receipt-bad-receipt"), "receipt");
    return null;
  }
  return { id, receipt, account: value("account") };
}

function refuse(view: RecordView, text: string, field: string): void {
  view.message("unfinished", text, "");
  document.getElementById(`receipt-${field}`)?.focus();
}

function accountFinding(entry: EntryObject, secret: Secret, texts: LogTexts): Finding[] {
  if (secret.account === "") {
    return [];
  }
  const held = entry["accountCommitment"];
  return held === undefined
    ? [{ isGood: false, text: texts.of("receipt-account-none") }]
    : held === commitmentOf(secret.receipt, secret.account)
      ? [{ isGood: true, text: texts.of("receipt-account") }]
      : [{ isGood: false, text: texts.of("receipt-account-wrong") }];
}

/** A field as the pages write it; its element holds the words that a value can have. */
function readable(value: string, words: DOMStringMap, asset: string, culture: string): string {
  switch (words["fieldKind"]) {
    case "side":
      return (value === "long" ? words["textLong"] : words["textShort"]) ?? value;
    case "amount":
      return `${figureText(value, culture)} ${asset}`;
    case "number":
      return figureText(value, culture, 0);
    case "time":
      return formatTime(new Date(value), new Date(), "moment", culture);
    default:
      return value;
  }
}

/** The record's figures, in the page's own list; what the record does not have is left out. */
function showFigures(slots: Slots, entry: EntryObject | null, culture: string): void {
  slots.show("figures", entry !== null);
  for (const element of document.querySelectorAll<HTMLElement>("[data-field]")) {
    const field = entry?.[element.dataset["field"] ?? ""];
    const row = element.closest<HTMLElement>("[data-field-row]");
    if (row !== null) {
      row.hidden = field === undefined;
    }
    element.textContent = field === undefined ? "" : readable(String(field), element.dataset, String(entry?.["asset"] ?? ""), culture);
  }
  const link = slots.find("liquidation");
  if (link instanceof HTMLAnchorElement && entry !== null) {
    link.href = `liquidations/${String(entry["sequence"])}`;
  }
}
