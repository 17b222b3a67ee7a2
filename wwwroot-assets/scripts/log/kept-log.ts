import { ledgerStateVersion } from "../ledger/ledger-state.js";
import type { LogMemory, RememberedLog } from "./memory.js";

const database = "portal-log";
const logs = "logs";
const marks = "fingerprints";

/** What this browser keeps of the log at one address. A browser that keeps nothing, as some do in private windows, remembers nothing. */
export class KeptLog implements LogMemory {
  constructor(private readonly address: string) {}

  async load(): Promise<RememberedLog | null> {
    try {
      const kept = (await this.#run("readonly", logs, (store) => store.get(this.address))) as RememberedLog | undefined;
      return kept === undefined ? null : { ...kept, ledger: kept.ledger?.version === ledgerStateVersion ? kept.ledger : null };
    } catch {
      return null;
    }
  }

  async save(log: RememberedLog, fingerprints: ReadonlyMap<number, Uint8Array>): Promise<void> {
    try {
      const opened = await open();
      const transaction = opened.transaction([logs, marks], "readwrite");
      transaction.objectStore(logs).put(log, this.address);
      for (const [bundle, bytes] of fingerprints) {
        transaction.objectStore(marks).put(bytes, [this.address, bundle]);
      }
      await finished(transaction);
      opened.close();
    } catch {
      // Checked all the same; only the next visit begins anew.
    }
  }

  async fingerprintsOf(bundle: number): Promise<Uint8Array | null> {
    try {
      return ((await this.#run("readonly", marks, (store) => store.get([this.address, bundle]))) as Uint8Array | undefined) ?? null;
    } catch {
      return null;
    }
  }

  async forget(): Promise<void> {
    await this.#run("readwrite", logs, (store) => store.delete(this.address));
    await this.#run("readwrite", marks, (store) => store.delete(IDBKeyRange.bound([this.address], [this.address, []])));
  }

  async #run(mode: IDBTransactionMode, name: string, action: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    const opened = await open();
    try {
      const transaction = opened.transaction(name, mode);
      const request = action(transaction.objectStore(name));
      await finished(transaction);
      return request.result;
    } finally {
      opened.close();
    }
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(logs);
      request.result.createObjectStore(marks);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
    request.onblocked = () => reject(new Error("IndexedDB is blocked"));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
  });
}
