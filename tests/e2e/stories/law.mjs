// The law changes between a filing and its supplement. The pages are those of the product; the new version is published to
// the running city, and nothing is built.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { motherFiles, uncleFiles } from "../lib/answers.mjs";
import { person } from "../lib/browser.mjs";
import { pdf } from "../lib/files.mjs";
import { Form } from "../lib/form.mjs";
import { birthOf2027, publish } from "../lib/law.mjs";
import { acknowledged, act, heading, listed, openAtDesk, signIn, startForm, status } from "../lib/portal.mjs";
import { startServer } from "../lib/server.mjs";
import { expect } from "../lib/step.mjs";
import { word } from "../lib/words.mjs";

const lang = "vi";
const FILED = "2027-02-26T09:00:00+07:00";
const LATER = "2027-03-20T10:00:00+07:00";
const QUESTION = "Số con trong lần sinh này";

export async function law({ browser, story, faults, dir }) {
  const home = join(dir, "law");
  mkdirSync(home);
  let server = await startServer(home, { start: FILED });
  const { port } = server;
  const citizen = await person(browser, server, { lang, faults });
  const { page } = citizen;
  const old = new Form(page, lang);
  const asked = async () => page.locator("motcua-form").getByText(QUESTION).count();
  let number;

  await story.step("26 February: she files 57 days after the birth, under the law of the day", async () => {
    await signIn(page, "citizen", "Nguyễn Thị Hoa");
    await startForm(page, lang, old);
    await old.fillAll({ ...motherFiles, "/child/birthDate": "2026-12-31" }, { seen: async () => expect("the question to come", await asked(), 0) });
    await old.complete();
    await heading(page, word("confirmAndSend", lang));
    await page.getByRole("radio", { name: word("deviceKey", lang) }).check();
    await page.getByRole("button", { name: word("send", lang), exact: true }).click();
    number = await acknowledged(page, lang);
  }, 60_000);

  await story.step("the office asks for another paper", async () => {
    const officer = await person(browser, server, { lang, faults });
    await signIn(officer.page, "officer", "Phạm Thị Lan");
    await openAtDesk(officer.page, number);
    const label = "Yêu cầu bổ sung";
    await act(officer.page, label, async (dialog) => {
      await dialog.getByRole("combobox", { name: "Lý do" }).selectOption({ label: "Thiếu giấy tờ nêu dưới đây." });
      await dialog.getByRole("textbox", { name: "Mục 1" }).fill("Giấy chứng nhận kết hôn");
    }, label);
    await officer.close();
  }, 30_000);

  await story.step("the law of 1 March is published; the same programs go on, on 20 March", async () => {
    await page.goto("about:blank");
    await server.stop();
    publish(server.data, birthOf2027());
    server = await startServer(home, { port, start: LATER });
    await page.clock.setSystemTime(LATER);
  }, 30_000);

  await story.step("she answers by the rules that she filed under: no new question, and not late", async () => {
    await signIn(page, "citizen", "Nguyễn Thị Hoa");
    await page.goto("/dossiers");
    await page.getByRole("link", { name: /Đăng ký khai sinh/ }).click();
    await page.getByRole("link", { name: "Bổ sung hồ sơ", exact: true }).click();
    await page.getByText("Biểu mẫu đã có sẵn nội dung bạn gửi lần trước").waitFor();
    for (const index of [0, 1, 2, 3, 4]) {
      expect("the new question", await asked(), 0);
      await old.goOn(index);
    }
    await old.attach(old.slot("marriageCertificate"), [pdf("ket-hon.pdf", "Giay chung nhan ket hon")]);
    await old.goOn(5);
    expect("a warning of lateness", await page.getByText(/quá hạn/).count(), 0);
    await old.complete();
    await heading(page, word("confirmAndSend", lang));
    await page.getByRole("button", { name: word("sendSupplement", lang), exact: true }).click();
    await page.waitForURL(/acknowledgement$/, { timeout: 20_000 });
    await heading(page, /.+/);
  }, 60_000);

  await story.step("who files now is asked what the new law asks, and cannot leave it out", async () => {
    const uncle = await person(browser, server, { lang, faults });
    const form = new Form(uncle.page, lang, birthOf2027());
    const answers = { ...uncleFiles, "/child/birthDate": "2027-03-10", "/requester/phone": "0908765432" };
    await signIn(uncle.page, "citizen", "Trần Văn Nam");
    await startForm(uncle.page, lang, form);
    await form.fill(form.step(0), answers);
    await form.goOn(0);
    await form.fill(form.step(1), answers);
    await form.next();
    await uncle.page.getByRole("alert").getByRole("link", { name: new RegExp(QUESTION) }).waitFor();
    await form.fillAll({ ...answers, "/birthCount": "2" });
    await uncle.page.getByText("Sinh từ hai con trở lên").first().waitFor();
    await form.complete();
    await heading(uncle.page, word("confirmAndSend", lang));
    await uncle.page.getByRole("radio", { name: word("sessionVouch", lang) }).check();
    await uncle.page.getByRole("button", { name: word("send", lang), exact: true }).click();
    await acknowledged(uncle.page, lang);
    const [filed] = await listed(uncle);
    expect("the version", filed.procedure.version, "2.0.0");
    await uncle.close();
  }, 60_000);

  await story.step("the officer has both: the old one without a remark, the new one with that of its own version", async () => {
    const officer = await person(browser, server, { lang, faults });
    await signIn(officer.page, "officer", "Phạm Thị Lan");
    const rows = await listed(officer, "/api/desk/dossiers");
    expect("the versions", rows.map((row) => row.procedure.version).toSorted(), ["1.0.0", "2.0.0"]);
    await openAtDesk(officer.page, number);
    await officer.page.getByText("Kiểm tra tự động không thấy gì bất thường.").waitFor();
    await act(officer.page, "Tiếp nhận hồ sơ đã bổ sung");
    await status(officer.page, "Được tiếp nhận");
    await openAtDesk(officer.page, rows.find((row) => row.procedure.version === "2.0.0").number);
    await officer.page.getByText("Sinh từ hai con trở lên").first().waitFor();
    await officer.close();
  }, 60_000);

  await citizen.close();
  await server.stop();
}
