import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, historyAddress, intervalOf, takeLive, toPoints } from "../scripts/chart/history.js";
import { balanceText, decimalsFor } from "../scripts/chart/texts.js";

const now = Date.UTC(2026, 10, 22, 13, 4, 5);

test("A range asks from a whole minute, so that visitors share an answer", () => {
  assert.equal(historyAddress("/", "usdt", "1d", now), historyAddress("/", "usdt", "1d", now + 10_000));
  assert.match(historyAddress("/", "usdt", "7d", now), /from=2026-11-15T13%3A04%3A00\.000Z/);
});

test("The whole history names no start", () => {
  assert.equal(historyAddress("/", "usdt", "all", now), "/api/v1/funds/usdt/history?interval=auto");
});

test("Rows that repeat a time or go back are left out", () => {
  const row = (time: string, close: string) => ({ time, open: close, high: close, low: close, close });
  const points = toPoints([row("2026-01-01T00:00:00Z", "1"), row("2026-01-01T00:00:00Z", "2"), row("2026-01-01T00:01:00Z", "3")]);
  assert.deepEqual(points.map((point) => point.balance), ["1", "3"]);
});

const minute = 60_000;

test("The interval of an answer is told by its closest rows", () => {
  const at = (...minutes: number[]) => minutes.map((one) => ({ atMs: one * minute, balance: "1" }));
  assert.equal(intervalOf(at(0, 3, 4, 90)), minute);
  assert.equal(intervalOf(at(0, 60, 240)), 60 * minute);
  assert.equal(intervalOf(at(0, 1440)), 1440 * minute);
  assert.equal(intervalOf(at(7)), minute);
});

test("Quiet stretches are filled with the balance that stood, up to now", () => {
  const points = [{ atMs: 0, balance: "1" }, { atMs: 3 * minute, balance: "2" }];
  assert.deepEqual(
    fill(points, minute, 5.5 * minute).map((point) => [point.atMs / minute, point.balance]),
    [[0, "1"], [1, "1"], [2, "1"], [3, "2"], [4, "2"], [5, "2"]],
  );
  assert.deepEqual(fill([], minute, 5 * minute), []);
});

test("A stretch too long to fill is left as it came", () => {
  const points = [{ atMs: 0, balance: "1" }, { atMs: 9_000 * minute, balance: "2" }];
  assert.deepEqual(fill(points, minute, 9_001 * minute), points);
});

test("A live balance goes into its interval, opens the next one, and never goes back", () => {
  const points = [{ atMs: 0, balance: "1" }, { atMs: minute, balance: "2" }];
  takeLive(points, minute, 1.5 * minute, "3");
  takeLive(points, minute, 2.5 * minute, "4");
  assert.equal(takeLive(points, minute, 0.5 * minute, "5"), null);
  assert.deepEqual(points.map((point) => point.balance), ["1", "3", "4"]);
});

test("Axis figures keep as many decimals as tell them apart", () => {
  assert.equal(decimalsFor(13_000_000, 6), 0);
  assert.equal(decimalsFor(41.68, 8), 2);
  assert.equal(decimalsFor(0.0004, 8), 7);
  assert.equal(decimalsFor(0, 8), 2);
  assert.equal(decimalsFor(0.0004, 0), 0);
  assert.equal(balanceText(18_204.51833302, 2, "en"), "18,204.52");
});
