// The known differences between the product and an oracle: classes of them, each with its reason.

import { readFileSync } from "node:fs";

const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");

/** Reads `differences/NAME.json`. Patterns are regular expressions for the whole text. */
export function known(path) {
  const { classes } = JSON.parse(readFileSync(path, "utf8"));
  return classes.map(({ id, input = ".*", ours, theirs, reason }) => {
    if (!id || !ours || !theirs) throw new Error(`${path}: a class needs id, ours and theirs`);
    if (typeof reason !== "string" || reason.length < 20) throw new Error(`${path}: ${id} has no reason`);
    return { id, reason, input: whole(input), ours: whole(ours), theirs: whole(theirs), seen: 0 };
  });
}

/** The class of a difference: the first that fits. */
export function classOf(classes, { input, ours, theirs }) {
  return classes.find((one) => one.input.test(input) && one.ours.test(ours) && one.theirs.test(theirs));
}
