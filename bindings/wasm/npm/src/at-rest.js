// Data of a dossier at rest: its key, the keys of single classes of data, fields, and documents in chunks.

import { Handle, use } from "./handle.js";
import { call } from "./loader.js";
import { opening } from "./opening.js";
import { bytes, object, quoted, text, whole } from "./values.js";

/** From this size on the platform's cipher is worth two trips through a promise, in bytes. */
const PLATFORM_FROM = 65_536;

export class DossierKey extends Handle {
  /** Keys of single attachments inside of WebCrypto. @type {Map<string, Promise<any>>} */
  #platform = new Map();

  /** @param {string} dossier */
  static generate(dossier) {
    return new DossierKey(call((core) => core.generateDossierKey(text(dossier))));
  }

  /** @param {any[]} recipients @param {any} procedure */
  seal(recipients, procedure) {
    return use(this, (raw) => raw.seal(recipients, procedure));
  }

  /** @param {{ class: string, attachment: string, index: number, count: number, size: number }} place @param {Uint8Array} chunk */
  sealChunk(place, chunk) {
    const { class: dataClass, attachment, index, count, size } = object(place);
    return use(this, (raw) => raw.sealChunk(text(dataClass), text(attachment), whole(index), whole(count), whole(size), bytes(chunk)));
  }

  /** @param {{ class: string, attachment: string, index: number, count: number, size: number }} place @param {Uint8Array} chunk */
  async sealChunkAsync(place, chunk) {
    const { class: dataClass, attachment, index, count, size } = object(place);
    const plain = bytes(chunk);
    const subtle = globalThis.crypto?.subtle;
    if (plain.length < PLATFORM_FROM || !subtle) return this.sealChunk(place, plain);
    const begun = use(this, (raw) =>
      raw.beginChunk(text(dataClass), text(attachment), whole(index), whole(count), whole(size), plain.length),
    );
    const name = `${dataClass}\0${attachment}`;
    let key = this.#platform.get(name);
    if (!key) this.#platform.set(name, (key = use(this, (raw) => raw.platformKey(dataClass, attachment))));
    const algorithm = { name: "AES-GCM", iv: begun.subarray(0, 12), additionalData: begun.subarray(12) };
    const sealed = new Uint8Array(await subtle.encrypt(algorithm, await key, plain));
    const out = new Uint8Array(12 + sealed.length);
    out.set(algorithm.iv);
    out.set(sealed, 12);
    return out;
  }

  /** @param {any} sealed @param {{ opener: any, dossier: string, access: any }} options */
  static open(sealed, options) {
    const { opener, dossier, access } = object(options);
    const [raw, audit] = opening(opener, (core, key) => core.openDossierKey(object(sealed), key, text(dossier), object(access)));
    return { key: new DossierKey(raw), audit };
  }

  /** @param {string} name */
  classKey(name) {
    return new ClassKey(use(this, (raw) => raw.classKey(text(name))));
  }

  /** @param {any[]} fields @param {any} access */
  openData(fields, access) {
    const [data, audit] = use(this, (raw) => raw.openData(object(fields), object(access)));
    return { data, audit };
  }

  free() {
    this.#platform.clear();
    super.free();
  }
}

/** @param {{ attachment: string, index: number, count: number, size: number }} place @param {Uint8Array} sealed */
export function chunkToJwe(place, sealed) {
  const { attachment, index, count, size } = object(place);
  return call((core) => core.chunkToJwe(text(attachment), whole(index), whole(count), whole(size), bytes(sealed)));
}

export class ClassKey extends Handle {
  /** @param {any} sealed @param {{ opener: any, dossier: string, class: string, access: any }} options */
  static open(sealed, options) {
    const { opener, dossier, class: name, access } = object(options);
    const [raw, audit] = opening(opener, (core, key) =>
      core.openClassKey(object(sealed), key, text(dossier), text(name), object(access)),
    );
    return { key: new ClassKey(raw), audit };
  }

  /** @param {any[]} recipients @param {any} procedure */
  seal(recipients, procedure) {
    return use(this, (raw) => raw.seal(object(recipients), object(procedure)));
  }

  /** @param {string} pointer @param {number} version @param {unknown} value */
  sealField(pointer, version, value) {
    return use(this, (raw) => raw.sealField(text(pointer), whole(version), quoted(value)));
  }

  /** @param {string} pointer @param {number} version @param {string} jwe @param {any} access */
  openField(pointer, version, jwe, access) {
    const [value, audit] = use(this, (raw) => raw.openField(text(pointer), whole(version), text(jwe), object(access)));
    return { value, audit };
  }

  /** @param {any[]} fields @param {any} access */
  openData(fields, access) {
    const [data, audit] = use(this, (raw) => raw.openData(object(fields), object(access)));
    return { data, audit };
  }

  /** @param {any} manifest @param {any} access */
  readAttachment(manifest, access) {
    return new AttachmentReader(use(this, (raw) => raw.readAttachment(object(manifest), object(access))));
  }
}

export class AttachmentReader extends Handle {
  /** @param {Uint8Array} sealed @returns {Uint8Array} */
  push(sealed) {
    return use(this, (raw) => raw.push(bytes(sealed)));
  }

  finish() {
    return use(this, (raw) => raw.finish());
  }
}

/** @param {string} dossier @param {any[]} wraps @param {any} access */
export function shred(dossier, wraps, access) {
  return call((core) => core.shred(text(dossier), object(wraps), object(access)));
}
