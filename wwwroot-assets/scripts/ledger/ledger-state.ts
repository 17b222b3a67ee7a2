import type { Listing, Policy, Rate } from "./rulebook.js";

/** Raised when what is kept changes: an older state is then thrown away and the ledger is replayed from its first entry. */
export const ledgerStateVersion = 4;

/** Where a fund stands after its last entry. */
export interface FundState {
  readonly id: string;
  readonly asset: string;
  readonly scale: number;
  name: string;
  balance: bigint;
  fundSequence: number;
  lastSequence: number;
  lastRecordedAt: string;
  readonly policies: Policy[];
  /** Those that have taken effect or still may. */
  rates: Rate[];
  adlActive: boolean;
}

/** A source's own count, as far as its settled records tell. */
export interface SourceState {
  readonly name: string;
  records: number;
  /** Records that carry a number of the source's own. */
  numbered: number;
  lowest: number;
  highest: number;
}

/** An entry kind, or a format version, that this program does not know. */
export interface NotUnderstood {
  count: number;
  firstSequence: number;
  firstKind: string;
}

/** Everything that the next entry is checked against. Plain data, so that a browser can keep it. */
export interface LedgerState {
  readonly version: number;
  sequence: number;
  readonly assets: Map<string, number>;
  readonly funds: Map<string, FundState>;
  readonly contracts: Map<string, Listing[]>;
  readonly sources: Map<string, SourceState>;
  /** Entries that were taken back, and by which entry. */
  readonly reversals: Map<number, number>;
  /** What ADL fills have recovered, by the liquidation whose loss it was. */
  readonly recoveries: Map<number, bigint>;
  frozen: boolean;
  notUnderstood: NotUnderstood | null;
}

export function emptyLedger(): LedgerState {
  return { version: ledgerStateVersion, sequence: 0, assets: new Map(), funds: new Map(), contracts: new Map(), sources: new Map(), reversals: new Map(), recoveries: new Map(), frozen: false, notUnderstood: null };
}

/** How many numbers of a source's own count are missing between its lowest and its highest. */
export function gapsOf(source: SourceState): number {
  return source.numbered === 0 ? 0 : Math.max(0, source.highest - source.lowest + 1 - source.numbered);
}

export function countSource(ledger: LedgerState, name: string, number: number | null): void {
  const source = ledger.sources.get(name) ?? { name, records: 0, numbered: 0, lowest: 0, highest: 0 };
  source.records++;
  if (number !== null) {
    source.lowest = source.numbered === 0 ? number : Math.min(source.lowest, number);
    source.highest = source.numbered === 0 ? number : Math.max(source.highest, number);
    source.numbered++;
  }
  ledger.sources.set(name, source);
}
