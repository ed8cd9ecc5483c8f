// Telephone numbers as people write them: of every area code and mobile prefix, withdrawn ones, and slips.

const AREAS =
  "24 28 203 204 205 206 207 208 209 210 211 212 213 214 215 216 218 219 220 221 222 225 226 227 228 229 232 233 234 235 236 237 238 239 251 252 254 255 256 257 258 259 260 261 262 263 269 270 271 272 273 274 275 276 277 290 291 292 293 294 296 297 299".split(
    " ",
  );

/** One number, with or without its country code and separators. */
export function number(random) {
  let national;
  switch (random.below(10)) {
    case 0:
    case 1:
    case 2: {
      const area = random.pick(AREAS);
      // Subscribers' numbers begin with 2 to 9; two in three with 3.
      national = `${area}${random.pick(["3", "3", "2", "6", "7", "8"])}${random.digits(9 - area.length)}`;
      break;
    }
    case 3:
      national = random.digits(random.between(6, 10));
      break;
    case 4:
      national = `1${random.pick(["2", "6", "8", "9"])}${random.digits(8)}`;
      break;
    case 5:
      return random.pick(["1800", "1900", "+841800", "+841900"]) + random.digits(random.between(3, 7));
    default:
      national = `${random.pick(["3", "5", "7", "8", "9"])}${random.digits(8)}`;
  }
  const head = random.pick(["0", "0", "0", "+84", "+84 ", "0084", "84", "+840"]);
  let text = head + national;
  if (random.below(4) === 0) {
    const at = head.length + 2;
    text = `${text.slice(0, at)}${random.pick([" ", ".", "-"])}${text.slice(at)}`;
  }
  if (random.below(25) === 0) text = text.slice(0, -1) + random.pick(["", "x", "00"]);
  return text;
}

/** `count` questions to the product. */
export function questions(random, count) {
  return Array.from({ length: count }, () => {
    const text = number(random);
    return { input: text, request: { op: "id.check", args: { kind: "phone", text } } };
  });
}

/** The product's answer as kind and number; an invalid text has none. Doubts stay, the oracles have no such thing. */
export function ours({ value }) {
  if (value.verdict === "invalid") return "none";
  const { type } = value.parts;
  const doubt = value.codes.filter((code) => code !== "phone/service");
  return [type, value.normalized, ...doubt].join(" ");
}
