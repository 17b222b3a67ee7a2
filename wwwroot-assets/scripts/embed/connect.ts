import { openStream } from "./event-stream.js";
import { SharedStream, type FollowerMessage, type HolderMessage } from "./shared-stream.js";

const channelName = "portal-embed";

/** A way to whoever holds the connection. */
export interface Holder {
  say(message: FollowerMessage): void;
}

export interface Page {
  readonly root: string;
  readonly workerAddress: string;
  /** Says again what this widget follows: whoever held the connection is gone. */
  readonly rejoin: () => void;
  readonly hear: (message: HolderMessage) => void;
}

/** One connection for all widgets: held by a shared worker, else by one of them, else (where neither is allowed) each holds its own. */
export function findHolder(page: Page): Holder {
  return tryWorker(page) ?? tryElection(page) ?? alone(page);
}

function tryWorker(page: Page): Holder | null {
  if (typeof SharedWorker === "undefined") {
    return null;
  }
  try {
    const worker = new SharedWorker(page.workerAddress, { name: channelName });
    let holder: Holder = { say: (message) => worker.port.postMessage(message) };
    worker.port.onmessage = (event: MessageEvent<HolderMessage>) => page.hear(event.data);
    worker.onerror = () => {
      worker.port.close();
      holder = tryElection(page) ?? alone(page);
      page.rejoin();
    };
    return { say: (message) => holder.say(message) };
  } catch {
    // A browser that keeps nothing for sites in frames.
    return null;
  }
}

type Spoken = { readonly from: FollowerMessage } | { readonly to: string; readonly message: HolderMessage } | { readonly elected: true };

/** The widget that gets the lock holds the connection for all. When it goes, its lock goes to another, which asks everybody to join again. */
function tryElection(page: Page): Holder | null {
  if (typeof BroadcastChannel === "undefined" || typeof navigator.locks === "undefined") {
    return null;
  }
  try {
    return elect(page, new BroadcastChannel(channelName), navigator.locks);
  } catch {
    return null;
  }
}

export function elect(page: Page, channel: Pick<BroadcastChannel, "postMessage" | "onmessage">, locks: Pick<LockManager, "request">): Holder {
  let own: SharedStream | null = null;
  const keys = new Set<string>();
  const speak = (spoken: Spoken): void => channel.postMessage(spoken);
  const take = (message: FollowerMessage): void =>
    own?.take(message, (answer) => (keys.has(message.key) ? page.hear(answer) : speak({ to: message.key, message: answer })));

  channel.onmessage = (event: MessageEvent<Spoken>) => {
    const spoken = event.data;
    if ("from" in spoken) {
      take(spoken.from);
    } else if ("elected" in spoken) {
      page.rejoin();
    } else if (keys.has(spoken.to)) {
      page.hear(spoken.message);
    }
  };
  void locks.request(channelName, () => {
    own = new SharedStream(page.root, openStream);
    speak({ elected: true });
    page.rejoin();
    return new Promise<void>(() => {});
  });
  return {
    say: (message) => {
      keys.add(message.key);
      if (own === null) {
        speak({ from: message });
      } else {
        take(message);
      }
    },
  };
}

function alone(page: Page): Holder {
  const own = new SharedStream(page.root, openStream);
  return { say: (message) => own.take(message, (answer) => page.hear(answer)) };
}
