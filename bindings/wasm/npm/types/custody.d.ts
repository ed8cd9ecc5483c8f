import type { FlattenedJws, Jwk, SignKind, VaultSecret } from "motcua";

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

/** A signing key that this device holds. There is no way to its bytes. */
export declare class DeviceKey {
  private constructor();
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
  /** Both steps of signing. Throws `custody/locked` while a `vault` key is locked. */
  sign(kind: SignKind, payload: object): Promise<FlattenedJws>;
}

/** The keys of this device, by names that the host chooses. */
export declare class DeviceKeys {
  /**
   * @param options.storage   IndexedDB when left out
   * @param options.autoLock  milliseconds without use after which an unlocked key locks itself; five minutes when left out
   */
  constructor(options?: { storage?: KeyStorage; autoLock?: number });
  /**
   * Makes a key, in WebCrypto with the first algorithm that the browser has, else as a software key of the first one
   * in a vault under `fallback`. Without a fallback it throws `custody/unsupported`. A new vault key is locked.
   *
   * @param options.algorithms  in order of preference; Ed25519, then P-256, when left out
   * @param options.keep        false for a key that lives as long as its object
   */
  create(
    id: string,
    options?: { algorithms?: ("Ed25519" | "P-256")[]; fallback?: VaultSecret; keep?: boolean },
  ): Promise<DeviceKey>;
  get(id: string): Promise<DeviceKey | undefined>;
  remove(id: string): Promise<void>;
}
