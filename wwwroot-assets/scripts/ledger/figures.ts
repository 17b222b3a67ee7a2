import { fault, type Fault } from "../log/faults.js";
import { writeAmount } from "./decimals.js";
import type { EntryFields } from "./entry-fields.js";

/** Compares what an entry says with what follows from it, figure by figure. */
export class FigureCheck {
  readonly faults: Fault[] = [];

  constructor(
    private readonly fields: EntryFields,
    private readonly scale: number,
  ) {}

  /** `expected` null: the figure must not be there. */
  amount(name: string, expected: bigint | null): void {
    const found = this.fields.optionalAmount(name, this.scale);
    const text = (units: bigint): string => writeAmount(units, this.scale);
    if (expected === null && found !== null) {
      this.faults.push(fault("figure-extra", { name, found: text(found) }, this.fields.sequence));
    } else if (expected !== null && found === null) {
      this.faults.push(fault("figure-missing", { name, expected: text(expected) }, this.fields.sequence));
    } else if (expected !== null && found !== null && expected !== found) {
      this.faults.push(fault("figure", { name, expected: text(expected), found: text(found) }, this.fields.sequence));
    }
  }

  /** A number of parts per million or the like. */
  number(name: string, expected: number): void {
    const found = this.fields.count(name);
    if (found !== expected) {
      this.faults.push(fault("figure", { name, expected, found }, this.fields.sequence));
    }
  }

  /** The entry that set a rule; null: none was in force. */
  rule(name: string, expected: number | null): void {
    const found = this.fields.optionalCount(name);
    if (found !== expected) {
      this.faults.push(fault("rule-entry", { name, expected: expected ?? "–", found: found ?? "–" }, this.fields.sequence));
    }
  }
}
