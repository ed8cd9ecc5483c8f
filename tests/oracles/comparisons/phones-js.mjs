// Telephone numbers beside libphonenumber-js, with the metadata that tell kinds apart.

import { parsePhoneNumberFromString } from "libphonenumber-js/max";

import { ours, questions } from "../lib/phones.mjs";
import { source } from "../lib/random.mjs";

const KINDS = { MOBILE: "mobile", FIXED_LINE: "landline", TOLL_FREE: "tollFree", PREMIUM_RATE: "premium", UAN: "private" };

function answer(text) {
  // Whole texts only: without this the library looks for a number anywhere inside.
  const number = parsePhoneNumberFromString(text, { defaultCountry: "VN", extract: false });
  if (!number?.isValid()) return "none";
  const kind = number.getType();
  const service = kind === "TOLL_FREE" || kind === "PREMIUM_RATE";
  return `${KINDS[kind] ?? kind} ${service ? number.nationalNumber : number.number}`;
}

export default {
  oracle: "npm libphonenumber-js 1.13.16",
  inputs: () => questions(source(7), 10_000),
  ours,
  theirs: async (items) => items.map(({ input }) => answer(input)),
};
