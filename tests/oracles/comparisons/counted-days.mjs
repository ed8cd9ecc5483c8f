// The day that some working days after another is.

import { source } from "../lib/random.mjs";

const DAY = 86_400_000;
const iso = (at) => new Date(at).toISOString().slice(0, 10);

export default {
  oracle: "PyPI holidays 0.109",

  inputs() {
    const random = source(309_2026);
    const [first, days] = [Date.UTC(2020, 0, 1), (Date.UTC(2027, 9, 1) - Date.UTC(2020, 0, 1)) / DAY];
    return Array.from({ length: 10_000 }, () => {
      const date = iso(first + random.below(days) * DAY);
      const count = random.between(1, 45);
      return { input: `${date} and ${count}`, date, count, request: { op: "calendar.addWorkingDays", args: { date, days: count } } };
    });
  },

  ours: (answer) => (answer.ok ? answer.value : answer.code),

  theirs: (items, python) => python(items.map(({ date, count }) => ["holidays.addWorkingDays", date, count])),
};
