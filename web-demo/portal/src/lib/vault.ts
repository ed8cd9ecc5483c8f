// What a person wrote rests encrypted: AES-256-GCM under a key of this browser that no script can export.
// One key per account, so that two people who share a browser cannot open each other's drafts through the portal.

import * as idb from "./idb";

interface Box {
  iv: Uint8Array<ArrayBuffer>;
  ct: ArrayBuffer;
}

const opened = new Map<string, Promise<CryptoKey>>();

function keyOf(owner: string): Promise<CryptoKey> {
  let key = opened.get(owner);
  if (!key) {
    key = load(owner);
    opened.set(owner, key);
    key.catch(() => opened.delete(owner));
  }
  return key;
}

async function load(owner: string): Promise<CryptoKey> {
  const name = `vault:${owner}`;
  const kept = await idb.get<CryptoKey>("keys", name);
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await idb.put("keys", name, made);
  // Two tabs may race: the one that stands in the store wins.
  return (await idb.get<CryptoKey>("keys", name)) ?? made;
}

/** The name of the record is authenticated, so records cannot be swapped. */
function bound(store: idb.Store, key: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`motcua/v1/${store}/${key}`);
}

/** Keeps bytes under `owner/key`. */
export async function keepBytes(owner: string, store: idb.Store, key: string, plain: BufferSource): Promise<void> {
  const name = `${owner}/${key}`;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const ct = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: bound(store, name) },
    await keyOf(owner),
    plain,
  );
  await idb.put(store, name, { iv, ct } satisfies Box);
}

/** Reads bytes back; undefined when there are none or they cannot be opened on this browser. */
export async function readBytes(owner: string, store: idb.Store, key: string): Promise<ArrayBuffer | undefined> {
  const name = `${owner}/${key}`;
  const box = await idb.get<Box>(store, name);
  if (!box) return undefined;
  try {
    return await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: box.iv, additionalData: bound(store, name) },
      await keyOf(owner),
      box.ct,
    );
  } catch {
    return undefined;
  }
}

/** Keeps a JSON value. */
export function keep(owner: string, store: idb.Store, key: string, value: unknown): Promise<void> {
  return keepBytes(owner, store, key, new TextEncoder().encode(JSON.stringify(value)));
}

/** Reads a JSON value. */
export async function read<T>(owner: string, store: idb.Store, key: string): Promise<T | undefined> {
  const plain = await readBytes(owner, store, key);
  return plain === undefined ? undefined : (JSON.parse(new TextDecoder().decode(plain)) as T);
}

/** Every JSON value of an owner. */
export async function list<T>(owner: string, store: idb.Store): Promise<T[]> {
  const names = await idb.keys(store, `${owner}/`);
  const found = await Promise.all(names.map((name) => read<T>(owner, store, name.slice(owner.length + 1))));
  return found.filter((one): one is Awaited<T> & T => one !== undefined);
}

/** Deletes one record, or all that begin with `key` when it ends in `/`. */
export function drop(owner: string, store: idb.Store, key: string): Promise<void> {
  const name = `${owner}/${key}`;
  return idb.remove(store, key.endsWith("/") ? idb.range(name) : name);
}
