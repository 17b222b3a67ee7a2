// What the hub and the live client say to each other. The server's side is Portal.Web/Live.

/** One piece of the page, rendered on the server. */
export interface Fragment {
  readonly target: string;
  readonly html: string;
  readonly place: "replace" | "prepend";
  /** For "prepend": how many children the target may have afterwards. */
  readonly keep?: number | null;
  /** For "prepend": how many rows were left out because more came at once than the target keeps. */
  readonly skipped?: number | null;
}

/** The answer to Subscribe. `fragments` is empty when the page is already at `sequence`. */
export interface Snapshot {
  readonly sequence: number;
  readonly fragments: readonly Fragment[];
}

/** A fund's new balance, for charts. */
export interface FundChange {
  readonly id: string;
  readonly balance: string;
  readonly updatedAt: string;
}

/** What the server may send at any time. */
export interface HubMessages {
  fragmentsChanged(sequence: number, fragments: readonly Fragment[]): void;
  fundsChanged(sequence: number, funds: readonly FundChange[]): void;
  freshness(sequence: number, serverTimeUnixMs: number): void;
  closed(): void;
}

/** One open connection. */
export interface HubLink {
  subscribe(topics: readonly string[], fromSequence: number | null): Promise<Snapshot>;
  close(): void;
}

/** Opens a connection; `attempt` counts from 1 since the last one that worked. */
export type OpenLink = (messages: HubMessages, attempt: number) => Promise<HubLink>;
