import type { FlattenedJws, Jwk, Opener, SealedObject, SigningRequest, SignKind, VaultSecret } from "motcua";

/**
 * Where keys are kept. Its records hold a `CryptoKey` that cannot be exported or a vault's box, and nothing else that
 * is secret; IndexedDB stores both.
 */
export interface KeyStorage {
  get(id: string): Promise<unknown>;
  put(id: string, record: unknown): Promise<unknown>;
  delete(id: string): Promise<unknown>;
}

/** A database of its own in IndexedDB; `motcua-keys` when no name is given. */
export declare function indexedStorage(name?: string): KeyStorage;

/** A key that this device holds. There is no way to its bytes. */
declare abstract class Key {
  readonly id: string;
  /** The public half. */
  readonly jwk: Jwk;
  /** `platform`: WebCrypto holds it and it cannot be exported. `vault`: it rests sealed and works while unlocked. */
  readonly protection: "platform" | "vault";
  readonly locked: boolean;
  /** Opens a `vault` key; a wrong secret throws `vault/cannotOpen`. Nothing to do for a `platform` key. */
  unlock(secret: VaultSecret): void;
  /** Wipes an unlocked key from memory. It also locks itself when it is not used for a while. */
  lock(): void;
}

/** A key that signs. */
export declare class DeviceKey extends Key {
  private constructor();
  /** Both steps of signing. Throws `custody/locked` while a `vault` key is locked. */
  sign(kind: SignKind, payload: object): Promise<FlattenedJws>;
  /** The second step alone, for a request such as `beginCosign` gives. */
  signRequest(request: SigningRequest): Promise<FlattenedJws>;
}

/** A key that opens what was sealed to it. */
export declare class DeviceOpeningKey extends Key {
  private constructor();
  /**
   * Runs a task with what opens this one object: `key.open(sealed, (opener) => openPacket(sealed, { opener, … }))`. What
   * WebCrypto agreed for it is wiped when the task is done. Throws `custody/locked` while a `vault` key is locked.
   */
  open<T>(sealed: SealedObject, task: (opener: Opener) => T): Promise<Awaited<T>>;
}

/** How a key is made. */
export interface NewKey<A> {
  /** In order of preference. */
  algorithms?: A[];
  /** What locks the vault of a software key. */
  fallback?: VaultSecret;
  /** False for a key that lives as long as its object. */
  keep?: boolean;
}

/** The keys of this device, by names that the host chooses. */
export declare class DeviceKeys {
  /**
   * @param options.storage   IndexedDB when left out
   * @param options.autoLock  milliseconds without use after which an unlocked key locks itself; five minutes when left out
   */
  constructor(options?: { storage?: KeyStorage; autoLock?: number });
  /**
   * Makes a key that signs, in WebCrypto with the first algorithm that the browser has, else as a software key of the
   * first one in a vault under `fallback`. Without a fallback it throws `custody/unsupported`. A new vault key is locked.
   * Ed25519, then P-256, when no algorithms are named.
   */
  create(id: string, options?: NewKey<"Ed25519" | "P-256">): Promise<DeviceKey>;
  /** Makes a key that opens, in the same way; P-256, then X25519, when no algorithms are named. */
  createOpening(id: string, options?: NewKey<"X25519" | "P-256">): Promise<DeviceOpeningKey>;
  /** A key that signs; nothing where none has this name. */
  get(id: string): Promise<DeviceKey | undefined>;
  /** A key that opens; nothing where none has this name. */
  getOpening(id: string): Promise<DeviceOpeningKey | undefined>;
  remove(id: string): Promise<void>;
}
