import type { CheckProgress } from "../log/check-log.js";
import { checkNames, type CheckName } from "../log/faults.js";
import type { LogTexts } from "../log/texts.js";
import { leadingFault, type CheckState, type LogVerdict } from "../log/verdict.js";
import type { Recollection } from "../log/worker-protocol.js";
import { figureText } from "./figure-text.js";
import type { Slots } from "./slots.js";
import type { SourceCounts } from "./source-counts.js";

/** Shows a check of the whole log in the page's own markup. */
export class LogView {
  constructor(
    private readonly root: HTMLElement,
    private readonly slots: Slots,
    private readonly texts: LogTexts,
  ) {}

  running(): void {
    this.#state("running", this.texts.of("running"), "");
    this.#steps(Object.fromEntries(checkNames.map((name) => [name, "waiting"])) as Record<CheckName, CheckState>);
    this.#bar(null);
  }

  progress({ checks, done, total }: CheckProgress): void {
    this.#steps(checks);
    this.#bar(total === 0 ? null : { done, total });
  }

  cancelled(): void {
    this.#state("idle", this.texts.of("cancelled"), this.texts.of("cancelled-note"));
    this.slots.show("progress", false);
  }

  broken(reason: string): void {
    this.#state("unfinished", this.texts.of("broken"), this.texts.of("broken-note", { reason }));
    this.slots.show("progress", false);
  }

  verdict(verdict: LogVerdict, counts: ReadonlyMap<string, SourceCounts>): void {
    this.#state(verdict.outcome, this.#title(verdict), this.#note(verdict));
    this.#steps(verdict.checks);
    this.slots.show("progress", false);
    this.#funds(verdict);
    this.#sources(verdict, counts);
    this.#head(verdict);
    const wrong = leadingFault(verdict.faults);
    const link = this.slots.find("wrong-entry");
    if (link instanceof HTMLAnchorElement) {
      link.hidden = wrong?.sequence == null;
      link.href = `verify?entry=${wrong?.sequence ?? ""}`;
    }
  }

  remembered(kept: Recollection | null): void {
    this.slots.text("remembered", kept === null ? this.texts.of("remembers-nothing") : this.texts.of("remembers", { size: kept.size, time: this.texts.time(kept.checkedAt) }));
    this.slots.show("remembered-key", kept !== null);
    this.slots.text("remembered-key-id", kept === null ? "" : (kept.vkey.split("+")[1] ?? ""));
    this.slots.show("forget", kept !== null);
    this.slots.show("from-first", kept !== null);
  }

  #title(verdict: LogVerdict): string {
    const wrong = leadingFault(verdict.faults);
    if (verdict.outcome === "unfinished") {
      return this.texts.of("unfinished");
    }
    if (verdict.outcome === "failed") {
      return wrong?.sequence == null ? this.texts.of("failed") : this.texts.of("failed-entry", { sequence: wrong.sequence });
    }
    const added = verdict.to - verdict.from + 1;
    return verdict.to === 0
      ? this.texts.of("passed-empty")
      : verdict.from === 1
        ? this.texts.of("passed", { count: verdict.to })
        : added === 0
          ? this.texts.of("passed-same", { count: verdict.to })
          : this.texts.of("passed-new", { count: verdict.to, new: added });
  }

  #note(verdict: LogVerdict): string {
    const { texts } = this;
    if (verdict.unavailable !== null) {
      return texts.of("unfinished-note", { ...verdict.unavailable, to: verdict.to });
    }
    const older = verdict.notUnderstood === null ? "" : texts.of("older-page", { ...verdict.notUnderstood, sequence: verdict.notUnderstood.firstSequence, kind: verdict.notUnderstood.firstKind });
    if (verdict.outcome === "passed") {
      const [checked, seconds] = [verdict.to - verdict.from + 1, Math.max(0.1, Math.round(verdict.elapsedMs / 100) / 10)];
      const speed = checked === 0 ? "" : texts.of("speed", { checked, seconds });
      const trust = verdict.trust === "first-use" ? texts.of("passed-trust", { id: verdict.head?.keyId ?? "" }) : "";
      return [verdict.to === 0 ? "" : texts.of("passed-note", { speed }), trust, older].filter((part) => part !== "").join(" ");
    }
    const wrong = leadingFault(verdict.faults);
    const of = verdict.faults.filter((one) => one.sequence === (wrong?.sequence ?? null)).map((one) => texts.ofFault(one));
    const also = verdict.faults.filter((one) => one.sequence !== (wrong?.sequence ?? null)).map((one) => texts.of("failed-also", { what: texts.ofFault(one) }));
    const before = wrong?.sequence != null && wrong.sequence > 1 && wrong.sequence === verdict.to + 1 ? texts.of("failed-before") : "";
    return [...of, ...also, before, older].filter((part) => part !== "").join(" ");
  }

  #state(state: LogVerdict["outcome"] | "running" | "idle", title: string, note: string): void {
    this.root.dataset["state"] = state;
    this.slots.text("verdict-title", title);
    this.slots.text("verdict-note", note);
  }

  #steps(checks: Readonly<Record<CheckName, CheckState>>): void {
    for (const name of checkNames) {
      const step = this.root.querySelector<HTMLElement>(`[data-check="${name}"]`);
      if (step !== null && step.dataset["state"] !== checks[name]) {
        step.dataset["state"] = checks[name];
        const word = step.querySelector("[data-check-state]");
        if (word !== null) {
          word.textContent = this.texts.of(`state-${checks[name]}`);
        }
      }
    }
  }

  /** Null: under way, and nobody knows yet how much there is to do. */
  #bar(progress: { readonly done: number; readonly total: number } | null): void {
    const bar = this.slots.find("bar");
    this.slots.show("progress", true);
    if (bar instanceof HTMLProgressElement) {
      if (progress === null) {
        bar.removeAttribute("value");
      } else {
        [bar.max, bar.value] = [progress.total, progress.done];
      }
    }
    this.slots.text("progress-text", progress === null ? "" : this.texts.of("progress", progress));
  }

  #funds(verdict: LogVerdict): void {
    const { culture } = this.texts;
    this.slots.list("funds", verdict.outcome === "failed" && verdict.to === 0 ? [] : verdict.funds, (slots, fund) => {
      const link = slots.find("fund");
      if (link instanceof HTMLAnchorElement) {
        link.href = `funds/${encodeURIComponent(fund.id)}`;
        link.textContent = fund.name;
      }
      slots.text("balance", `${figureText(fund.balance, culture)} ${fund.asset}`);
      slots.text("sequence", this.texts.number(fund.sequence));
      const state = fund.agrees === null ? "none" : fund.agrees ? "passed" : "failed";
      const shown = slots.find("agrees");
      if (shown !== null) {
        shown.dataset["state"] = state;
        shown.textContent =
          fund.agrees === true
            ? this.texts.of("agrees")
            : fund.agrees === false
              ? this.texts.of("differs", { shown: `${figureText(fund.shown ?? "", culture)} ${fund.asset}` })
              : verdict.outcome === "failed"
                ? this.texts.of("agrees-not-reached")
                : fund.shownSequence === null
                ? this.texts.of("agrees-unknown")
                : this.texts.of("agrees-later", { sequence: fund.shownSequence });
      }
    });
  }

  #sources(verdict: LogVerdict, counts: ReadonlyMap<string, SourceCounts>): void {
    const number = (value: number | undefined): string => (value === undefined ? "–" : this.texts.number(value));
    this.slots.list("sources", verdict.sources, (slots, source) => {
      slots.text("source", source.name);
      slots.text("records", number(source.records));
      slots.text("missing", source.numbered === 0 ? "–" : number(source.missing));
      slots.text("rejected", number(counts.get(source.name)?.rejected));
      slots.text("conflicting", number(counts.get(source.name)?.conflicting));
    });
  }

  #head({ head, trust }: LogVerdict): void {
    this.slots.show("head", head !== null);
    this.slots.show("head-none", head === null);
    if (head !== null) {
      this.slots.text("head-origin", head.origin);
      this.slots.text("head-size", this.texts.number(head.size));
      this.slots.text("head-root", head.root);
      this.slots.text("head-key", head.keyId);
      this.slots.text("head-time", this.texts.time(Date.now()));
      this.slots.text("head-trust", trust === null ? "" : this.texts.of(`trust-${trust}`));
    }
  }
}
