// Holds the one connection of all widgets that a browser shows for a site.

import { openStream } from "./embed/event-stream.js";
import { SharedStream, type FollowerMessage } from "./embed/shared-stream.js";

// assets/ lies right below the portal's root.
const stream = new SharedStream(new URL("../", location.href).pathname, openStream);

self.addEventListener("connect", (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port !== undefined) {
    port.onmessage = (said: MessageEvent<FollowerMessage>) => stream.take(said.data, (message) => port.postMessage(message));
  }
});
