// IndexedDB as four promises. One database; each store keeps its own record shape.

const NAME = "motcua";
const VERSION = 1;
export const STORES = ["trust", "keys", "drafts", "files", "outbox", "sent", "logs"] as const;
export type Store = (typeof STORES)[number];

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const store of STORES) {
        if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
  return opening;
}

async function run<T>(
  store: Store,
  mode: IDBTransactionMode,
  work: (objects: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    // A write counts once the transaction is on disk, not when the request was accepted.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
    transaction.onerror = () => reject(transaction.error ?? new Error("IndexedDB"));
  });
}

export function get<T>(store: Store, key: string): Promise<T | undefined> {
  return run(store, "readonly", (objects) => objects.get(key) as IDBRequest<T | undefined>);
}

export async function put(store: Store, key: string, value: unknown): Promise<void> {
  await run(store, "readwrite", (objects) => objects.put(value, key));
}

export async function remove(store: Store, key: string | IDBKeyRange): Promise<void> {
  await run(store, "readwrite", (objects) => objects.delete(key));
}

export async function keys(store: Store, prefix: string): Promise<string[]> {
  const found = await run(store, "readonly", (objects) => objects.getAllKeys(range(prefix)));
  return found.map(String);
}

/** All keys that begin with `prefix`. */
export function range(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}
