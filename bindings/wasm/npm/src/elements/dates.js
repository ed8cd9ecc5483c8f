// Between the three boxes that a person fills (day, month, year) and the ISO text in the data.
// Whether a date exists is the core's business: what cannot be a date goes in as it is and is refused there.

/**
 * @typedef {{ day: string, month: string, year: string }} DateParts
 */

/**
 * The ISO text of the boxes, `undefined` when all are empty. `yyyy` and `yyyy-mm` stand for dates of which
 * only that much is known.
 *
 * @param {DateParts} parts
 * @returns {string | undefined}
 */
export function toIso({ day, month, year }) {
  const [d, m, y] = [day.trim(), month.trim(), year.trim()];
  if (!d && !m && !y) return undefined;
  const pad = (/** @type {string} */ text) => (/^\d$/.test(text) ? `0${text}` : text);
  if (!d && !m) return y;
  if (!d) return `${y}-${pad(m)}`;
  return `${y}-${pad(m)}-${pad(d)}`;
}

/**
 * The boxes of an ISO text.
 *
 * @param {unknown} iso
 * @returns {DateParts}
 */
export function fromIso(iso) {
  if (typeof iso !== "string") return { day: "", month: "", year: "" };
  const [year = "", month = "", day = ""] = iso.split("-");
  return { day, month, year };
}

/**
 * The boxes of a date that was pasted whole: `17/5/1990`, `17-05-1990`, `17.05.1990` or `1990-05-17`.
 *
 * @param {string} text
 * @returns {DateParts | null}
 */
export function fromPaste(text) {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (iso) return { day: iso[3], month: iso[2], year: iso[1] };
  const local = /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(text);
  return local ? { day: local[1], month: local[2], year: local[3] } : null;
}

/**
 * As people in Vietnam write it: `17/05/1990`, `05/1990`, `1990`.
 *
 * @param {unknown} iso
 * @returns {string}
 */
export function display(iso) {
  const { day, month, year } = fromIso(iso);
  return [day, month, year].filter(Boolean).join("/");
}
