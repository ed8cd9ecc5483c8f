// Named steps with a time limit. The first that fails ends its story; the message says which it was, and a picture of
// every open page is kept.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const LIMIT = 20_000;

const slug = (text) =>
  text.normalize("NFD").replace(/\p{M}|đ/gu, (c) => (c === "đ" ? "d" : "")).toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80);

export class StepFailure extends Error {}

/** The steps of one story, told on standard output. */
export class Story {
  constructor(name, browser, leavings) {
    this.name = name;
    this.browser = browser;
    this.leavings = leavings;
    this.steps = 0;
    this.began = Date.now();
    console.log(`\n${name}`);
  }

  async step(name, work, limit = LIMIT) {
    const began = Date.now();
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took longer than ${limit / 1000} s`)), limit);
    });
    try {
      const result = await Promise.race([work(), late]);
      this.steps += 1;
      console.log(`  ok ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${name}`);
      return result;
    } catch (error) {
      const pictures = await this.#pictures(slug(`${this.name} ${name}`));
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      console.log(`  FAILED ${name}\n${text.replace(/^/gm, "     ")}`);
      for (const picture of pictures) console.log(`     picture: ${picture}`);
      throw new StepFailure(`${this.name}: ${name}`);
    } finally {
      clearTimeout(timer);
    }
  }

  async #pictures(name) {
    const kept = [];
    const pages = this.browser.contexts().flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const path = join(this.leavings, "fail", `${name}-${index + 1}.png`);
      try {
        await page.screenshot({ path, fullPage: true, timeout: 5000 });
        await writeFile(path.replace(/png$/, "txt"), `${page.url()}\n${await page.locator("body").ariaSnapshot({ timeout: 2000 })}`);
        kept.push(path);
      } catch {
        // A page that cannot be photographed does not hide what went wrong.
      }
    }
    return kept;
  }

  told() {
    return `${this.steps} steps, ${((Date.now() - this.began) / 1000).toFixed(1)} s`;
  }
}

/** Throws with both values when a condition does not hold. */
export function expect(what, got, wanted) {
  const same = wanted instanceof RegExp ? wanted.test(String(got)) : JSON.stringify(got) === JSON.stringify(wanted);
  if (!same) throw new Error(`${what}: expected ${wanted instanceof RegExp ? wanted : JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
}

/** Asks until the answer fits. */
export async function eventually(what, ask, fits, limit = 8000) {
  const until = Date.now() + limit;
  let answer;
  do {
    answer = await ask();
    if (fits(answer)) return answer;
    await new Promise((done) => setTimeout(done, 50));
  } while (Date.now() < until);
  throw new Error(`${what}: still ${JSON.stringify(answer)}`);
}
