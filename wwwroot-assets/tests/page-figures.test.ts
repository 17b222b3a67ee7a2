import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { figureText, normalise, plainNumber } from "../scripts/verify/figure-text.js";
import { comparePage } from "../scripts/verify/page-figures.js";

test("Amounts are written as the pages write them", () => {
  assert.deepEqual(
    ["25009647.33601951", "-0.20000000", "10.00000000", "5", "1234567.5", "0.1"].map((plain) => figureText(plain, "en")),
    ["25,009,647.33601951", "−0.20", "10.00", "5", "1,234,567.5", "0.1"],
  );
  assert.equal(figureText("1234.50", "de"), "1.234,50");
});

test("What a reader sees is read back to the same number", () => {
  const cases = [["25,009,647.33601951\u00a0USDT", "25009647.33601951"], ["−0.20 BTC", "-0.2"], ["+0.20", "0.2"], ["10.00", "10"], ["20,535", "20535"], ["0.00\u00a01INCH", "0"], ["  5 ", "5"]] as const;
  assert.deepEqual(cases.map(([shown]) => plainNumber(shown, "en")), cases.map(([, number]) => number));
  assert.equal(plainNumber("1.234,50 EUR", "de"), "1234.5");
  for (const none of ["", "Entry 5", "1 2 x", "BTC"]) {
    assert.equal(plainNumber(none, "en"), null, none);
  }
  assert.deepEqual([normalise("-0.00"), normalise("007.10"), normalise("-1.0")], ["0", "7.1", "-1"]);
});

const entry = { symbol: "BTCUSD", positionSide: "long", draw: "0.20000000", residual: "-0.20000000", balanceBefore: "10.00000000", balanceAfter: "9.80000000", policySequence: 2, recordedAt: "2026-01-01T00:00:00.000Z" };

const page = (body: string) => new JSDOM(`<main>${body}</main>`).window.document;

test("Every marked figure of a page is compared with the record", () => {
  const good = page(`
    <p data-record-text="symbol">BTCUSD</p><p data-record-text="positionSide">Long</p><span data-record="draw"><b>0</b><i>.20</i>&nbsp;BTC</span>
    <span data-record="-draw">−0.20 BTC</span><span data-record="-residual">0.20</span><span data-record="change">−0.20</span>
    <span data-record="policySequence">2</span><p data-record-time="recordedAt"><time datetime="2026-01-01T00:00:00.000Z">1 Jan</time></p>`);
  assert.deepEqual(comparePage(good, entry, "en"), { compared: 8, mismatches: [] });
});

test("A figure that is not the record's is named with both", () => {
  const wrong = page('<span data-record="draw">0.30 BTC</span><span data-record="margin">1.00</span><p data-record-text="symbol">ETHUSD</p>');
  assert.deepEqual(
    comparePage(wrong, entry, "en").mismatches.map(({ name, shown, found }) => [name, shown, found]),
    [["draw", "0.30 BTC", "0.2"], ["margin", "1.00", "–"], ["symbol", "ETHUSD", "BTCUSD"]],
  );
});
