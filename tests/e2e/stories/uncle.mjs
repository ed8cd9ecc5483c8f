// An uncle files with an authorisation; the father holds a foreign passport; the portal vouches for the session. In
// English, on a wide screen.

import { uncleFiles } from "../lib/answers.mjs";
import { person } from "../lib/browser.mjs";
import { Form } from "../lib/form.mjs";
import { acknowledged, heading, listed, noDigitalSignature, openAtDesk, signIn, startForm } from "../lib/portal.mjs";
import { expect } from "../lib/step.mjs";
import { word } from "../lib/words.mjs";

const lang = "en";

export async function uncle({ browser, server, story, looks, faults }) {
  const citizen = await person(browser, server, { lang, faults });
  const { page } = citizen;
  const form = new Form(page, lang);
  let number;

  await story.step("an account of level 1 is told that it does not suffice", async () => {
    await signIn(page, "citizen", "Đỗ Minh Khang", lang);
    await page.goto("/procedures/1.001193");
    await page.getByText(/Your account is level 1; this procedure needs level 2/).waitFor();
    await looks.at(page, "procedure-level-too-low");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Sign in", exact: true }).waitFor();
  });

  await story.step("the uncle signs in and starts", async () => {
    await signIn(page, "citizen", "Trần Văn Nam", lang);
    await looks.at(page, "home-en");
    await startForm(page, lang, form);
  });

  await story.step("he answers for both parents; the father has a passport", async () => {
    await form.fillAll(uncleFiles);
  }, 40_000);

  await story.step("without the authorisation the form is not complete", async () => {
    await page.getByRole("button", { name: "Change: Letter of authorisation" }).click();
    await page.getByRole("button", { name: "Remove file authorisation.pdf" }).click();
    await page.getByRole("button", { name: "Return to check your answers" }).click();
    const alert = page.locator("motcua-form").getByRole("alert");
    await alert.getByRole("link", { name: /Letter of authorisation/ }).waitFor();
    await form.attach(form.slot("authorisation"), uncleFiles["/attachments/authorisation"]);
    await page.getByRole("button", { name: "Return to check your answers" }).click();
    await form.heading().waitFor();
    await looks.at(page, "form-review-en");
  });

  await story.step("the server cannot be reached: nothing is lost, and he is told what to do", async () => {
    await form.complete();
    await heading(page, word("confirmAndSend", lang));
    await page.getByRole("radio", { name: word("sessionVouch", lang) }).check();
    await looks.at(page, "confirm-en");
    const silent = citizen.allow(/ERR_CONNECTION_RESET|ERR_FAILED|ERR_CONNECTION_REFUSED/);
    await page.route("**/api/**", (route) => route.abort("connectionrefused"));
    await page.getByRole("button", { name: word("send", lang), exact: true }).click();
    await page.getByText("Connection lost. Trying again").first().waitFor();
    await page.getByRole("alert").getByText("Your dossier is still complete on this device.").waitFor({ timeout: 20_000 });
    await looks.at(page, "sending-stopped-en");
    await page.unrouteAll({ behavior: "wait" });
    silent();
  }, 40_000);

  await story.step("the portal vouches for his session, and he sends", async () => {
    await page.getByRole("button", { name: "Continue sending" }).click();
    number = await acknowledged(page, lang);
    expect("his dossiers", (await listed(citizen)).map((one) => one.number), [number]);
    await looks.at(page, "acknowledgement-en");
    await page.getByRole("link", { name: word("openDossier", lang), exact: true }).click();
    await page.getByText(/Checked: 1 of 1 entries/).waitFor();
    await looks.at(page, "dossier-en");
  }, 40_000);

  await story.step("at the desk: he files by written authorisation, and only a session is vouched for", async () => {
    const officer = await person(browser, server, { lang: "vi", faults });
    await signIn(officer.page, "officer", "Phạm Thị Lan");
    await openAtDesk(officer.page, number);
    const proof = officer.page.getByRole("region", { name: "Chữ ký chứng minh điều gì" });
    await proof.getByText("Cổng xác nhận Trần Văn Nam đã đăng nhập (mức 2) khi gửi").waitFor();
    await noDigitalSignature(officer.page);
    await officer.page.getByRole("region", { name: "Những người liên quan" }).getByText("theo văn bản ủy quyền").waitFor();
    await officer.page.getByText("JAMES MILLER").first().waitFor();
    await officer.page.getByRole("button", { name: "Xem passport.png" }).click();
    const dialog = officer.page.getByRole("dialog", { name: "passport.png" });
    const shown = await dialog.getByRole("img").evaluate((image) => image.decode().then(() => image.naturalWidth));
    expect("the passport's picture", shown, 640);
    await looks.at(officer.page, "desk-picture", { tree: false });
    await dialog.getByRole("button", { name: "Đóng" }).click();
    await officer.close();
  });

  await story.step("a trainee may look at it and not settle it", async () => {
    const trainee = await person(browser, server, { lang: "vi", faults });
    await signIn(trainee.page, "officer", "Võ Minh Quân");
    const rows = await listed(trainee, "/api/desk/dossiers");
    const { dossier } = rows.find((row) => row.number === number);
    const answer = await trainee.context.request.post(`/api/desk/dossiers/${dossier.replace("urn:uuid:", "")}/actions`, {
      headers: { "x-motcua": "1" },
      data: { to: 10, seen: 1 },
    });
    expect("an illegal transition", [answer.status() >= 400, /^dossier\//.test((await answer.json()).code)], [true, true]);
    await trainee.close();
  });

  await citizen.close();
}
