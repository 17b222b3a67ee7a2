import { figureText } from "../verify/figure-text.js";
import type { Fault } from "./faults.js";

/** The page's sentences (`LogTexts.razor`), with values in braces. */
export class LogTexts {
  readonly #texts = new Map<string, string>();
  readonly #numbers: Intl.NumberFormat;
  readonly #times: Intl.DateTimeFormat;

  constructor(root: ParentNode, readonly culture: string) {
    for (const element of root.querySelectorAll<HTMLElement>("#log-texts [data-text]")) {
      this.#texts.set(element.dataset["text"] ?? "", (element.textContent ?? "").trim());
    }
    // English is written the way the server writes it.
    const locale = culture === "en" ? "en-GB" : culture;
    this.#numbers = new Intl.NumberFormat(locale);
    this.#times = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /** A sentence; numbers are grouped, texts stay as they are. */
  of(name: string, values: Readonly<Record<string, string | number>> = {}): string {
    return (this.#texts.get(name) ?? name).replace(/\{(\w+)\}/g, (_, key: string) => {
      const value = values[key];
      return value === undefined ? "" : typeof value === "number" ? this.number(value) : value;
    });
  }

  ofFault(fault: Fault): string {
    const values = Object.entries(fault.values).map(([name, value]) => [name, this.#readable(name, value)] as const);
    return this.of(`fault-${fault.code}`, Object.fromEntries(values));
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  time(unixMs: number): string {
    return this.#times.format(new Date(unixMs));
  }

  #readable(name: string, value: string): string {
    const time = name === "at" ? Date.parse(value) : Number.NaN;
    if (/^-?\d+\.\d+$/.test(value)) {
      return figureText(value, this.culture);
    }
    return !Number.isNaN(time) ? this.time(time) : ["first", "last", "size", "entry", "previous"].includes(name) ? this.number(Number(value)) : value;
  }
}
