// Procedures that no line of the portal knows: they are data, and run as the others do.

import { daysAgo } from "../lib/answers.mjs";
import { person } from "../lib/browser.mjs";
import { answersOf, changeName } from "../lib/cases.mjs";
import { Form } from "../lib/form.mjs";
import { acknowledged, act, heading, listed, openAtDesk, signIn, startForm, status } from "../lib/portal.mjs";
import { expect } from "../lib/step.mjs";
import { word } from "../lib/words.mjs";

/** From the form in view to the number of the dossier. */
async function fileAll(page, lang, form, answers) {
  await form.fillAll(answers);
  await form.complete();
  await heading(page, word("confirmAndSend", lang));
  await page.getByRole("radio", { name: word("deviceKey", lang) }).check();
  await page.getByRole("button", { name: word("send", lang), exact: true }).click();
  return acknowledged(page, lang);
}

export async function household({ browser, server, story, looks, faults }) {
  const lang = "en";
  const citizen = await person(browser, server, { lang, faults, size: [412, 915] });
  const { page } = citizen;
  const form = new Form(page, lang, "1.001612");
  const answers = {
    ...answersOf("household-business/02-household.json"),
    "/owner/fullName": "Nguyễn Thị Hoa",
    "/owner/birthDate": "1998-03-15",
    "/owner/id/number": "079198000123",
    "/business/startDate": daysAgo(-14),
  };
  let number;

  await story.step("the owner files for the members of her household", async () => {
    await signIn(page, "citizen", "Nguyễn Thị Hoa", lang);
    await startForm(page, lang, form);
    await looks.at(page, "household-owner");
    number = await fileAll(page, lang, form, answers);
    const [mine] = (await listed(citizen)).filter((one) => one.number === number);
    expect("what she filed", mine.procedure.code, "1.001612");
  }, 60_000);

  await story.step("the officer accepts, settles and returns it", async () => {
    const officer = await person(browser, server, { lang: "vi", faults });
    await signIn(officer.page, "officer", "Phạm Thị Lan");
    await openAtDesk(officer.page, number);
    await officer.page.getByText(answers["/business/name"]).first().waitFor();
    await looks.at(officer.page, "desk-household");
    for (const [from, to] of [[1, 2], [2, 9], [9, 10]]) await act(officer.page, changeName("one-stop", from, to));
    await status(officer.page, "Đã trả kết quả");
    await officer.close();
  }, 60_000);

  await story.step("she sees the result and the receipt with its date", async () => {
    await page.goto("/dossiers");
    await page.getByRole("link", { name: new RegExp(form.procedure.name.en) }).click();
    await page.getByText(/Checked: 4 of 4 entries/).waitFor();
    await page.getByRole("link", { name: "Receipt and appointment slip" }).click();
    await heading(page, "Receipt of the dossier and appointment for the result");
    await page.getByText("1.001612").first().waitFor();
  }, 30_000);
  await citizen.close();
}

export async function feedback({ browser, server, story, looks, faults }) {
  const lang = "vi";
  const citizen = await person(browser, server, { lang, faults });
  const { page } = citizen;
  const form = new Form(page, lang, "x-feedback-1022");
  const answers = { ...answersOf("feedback/01-street-lamp.json"), "/seenAt": daysAgo(3) };
  let number;

  await story.step("he reports a street lamp; his account of level 1 suffices", async () => {
    await signIn(page, "citizen", "Đỗ Minh Khang");
    await startForm(page, lang, form);
    await looks.at(page, "feedback-form");
    number = await fileAll(page, lang, form, answers);
    await page.getByRole("link", { name: word("openDossier", lang), exact: true }).click();
    await page.getByText("Đã kiểm tra: 1 trong 1 mục có chữ ký hợp lệ").waitFor();
    // The clock of a report runs from its arrival.
    await page.getByText("Vì sao là ngày này?").waitFor();
    await looks.at(page, "feedback-dossier");
  }, 60_000);

  await story.step("the centre classifies it, refuses it with a reason and closes it", async () => {
    const officer = await person(browser, server, { lang, faults });
    await signIn(officer.page, "officer", "Phạm Thị Lan");
    await openAtDesk(officer.page, number);
    await act(officer.page, changeName("feedback-1022", 1, 2));
    await status(officer.page, "Đã phân loại");
    const refuse = changeName("feedback-1022", 2, 10);
    await act(officer.page, refuse, async (dialog) => {
      await dialog.getByRole("combobox").first().selectOption({ index: 1 });
      await dialog.getByRole("textbox").last().fill("Đèn thuộc khu nhà riêng.");
    }, refuse);
    await status(officer.page, "Từ chối xử lý");
    await act(officer.page, changeName("feedback-1022", 10, 14));
    await officer.close();
  }, 60_000);

  await story.step("he reads why, in a history that his browser verified by the workflow of reports", async () => {
    await page.goto("/dossiers");
    await page.getByRole("link", { name: new RegExp(form.procedure.name.vi) }).click();
    await page.getByText("Đèn thuộc khu nhà riêng.").first().waitFor();
    await page.getByText("Đã kiểm tra: 4 trong 4 mục có chữ ký hợp lệ").waitFor();
  }, 30_000);
  await citizen.close();
}
