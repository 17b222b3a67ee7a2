import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { formatAge, formatAgo, formatTime } from "../scripts/time/format.js";

const at = new Date("2026-11-22T23:04:05.678Z");

test("Today's times are written without the date", () => {
  assert.equal(formatTime(at, new Date("2026-11-22T23:30:00Z"), "recent", "en", "UTC"), "23:04:05");
});

test("Whose today it is depends on the visitor's zone", () => {
  const now = new Date("2026-11-23T00:30:00Z");
  assert.equal(formatTime(at, now, "recent", "en", "UTC"), "22 Nov, 23:04:05");
  assert.equal(formatTime(at, now, "recent", "en", "Asia/Tokyo"), "08:04:05");
});

test("A time of another year names the year", () => {
  const now = new Date("2027-01-02T00:00:00Z");
  assert.equal(formatTime(at, now, "recent", "en", "UTC"), "22 Nov 2026, 23:04:05");
  assert.equal(formatTime(at, now, "moment", "en", "UTC"), "22 Nov 2026, 23:04:05");
});

test("A full time names its zone", () => {
  assert.equal(formatTime(at, at, "full", "en", "UTC"), "22 Nov 2026, 23:04:05 UTC");
});

test("Midnight is 00, not 24", () => {
  assert.equal(formatTime(new Date("2026-11-22T00:00:00Z"), at, "recent", "en", "UTC"), "00:00:00");
});

test("Other languages write their own way", () => {
  assert.equal(formatTime(at, at, "day", "zh-Hans", "UTC"), "2026年11月22日");
});

test("Ages use the largest whole unit", () => {
  assert.equal(formatAge(14_900, "en"), "14s");
  assert.equal(formatAge(60_000, "en"), "1m");
  assert.equal(formatAgo(7_300_000, "en"), "2 hr ago");
  assert.equal(formatAge(-5_000, "en"), "0s");
});

test("Times in a fragment are localised and an unreadable one is left alone", async () => {
  const { window } = new JSDOM('<p><time datetime="2026-11-22T23:04:05Z" data-format="day">x</time><time datetime="?" data-format="day">y</time></p>');
  globalThis.Element = window.Element;
  const { localiseTimes } = await import("../scripts/time/localise.js");
  localiseTimes(window.document, "en", at);
  assert.match(window.document.querySelector("p")?.textContent ?? "", /^2[23] Nov 2026y$/);
});
