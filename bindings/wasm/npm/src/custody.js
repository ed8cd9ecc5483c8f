// Signing keys that live in a browser. Where the browser has the algorithm, WebCrypto makes the key, it cannot be
// exported, and IndexedDB keeps it; signing is then two steps, and no byte of the key is ever in this module's memory.
// Elsewhere a software key rests in a vault and works only while somebody has unlocked it.

import { beginSign, finishSign, SoftwareKey, Vault } from "./api.js";
import { MotCuaError } from "./error.js";

/** WebCrypto's names. @type {Record<string, { make: any, sign: any }>} */
const ALGORITHMS = {
  "P-256": { make: { name: "ECDSA", namedCurve: "P-256" }, sign: { name: "ECDSA", hash: "SHA-256" } },
  Ed25519: { make: { name: "Ed25519" }, sign: { name: "Ed25519" } },
};

/** How long an unlocked key lives without being used, in milliseconds. */
const AUTO_LOCK = 5 * 60_000;

/** @param {string} code @returns {never} */
function refuse(code) {
  throw new MotCuaError({ code });
}

/** @param {unknown} value */
function named(value) {
  return typeof value === "string" && value !== "" ? value : refuse("boundary/type");
}

/** One object store of IndexedDB as a storage. @param {string} name */
export function indexedStorage(name = "motcua-keys") {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opening;
  const open = () =>
    (opening ??= new Promise((done, fail) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("keys");
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    }));
  /** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} work @returns {Promise<any>} */
  const run = async (mode, work) => {
    const database = await open();
    return new Promise((done, fail) => {
      const transaction = database.transaction("keys", mode, { durability: "strict" });
      const request = work(transaction.objectStore("keys"));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = transaction.onerror = () => fail(transaction.error);
    });
  };
  return {
    /** @param {string} id */
    get: (id) => run("readonly", (store) => store.get(id)),
    /** @param {string} id @param {unknown} record */
    put: (id, record) => run("readwrite", (store) => store.put(record, id)),
    /** @param {string} id */
    delete: (id) => run("readwrite", (store) => store.delete(id)),
  };
}

/** A pair of WebCrypto, or nothing where the browser has not the algorithm. @param {string} algorithm */
async function platformPair(algorithm) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return undefined;
  try {
    const pair = await subtle.generateKey(ALGORITHMS[algorithm].make, false, ["sign", "verify"]);
    const { kty, crv, x, y } = await subtle.exportKey("jwk", pair.publicKey);
    return { privateKey: pair.privateKey, jwk: y === undefined ? { kty, crv, x } : { kty, crv, x, y } };
  } catch (error) {
    if (/** @type {any} */ (error)?.name === "NotSupportedError") return undefined;
    throw error;
  }
}

/** A key that a device holds. It signs, and shows its public half. */
export class DeviceKey {
  #record;
  #autoLock;
  /** @type {SoftwareKey | undefined} */
  #unlocked;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {any} record @param {number} autoLock */
  constructor(record, autoLock) {
    this.#record = record;
    this.#autoLock = autoLock;
  }

  get id() {
    return this.#record.id;
  }

  get jwk() {
    return { ...this.#record.jwk };
  }

  get protection() {
    return this.#record.privateKey ? "platform" : "vault";
  }

  get locked() {
    return !this.#record.privateKey && this.#unlocked === undefined;
  }

  /** @param {any} secret */
  unlock(secret) {
    if (this.#record.privateKey) return;
    const vault = Vault.unlock(this.#record.box, secret);
    try {
      const key = vault.openKey(this.#record.id, this.#record.box);
      this.lock();
      this.#unlocked = key;
      this.#rest();
    } finally {
      vault.free();
    }
  }

  lock() {
    clearTimeout(this.#timer);
    this.#unlocked?.free();
    this.#unlocked = undefined;
  }

  /** Begins the wait for the next use anew. */
  #rest() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.lock(), this.#autoLock);
    // Node's timers would keep a program alive.
    /** @type {any} */ (this.#timer).unref?.();
  }

  /** @param {string} kind @param {object} payload */
  async sign(kind, payload) {
    const { jwk, privateKey } = this.#record;
    const request = beginSign(kind, payload, jwk);
    if (!privateKey) {
      if (!this.#unlocked) return refuse("custody/locked");
      this.#rest();
      return this.#unlocked.sign(request);
    }
    const algorithm = ALGORITHMS[jwk.crv].sign;
    const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(request.signingInput));
    return finishSign(request, new Uint8Array(signature), jwk);
  }
}

/** The keys of this device. */
export class DeviceKeys {
  #storage;
  #autoLock;

  /** @param {{ storage?: any, autoLock?: number }} [options] */
  constructor({ storage = indexedStorage(), autoLock = AUTO_LOCK } = {}) {
    if (!(Number.isFinite(autoLock) && autoLock > 0)) refuse("boundary/type");
    this.#storage = storage;
    this.#autoLock = autoLock;
  }

  /**
   * @param {string} id
   * @param {{ algorithms?: string[], fallback?: any, keep?: boolean }} [options]
   */
  async create(id, { algorithms = ["Ed25519", "P-256"], fallback, keep = true } = {}) {
    named(id);
    if (!Array.isArray(algorithms) || algorithms.length === 0 || !algorithms.every((name) => Object.hasOwn(ALGORITHMS, name))) {
      return refuse("boundary/type");
    }
    const record = (await this.#platform(id, algorithms)) ?? this.#software(id, algorithms[0], fallback);
    if (keep) await this.#storage.put(id, record);
    return new DeviceKey(record, this.#autoLock);
  }

  /** @param {string} id @param {string[]} algorithms */
  async #platform(id, algorithms) {
    for (const algorithm of algorithms) {
      const pair = await platformPair(algorithm);
      if (pair) return { id, ...pair };
    }
    return undefined;
  }

  /** @param {string} id @param {string} algorithm @param {any} secret */
  #software(id, algorithm, secret) {
    if (secret === undefined) return refuse("custody/unsupported");
    const key = SoftwareKey.generate(/** @type {any} */ (algorithm));
    const vault = Vault.create(secret);
    try {
      return { id, jwk: key.jwk, box: vault.sealKey(id, key) };
    } finally {
      vault.free();
      key.free();
    }
  }

  /** @param {string} id */
  async get(id) {
    const record = await this.#storage.get(named(id));
    return record === undefined ? undefined : new DeviceKey(record, this.#autoLock);
  }

  /** @param {string} id */
  async remove(id) {
    await this.#storage.delete(named(id));
  }
}
