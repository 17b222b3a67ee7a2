/** What the portal says of a source, beyond what the log holds. */
export interface SourceCounts {
  readonly rejected: number;
  readonly conflicting: number;
  readonly dismissed: number;
}

/** The operator's own word: none of it can be checked. Empty when the portal does not say. */
export async function readSourceCounts(root: string): Promise<ReadonlyMap<string, SourceCounts>> {
  try {
    const response = await fetch(`${root}api/v1/status`, { credentials: "omit" });
    const answer = (await response.json()) as { readonly sources?: readonly Record<string, unknown>[] };
    return new Map(
      (answer.sources ?? []).map((source) => [
        String(source["source"]),
        { rejected: Number(source["rejected"]), conflicting: Number(source["conflicting"]), dismissed: Number(source["dismissed"]) },
      ]),
    );
  } catch {
    return new Map();
  }
}
