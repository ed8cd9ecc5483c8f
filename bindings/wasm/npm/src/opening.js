// Opening what was sealed, with a key in the module or with one that the host holds, and handing packets on.

import { Handle, use } from "./handle.js";
import { call } from "./loader.js";
import { bytes, moment, object, text } from "./values.js";

export class OpeningKey extends Handle {
  /** @param {"X25519" | "P-256"} algorithm */
  static generate(algorithm) {
    return new OpeningKey(call((core) => core.generateOpeningKey(text(algorithm))));
  }

  get jwk() {
    return use(this, (raw) => raw.jwk());
  }
}

/**
 * Runs a task of the module with what opens: a key of the module, or the secret that a key of the host agreed, which
 * is in the module's memory only meanwhile.
 *
 * @template T
 * @param {any} opener
 * @param {(core: any, key: any) => T} task
 * @returns {T}
 */
export function opening(opener, task) {
  if (opener instanceof OpeningKey) return use(opener, (key) => call((core) => task(core, key)));
  const { kid, secret } = object(opener);
  const held = new Handle(call((core) => core.agreed(text(kid), bytes(secret))));
  try {
    return use(held, (key) => call((core) => task(core, key)));
  } finally {
    held.free();
  }
}

/** @param {any} sealed @param {any} publicJwk */
export function beginOpen(sealed, publicJwk) {
  return call((core) => core.beginOpen(object(sealed), object(publicJwk)));
}

/** @param {any} sealed @param {any} options */
export function openPacket(sealed, options) {
  const { opener, directory, expected, now, anchor, answers = [] } = object(options);
  return opening(opener, (core, key) =>
    use(directory, (known) => core.openPacket(object(sealed), key, known, object(expected), anchor, object(answers), moment(now))),
  );
}

/** @param {any} sealed @param {any} options */
export function packetChecks(sealed, options) {
  const { opener, directory, expected, now, anchor } = object(options);
  return opening(opener, (core, key) =>
    use(directory, (known) => core.packetChecks(object(sealed), key, known, object(expected), anchor, moment(now))),
  );
}

/** @param {any} sealed @param {any} options */
export function transferPacket(sealed, options) {
  const { opener, from, to, reason, recipients } = object(options);
  return opening(opener, (core, key) =>
    core.transferPacket(object(sealed), key, text(from), text(to), text(reason), object(recipients)),
  );
}

/** @param {any} sealed @param {any} options */
export function rewrap(sealed, options) {
  const { opener, recipients } = object(options);
  return opening(opener, (core, key) => core.rewrap(object(sealed), key, object(recipients)));
}
