// Checks the log away from the page's thread. Knows the portal's address from the page, asks for public files alone.

import { checkEntry } from "./log/check-entry.js";
import { LogCheck, type CheckProgress, type CheckSurroundings } from "./log/check-log.js";
import { KeptLog } from "./log/kept-log.js";
import { HttpLogFiles } from "./log/log-files.js";
import { findCommitment, type SearchProgress } from "./log/search-log.js";
import type { LogAnswer, LogRequest, LogResults, LogTask } from "./log/worker-protocol.js";

interface WorkerScope {
  postMessage(answer: LogAnswer): void;
  onmessage: ((event: MessageEvent<LogRequest>) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const running = new Map<number, AbortController>();
const progressEveryMs = 100;
const waitMs = 1_000;

scope.onmessage = ({ data }) => {
  if ("cancel" in data) {
    running.get(data.id)?.abort();
  } else {
    void run(data.id, data.root, data.task);
  }
};

async function run(id: number, root: string, task: LogTask): Promise<void> {
  const stop = new AbortController();
  running.set(id, stop);
  try {
    scope.postMessage({ id, kind: "done", result: await perform(task, surroundings(root, stop.signal), progressOf(id)) });
  } catch (error) {
    scope.postMessage(stop.signal.aborted ? { id, kind: "cancelled" } : { id, kind: "failed", reason: String(error) });
  } finally {
    running.delete(id);
  }
}

async function perform(task: LogTask, around: CheckSurroundings, report: (progress: CheckProgress | SearchProgress) => void): Promise<LogResults[keyof LogResults]> {
  switch (task.kind) {
    case "check":
      return new LogCheck(around, report).run(task.fromFirst);
    case "entry":
      return checkEntry(around, task.sequence);
    case "find":
      return findCommitment(around, task.commitment, report);
    case "recall": {
      const kept = await around.memory.load();
      return kept === null ? null : { size: kept.size, checkedAt: kept.checkedAt, firstSeenAt: kept.firstSeenAt, vkey: kept.vkey };
    }
    case "forget":
      await around.memory.forget();
      return null;
  }
}

/** Tells how far it is now and then, and at once when a check changes its state. */
function progressOf(id: number): (progress: CheckProgress | SearchProgress) => void {
  let toldAt = 0;
  let told = "";
  return (progress) => {
    const states = JSON.stringify("checks" in progress ? progress.checks : null);
    if (performance.now() - toldAt >= progressEveryMs || states !== told) {
      toldAt = performance.now();
      told = states;
      scope.postMessage({ id, kind: "progress", progress });
    }
  };
}

function surroundings(root: string, signal: AbortSignal): CheckSurroundings {
  return {
    log: new HttpLogFiles(`${root}log/`, signal),
    api: new HttpLogFiles(`${root}api/v1/`, signal),
    memory: new KeptLog(`${root}log/`),
    now: Date.now,
    wait: () =>
      new Promise((resolve, reject) => {
        setTimeout(resolve, waitMs);
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      }),
  };
}
