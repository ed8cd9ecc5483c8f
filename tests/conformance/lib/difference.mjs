// Finds where two targets differ, down to the single document.

import { answers } from "./answers.mjs";
import { apart } from "./seeded.mjs";

/** How many differences are taken apart and told. */
const TOLD = 3;

/**
 * Runs the cases through `other` and compares with the answers of `native`; a case about many documents is asked again,
 * one by one.
 *
 * @param {{ where: string, request: string }[]} cases
 * @param {string[]} wanted  answers of the native core to them
 * @param {string[]} native  its command
 * @param {string[]} other   command of the other target
 */
export async function differences(cases, wanted, native, other) {
  const given = await answers(other, cases.map(({ request }) => request));
  const differing = cases.filter((_, index) => given.lines[index] !== wanted[index]).slice(0, TOLD);
  const single = differing.flatMap(apart);
  if (single.length === 0) return [];
  const requests = single.map(({ request }) => request);
  const [one, two] = [await answers(native, requests), await answers(other, requests)];
  const found = single
    .map((one_, index) => ({ ...one_, native: one.lines[index], other: two.lines[index] }))
    .filter(({ native, other }) => native !== other);
  // A difference that goes away when documents are asked one by one is one all the same.
  return (found.length > 0 ? found : differing.map((one) => ({ ...one, native: "as stored", other: "differs among others only" }))).slice(0, TOLD);
}
