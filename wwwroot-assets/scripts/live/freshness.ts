import type { SessionState } from "./session.js";

export type FreshnessState = "connecting" | "live" | "stale" | "offline" | "paused";

/** The server speaks every two seconds; three missed beats are worth saying. */
export const staleAfterMs = 6_000;

/** A connection that comes back within this time is not worth a banner. */
export const graceMs = 1_500;

/**
 * What to tell the visitor. `heardAtMs` is null until the server has spoken. Ages are measured against the local clock between messages, so a wrong clock does no harm.
 */
export function freshnessOf(
  session: SessionState,
  nowMs: number,
  heardAtMs: number | null,
  lostAtMs: number | null,
): FreshnessState {
  if (session === "paused") {
    return "paused";
  }
  if (session === "live") {
    return heardAtMs !== null && nowMs - heardAtMs > staleAfterMs ? "stale" : "live";
  }
  if (lostAtMs === null) {
    return "connecting";
  }
  if (nowMs - lostAtMs > graceMs) {
    return "offline";
  }
  // A break nobody needs to notice; but what was never live does not claim to be.
  return heardAtMs === null ? "connecting" : "live";
}
