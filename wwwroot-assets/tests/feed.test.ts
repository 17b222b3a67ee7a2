import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { LiveFeed } from "../scripts/live/feed.js";
import type { Fragment } from "../scripts/live/protocol.js";

const row = (id: number, fund = "usdt", outcome = "surplus", drawn = false): string =>
  `<tr id="r${id}" data-fund="${fund}" data-outcome="${outcome}"${drawn ? " data-drawn" : ""}><td><a href="liquidations/${id}">${id}</a></td></tr>`;

function open(rows: string): { document: Document; feed: LiveFeed; ids(): string[]; status(): string; choose(name: string, value: string): void } {
  const { document, Event, Element } = new JSDOM(`<!doctype html><body>
    <div id="feed" data-rows="rows" data-text-held="held {count}" data-text-hidden="hidden {hidden} of {total}"
         data-text-skipped="skipped {count}" data-text-pause="Pause" data-text-resume="Go on">
      <form><select name="fund"><option value="">all</option><option value="usdt">u</option><option value="btc">b</option></select>
        <select name="outcome"><option value="">all</option><option value="covered">c</option></select>
        <input type="checkbox"><button type="button" class="feed-pause">Pause</button></form>
      <p class="feed-status"></p><table><tbody id="rows">${rows}</tbody></table>
    </div></body>`).window;
  // Times are rewritten below an element or a document; only a browser knows by itself which is which.
  Object.assign(globalThis, { Element });
  return {
    document,
    feed: LiveFeed.find(document, "en")!,
    ids: () => [...document.getElementById("rows")!.children].map((element) => element.id),
    status: () => document.querySelector(".feed-status")!.textContent ?? "",
    choose: (name, value) => {
      const select = document.querySelector<HTMLSelectElement>(`select[name="${name}"]`)!;
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
  };
}

const rows = (html: string, skipped?: number): Fragment => ({ target: "rows", place: "prepend", html, keep: 3, ...(skipped === undefined ? {} : { skipped }) });

const press = (document: Document): void => document.querySelector<HTMLButtonElement>(".feed-pause")!.click();

test("New rows come on top, none twice, and the oldest leave the page", () => {
  const { feed, ids } = open(row(2) + row(1));
  assert.deepEqual(feed.take(rows(row(4) + row(3) + row(2))).map((element) => element.id), ["r4", "r3"]);
  assert.deepEqual(ids(), ["r4", "r3", "r2"]);
});

test("A paused list keeps rows back, says how many, and shows them when it goes on", () => {
  const { document, feed, ids, status } = open(row(1));
  press(document);
  assert.deepEqual(feed.take(rows(row(3) + row(2), 4)), []);
  assert.deepEqual(ids(), ["r1"]);
  assert.equal(status(), "held 6");
  press(document);
  assert.deepEqual(ids(), ["r3", "r2", "r1"]);
  assert.equal(status(), "");
});

test("A filter shows only what matches, counts what it hides, and finds what left the page before", () => {
  const { feed, ids, status, choose } = open(row(2, "btc", "covered", true) + row(1));
  feed.take(rows(row(5) + row(4) + row(3)));
  assert.deepEqual(ids(), ["r5", "r4", "r3"]);
  choose("fund", "btc");
  assert.deepEqual(ids(), ["r2"]);
  assert.equal(status(), "hidden 4 of 5");
  feed.take(rows(row(7, "btc") + row(6), 9));
  assert.deepEqual(ids(), ["r7", "r2"]);
  assert.equal(status(), "hidden 5 of 7 · skipped 9");
  choose("outcome", "covered");
  assert.deepEqual(ids(), ["r2"]);
  choose("fund", "");
  choose("outcome", "");
  assert.deepEqual(ids(), ["r7", "r6", "r5"]);
  assert.equal(status(), "");
});

test("Only what a fund paid for is what the box leaves", () => {
  const { document, ids } = open(row(3, "usdt", "uncovered", true) + row(2) + row(1, "usdt", "covered", true));
  document.querySelector<HTMLInputElement>("input")!.click();
  assert.deepEqual(ids(), ["r3", "r1"]);
});

test("A row that stays keeps the focus while others come and go", () => {
  const { document, feed } = open(row(2) + row(1));
  const link = document.querySelector<HTMLAnchorElement>("#r2 a")!;
  link.focus();
  feed.take(rows(row(4) + row(3)));
  assert.equal(document.activeElement, link);
});
