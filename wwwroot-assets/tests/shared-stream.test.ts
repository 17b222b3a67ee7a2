import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { elect } from "../scripts/embed/connect.js";
import { EventParser, type StreamEvent, type StreamHandlers } from "../scripts/embed/event-stream.js";
import { gatherMs, SharedStream, type HolderMessage } from "../scripts/embed/shared-stream.js";

interface Opened {
  readonly address: URL;
  readonly handlers: StreamHandlers;
  isClosed: boolean;
}

function newStream(): { stream: SharedStream; opened: Opened[] } {
  const opened: Opened[] = [];
  const stream = new SharedStream("/", (address, handlers) => {
    const one = { address: new URL(address, "https://portal.example"), handlers, isClosed: false };
    opened.push(one);
    return () => (one.isClosed = true);
  });
  return { stream, opened };
}

test("Events are read however the stream is cut, and comments tell that the server is there", () => {
  const whole = 'retry: 3000\nid: 7\nevent: FragmentsChanged\ndata: {"a":1}\n\n: heartbeat\nid: 8\n\n: x\n\n';
  for (let at = 0; at <= whole.length; at++) {
    const heard: (StreamEvent | null)[] = [];
    const parser = new EventParser((event) => heard.push(event));
    parser.push(whole.slice(0, at));
    parser.push(whole.slice(at));
    assert.deepEqual(heard, [{ id: "7", event: "FragmentsChanged", data: '{"a":1}' }, { id: "8", event: "", data: "" }, null]);
  }
});

test("Eight widgets share one connection that begins at the oldest of them", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { stream, opened } = newStream();
  const told: HolderMessage[] = [];
  for (let at = 0; at < 8; at++) {
    stream.take({ kind: "join", key: `${at}`, topic: `page:embed/balance/f${at % 4}:en`, sequence: 20 - at }, (message) => told.push(message));
  }
  mock.timers.tick(gatherMs);
  assert.equal(opened.length, 1);
  assert.equal(opened[0]!.address.searchParams.get("topics")!.split(",").length, 4);
  assert.equal(opened[0]!.address.searchParams.get("lastEventId"), "13");
  opened[0]!.handlers.heard({ id: "21", event: "FragmentsChanged", data: '{"sequence":21,"fragments":[]}' });
  assert.equal(told.filter((message) => message.kind === "fragments").length, 8);
  mock.timers.reset();
});

test("Who comes later with an older page makes the connection begin there, who is up to date does not", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { stream, opened } = newStream();
  const join = (key: string, sequence: number): void => stream.take({ kind: "join", key, topic: "t", sequence }, () => {});
  join("a", 10);
  mock.timers.tick(gatherMs);
  opened[0]!.handlers.heard({ id: "12", event: "", data: "" });
  join("b", 12);
  mock.timers.tick(gatherMs);
  assert.equal(opened.length, 1);
  join("c", 11);
  mock.timers.tick(gatherMs);
  assert.equal(opened[0]!.isClosed, true);
  assert.equal(opened[1]!.address.searchParams.get("lastEventId"), "11");
  mock.timers.reset();
});

test("A lost connection is told and comes back from where it was; nobody left, none is kept", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { stream, opened } = newStream();
  const told: HolderMessage[] = [];
  stream.take({ kind: "join", key: "a", topic: "t", sequence: 3 }, (message) => told.push(message));
  mock.timers.tick(gatherMs);
  opened[0]!.handlers.opened();
  opened[0]!.handlers.heard({ id: "9", event: "", data: "" });
  opened[0]!.handlers.ended();
  assert.deepEqual(told.at(-1), { kind: "state", isLive: false });
  mock.timers.tick(1_000);
  assert.equal(opened[1]!.address.searchParams.get("lastEventId"), "9");
  stream.take({ kind: "leave", key: "a" }, () => {});
  assert.equal(opened[1]!.isClosed, true);
  mock.timers.reset();
});

test("Without a shared worker the widget with the lock holds the connection, and its successor asks everybody again", () => {
  const channels: { onmessage: ((event: MessageEvent) => unknown) | null }[] = [];
  const waiting: (() => void)[] = [];
  const locks = {
    request: (_: string, granted: () => Promise<void>) => {
      waiting.push(() => void granted());
      return new Promise<void>(() => {});
    },
  } as unknown as Pick<LockManager, "request">;
  const rejoined: number[] = [];
  for (let at = 0; at < 2; at++) {
    const channel = {
      onmessage: null as ((event: MessageEvent) => unknown) | null,
      postMessage: (data: unknown) => channels.filter((one) => one !== channel).forEach((one) => one.onmessage?.({ data } as MessageEvent)),
    };
    channels.push(channel);
    elect({ root: "/", workerAddress: "", rejoin: () => rejoined.push(at), hear: () => {} }, channel, locks);
  }
  waiting[0]!();
  assert.deepEqual(rejoined.sort(), [0, 1]);
  waiting[1]!();
  assert.deepEqual(rejoined.sort(), [0, 0, 1, 1]);
});
