// Pairs of Vietnamese words and names, and which comes first. The oracle is the ICU of the Node that runs this.

import { source } from "../lib/random.mjs";

const ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" ");
const RIMES = ["a", "ac", "an", "anh", "ao", "ăn", "âm", "ân", "e", "en", "ê", "ên", "i", "ia", "iên", "o", "oa", "oan", "oe",
  "on", "ô", "ôn", "ông", "ơ", "ơn", "u", "ua", "uân", "uê", "ung", "uy", "uyên", "ư", "ưa", "ưng", "ương", "y"];
const TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
/** What makes another letter of one, in Vietnamese and in the alphabets of other ethnic languages. */
const SHAPES = { a: ["\u0302", "\u0306"], e: ["\u0302", "\u0306"], o: ["\u0302", "\u031b", "\u0306"], u: ["\u031b", "\u0306"] };
const VOWEL = /[aăâeêioôơuưy]/u;
const MARKED = /[ăâêôơư]/u;
const OLD = /o[\u0300\u0301\u0303\u0309\u0323][ae]|u[\u0300\u0301\u0303\u0309\u0323]y|qu[\u0300\u0301\u0303\u0309\u0323]/iu;

/** A syllable with its tone where the new habit puts it, or, if there are two places, where the old one does. */
function syllable(random, old) {
  const [onset, rime, tone] = [random.pick(ONSETS), random.pick(RIMES), random.pick(TONES)];
  const letters = [...rime];
  const vowels = letters.map((letter, at) => (VOWEL.test(letter) ? at : -1)).filter((at) => at >= 0);
  const marked = vowels.findLast((at) => MARKED.test(letters[at]));
  const open = vowels.length === letters.length;
  const pair = /^(?:oa|oe|uy)$/u.test(rime);
  const at = marked ?? (pair ? vowels[old && onset !== "qu" ? 0 : 1] : vowels[open ? 0 : vowels.length - 1]);
  letters[at] += tone;
  return (onset + letters.join("")).normalize("NFC");
}

const cased = (random, word) =>
  [word, word, word[0].toUpperCase() + word.slice(1), word.toUpperCase(), word.normalize("NFD")][random.below(5)];

function text(random) {
  const old = random.below(8) === 0;
  const words = Array.from({ length: random.between(1, 3) }, () => cased(random, syllable(random, old)));
  return words.join(random.pick([" ", " ", " ", "-", ""]));
}

/** Something that differs in little, so that the later levels decide too. */
function near(random, one) {
  const syllables = one.normalize("NFD");
  switch (random.below(6)) {
    case 0:
      return syllables.replace(/[\u0300\u0301\u0303\u0309\u0323]/u, random.pick(TONES)).normalize("NFC");
    case 1:
      return one.toUpperCase();
    case 2:
      return `${one} ${syllable(random, false)}`;
    case 3:
      return syllables.replace(/[aeou](?![\u0302\u0306\u031b])/u, (letter) => letter + random.pick(SHAPES[letter])).normalize("NFC");
    case 4:
      return syllables.replace(/([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])/u, "$1$3$2").normalize("NFC");
    default:
      return syllables;
  }
}

const sign = (number) => String(Math.sign(number));

export default {
  oracle: `Intl.Collator("vi") of ICU ${process.versions.icu}, CLDR ${process.versions.cldr}`,

  inputs() {
    const random = source(20_261_128);
    return Array.from({ length: 12_000 }, () => {
      const a = text(random);
      const b = random.below(2) === 0 ? text(random) : near(random, a);
      const moved = [a, b].some((one) => OLD.test(one.normalize("NFD"))) ? " (a tone before the last vowel)" : "";
      return { input: `${a} | ${b}${moved}`, a, b, request: { op: "text.compare", args: { a, b } } };
    });
  },

  ours: (answer) => sign(answer.value),

  theirs(items) {
    const collator = new Intl.Collator("vi");
    return items.map(({ a, b }) => sign(collator.compare(a, b)));
  },
};
