import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { Announcer } from "../scripts/live/announcer.js";
import { freshnessOf } from "../scripts/live/freshness.js";
import { FreshnessView } from "../scripts/live/freshness-view.js";

test("A silent server makes the figures stale although the connection stands", () => {
  assert.equal(freshnessOf("live", 10_000, 4_000, null), "live");
  assert.equal(freshnessOf("live", 10_001, 4_000, null), "stale");
});

test("A short break is not worth a banner", () => {
  assert.equal(freshnessOf("waiting", 1_500, 0, 0), "live");
  assert.equal(freshnessOf("waiting", 1_501, 0, 0), "offline");
  assert.equal(freshnessOf("connecting", 60_000, 0, 0), "offline");
});

test("Before the first connection nothing is claimed", () => {
  assert.equal(freshnessOf("connecting", 60_000, null, null), "connecting");
  assert.equal(freshnessOf("waiting", 1_000, null, 0), "connecting");
  assert.equal(freshnessOf("waiting", 2_000, null, 0), "offline");
});

test("A page that never hears anything after it has connected does not stay live", () => {
  const { document } = new JSDOM(`<p id="freshness" data-text-live="Live" data-text-stale="No news for {age}"><span class="freshness-label"></span></p><p id="region"></p>`).window;
  Object.assign(globalThis, { document });
  const view = new FreshnessView(new Announcer(document.getElementById("region")!, 0), "en", 0);
  const state = (): string | undefined => document.getElementById("freshness")!.dataset["state"];
  view.sessionChanged("live", 1_000);
  assert.equal(state(), "live");
  view.tick(7_000);
  assert.equal(state(), "live");
  view.tick(7_001);
  assert.equal(state(), "stale");
  view.heard(8_000, 8_000);
  assert.equal(state(), "live");
});

test("New rows are announced as one sum, at most once a minute", () => {
  const region = new JSDOM("<p></p>").window.document.querySelector("p")!;
  const announcer = new Announcer(region, 0);
  announcer.rowsAdded(3);
  announcer.tick(59_000, "New: {count}");
  assert.equal(region.textContent, "");
  announcer.rowsAdded(4);
  announcer.tick(60_000, "New: {count}");
  assert.equal(region.textContent, "New: 7");
  announcer.tick(120_000, "New: {count}");
  assert.equal(region.textContent, "New: 7");
});
