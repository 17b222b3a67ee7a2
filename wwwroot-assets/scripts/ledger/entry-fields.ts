import { fault, LogFaultError } from "../log/faults.js";
import type { EntryObject } from "./canonical.js";
import { readAmount, readPositive, type Decimal } from "./decimals.js";

/** Reads an entry's fields. One that is missing or malformed is a fault that names it. */
export class EntryFields {
  constructor(
    readonly object: EntryObject,
    /** Where the entry stands in the log; what it says of itself is checked against this. */
    readonly sequence: number,
  ) {}

  has(name: string): boolean {
    return Object.hasOwn(this.object, name);
  }

  text(name: string): string {
    const value = this.object[name];
    return typeof value === "string" ? value : this.#malformed(name);
  }

  optionalText(name: string): string | null {
    return this.has(name) ? this.text(name) : null;
  }

  /** A whole number from zero on. */
  count(name: string): number {
    const value = this.object[name];
    return typeof value === "number" && value >= 0 ? value : this.#malformed(name);
  }

  optionalCount(name: string): number | null {
    return this.has(name) ? this.count(name) : null;
  }

  /** RFC 3339, UTC, milliseconds: such texts sort as the times do. */
  time(name: string): string {
    const text = this.text(name);
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : this.#malformed(name);
  }

  amount(name: string, scale: number): bigint {
    return readAmount(this.text(name), scale) ?? this.#malformed(name);
  }

  optionalAmount(name: string, scale: number): bigint | null {
    return this.has(name) ? this.amount(name, scale) : null;
  }

  positive(name: string): Decimal {
    return readPositive(this.text(name)) ?? this.#malformed(name);
  }

  /** SHA-256 in hex. */
  hash(name: string): string {
    const text = this.text(name);
    return isHash(text) ? text : this.#malformed(name);
  }

  hashes(name: string): readonly string[] {
    const value = this.object[name];
    return Array.isArray(value) && value.every((one) => typeof one === "string" && isHash(one)) ? (value as readonly string[]) : this.#malformed(name);
  }

  texts(name: string): readonly string[] {
    const value = this.object[name];
    return Array.isArray(value) && value.every((one) => typeof one === "string") ? (value as readonly string[]) : this.#malformed(name);
  }

  /** One of a few words. */
  choice<T extends string>(name: string, choices: readonly T[]): T {
    const text = this.text(name);
    return choices.find((choice) => choice === text) ?? this.#malformed(name);
  }

  optionalChoice<T extends string>(name: string, choices: readonly T[]): T | null {
    return this.has(name) ? this.choice(name, choices) : null;
  }

  #malformed(name: string): never {
    throw new LogFaultError(fault("field", { name }, this.sequence));
  }
}

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
