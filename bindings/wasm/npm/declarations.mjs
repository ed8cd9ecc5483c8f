// The records' TypeScript declarations, taken from what the generator wrote. The glue's own functions and
// classes are left out: they are not what the package exports.

/**
 * @param {string} source  core.d.ts
 * @returns {string}
 */
export function declarations(source) {
  const lines = source.split("\n");
  /** @type {string[]} */
  const out = [
    // `Symbol.dispose` also for projects whose `lib` is older; the line counts only at the top of the file.
    '/// <reference lib="esnext.disposable" />',
    "/* Generated from the core's records. */",
    "",
  ];
  /** @type {string[]} */
  let comment = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line.startsWith("/**")) {
      comment = [line];
      while (!lines[at].includes("*/") && at + 1 < lines.length) comment.push(lines[(at += 1)]);
    } else if (/^export (interface|type) /.test(line) && !/\b(InitInput|SyncInitInput|InitOutput)\b/.test(line)) {
      out.push(...comment, line);
      comment = [];
      if (line.endsWith("{")) while (lines[at] !== "}" && at + 1 < lines.length) out.push(lines[(at += 1)]);
      else while (!lines[at].trimEnd().endsWith(";") && at + 1 < lines.length) out.push(lines[(at += 1)]);
      out.push("");
    } else if (line.trim() !== "") {
      comment = [];
    }
  }
  return out.join("\n");
}
