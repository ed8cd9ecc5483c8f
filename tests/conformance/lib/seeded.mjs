// 10,000 documents that follow from a seed: the reviewed forms and the stored objects, each altered in a few places. They
// are made here and nowhere else, so every target reads the same bytes.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { stored } from "./cases.mjs";

/** The seed of the ordinary run. */
export const SEED = 20_260_701;
/** Documents of the ordinary run: forms, and requests about single objects. */
export const FORMS = 8_000;
export const OBJECTS = 2_000;

/** Forms in a request: the procedure is compiled once for all of them. */
const TOGETHER = 100;

/** Numbers from a seed (xorshift of 32 bits), equal on every engine. */
export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = (Math.imul(seed, 2_654_435_761) ^ 0x9e37_79b9) >>> 0 || 1;
  }

  /** A whole number from 0, below a limit. @param {number} limit */
  below(limit) {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % limit;
  }

  /** @template T @param {T[]} list @returns {T} */
  of(list) {
    return list[this.below(list.length)];
  }

  /** Whether one of so many turns has come. @param {number} turns */
  once(turns) {
    return this.below(turns) === 0;
  }
}

/** Values that belong nowhere, or just about. */
const JUNK = [
  null, true, false, 0, -0, -1, 1, 0.5, 1e21, 2 ** 53, -(2 ** 53) - 2, "", " ", "x", "0", "-", "true", "079190001234", "079190001235",
  "0912345678", "+84 912 345 678", "2024-02-29", "2023-02-29", "1900-01-01", "2026-10-05", "9999-12-31", "Nguyễn Thị Mai",
  "Nguyê\u0303n Thị Mai", "NGUYỄN", "An 7", "a@b.vn", "a@", "26740", "00000", "\u200b", "\u202e", "\ufeff", "𝒜", "️", "\u0000",
  "a".repeat(300), "Ắ".repeat(2_000), [], [null], [[]], {}, { "": "" }, { a: { b: [] } }, { kind: "citizenId", number: "079190001234" },
];

/** Characters that a text gets: Vietnamese, its parts, blanks of every kind, digits of other scripts. */
const SIGNS = [..."aăâđêôơưệỗứ ỳ,.-'/0123456789ABCĐ\t\n\u00a0\u0301\u0323\u0306\u2019\u3000\u0663ß🙂"];

const ADDED = ["surplus", "fullName", "kind", "number", "code", "__proto__", "constructor", "a/b", "~", ""];

/** Every place of a value: the one who holds it, and the name or index there. */
function places(value, found = []) {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      found.push([value, index]);
      places(item, found);
    });
  } else if (value !== null && typeof value === "object") {
    for (const name of Object.keys(value)) {
      found.push([value, name]);
      places(value[name], found);
    }
  }
  return found;
}

/** Sets a member, also one that is called `__proto__`. */
const put = (holder, name, value) =>
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });

/** A text with one change. @param {Random} random @param {string} text */
function retouch(random, text) {
  const letters = [...text];
  const at = random.below(letters.length + 1);
  switch (random.below(6)) {
    case 0:
      return letters.toSpliced(at, 1).join("");
    case 1:
      return letters.toSpliced(at, 0, random.of(SIGNS)).join("");
    case 2:
      return letters.toSpliced(at, 1, random.of(SIGNS)).join("");
    case 3:
      return text.normalize("NFD");
    case 4:
      return random.once(2) ? text.toUpperCase() : ` ${text}  `;
    default:
      return letters.slice(0, at).join("");
  }
}

/** Alters one place of a document. @param {Random} random @param {any} document */
function alter(random, document) {
  const all = places(document);
  if (all.length === 0) return;
  const [holder, name] = random.of(all);
  const value = holder[name];
  switch (random.below(8)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else delete holder[name];
      break;
    case 1:
      put(holder, name, structuredClone(random.of(JUNK)));
      break;
    case 2: {
      const [other, there] = random.of(all);
      put(holder, name, structuredClone(other[there]));
      break;
    }
    case 3:
      if (Array.isArray(value)) value.push(structuredClone(value.at(-1) ?? random.of(JUNK)));
      else if (value !== null && typeof value === "object") put(value, random.of(ADDED), structuredClone(random.of(JUNK)));
      break;
    default:
      if (typeof value === "string") put(holder, name, retouch(random, value));
      else if (typeof value === "number") put(holder, name, value + random.of([-1, 1, 1_000_000, 0.1, -value]));
      else if (typeof value === "boolean") put(holder, name, !value);
  }
}

/** Alters the text of a document, mostly into what is no such document. @param {Random} random @param {string} text */
function alterText(random, text) {
  const bytes = Buffer.from(text, "utf8");
  const at = random.below(bytes.length);
  switch (random.below(5)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      bytes[at] ^= 1 << random.below(8);
      return bytes;
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.of([" ", "\n", ",", "}", '"', "\\u00e9", "\u0001", "1e400"])), bytes.subarray(at)]);
    case 3:
      return Buffer.from(text.replace(/[À-ỹ]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`));
    default:
      return Buffer.from(text.replace(/"(\w+)":/, '"$1":null,"$1":'));
  }
}

const DAY = 86_400_000;

/** A moment some days before or after another. @param {Random} random @param {string} now */
function shifted(random, now) {
  const days = random.of([-400, -31, -1, 0, 0, 1, 30, 365, 3_000]);
  return new Date(Date.parse(now) + days * DAY + random.below(86_400) * 1_000).toISOString().replace(".000", "");
}

const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** The reviewed forms by the procedure that they are filed under. */
function reviewed(folder, procedures) {
  const forms = join(folder, "forms");
  return Object.entries(json(join(forms, "procedures.json"))).map(([kind, code]) => {
    const names = readdirSync(join(forms, kind)).filter((name) => name.endsWith(".json")).sort();
    const documents = names.map((name) => json(join(forms, kind, name))).filter(({ data }) => data !== undefined);
    return { code, procedure: json(join(procedures, `${code}.json`)), documents };
  });
}

/** One altered form, as an argument of `form.validateMany`. @param {Random} random */
function form(random, documents) {
  const { data, attachments = [], channel = "online", now } = structuredClone(random.of(documents));
  const changes = random.below(5);
  for (let count = 0; count < changes; count += 1) alter(random, random.once(8) ? attachments : data);
  const text = JSON.stringify(data);
  const bytes = random.once(10) ? alterText(random, text) : Buffer.from(text, "utf8");
  const moment = random.once(3) ? shifted(random, now) : now;
  const by = random.once(6) ? random.of(["online", "desk", "post", "pigeon"]) : channel;
  return { instanceB64: bytes.toString("base64url"), attachments, channel: by, now: moment };
}

/** Requests that take long or make objects of their own. */
const APART = ["vault.open", "hostile.refusals", "hostile.mutations", "form.validateMany"];

/** One altered request about a single object. @param {Random} random */
function object(random, requests) {
  const request = structuredClone(random.of(requests));
  const changes = 1 + random.below(2);
  for (let count = 0; count < changes; count += 1) alter(random, request.args);
  return request;
}

/**
 * The documents of a seed as requests.
 *
 * @param {string} folder      the stored cases
 * @param {string} procedures  the procedure documents
 */
export function seeded(folder, procedures, { seed = SEED, forms = FORMS, objects = OBJECTS, together = TOGETHER } = {}) {
  const random = new Random(seed);
  const kinds = reviewed(folder, procedures);
  const cases = [];
  for (let made = 0; made < forms; made += together) {
    const { code, procedure, documents } = kinds[(made / together) % kinds.length];
    const list = Array.from({ length: Math.min(together, forms - made) }, () => form(random, documents));
    const id = `seed ${seed}, forms from ${made}`;
    cases.push({ where: `${id} under ${code}`, request: JSON.stringify({ id, op: "form.validateMany", args: { procedure, forms: list } }) });
  }
  const requests = stored(folder)
    .map(({ request }) => {
      try {
        return JSON.parse(request);
      } catch {
        return undefined; // lines that are refused as lines
      }
    })
    .filter((request) => request?.args !== null && typeof request?.args === "object" && !APART.includes(request.op) && JSON.stringify(request).length < 40_000);
  for (let made = 0; made < objects; made += 1) {
    const altered = object(random, requests);
    const id = `seed ${seed}, object ${made}`;
    cases.push({ where: `${id}: ${altered.op}`, request: JSON.stringify({ ...altered, id }) });
  }
  return cases;
}

/** A request about many forms as one request for each of them; others as they are. */
export function apart({ where, request }) {
  const { id, op, args } = JSON.parse(request);
  if (op !== "form.validateMany") return [{ where, request }];
  return args.forms.map((one, index) => ({
    where: `${where}, number ${index}`,
    request: JSON.stringify({ id: `${id}, number ${index}`, op: "form.validate", args: { procedure: args.procedure, ...one } }),
  }));
}

/**
 * What the answers are worth: a generator that makes nothing but refusals would compare nothing.
 *
 * @param {string[]} answers  those to {@link seeded}, in order
 */
export function spread(answers) {
  const counts = { valid: 0, findings: 0, refused: 0 };
  const codes = new Set();
  for (const answer of answers.map((line) => JSON.parse(line))) {
    for (const one of Array.isArray(answer.value) && answer.id.includes("forms") ? answer.value : [answer]) {
      if (one.issues) counts[one.valid ? "valid" : "findings"] += 1;
      else counts[one.ok ? "valid" : "refused"] += 1;
      for (const { code } of one.issues ?? (one.code ? [one] : [])) codes.add(code);
    }
  }
  const { valid, findings, refused } = counts;
  const all = valid + findings + refused;
  if (Math.min(valid, findings, refused) < all / 20 || codes.size < 60) {
    throw new Error(`the seeded documents say too little: ${JSON.stringify(counts)}, ${codes.size} codes`);
  }
  return { all, ...counts, codes: codes.size };
}
