import type { EntryFields } from "./entry-fields.js";
import { changeOfLiquidation } from "./liquidation.js";

const kinds = [
  "liquidation",
  "fee",
  "adl",
  "adl-fill",
  "opening",
  "policy",
  "rate",
  "rate-cancel",
  "freeze",
  "contract",
  "asset",
  "injection",
  "withdrawal",
  "reversal",
  "dismissal",
] as const;

export type Kind = (typeof kinds)[number];

export const kindsWithoutFund: readonly Kind[] = ["asset", "contract", "freeze", "dismissal"];

/** Null for a kind that this program does not know. */
export function knownKind(text: string): Kind | null {
  return kinds.find((known) => known === text) ?? null;
}

/** What an entry of a kind adds to its fund, by its own figures. */
export function changeOf(kind: Kind, fields: EntryFields, scale: number): bigint {
  switch (kind) {
    case "liquidation":
      return changeOfLiquidation(fields, scale);
    case "fee":
      return fields.amount("allocated", scale);
    case "opening":
    case "injection":
    case "reversal":
      return fields.amount("amount", scale);
    case "withdrawal":
      return -fields.amount("amount", scale);
    default:
      return 0n;
  }
}
