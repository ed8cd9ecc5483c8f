// A whole filing with the keyboard alone: Tab, arrows, Enter, Space and letters. The pointer is never used, and the
// questions are answered in the order in which Tab reaches them.

import { focused } from "./a11y.mjs";
import { answerName } from "./lib/procedure.mjs";
import { unaccented } from "./lib/form.mjs";
import { expect } from "./lib/step.mjs";
import { labelled, word } from "./lib/words.mjs";

const FAR = 120;
const CONTROLS = ["a", "button", "input", "select", "summary", "textarea"];

export class Keyboard {
  constructor(page, lang) {
    this.page = page;
    this.lang = lang;
    this.presses = 0;
    // Pages tell of file choosers from the first listener on, and a key is quicker than a listener that comes with it.
    page.on("filechooser", () => undefined);
    /** Stops of Tab at which nothing shows where one is (WCAG 2.4.7). */
    this.unseen = new Set();
  }

  /** What has the focus; it must be visible that it has. */
  async here() {
    const here = await focused(this.page);
    if (here && !here.ringed && CONTROLS.includes(here.tag)) this.unseen.add(here.name || here.tag);
    return here;
  }

  async press(key) {
    this.presses += 1;
    await this.page.keyboard.press(key);
  }

  async type(text) {
    this.presses += text.length;
    await this.page.keyboard.type(text);
  }

  /** Tabs until what has the focus is named so. */
  async to(name, limit = FAR) {
    const seen = [];
    for (let press = 0; press < limit; press += 1) {
      const here = await this.here();
      const fits = here && (name instanceof RegExp ? name.test(here.name) : here.name === name);
      if (fits) return here;
      seen.push(here?.name ?? "nothing");
      await this.press("Tab");
    }
    throw new Error(`Tab never reached ${name}; it passed ${[...new Set(seen)].join(" | ")}`);
  }

  /** Answers a step of a form in Tab order and presses its button. */
  async step(form, step, answers) {
    const open = step.controls.filter((control) => control.pointer in answers).map((control) => ({ control, parts: [] }));
    const files = step.attachments ? form.procedure.slots.filter((slot) => answers[`/attachments/${slot.id}`]) : [];
    let last = "";
    for (let press = 0; press < FAR; press += 1) {
      const here = await this.here();
      const key = JSON.stringify([here.name, here.legends]);
      if (here.tag === "button" && here.name === word("next", this.lang)) {
        await this.press("Enter");
        return;
      }
      const slot = here.type === "file" ? files.find((one) => here.name.endsWith(one.name[this.lang])) : undefined;
      const found = open.find(({ control }) => this.#isAt(control, here));
      if (slot && key !== last) await this.#attach(slot, answers[`/attachments/${slot.id}`]);
      else if (found) await this.#answer(found.control, answers[found.control.pointer], here);
      last = key;
      await this.press("Tab");
    }
    throw new Error(`Tab never reached the button of the step "${step.label[this.lang]}"`);
  }

  #isAt(control, here) {
    const label = labelled(control.label[this.lang]);
    const group = control.group?.[this.lang];
    const named = control.widget === "radio" || /ate$/.test(control.widget) ? here.legends.some((legend) => label.test(legend)) : label.test(here.name);
    return named && (group === undefined || here.legends.includes(group));
  }

  async #answer(control, answer, here) {
    const name = answerName(control, answer, this.lang);
    switch (control.widget) {
      case "date":
      case "partialDate": {
        const [year, month, day] = answer.split("-");
        const part = { day, month, year };
        const wanted = ["day", "month", "year"].find((one) => here.name === word(one, this.lang));
        if (wanted && part[wanted]) await this.#write(String(Number(part[wanted])));
        return;
      }
      case "radio":
        return this.#choose(name, here);
      case "checkbox":
        if (here.checked !== answer) await this.press("Space");
        return;
      case "select":
        for (let press = 0; press < 20; press += 1) {
          const shown = await this.page.evaluate(() => {
            let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
            return element.selectedOptions?.[0]?.textContent;
          });
          if (shown === name) return;
          await this.press("ArrowDown");
        }
        throw new Error(`the arrows never chose "${name}"`);
      case "catalogue":
        if (here.value === name) return;
        await this.#write(unaccented(name));
        await this.press("ArrowDown");
        for (let press = 0; press < 50 && (await this.#option()) !== name; press += 1) await this.press("ArrowDown");
        await this.press("Enter");
        return expect(`the box "${here.name}"`, (await focused(this.page)).value, name);
      default:
        if (here.value !== String(answer)) await this.#write(String(answer));
    }
  }

  /** The option that a combo box points at. */
  #option() {
    return this.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element.getRootNode().getElementById(element.getAttribute("aria-activedescendant"))?.textContent;
    });
  }

  /** Replaces what a box holds. */
  async #write(text) {
    await this.press("Control+a");
    await this.type(text);
  }

  /** Within radio buttons the arrows choose; Space takes the one that has the focus. */
  async #choose(name, here) {
    if (here.name === name) return here.checked ? undefined : this.press("Space");
    for (let press = 0; press < 12; press += 1) {
      await this.press("ArrowDown");
      const now = await focused(this.page);
      if (now.name === name) return expect(`the choice "${name}" is made by an arrow`, now.checked, true);
    }
    throw new Error(`the arrows never reached "${name}"`);
  }

  async #attach(slot, files) {
    const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.press("Enter")]);
    await chooser.setFiles(files);
    for (const file of files) await this.page.getByText(file.name).first().waitFor();
  }
}
