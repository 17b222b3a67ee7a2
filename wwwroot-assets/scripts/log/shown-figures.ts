import { fromUtf8 } from "./bytes.js";
import type { LogFiles } from "./log-files.js";

/** A balance as the portal's own pages and API show it. */
export interface ShownFund {
  readonly id: string;
  readonly balance: string;
  readonly sequence: number;
}

const lengthMax = 4 * 1024 * 1024;

/** What the portal shows now; null when it does not say. Nothing in the log's own check depends on it. */
export async function readShownFunds(api: LogFiles): Promise<readonly ShownFund[] | null> {
  try {
    const answer: unknown = JSON.parse(fromUtf8((await api.read("funds", lengthMax)) ?? new Uint8Array()) ?? "");
    const funds = isObject(answer) ? answer["funds"] : answer;
    return Array.isArray(funds) ? funds.map(readFund).filter((fund) => fund !== null) : null;
  } catch {
    return null;
  }
}

function readFund(value: unknown): ShownFund | null {
  if (!isObject(value)) {
    return null;
  }
  const sequence = Number(value["sequence"]);
  return typeof value["id"] === "string" && typeof value["balance"] === "string" && Number.isSafeInteger(sequence)
    ? { id: value["id"], balance: value["balance"], sequence }
    : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
