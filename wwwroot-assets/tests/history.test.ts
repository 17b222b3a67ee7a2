import assert from "node:assert/strict";
import { test } from "node:test";
import { bandAmount, stack } from "../scripts/chart/flows.js";
import { extremes, fill, historyAddress, intervalName, replaceTail, takeLive, toHistory, type HistoryBar } from "../scripts/chart/history.js";
import { toMarks } from "../scripts/chart/marks.js";
import { namedRange, rangeOfPage } from "../scripts/chart/range.js";
import { balanceText, decimalsFor, exactText } from "../scripts/chart/texts.js";

const now = Date.UTC(2026, 10, 22, 13, 4, 5);
const minute = 60_000;

function bar(at: number, close: string, open = close): HistoryBar {
  const [low, high] = Number(open) < Number(close) ? [open, close] : [close, open];
  return { atMs: at * minute, open, high, low, close, flows: null };
}

const flows = { opening: "0.00", surplus: "3.00", draw: "5.00", fee: "1.00", injection: "2.00", withdrawal: "0.50", reversal: "0.00" };

test("A range asks from a whole minute, so that visitors share an answer", () => {
  assert.equal(historyAddress("/", "usdt", namedRange("1d", now)), historyAddress("/", "usdt", namedRange("1d", now + 10_000)));
  assert.match(historyAddress("/", "usdt", namedRange("7d", now)), /from=2026-11-15T13%3A04%3A00\.000Z/);
});

test("The whole history names no start, and a range from day to day both ends", () => {
  assert.equal(historyAddress("/", "usdt", namedRange("all", now)), "/api/v1/funds/usdt/history?interval=auto");
  const range = rangeOfPage("custom", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", now);
  assert.deepEqual(range, { name: "custom", fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2026, 1, 1) });
  assert.match(historyAddress("/", "usdt", range), /to=2026-02-01/);
});

test("A range whose end is still to come goes on, and one that nobody understands is a whole history", () => {
  assert.equal(rangeOfPage("custom", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", now).toMs, null);
  assert.equal(rangeOfPage("custom", "soon", undefined, now).fromMs, null);
});

test("Rows that repeat a time or go back are left out, and say how long they are", () => {
  const row = (time: string, close: string) => ({ interval: "1h" as const, time, open: close, high: close, low: close, close, byReason: flows });
  const history = toHistory([row("2026-01-01T00:00:00Z", "1"), row("2026-01-01T00:00:00Z", "2"), row("2026-01-01T01:00:00Z", "3")]);
  assert.deepEqual(history.bars.map((one) => one.close), ["1", "3"]);
  assert.equal(history.intervalMs, 60 * minute);
  assert.equal(intervalName(history.intervalMs), "1h");
  assert.equal(toHistory([]).intervalMs, minute);
});

test("Quiet stretches are filled with the balance that stood, from the range's beginning to its end", () => {
  const history = { bars: [bar(2, "1", "4"), bar(5, "2", "1")], intervalMs: minute };
  const filled = fill(history, { name: "1h", fromMs: 0, toMs: null }, 7.5 * minute, null);
  assert.deepEqual(filled.map((one) => [one.atMs / minute, one.close]), [[0, "4"], [1, "4"], [2, "1"], [3, "1"], [4, "1"], [5, "2"], [6, "2"], [7, "2"]]);
});

test("Nothing is drawn before a fund was opened", () => {
  const opening = { ...bar(2, "10"), flows: { ...flows, opening: "10.00" } };
  const filled = fill({ bars: [opening], intervalMs: minute }, { name: "1h", fromMs: 0, toMs: null }, 4.5 * minute, null);
  assert.deepEqual(filled.map((one) => one.atMs / minute), [2, 3, 4]);
});

test("A range in which nothing was recorded shows the balance that stands, or nothing when nobody knows it", () => {
  const none = { bars: [], intervalMs: minute };
  const range = { name: "1h", fromMs: 0, toMs: null };
  assert.deepEqual(fill(none, range, 2.5 * minute, "7").map((one) => one.close), ["7", "7", "7"]);
  assert.deepEqual(fill(none, range, 2.5 * minute, null), []);
});

test("A stretch too long to fill is left as it came", () => {
  const bars = [bar(0, "1"), bar(9_000, "2")];
  assert.deepEqual(fill({ bars, intervalMs: minute }, { name: "all", fromMs: null, toMs: null }, 9_001 * minute, null), bars);
});

test("A live balance goes into its bar, opens the next one where the last closed, and never goes back", () => {
  const bars = [bar(0, "1"), bar(1, "2", "1")];
  takeLive(bars, minute, 1.5 * minute, "0.5");
  takeLive(bars, minute, 2.5 * minute, "4");
  assert.equal(takeLive(bars, minute, 0.5 * minute, "5"), null);
  assert.deepEqual(bars.map(({ open, high, low, close }) => [open, high, low, close]), [["1", "1", "1", "1"], ["1", "2", "0.5", "0.5"], ["0.5", "4", "0.5", "4"]]);
});

test("Answers about the newest bars take their place and leave newer live ones", () => {
  const bars = [bar(0, "1"), bar(1, "2"), bar(2, "9"), bar(3, "8")];
  replaceTail(bars, [{ ...bar(1, "2"), flows }, { ...bar(2, "3"), flows }]);
  assert.deepEqual(bars.map((one) => [one.close, one.flows !== null]), [["1", false], ["2", true], ["3", true], ["8", false]]);
  replaceTail(bars, []);
  assert.equal(bars.length, 4);
  assert.deepEqual(extremes(bars), [1, 8]);
});

test("What came in is stacked from the axis up and what went out from the axis down", () => {
  assert.deepEqual(stack({ ...bar(0, "1"), flows }, 2), { surplus: 3, fee: 4, injection: 6, draw: -5, withdrawal: -5.5 });
  assert.deepEqual(stack(bar(0, "1"), 2), { surplus: 0, fee: 0, injection: 0, draw: 0, withdrawal: 0 });
});

test("Entries taken back stand with what was paid in or taken out, to the last digit", () => {
  assert.equal(bandAmount({ ...flows, reversal: "0.01" }, "injection", 2), "2.01");
  assert.equal(bandAmount({ ...flows, reversal: "-0.01" }, "withdrawal", 2), "0.51");
  assert.equal(bandAmount({ ...flows, reversal: "-0.01" }, "injection", 2), "2.00");
  assert.equal(bandAmount({ ...flows, injection: "90071992547409.93" }, "injection", 2), "90071992547409.93");
});

test("Marks lie on bars, one each, and the gravest thing gives its look", () => {
  const bars = [bar(0, "1"), bar(1, "1"), bar(2, "1")];
  const at = (offset: number, kind: string) => ({ time: new Date(offset * minute).toISOString(), kind });
  const marks = toMarks([at(2.9, "rate"), at(1.2, "injection"), at(1.1, "adl-start"), at(77, "policy")], bars, minute);
  assert.deepEqual(marks.map((mark) => [mark.atMs / minute, mark.shape, mark.letter]), [[1, "adl", "A+"], [2, "rule", "F"]]);
});

test("Axis figures keep as many decimals as tell them apart", () => {
  assert.equal(decimalsFor(13_000_000, 6), 0);
  assert.equal(decimalsFor(41.68, 8), 2);
  assert.equal(decimalsFor(0.0004, 8), 7);
  assert.equal(decimalsFor(0, 8), 2);
  assert.equal(decimalsFor(0.0004, 0), 0);
  assert.equal(balanceText(18_204.51833302, 2, "en"), "18,204.52");
});

test("Figures of a bar are the very digits of the answer", () => {
  assert.equal(exactText("9007199254740993.12345678", 8, "en"), "9,007,199,254,740,993.12345678");
  assert.equal(exactText("1.239", 2, "en"), "1.23");
});
