// Takes out of an accessibility tree what differs from run to run: moments, numbers, hashes, and the reasons for a due
// date, which depend on the day.

const RULES = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "<uuid>"],
  [/\bsha-256:[\w-]{20,}/g, "<hash>"],
  // A thumbprint in groups of four.
  [/\b[\w-]{4}( [\w-]{4}){5,}( [\w-]{1,4})?/g, "<thumbprint>"],
  // Numbers of dossiers: agency, date, serial.
  [/\b([A-Z][\w.]*-)+\d{6}-\d+\b/g, "<number>"],
  [/\b\d{2}:\d{2} ngày \d{1,2} tháng \d{1,2} năm \d{4}/g, "<moment>"],
  // As papers write them.
  [/\b\d{2} giờ \d{2} phút, ngày \d{1,2} tháng \d{1,2} năm \d{4}/g, "<moment>"],
  [/\bngày \d{1,2} tháng \d{1,2} năm \d{4}/g, "<day>"],
  [/\b\d{2}:\d{2} on \d{1,2} [A-Z][a-z]+ \d{4}/g, "<moment>"],
  [/\b\d{2}:\d{2}, \d{2}\/\d{2}\/\d{4}/g, "<moment>"],
  [/\b\d{2}\/\d{2}\/\d{4}/g, "<day>"],
];

/** A list of reasons becomes one line. It follows its summary ("Why this day?") or heading. */
function withoutReasons(text) {
  const lines = text.split("\n");
  const out = [];
  for (let at = 0; at < lines.length; at += 1) {
    out.push(lines[at]);
    if (!/Vì sao là ngày này\?|Why this day\?|Cách tính ngày hẹn|How the date was counted/.test(lines[at])) continue;
    const next = lines[at + 1] ?? "";
    const indent = /^ */.exec(next)[0];
    if (!/^ *- list/.test(next)) continue;
    out.push(`${indent}- list: <reasons>`);
    at += 1;
    while ((lines[at + 1] ?? "").startsWith(`${indent} `)) at += 1;
  }
  return out.join("\n");
}

export function masked(text) {
  const plain = RULES.reduce((all, [pattern, name]) => all.replace(pattern, name), text);
  return `${withoutReasons(plain).trimEnd()}\n`;
}
