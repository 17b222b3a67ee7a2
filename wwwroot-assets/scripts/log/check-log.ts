import { emptyLedger, gapsOf, ledgerStateVersion, type LedgerState } from "../ledger/ledger-state.js";
import { replay, type Replayed } from "../ledger/replay.js";
import { areEqual, toBase64 } from "./bytes.js";
import { checkNames, fault, faultGroups, LogFaultError, UnavailableError, type CheckName, type Fault } from "./faults.js";
import { findRewriting, shorterFault } from "./history.js";
import { judgeKey, type Trust } from "./key-trust.js";
import type { LogFiles } from "./log-files.js";
import { leafFault, readEarlier, walk, type Stretch } from "./log-walk.js";
import { fingerprints, isFamiliar, type LogMemory, type RememberedLog } from "./memory.js";
import { ShownCheck } from "./shown-check.js";
import { readShownFunds } from "./shown-figures.js";
import { readHeadCovering, type SignedHead } from "./signed-head.js";
import { TileTree } from "./tile-tree.js";
import { tileWidth } from "./tiles.js";
import { TreeEdge } from "./tree.js";
import type { CheckState, LogVerdict } from "./verdict.js";
import { keyIdText } from "./verifier-key.js";

export interface CheckSurroundings {
  readonly log: LogFiles;
  /** The portal's public API, below its version. */
  readonly api: LogFiles;
  readonly memory: LogMemory;
  readonly now: () => number;
  readonly wait: () => Promise<void>;
}

export interface CheckProgress {
  readonly checks: Readonly<Record<CheckName, CheckState>>;
  /** Entries checked so far, of those to check. */
  readonly done: number;
  readonly total: number;
}

/** How often to look again for a checkpoint that covers what the portal shows. */
const waitsMax = 4;

/** What is checked is kept now and then: who leaves early goes on from there. */
const keepEvery = 16_384;

/** Checks a whole log: from where this browser's last check ended, or from its first entry. */
export class LogCheck {
  readonly #around: CheckSurroundings;
  readonly #report: (progress: CheckProgress) => void;
  readonly #checks = Object.fromEntries(checkNames.map((name) => [name, "waiting"])) as Record<CheckName, CheckState>;
  readonly #faults: Fault[] = [];
  readonly #fingerprints = new Map<number, Uint8Array>();
  #startedAt: number;
  #remembered: RememberedLog | null = null;
  #head: SignedHead | null = null;
  #trust: Trust | null = null;
  #ledger: LedgerState = emptyLedger();
  #edge = new TreeEdge();
  #start = 0;
  #shown = new ShownCheck(null, this.#ledger);

  constructor(around: CheckSurroundings, report: (progress: CheckProgress) => void) {
    this.#around = around;
    this.#report = report;
    this.#startedAt = around.now();
  }

  async run(fromFirst: boolean): Promise<LogVerdict> {
    try {
      await this.#check(fromFirst);
    } catch (error) {
      if (error instanceof LogFaultError) {
        this.#fail(error.fault);
      } else if (error instanceof UnavailableError) {
        return this.#verdict("unfinished", { path: error.path, reason: error.reason });
      } else {
        await this.#keep();
        throw error;
      }
    }
    return this.#verdict(this.#faults.length === 0 ? "passed" : "failed", null);
  }

  async #check(fromFirst: boolean): Promise<void> {
    const shown = await readShownFunds(this.#around.api);
    this.#remembered = await this.#around.memory.load();
    const start = fromFirst ? null : this.#remembered;
    if (start?.ledger?.version === ledgerStateVersion) {
      this.#ledger = structuredClone(start.ledger);
      this.#edge = new TreeEdge(start.size, start.edge);
      this.#start = start.size;
    }
    this.#shown = new ShownCheck(shown, this.#ledger);
    this.#begin("key", "signature");
    this.#head = await readHeadCovering(this.#around.log, this.#shown.lastSequence, this.#around.wait, waitsMax);
    this.#pass("signature");
    // Waiting for the portal to sign is no part of the work.
    this.#startedAt = this.#around.now();
    const handovers = await this.#checkKey(this.#head);
    const tree = await this.#openTree(this.#head);
    if (tree === null) {
      return;
    }
    for (const { size, root } of tree.isSigned ? handovers : []) {
      if (size > tree.size || !areEqual(await tree.rootAt(size), root)) {
        throw new LogFaultError(fault("handover-root", { size }));
      }
    }
    this.#pass("key");
    // On a first visit there is no other key to compare it with.
    this.#checks.key = this.#trust === "first-use" ? "none" : this.#checks.key;
    await this.#walk(tree);
  }

  async #checkKey(head: SignedHead): Promise<readonly { size: number; root: Uint8Array }[]> {
    const judged = await judgeKey(this.#around.log, this.#remembered?.vkey ?? null, head.key);
    this.#trust = judged.trust;
    if (judged.fault !== null) {
      this.#fail(judged.fault);
    }
    return judged.handovers;
  }

  /** Null when there is nothing left to find out. */
  async #openTree({ checkpoint }: SignedHead): Promise<TileTree | null> {
    const remembered = this.#remembered;
    if (remembered !== null) {
      this.#begin("history");
      const shorter = shorterFault(checkpoint.size, remembered);
      if (shorter !== null) {
        this.#fail(shorter);
        return null;
      }
    }
    this.#begin("tree");
    const tree = await TileTree.open(this.#around.log, checkpoint.size, checkpoint.root);
    if (tree.fault !== null) {
      // Read everything again, to tell which entry does not belong.
      this.#fail(tree.fault);
      [this.#ledger, this.#edge, this.#start] = [emptyLedger(), new TreeEdge(), 0];
    } else if (remembered !== null) {
      const rewriting = await findRewriting(tree, remembered, this.#around.memory);
      if (rewriting !== null) {
        this.#fail(rewriting);
        return null;
      }
      this.#pass("history");
    } else {
      this.#checks.history = "none";
    }
    return tree;
  }

  async #walk(tree: TileTree): Promise<void> {
    this.#begin("entries", "format", "balances", "rules");
    let kept = this.#edge.size;
    for await (const stretch of walk(this.#around.log, tree, this.#start)) {
      if (!(await this.#take(stretch, tree))) {
        return;
      }
      if (this.#edge.size - kept >= keepEvery) {
        kept = this.#edge.size;
        await this.#keep();
      }
      this.#tell(tree.size);
    }
    // The entries' own bytes make the root, whatever the tiles say.
    if (tree.isSigned && !areEqual(this.#edge.root(), (this.#head as SignedHead).checkpoint.root)) {
      this.#fail(fault("root", { size: tree.size, root: toBase64(this.#edge.root()) }));
    }
    this.#pass("tree", "entries", "format", "balances", "rules");
    this.#compareShown();
    await this.#keep();
    this.#tell(tree.size);
  }

  /** Takes the entries of one bundle; false at the first that is wrong. */
  async #take(stretch: Stretch, tree: TileTree): Promise<boolean> {
    const familiar = tree.isSigned && stretch.fault === null ? null : await this.#around.memory.fingerprintsOf(stretch.bundle);
    for (let index = this.#edge.size - stretch.bundle * tileWidth; index < stretch.entries.length; index++) {
      const sequence = this.#edge.size + 1;
      const leaf = stretch.leaves[index] as Uint8Array;
      const found = [leafFault(stretch, index), isFamiliar(familiar, index, leaf) ? null : this.#unfamiliar(sequence)].filter((one) => one !== null);
      const outcome = await this.#replay(stretch, index, tree);
      if ("fund" in outcome && found.length === 0) {
        if (outcome.fund !== null) {
          this.#shown.took(outcome.fund);
        }
        this.#edge.add(leaf);
        continue;
      }
      this.#fail(...found, ...("fund" in outcome ? [] : outcome));
      return false;
    }
    if (stretch.fault !== null) {
      this.#fail(stretch.fault);
      return false;
    }
    this.#fingerprints.set(stretch.bundle, fingerprints(stretch.leaves));
    return true;
  }

  async #replay(stretch: Stretch, index: number, tree: TileTree): Promise<Replayed | readonly Fault[]> {
    const bytes = stretch.entries[index] as Uint8Array;
    const outcome = replay(this.#ledger, bytes);
    return "needs" in outcome
      ? (replay(this.#ledger, bytes, await readEarlier(this.#around.log, tree, outcome.needs, stretch)) as Replayed | readonly Fault[])
      : outcome;
  }

  #unfamiliar(sequence: number): Fault {
    return fault("rewritten-entry", { at: new Date(this.#remembered?.checkedAt ?? 0).toISOString() }, sequence);
  }

  #compareShown(): void {
    if (this.#shown.shown === null || this.#faults.length > 0) {
      this.#checks.shown = "none";
      return;
    }
    const { funds, faults } = this.#shown.compare(this.#ledger);
    this.#fail(...faults);
    this.#checks.shown = faults.length > 0 ? "failed" : funds.some((fund) => fund.agrees === true) ? "passed" : "none";
  }

  /** Keeps how far the log was checked; never less than before, and nothing of a log in which something is wrong. */
  async #keep(): Promise<void> {
    const size = this.#edge.size;
    const isSound = this.#faults.every((one) => one.code === "shown-balance");
    if (this.#head === null || !isSound || size !== this.#ledger.sequence || size === 0 || size < (this.#remembered?.size ?? 0)) {
      return;
    }
    const now = this.#around.now();
    await this.#around.memory.save(
      {
        vkey: this.#head.key.text,
        firstSeenAt: this.#remembered?.firstSeenAt ?? this.#startedAt,
        checkedAt: now,
        size,
        root: this.#edge.root(),
        edge: [...this.#edge.roots],
        ledger: this.#ledger,
      },
      this.#fingerprints,
    );
    this.#fingerprints.clear();
  }

  #begin(...names: readonly CheckName[]): void {
    for (const name of names) {
      this.#checks[name] = this.#checks[name] === "failed" ? "failed" : "running";
    }
    this.#tell(0);
  }

  #pass(...names: readonly CheckName[]): void {
    for (const name of names) {
      this.#checks[name] = this.#checks[name] === "failed" ? "failed" : "passed";
    }
  }

  #fail(...faults: readonly Fault[]): void {
    for (const one of faults) {
      this.#faults.push(one);
      this.#checks[faultGroups[one.code]] = "failed";
    }
  }

  #tell(size: number): void {
    this.#report({ checks: { ...this.#checks }, done: this.#edge.size - this.#start, total: Math.max(0, size - this.#start) });
  }

  #verdict(outcome: LogVerdict["outcome"], unavailable: LogVerdict["unavailable"]): LogVerdict {
    // What was under way when a fault ended the check was not found to be right.
    for (const name of checkNames) {
      this.#checks[name] = this.#checks[name] === "running" ? "waiting" : this.#checks[name];
    }
    const head = this.#head;
    return {
      outcome,
      faults: this.#faults,
      unavailable,
      checks: this.#checks,
      trust: this.#trust,
      head: head === null ? null : { origin: head.checkpoint.origin, size: head.checkpoint.size, root: toBase64(head.checkpoint.root), keyId: keyIdText(head.key), vkey: head.key.text },
      remembered: this.#remembered === null ? null : { size: this.#remembered.size, checkedAt: this.#remembered.checkedAt },
      from: this.#start + 1,
      to: this.#edge.size,
      elapsedMs: this.#around.now() - this.#startedAt,
      funds: this.#shown.compare(this.#ledger).funds,
      sources: [...this.#ledger.sources.values()].map((source) => ({ name: source.name, records: source.records, numbered: source.numbered, missing: gapsOf(source) })),
      notUnderstood: this.#ledger.notUnderstood,
    };
  }
}
