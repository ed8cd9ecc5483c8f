// One table a group: speed of every case, how many times faster ours is, and whether a goal is met.

const number = (value) =>
  value >= 1000 ? Math.round(value).toLocaleString("en-GB") : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** What a goal says about a ratio. */
export function standing(goal, ratio) {
  if (goal?.atMost) return `${ratio <= goal.atMost ? "met" : "NOT MET"} (at most ${goal.atMost}x)`;
  if (!goal?.must) return "";
  const words = ratio >= (goal.stretch ?? Infinity) ? "stretch met" : ratio >= goal.must ? "met" : "NOT MET";
  return `${words} (must ${goal.must}x${goal.stretch ? `, stretch ${goal.stretch}x` : ""})`;
}

/** Lines of a table. `ratio` is our speed over that of the row. */
export function table({ name, bytes, goals, rows }) {
  const width = Math.max(...rows.map((row) => row.name.length));
  const lines = [`${name}`];
  for (const row of rows) {
    const goal = goals.find(({ peer }) => peer === row.name);
    const speed = bytes ? `${number((row.perSecond * bytes) / 1e6).padStart(9)} MB/s` : "";
    lines.push(
      `  ${row.name.padEnd(width)} ${number(row.perSecond).padStart(11)} /s${speed}  ${row.ratio.toFixed(2).padStart(7)}x  ${standing(goal, row.ratio)}`.trimEnd(),
    );
  }
  return lines;
}
