// Tax codes of every length and with slips in every place, beside python-stdnum.

import { source } from "../lib/random.mjs";

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** The digit that nine digits ask for; there may be none. */
function checkDigit(nine) {
  const sum = WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(nine[at]), 0);
  return String(10 - (sum % 11)).slice(-1);
}

/** What the oracle raises for the first thing that is wrong. A check digit is a warning here: no law publishes it. */
const SAID_BY = {
  "taxCode/length": "InvalidLength",
  "citizenId/length": "InvalidLength",
  "taxCode/form": "InvalidFormat",
  "taxCode/branch": "InvalidComponent",
  "taxCode/serial": "InvalidComponent",
  "taxCode/checkDigit": "InvalidChecksum",
};

export default {
  oracle: "PyPI python-stdnum 2.2",

  inputs() {
    const random = source(3);
    const items = [];
    for (let count = 0; count < 10_400; count += 1) {
      let nine = random.digits(9);
      if (random.below(20) === 0) nine = `${nine.slice(0, 2)}0000000`;
      let text = nine + (random.below(4) === 0 ? random.digits(1) : checkDigit(nine));
      if (random.below(3) === 0) text += `${random.pick(["-", "", " ", "."])}${random.pick(["000", "001", random.digits(3)])}`;
      switch (random.below(16)) {
        case 0: {
          const at = random.below(text.length);
          text = text.slice(0, at) + random.pick(["", "x", "-", " ", ".", "0", "٣"]) + text.slice(at + 1);
          break;
        }
        case 1:
          text = `${text.slice(0, 2)}.${text.slice(2)}`;
          break;
        case 2:
          text = random.digits(random.pick([0, 1, 8, 9, 11, 12, 14]));
          break;
        default:
      }
      items.push({ input: text, request: { op: "id.check", args: { kind: "taxCode", text } } });
    }
    return items;
  },

  ours: ({ value }) => {
    if (value.parts?.type === "citizen") return "citizen";
    const [code] = value.codes;
    return code ? SAID_BY[code] : value.verdict;
  },

  async theirs(items, python) {
    return python(items.map(({ input }) => ["stdnum.taxCode", input]));
  },
};
