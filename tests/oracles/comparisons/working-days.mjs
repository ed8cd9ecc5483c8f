// Every day of the calendar, and whether state bodies work on it.

const DAY = 86_400_000;

export default {
  oracle: "PyPI holidays 0.109",
  // Eight years have no more days.
  least: 2_922,

  inputs() {
    const items = [];
    for (let at = Date.UTC(2020, 0, 1); at < Date.UTC(2028, 0, 1); at += DAY) {
      const date = new Date(at).toISOString().slice(0, 10);
      items.push({ input: date, date, request: { op: "calendar.isWorkingDay", args: { date } } });
    }
    return items;
  },

  ours: (answer) => (answer.ok ? word(answer.value) : answer.code),

  async theirs(items, python) {
    const answers = await python(items.map(({ date }) => ["holidays.isWorkingDay", date]));
    return answers.map(word);
  },
};

const word = (working) => (working ? "working" : "off");
