import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fragment } from "../scripts/live/protocol.js";
import { LiveSession, retryDelayMs, type SessionState } from "../scripts/live/session.js";
import { FakeHub, FakeTimers, row, settle } from "./fake-hub.js";

function sessionAt(sequence: number | null) {
  const hub = new FakeHub();
  const timers = new FakeTimers();
  const applied: string[] = [];
  const states: SessionState[] = [];
  const page = { lacksTarget: false, heard: 0, resumed: 0 };
  const session = new LiveSession({
    topics: ["page:overview:en"],
    sequence,
    open: hub.open,
    surroundings: timers,
    apply: (fragments: readonly Fragment[]) => {
      applied.push(...fragments.map((fragment) => fragment.html));
      return !page.lacksTarget;
    },
    heard: () => page.heard++,
    stateChanged: (state) => states.push(state),
    fundsChanged: () => {},
    resumed: () => page.resumed++,
  });
  return { hub, timers, applied, states, page, session };
}

const html = (id: string) => row(id).html;

test("A page subscribes from the sequence it was rendered at", async () => {
  const { hub, session } = sessionAt(123);
  session.start();
  await settle();
  assert.deepEqual(hub.last.subscriptions.map((one) => [one.topics, one.from]), [[["page:overview:en"], 123]]);
});

test("Messages at or below the last applied sequence are dropped", async () => {
  const { hub, applied, session } = sessionAt(10);
  session.start();
  await settle();
  await hub.answer(10);
  hub.last.server.fragmentsChanged(11, [row("a")]);
  hub.last.server.fragmentsChanged(11, [row("again")]);
  hub.last.server.fragmentsChanged(9, [row("old")]);
  hub.last.server.fragmentsChanged(14, [row("b")]);
  assert.deepEqual(applied, [html("a"), html("b")]);
  assert.equal(session.sequence, 14);
});

test("At the same sequence parts are replaced and no row comes twice", async () => {
  const { hub, applied, session } = sessionAt(10);
  session.start();
  await settle();
  await hub.answer(10);
  hub.last.server.fragmentsChanged(10, [{ target: "data-notice", html: "<div>stopped</div>", place: "replace" }, row("again")]);
  assert.deepEqual(applied, ["<div>stopped</div>"]);
  assert.equal(session.sequence, 10);
});

test("A message that overtakes the snapshot is put in after it", async () => {
  const { hub, applied, session } = sessionAt(10);
  session.start();
  await settle();
  hub.last.server.fragmentsChanged(13, [row("newer")]);
  hub.last.server.fragmentsChanged(12, [row("in the snapshot")]);
  assert.deepEqual(applied, []);
  await hub.answer(12, [row("snapshot")]);
  assert.deepEqual(applied, [html("snapshot"), html("newer")]);
  assert.equal(session.sequence, 13);
});

test("After a lost connection it subscribes again from the last applied sequence", async () => {
  const { hub, timers, states, page, session } = sessionAt(10);
  session.start();
  await settle();
  await hub.answer(10);
  hub.last.server.fragmentsChanged(20, [row("a")]);
  hub.last.server.closed();
  assert.equal(session.state, "waiting");
  await timers.fire();
  assert.equal(hub.links.length, 2);
  assert.equal(hub.last.subscriptions[0]?.from, 20);
  assert.equal(page.resumed, 0);
  await hub.answer(25, [row("missed")]);
  assert.equal(session.sequence, 25);
  assert.equal(page.resumed, 1);
  assert.deepEqual(states, ["connecting", "live", "waiting", "connecting", "live"]);
});

test("It tries for ever, with growing pauses, and starts small again after a success", async () => {
  const { hub, timers, session } = sessionAt(1);
  hub.isDown = true;
  session.start();
  await settle();
  const delays: number[] = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    delays.push([...timers.waiting.values()][0]?.delayMs ?? -1);
    await timers.fire();
  }
  assert.deepEqual(delays.slice(0, 7), [375, 750, 1500, 3000, 6000, 12000, 15000]);
  assert.equal(delays.at(-1), 15000);
  hub.isDown = false;
  await timers.fire();
  await hub.answer(1);
  hub.last.server.closed();
  assert.equal([...timers.waiting.values()][0]?.delayMs, 375);
});

test("The pause before an attempt is spread over half its length", () => {
  assert.equal(retryDelayMs(4, 0), 1000);
  assert.equal(retryDelayMs(4, 1), 2000);
});

test("A refused subscription is retried like a lost connection", async () => {
  const { hub, timers, session } = sessionAt(1);
  session.start();
  await settle();
  hub.last.subscriptions[0]?.fail();
  await settle();
  assert.equal(session.state, "waiting");
  assert.equal(timers.waiting.size, 1);
  assert.ok(hub.last.isClosed);
});

test("A paused page closes its connection and asks for what it missed when it goes on", async () => {
  const { hub, applied, session } = sessionAt(5);
  session.start();
  await settle();
  await hub.answer(5);
  session.pause("hidden");
  assert.ok(hub.last.isClosed);
  hub.last.server.fragmentsChanged(6, [row("late")]);
  hub.last.server.closed();
  assert.deepEqual(applied, []);
  assert.equal(session.state, "paused");
  session.resume("hidden");
  await settle();
  assert.equal(hub.last.subscriptions[0]?.from, 5);
});

test("A page paused for two reasons goes on when both are gone", async () => {
  const { hub, session } = sessionAt(5);
  session.start();
  await settle();
  session.pause("button");
  session.pause("hidden");
  session.resume("hidden");
  await settle();
  assert.equal(hub.links.length, 1);
  session.resume("button");
  await settle();
  assert.equal(hub.links.length, 2);
});

test("A connection that opens after a pause is closed at once", async () => {
  const { hub, session } = sessionAt(5);
  session.start();
  session.pause("hidden");
  await settle();
  assert.ok(hub.last.isClosed);
  assert.equal(hub.last.subscriptions.length, 0);
});

test("A page that lacks a target asks once for everything", async () => {
  const { hub, applied, page, session } = sessionAt(5);
  session.start();
  await settle();
  await hub.answer(5);
  page.lacksTarget = true;
  hub.last.server.fragmentsChanged(6, [row("nowhere")]);
  await settle();
  assert.deepEqual(hub.last.subscriptions.map((one) => one.from), [5, null]);
  hub.last.server.fragmentsChanged(8, [row("held")]);
  page.lacksTarget = false;
  await hub.answer(7, [row("everything")]);
  assert.deepEqual(applied, [html("nowhere"), html("everything"), html("held")]);
  page.lacksTarget = true;
  hub.last.server.fragmentsChanged(9, [row("nowhere again")]);
  await settle();
  assert.equal(hub.last.subscriptions.length, 2);
});

test("Any message counts as a sign of life", async () => {
  const { hub, page, session } = sessionAt(5);
  session.start();
  await settle();
  await hub.answer(5);
  const before = page.heard;
  hub.last.server.freshness(5, 0);
  hub.last.server.fundsChanged(6, []);
  hub.last.server.fragmentsChanged(7, []);
  assert.equal(page.heard, before + 3);
});

test("When the network is back it does not wait for the timer", async () => {
  const { hub, timers, session } = sessionAt(5);
  hub.isDown = true;
  session.start();
  await settle();
  hub.isDown = false;
  session.retryNow();
  await settle();
  assert.equal(hub.links.length, 1);
  assert.equal(timers.waiting.size, 0);
});
