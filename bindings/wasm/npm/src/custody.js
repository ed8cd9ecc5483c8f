// Keys that live in a browser. Where the browser has the algorithm, WebCrypto makes the key, it cannot be exported, and
// IndexedDB keeps it; signing and opening are then two steps, and no byte of the key is ever in this module's memory.
// Elsewhere a software key rests in a vault and works only while somebody has unlocked it.

import { beginOpen, beginSign, finishSign, OpeningKey, SoftwareKey, Vault } from "./api.js";
import { MotCuaError } from "./error.js";
import { given } from "./values.js";

/** WebCrypto's names for what makes a key and what it then does. @type {Record<string, { make: any, use: any }>} */
const SIGNING = {
  "P-256": { make: { name: "ECDSA", namedCurve: "P-256" }, use: { name: "ECDSA", hash: "SHA-256" } },
  Ed25519: { make: { name: "Ed25519" }, use: { name: "Ed25519" } },
};
/** @type {Record<string, { make: any, use: any }>} */
const OPENING = {
  "P-256": { make: { name: "ECDH", namedCurve: "P-256" }, use: { name: "ECDH" } },
  X25519: { make: { name: "X25519" }, use: { name: "X25519" } },
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

/**
 * A pair of WebCrypto, or nothing where the browser has not the algorithm.
 *
 * @param {any} algorithm
 * @param {KeyUsage[]} uses
 */
async function platformPair(algorithm, uses) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return undefined;
  try {
    const pair = /** @type {CryptoKeyPair} */ (await subtle.generateKey(algorithm, false, uses));
    const { kty, crv, x, y } = await subtle.exportKey("jwk", pair.publicKey);
    return { privateKey: pair.privateKey, jwk: y === undefined ? { kty, crv, x } : { kty, crv, x, y } };
  } catch (error) {
    if (/** @type {any} */ (error)?.name === "NotSupportedError") return undefined;
    throw error;
  }
}

/** What both kinds of keys have in common: where they are, and locking. */
class Held {
  #autoLock;
  #openBox;
  /** @type {any} */
  #unlocked;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {any} record
   * @param {number} autoLock
   * @param {(vault: Vault, record: any) => SoftwareKey | OpeningKey} openBox
   */
  constructor(record, autoLock, openBox) {
    this.record = record;
    this.#autoLock = autoLock;
    this.#openBox = openBox;
  }

  /** @param {any} secret */
  unlock(secret) {
    if (this.record.privateKey) return;
    const vault = Vault.unlock(this.record.box, secret);
    try {
      const key = this.#openBox(vault, this.record);
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

  get locked() {
    return !this.record.privateKey && this.#unlocked === undefined;
  }

  /** The software key, while it is unlocked. */
  software() {
    if (!this.#unlocked) return refuse("custody/locked");
    this.#rest();
    return this.#unlocked;
  }

  /** Begins the wait for the next use anew. */
  #rest() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.lock(), this.#autoLock);
    // Node's timers would keep a program alive.
    /** @type {any} */ (this.#timer).unref?.();
  }
}

/** What is behind each key: script that holds a key has no way there. @type {WeakMap<Key, Held>} */
const behind = new WeakMap();

/** @param {Key} key @returns {Held} */
const held = (key) => behind.get(key) ?? refuse("boundary/type");

/** A key that a device holds. It shows its public half. */
class Key {
  /** @param {Held} hold */
  constructor(hold) {
    behind.set(this, hold);
  }

  get id() {
    return held(this).record.id;
  }

  get jwk() {
    return { ...held(this).record.jwk };
  }

  get protection() {
    return held(this).record.privateKey ? "platform" : "vault";
  }

  get locked() {
    return held(this).locked;
  }

  /** @param {any} secret */
  unlock(secret) {
    held(this).unlock(secret);
  }

  lock() {
    held(this).lock();
  }
}

export class DeviceKey extends Key {
  /** @param {any} record @param {number} autoLock */
  constructor(record, autoLock) {
    super(new Held(record, autoLock, (vault, { id, box }) => vault.openKey(id, box)));
  }

  /** @param {string} kind @param {object} payload */
  async sign(kind, payload) {
    return this.signRequest(beginSign(kind, payload, this.jwk));
  }

  /** @param {any} request */
  async signRequest(request) {
    const own = held(this);
    const { jwk, privateKey } = own.record;
    if (!privateKey) return own.software().sign(request);
    const text = new TextEncoder().encode(request.signingInput);
    const signature = await crypto.subtle.sign(SIGNING[jwk.crv].use, privateKey, text);
    return finishSign(request, new Uint8Array(signature), jwk);
  }
}

export class DeviceOpeningKey extends Key {
  /** @param {any} record @param {number} autoLock */
  constructor(record, autoLock) {
    super(new Held(record, autoLock, (vault, { id, box }) => vault.openOpeningKey(id, box)));
  }

  /**
   * @template T
   * @param {any} sealed
   * @param {(opener: any) => T} task
   * @returns {Promise<Awaited<T>>}
   */
  async open(sealed, task) {
    const own = held(this);
    const { jwk, privateKey } = own.record;
    if (!privateKey) return await task(own.software());
    const { kid, epk } = beginOpen(sealed, jwk);
    const { make, use } = OPENING[jwk.crv];
    const { kty, crv, x, y } = epk;
    const peer = await crypto.subtle.importKey("jwk", y === undefined ? { kty, crv, x } : { kty, crv, x, y }, make, false, []);
    let secret;
    try {
      secret = new Uint8Array(await crypto.subtle.deriveBits({ ...use, public: peer }, privateKey, 256));
    } catch {
      // WebCrypto refuses a key with which everybody shares the same secret (RFC 7748 section 6.1).
      return refuse("crypto/cannotOpen");
    }
    try {
      return await task({ kid, secret });
    } finally {
      secret.fill(0);
    }
  }
}

/** The keys of this device. */
export class DeviceKeys {
  #storage;
  #autoLock;

  /** @param {{ storage?: any, autoLock?: number }} [options] */
  constructor(options) {
    const { storage = indexedStorage(), autoLock = AUTO_LOCK } = given(options);
    if (!(Number.isFinite(autoLock) && autoLock > 0)) refuse("boundary/type");
    this.#storage = storage;
    this.#autoLock = autoLock;
  }

  /** @param {string} id @param {{ algorithms?: string[], fallback?: any, keep?: boolean }} [options] */
  async create(id, options) {
    const { algorithms = ["Ed25519", "P-256"], fallback, keep } = given(options);
    const record = await this.#make(id, SIGNING, algorithms, ["sign", "verify"], keep, () =>
      boxed(fallback, SoftwareKey.generate(/** @type {any} */ (algorithms[0])), (vault, key) => vault.sealKey(id, key)),
    );
    return new DeviceKey(record, this.#autoLock);
  }

  /** @param {string} id @param {{ algorithms?: string[], fallback?: any, keep?: boolean }} [options] */
  async createOpening(id, options) {
    const { algorithms = ["P-256", "X25519"], fallback, keep } = given(options);
    const record = await this.#make(id, OPENING, algorithms, ["deriveBits"], keep, () =>
      boxed(fallback, OpeningKey.generate(/** @type {any} */ (algorithms[0])), (vault, key) => vault.sealOpeningKey(id, key)),
    );
    return new DeviceOpeningKey(record, this.#autoLock);
  }

  /**
   * @param {string} id
   * @param {Record<string, { make: any }>} known
   * @param {string[]} algorithms
   * @param {KeyUsage[]} uses
   * @param {boolean | undefined} keep
   * @param {() => any} fallback
   */
  async #make(id, known, algorithms, uses, keep = true, fallback) {
    named(id);
    if (!Array.isArray(algorithms) || algorithms.length === 0 || !algorithms.every((name) => Object.hasOwn(known, name))) {
      return refuse("boundary/type");
    }
    let pair;
    for (const name of algorithms) {
      pair ??= await platformPair(known[name].make, uses);
    }
    const record = { id, opens: known === OPENING, ...(pair ?? fallback()) };
    if (keep) await this.#storage.put(id, record);
    return record;
  }

  /** @param {string} id */
  async get(id) {
    const record = await this.#storage.get(named(id));
    return record === undefined || record.opens === true ? undefined : new DeviceKey(record, this.#autoLock);
  }

  /** @param {string} id */
  async getOpening(id) {
    const record = await this.#storage.get(named(id));
    return record?.opens === true ? new DeviceOpeningKey(record, this.#autoLock) : undefined;
  }

  /** @param {string} id */
  async remove(id) {
    await this.#storage.delete(named(id));
  }
}

/**
 * A software key, sealed in a new vault.
 *
 * @template {SoftwareKey | OpeningKey} K
 * @param {any} secret
 * @param {K} key
 * @param {(vault: Vault, key: K) => any} seal
 */
function boxed(secret, key, seal) {
  try {
    if (secret === undefined) return refuse("custody/unsupported");
    const vault = Vault.create(secret);
    try {
      return { jwk: key.jwk, box: seal(vault, key) };
    } finally {
      vault.free();
    }
  } finally {
    key.free();
  }
}
