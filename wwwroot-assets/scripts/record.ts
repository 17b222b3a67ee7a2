// "Verify this record" on a liquidation's page.

import { CancelledError, clientOf } from "./log/log-client.js";
import { LogTexts } from "./log/texts.js";
import { siteRoot } from "./site-root.js";
import { compareWithPage, entryOf, RecordView } from "./verify/record-view.js";
import { Slots } from "./verify/slots.js";

const panel = document.querySelector<HTMLElement>("[data-record-verifier]");
if (panel !== null) {
  start(panel, document.documentElement.lang);
}

function start(root: HTMLElement, culture: string): void {
  const texts = new LogTexts(document, culture);
  const slots = new Slots(root);
  const view = new RecordView(root, slots, texts, siteRoot());
  const button = slots.find("start") as HTMLButtonElement;
  const sequence = Number(root.dataset["recordSequence"]);
  const client = clientOf(root);
  slots.show("controls", true);
  button.addEventListener("click", async () => {
    button.disabled = true;
    view.running(sequence);
    try {
      const verdict = await client.run({ kind: "entry", sequence });
      view.verdict(verdict, compareWithPage(document.querySelector("main") ?? document, entryOf(verdict.text), culture));
    } catch (error) {
      if (!(error instanceof CancelledError)) {
        view.message("unfinished", texts.of("broken"), texts.of("broken-note", { reason: String(error) }));
      }
    } finally {
      button.disabled = false;
    }
  });
}
