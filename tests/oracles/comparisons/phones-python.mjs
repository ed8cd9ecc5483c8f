// Telephone numbers beside the Python port of libphonenumber.

import { ours, questions } from "../lib/phones.mjs";
import { source } from "../lib/random.mjs";

export default {
  oracle: "PyPI phonenumbers 9.0.43",
  inputs: () => questions(source(5), 10_000),
  ours,
  theirs: (items, python) => python(items.map(({ input }) => ["phonenumbers", input])),
};
