import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { applyFragments } from "../scripts/live/patch.js";

function page(body: string): Document {
  return new JSDOM(`<!doctype html><body>${body}</body>`).window.document;
}

const list = '<table><tbody id="rows"><tr id="r2"><td>2</td></tr><tr id="r1"><td>1</td></tr></tbody></table>';

const ids = (document: Document) => [...(document.getElementById("rows")?.children ?? [])].map((row) => row.id);

test("New rows come on top in the order sent, newest first", () => {
  const document = page(list);
  const patched = applyFragments(document, [
    { target: "rows", place: "prepend", html: '<tr id="r4"><td>4</td></tr><tr id="r3"><td>3</td></tr>' },
  ]);
  assert.deepEqual(ids(document), ["r4", "r3", "r2", "r1"]);
  assert.deepEqual(patched.added.map((row) => row.id), ["r4", "r3"]);
  assert.ok(document.getElementById("r4")?.classList.contains("is-new"));
});

test("A row already in the page is not inserted twice", () => {
  const document = page(list);
  const patched = applyFragments(document, [
    { target: "rows", place: "prepend", html: '<tr id="r3"><td>3</td></tr><tr id="r2"><td>2</td></tr>' },
  ]);
  assert.deepEqual(ids(document), ["r3", "r2", "r1"]);
  assert.equal(patched.added.length, 1);
});

test("Rows beyond the number to keep are dropped from the bottom", () => {
  const document = page(list);
  const patched = applyFragments(document, [
    { target: "rows", place: "prepend", keep: 2, html: '<tr id="r5"></tr><tr id="r4"></tr><tr id="r3"></tr>' },
  ]);
  assert.deepEqual(ids(document), ["r5", "r4"]);
  assert.deepEqual(patched.added.map((row) => row.id), ["r5", "r4"]);
});

test("Fragments are put in one after the other", () => {
  const document = page(list);
  applyFragments(document, [
    { target: "rows", place: "replace", html: '<tbody id="rows"><tr id="r7"></tr></tbody>' },
    { target: "rows", place: "prepend", html: '<tr id="r8"></tr>' },
  ]);
  assert.deepEqual(ids(document), ["r8", "r7"]);
});

test("A replaced element is marked as changed only when its figure changed", () => {
  const document = page('<p id="a" data-figure="1"></p><p id="b" data-figure="1"></p>');
  applyFragments(document, [
    { target: "a", place: "replace", html: '<p id="a" data-figure="2"></p>' },
    { target: "b", place: "replace", html: '<p id="b" data-figure="1"></p>' },
  ]);
  assert.ok(document.getElementById("a")?.classList.contains("is-changed"));
  assert.ok(!document.getElementById("b")?.classList.contains("is-changed"));
});

test("A missing target is reported and the rest is still put in", () => {
  const document = page(list);
  const patched = applyFragments(document, [
    { target: "nowhere", place: "replace", html: "<p></p>" },
    { target: "rows", place: "prepend", html: '<tr id="r3"></tr>' },
  ]);
  assert.ok(patched.isIncomplete);
  assert.equal(ids(document)[0], "r3");
});

test("Focus on a link survives the replacement of the card around it", () => {
  const document = page('<article id="fund-usdt"><a href="funds/usdt">old</a></article>');
  document.querySelector("a")?.focus();
  applyFragments(document, [
    { target: "fund-usdt", place: "replace", html: '<article id="fund-usdt"><a href="elsewhere">x</a><a href="funds/usdt">new</a></article>' },
  ]);
  assert.equal(document.activeElement?.textContent, "new");
});

test("What a reader has opened stays open when it is replaced", () => {
  const document = page('<div id="a"><details id="d1" open></details><details id="d2"></details><details open></details></div>');
  applyFragments(document, [
    { target: "a", place: "replace", html: '<div id="a"><details id="d1"></details><details id="d2"></details><details></details></div>' },
  ]);
  assert.deepEqual([...document.querySelectorAll("details")].map((one) => one.hasAttribute("open")), [true, false, false]);
});
