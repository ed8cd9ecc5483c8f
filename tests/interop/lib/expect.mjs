// Facts that must hold; the first that does not ends the test with its name.

import { isDeepStrictEqual } from "node:util";

export function equal(what, actual, wanted) {
  if (isDeepStrictEqual(actual, wanted)) return;
  const show = (value) => (JSON.stringify(value) ?? "undefined").slice(0, 300);
  throw new Error(`${what}: ${show(actual)}, wanted ${show(wanted)}`);
}

export function holds(what, condition) {
  if (!condition) throw new Error(what);
}

/** What a promise is refused with; one that is kept is a fault. */
export async function refused(what, promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`${what} was not refused`);
}
