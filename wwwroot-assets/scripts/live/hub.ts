import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import type { HubLink, HubMessages, Snapshot } from "./protocol.js";

/** The server speaks at least every two seconds, so this long a silence means that the connection is dead. */
const silenceMaxMs = 10_000;

/** Opens the hub at `url`. */
export async function openHub(url: string, messages: HubMessages, attempt: number): Promise<HubLink> {
  // A plain WebSocket needs no negotiation, hence no sticky sessions. Every other attempt allows for networks that refuse it.
  const options =
    attempt % 2 === 1
      ? { transport: HttpTransportType.WebSockets, skipNegotiation: true, withCredentials: false }
      : { withCredentials: false };

  const connection = new HubConnectionBuilder().withUrl(url, options).configureLogging(LogLevel.None).build();
  connection.serverTimeoutInMilliseconds = silenceMaxMs;
  connection.on("FragmentsChanged", messages.fragmentsChanged);
  connection.on("FundsChanged", messages.fundsChanged);
  connection.on("Freshness", messages.freshness);
  connection.onclose(() => messages.closed());
  await connection.start();

  return {
    subscribe: (topics, fromSequence) => connection.invoke<Snapshot>("Subscribe", topics, fromSequence),
    close: () => void connection.stop(),
  };
}
