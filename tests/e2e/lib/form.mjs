// Fills any procedure's form the way a person does: question by question, by label.

import { answerName, procedure } from "./procedure.mjs";
import { expect } from "./step.mjs";
import { labelled, word } from "./words.mjs";

export class Form {
  /** @param {string | object} which  a code of the product, or the document itself */
  constructor(page, lang, which = "1.001193") {
    this.page = page;
    this.lang = lang;
    this.procedure = procedure(which);
  }

  /** The place of a question: its group when it has one. */
  around(control) {
    const name = control.group?.[this.lang];
    return name ? this.page.getByRole("group", { name, exact: true }) : this.page.locator("motcua-form");
  }

  step(index) {
    return this.procedure.steps[index];
  }

  control(pointer) {
    const control = this.procedure.steps.flatMap((step) => step.controls).find((one) => one.pointer === pointer);
    if (!control) throw new Error(`the form has no ${pointer}`);
    return control;
  }

  /** The box, or the group of boxes, of a question. */
  field(control) {
    const name = labelled(control.label[this.lang]);
    const around = this.around(control);
    switch (control.widget) {
      case "date":
      case "partialDate":
        return around.getByRole("group", { name });
      case "radio":
        return around.getByRole("radiogroup", { name });
      case "checkbox":
        return around.getByRole("checkbox", { name });
      case "select":
      case "catalogue":
        return around.getByRole("combobox", { name });
      default:
        return around.getByRole("textbox", { name });
    }
  }

  async answer(control, answer) {
    const field = this.field(control);
    const name = answerName(control, answer, this.lang);
    switch (control.widget) {
      case "date":
      case "partialDate": {
        const [year, month, day] = answer.split("-");
        for (const [part, text] of [["day", day], ["month", month], ["year", year]]) {
          if (text) await field.getByRole("textbox", { name: word(part, this.lang), exact: true }).fill(String(Number(text)));
        }
        return;
      }
      case "radio":
        return field.getByRole("radio", { name, exact: true }).check();
      case "checkbox":
        return field.setChecked(answer);
      case "select":
        return void (await field.selectOption({ label: name }));
      case "catalogue":
        await field.fill(unaccented(name));
        await this.page.getByRole("option", { name, exact: true }).click();
        return expect(`the box "${control.label[this.lang]}"`, await field.inputValue(), name);
      default:
        return field.fill(String(answer));
    }
  }

  /** Answers what a step asks, in its own order: earlier answers decide which questions follow. */
  async fill(step, answers) {
    for (const control of step.controls) {
      if (control.pointer in answers) await this.answer(control, answers[control.pointer]);
    }
    if (!step.attachments) return;
    for (const slot of this.procedure.slots) {
      const files = answers[`/attachments/${slot.id}`];
      if (files) await this.attach(slot, files);
    }
  }

  slot(id) {
    return this.procedure.slots.find((slot) => slot.id === id);
  }

  picker(slot) {
    return this.page.getByLabel(`${word("pickFor", this.lang)}${slot.name[this.lang]}`, { exact: true });
  }

  async attach(slot, files) {
    await this.picker(slot).setInputFiles(files);
    for (const file of [files].flat()) await this.page.getByRole("listitem").filter({ hasText: file.name }).first().waitFor();
  }

  heading(step) {
    const name = step ? step.label[this.lang] : word("reviewStep", this.lang);
    return this.page.locator("motcua-form").getByRole("heading", { level: 2, name, exact: true });
  }

  async next() {
    await this.page.getByRole("button", { name: word("next", this.lang), exact: true }).click();
  }

  /** Presses the button and sees the following step. */
  async goOn(index) {
    await this.next();
    await this.heading(this.procedure.steps[index + 1]).waitFor();
  }

  /** The step in view; undefined on the page with all answers. Answers decide which steps there are. */
  async current() {
    const title = (await this.page.locator("motcua-form").getByRole("heading", { level: 2 }).first().innerText()).trim();
    const step = this.procedure.steps.find((one) => one.label[this.lang] === title);
    if (!step && title !== word("reviewStep", this.lang)) throw new Error(`the form shows "${title}"`);
    return step;
  }

  /** From the step in view to the page with all answers. */
  async fillAll(answers, { seen = async () => {} } = {}) {
    for (let step = await this.current(); step; ) {
      await this.fill(step, answers);
      await seen(step);
      await this.next();
      await this.heading(step).waitFor({ state: "hidden" });
      step = await this.current();
    }
  }

  async complete() {
    await this.page.getByRole("button", { name: word("complete", this.lang), exact: true }).click();
  }

  /** The draft is on the device's disk. */
  async saved() {
    // The saving starts a moment after the last change.
    await this.page.waitForTimeout(500);
    await this.page.getByText(word("saved", this.lang)).waitFor();
  }
}

/** As people type when they search. */
export function unaccented(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
}
