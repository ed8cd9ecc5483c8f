// What people do on the portal's pages, in the words that stand there.

import { expect } from "./step.mjs";
import { word } from "./words.mjs";

/** Waits until a page with this heading is in view. */
export async function heading(page, name) {
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

export async function signIn(page, kind, name, lang = "vi") {
  await page.goto(`/sign-in/${kind}`);
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.getByRole("banner").getByText(name).waitFor();
  await heading(page, kind === "officer" ? word("inbox", lang) : /.+/);
}

/** From the home page to the form of a procedure. */
export async function startForm(page, lang, form) {
  await page.goto("/");
  await page.getByRole("link", { name: form.procedure.name[lang], exact: true }).click();
  await heading(page, form.procedure.name[lang]);
  await page.getByRole("link", { name: word("start", lang), exact: true }).click();
  await form.heading(form.step(0)).waitFor();
}

/** The number on the page of acknowledgement. */
export async function acknowledged(page, lang, title = word("arrived", lang)) {
  await page.getByRole("heading", { level: 1, name: title }).waitFor({ timeout: 20_000 });
  const box = page.getByRole("region", { name: word("number", lang) });
  const number = (await box.locator("p").nth(1).innerText()).trim();
  expect("the number", number, /^\S{8,}$/);
  return number;
}

/** The server's own list, asked with the person's cookie. */
export async function listed(person, path = "/api/dossiers") {
  const answer = await person.context.request.get(path);
  expect(`GET ${path}`, answer.status(), 200);
  return (await answer.json()).dossiers;
}

/** Opens a dossier from the officer's list by its number. */
export async function openAtDesk(page, number) {
  await page.goto("/desk");
  await page.getByRole("link", { name: number, exact: true }).click();
  await page.getByRole("region", { name: "Xử lý" }).waitFor();
}

/** An officer's change of status: the button, and the question that follows it. */
export async function act(page, label, answer = async () => {}, confirm = "Xác nhận") {
  await page.getByRole("region", { name: "Xử lý" }).getByRole("button", { name: label, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: label });
  await answer(dialog);
  // The dialog goes before the server has answered; whoever closes the page then takes the change back with it.
  const answered = page.waitForResponse((one) => one.request().method() === "POST" && one.url().endsWith("/actions"));
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  expect(`the answer to ${label}`, (await answered).status(), 200);
}

/** The standing of a dossier in the officer's or the citizen's summary. */
export async function status(page, name) {
  await page.locator("main dl").first().getByText(name, { exact: true }).waitFor();
}

/** Nothing on the desk may call a device key or a session a digital signature. */
export async function noDigitalSignature(page) {
  const text = (await page.locator("body").innerText()).toLowerCase();
  for (const phrase of ["chữ ký số", "digital signature"]) expect(`the page says "${phrase}"`, text.includes(phrase), false);
}
