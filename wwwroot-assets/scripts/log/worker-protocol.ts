import type { CheckProgress } from "./check-log.js";
import type { EntryVerdict } from "./check-entry.js";
import type { SearchProgress } from "./search-log.js";
import type { LogVerdict } from "./verdict.js";

/** What a page asks of the worker. */
export type LogTask =
  | { readonly kind: "check"; readonly fromFirst: boolean }
  | { readonly kind: "entry"; readonly sequence: number }
  | { readonly kind: "find"; readonly commitment: string }
  | { readonly kind: "recall" }
  | { readonly kind: "forget" };

/** What this browser keeps of the log. */
export interface Recollection {
  readonly size: number;
  readonly checkedAt: number;
  readonly firstSeenAt: number;
  readonly vkey: string;
}

/** What each task answers with. */
export interface LogResults {
  check: LogVerdict;
  entry: EntryVerdict;
  find: number | null;
  recall: Recollection | null;
  forget: null;
}

export type LogRequest = { readonly id: number; readonly root: string; readonly task: LogTask } | { readonly id: number; readonly cancel: true };

export type LogAnswer =
  | { readonly id: number; readonly kind: "progress"; readonly progress: CheckProgress | SearchProgress }
  | { readonly id: number; readonly kind: "done"; readonly result: LogResults[keyof LogResults] }
  | { readonly id: number; readonly kind: "cancelled" }
  | { readonly id: number; readonly kind: "failed"; readonly reason: string };
