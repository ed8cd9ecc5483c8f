// When the tests take place, whatever the machine's clock says: the procedures that ship end when their law does.

const TODAY = Date.parse("2026-12-01T09:00:00+07:00");
const began = Date.now();

/** Milliseconds since 1970. It goes on as clocks do. */
export function now() {
  return TODAY + Date.now() - began;
}

/** Where a clock stands that started at a moment, as RFC 3339; without one, the clock of the tests. @param {string} [start] */
export function clock(start) {
  const behind = start === undefined ? 0 : now() - Date.parse(start);
  return () => `${new Date(now() - behind).toISOString().slice(0, 19)}Z`;
}
