// Side-by-side measurement, the same in Node and in a browser.
//
// Every case of a group is calibrated to one window. Then come rounds: each round times every case once, and each
// round begins with another case, so that a slow spell of the machine meets all of them. The ratio of two cases is
// the median of their ratios round by round; absolute numbers of a shared machine say little.

/** @typedef {{ name: string, run: () => unknown, wait?: boolean }} Case  `wait`: `run` gives a promise */
/** @typedef {{ peer: string, must?: number, stretch?: number, atMost?: number }} Goal
 *  our speed over the peer's; `atMost` where the row is ours too, with more to do */
/** @typedef {{ name: string, cases: Case[], goals?: Goal[], bytes?: number, each?: number }} Group
 *  The first case is ours. `bytes`: input of one call; `each`: operations in one call. */

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** Milliseconds of `count` calls. */
async function time({ run, wait }, count) {
  const began = performance.now();
  if (wait) for (let i = 0; i < count; i += 1) await run();
  else for (let i = 0; i < count; i += 1) run();
  return performance.now() - began;
}

/** How many calls fill the window; warms the case up on the way. */
async function calibrate(one, window) {
  let count = 1;
  for (;;) {
    const spent = await time(one, count);
    if (spent >= window / 2) return Math.max(1, Math.round((count * window) / spent));
    count *= spent < window / 20 ? 8 : 2;
  }
}

/**
 * @param {Group} group
 * @param {{ rounds?: number, window?: number }} [options]  `window` in milliseconds
 */
export async function measure(group, { rounds = 9, window = 50 } = {}) {
  const { cases } = group;
  const counts = [];
  for (const one of cases) counts.push(await calibrate(one, window));
  const times = cases.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let step = 0; step < cases.length; step += 1) {
      const index = (round + step) % cases.length;
      times[index].push((await time(cases[index], counts[index])) / counts[index]);
    }
  }
  const each = group.each ?? 1;
  const rows = cases.map(({ name }, index) => ({
    name,
    perSecond: (1000 / median(times[index])) * each,
    ratio: median(times[index].map((spent, round) => spent / times[0][round])),
    spread: [Math.min(...times[index]), Math.max(...times[index])].map((spent) => spent / median(times[index])),
  }));
  return { name: group.name, bytes: group.bytes, goals: group.goals ?? [], rounds, rows };
}

/** Measures every group of a suite, in order. */
export async function measureAll(groups, options, tell = () => {}) {
  const results = [];
  for (const group of groups) {
    const result = await measure(group, options);
    tell(result);
    results.push(result);
  }
  return results;
}
