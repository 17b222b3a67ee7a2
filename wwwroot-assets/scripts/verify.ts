// The page that verifies the whole ledger, or one entry of it.

import { CancelledError, clientOf, type LogClient } from "./log/log-client.js";
import { LogTexts } from "./log/texts.js";
import { LogView } from "./verify/log-view.js";
import { siteRoot } from "./site-root.js";
import { RecordView } from "./verify/record-view.js";
import { Slots } from "./verify/slots.js";
import { readSourceCounts } from "./verify/source-counts.js";

const root = siteRoot();
const texts = new LogTexts(document, document.documentElement.lang);
const panel = document.querySelector<HTMLElement>("[data-log-verifier]");
const record = document.querySelector<HTMLElement>("[data-record-verifier]");

if (panel !== null) {
  const client = clientOf(panel);
  startLog(panel, client);
  if (record !== null) {
    startRecord(record, client);
  }
}

function startLog(panel: HTMLElement, client: LogClient): void {
  const slots = new Slots(document);
  const view = new LogView(panel, slots, texts);
  const remembered = async (): Promise<void> => view.remembered(await client.run({ kind: "recall" }));
  const run = async (fromFirst: boolean): Promise<void> => {
    const had = document.activeElement;
    toggle(slots, true);
    slots.find("cancel")?.focus();
    view.running();
    try {
      const [verdict, counts] = await Promise.all([client.run({ kind: "check", fromFirst }, (progress) => view.progress(progress)), readSourceCounts(root)]);
      view.verdict(verdict, counts);
    } catch (error) {
      error instanceof CancelledError ? view.cancelled() : view.broken(String(error));
    } finally {
      const isFocused = document.activeElement === slots.find("cancel") || document.activeElement === document.body;
      toggle(slots, false);
      if (isFocused && had instanceof HTMLElement) {
        had.focus();
      }
      await remembered();
    }
  };
  slots.show("controls", true);
  slots.find("check")?.addEventListener("click", () => void run(false));
  slots.find("from-first")?.addEventListener("click", () => void run(true));
  slots.find("cancel")?.addEventListener("click", () => client.cancel());
  slots.find("forget")?.addEventListener("click", () => {
    void client.run({ kind: "forget" }).then(remembered, () => undefined);
    slots.find("check")?.focus();
  });
  void remembered();
}

function toggle(slots: Slots, isRunning: boolean): void {
  slots.show("cancel", isRunning);
  for (const name of ["check", "from-first", "forget"]) {
    const button = slots.find(name);
    if (button instanceof HTMLButtonElement) {
      button.disabled = isRunning;
    }
  }
}

function startRecord(panel: HTMLElement, client: LogClient): void {
  const view = new RecordView(panel, new Slots(panel), texts, root);
  const form = document.querySelector<HTMLFormElement>("[data-record-form]");
  const field = form?.querySelector<HTMLInputElement>("input");
  const run = async (sequence: number): Promise<void> => {
    panel.hidden = false;
    view.running(sequence);
    try {
      view.verdict(await client.run({ kind: "entry", sequence }), null);
    } catch (error) {
      if (!(error instanceof CancelledError)) {
        view.message("unfinished", texts.of("broken"), texts.of("broken-note", { reason: String(error) }));
      }
    }
  };
  const asked = Number(new URLSearchParams(location.search).get("entry") ?? Number.NaN);
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const sequence = Number(field?.value);
    if (Number.isSafeInteger(sequence) && sequence > 0) {
      history.replaceState(null, "", `?entry=${sequence}`);
      void run(sequence);
    }
  });
  if (Number.isSafeInteger(asked) && asked > 0) {
    if (field != null) {
      field.value = String(asked);
    }
    void run(asked);
  }
}
