// Pictures of the pages that people see, in both languages and in the width of a phone and of a desk, on real data.
//
//   MOTCUA_SHOTS  the folder for the pictures; without it target/e2e/shots

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { motherFiles, paperForm, uncleFiles } from "./lib/answers.mjs";
import { launch, person } from "./lib/browser.mjs";
import { ROOT, scratch } from "./lib/env.mjs";
import { pdf } from "./lib/files.mjs";
import { Form } from "./lib/form.mjs";
import { acknowledged, act, heading, openAtDesk, signIn, startForm, status } from "./lib/portal.mjs";
import { startServer } from "./lib/server.mjs";
import { word } from "./lib/words.mjs";

const SIZES = { phone: [360, 800], desk: [1280, 900] };
const LANGUAGES = { vi: "Tiếng Việt", en: "English" };

const dir = process.env.MOTCUA_SHOTS ?? join(ROOT, "target/e2e/shots");
mkdirSync(dir, { recursive: true });
const server = await startServer(scratch());
const browser = await launch();
let taken = 0;

/** The page in view, in every language and width; it is left as it was. */
async function shoot(page, name, { languages = Object.keys(LANGUAGES), whole = true } = {}) {
  const size = page.viewportSize();
  const at = await page.evaluate(() => scrollY);
  for (const lang of [...languages.filter((one) => one !== "vi"), ...languages.filter((one) => one === "vi")]) {
    if (languages.length > 1) await speak(page, lang);
    for (const [width, [w, h]] of Object.entries(SIZES)) {
      await page.setViewportSize({ width: w, height: h });
      await page.evaluate(() => scrollTo(0, 0));
      await page.waitForTimeout(60);
      await page.screenshot({ path: join(dir, `${name}-${lang}-${width}.png`), fullPage: whole });
      taken += 1;
    }
  }
  await page.setViewportSize(size);
  await page.evaluate((y) => scrollTo(0, y), at);
}

async function speak(page, lang) {
  const button = page.getByRole("button", { name: LANGUAGES[lang], exact: true });
  await button.click();
  await page.locator(`html[lang=${lang}]`).waitFor();
  await page.waitForLoadState("networkidle");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
}

async function fileOnline(who, form, answers, shots = {}) {
  for (const [index, step] of form.procedure.steps.entries()) {
    await form.heading(step).waitFor();
    if (shots[`${index}e`]) {
      await form.next();
      await form.page.locator("motcua-form").getByRole("alert").waitFor();
      await shoot(form.page, shots[`${index}e`]);
    }
    await form.fill(step, answers);
    if (shots[index]) await shoot(form.page, shots[index]);
    await form.goOn(index);
  }
  if (shots.review) await shoot(form.page, shots.review);
  await form.complete();
  await heading(form.page, word("confirmAndSend", "vi"));
  if (shots.confirm) await shoot(form.page, shots.confirm);
  await form.page.getByRole("radio", { name: word(shots.confirm ? "deviceKey" : "sessionVouch", "vi") }).check();
  await form.page.getByRole("button", { name: word("send", "vi"), exact: true }).click();
  return acknowledged(form.page, "vi");
}

async function citizenPages() {
  const mother = await person(browser, server);
  const { page } = mother;
  const form = new Form(page, "vi");
  await page.goto("/");
  await heading(page, /.+/);
  await shoot(page, "01-home");
  await page.goto("/procedures/1.001193");
  await heading(page, /.+/);
  await shoot(page, "02-procedure");
  await page.goto("/sign-in/citizen");
  await heading(page, /.+/);
  await shoot(page, "03-sign-in");
  await signIn(page, "citizen", "Nguyễn Thị Hoa");
  await startForm(page, "vi", form);
  const shots = { "0e": "05-form-errors", 0: "04-form-requester", 1: "06-form-child", 3: "07-form-father", 5: "08-form-papers", review: "09-form-review", confirm: "10-confirm" };
  const number = await fileOnline(mother, form, motherFiles, shots);
  await shoot(page, "11-acknowledgement");

  const uncle = await person(browser, server);
  const second = new Form(uncle.page, "vi");
  await signIn(uncle.page, "citizen", "Trần Văn Nam");
  await startForm(uncle.page, "vi", second);
  const other = await fileOnline(uncle, second, uncleFiles);
  await uncle.close();
  return { mother, form, number, other };
}

async function paperPages(officer) {
  const { page } = officer;
  const form = new Form(page, "vi");
  await page.goto("/desk/new");
  await heading(page, "Nhập hồ sơ giấy");
  await shoot(page, "30-desk-new");
  await page.goto("/desk/new/1.001193");
  await form.heading(form.step(0)).waitFor();
  await form.fillAll(paperForm);
  await form.complete();
  await heading(page, "Xác nhận của cán bộ");
  await shoot(page, "31-desk-attest");
  await page.getByRole("radio", { name: /Thẻ căn cước/ }).check();
  await page.getByRole("radio", { name: /So khuôn mặt/ }).check();
  await page.getByRole("button", { name: "Nộp hồ sơ giấy", exact: true }).click();
  await acknowledged(page, "vi", "Đã nhập hồ sơ giấy");
  await shoot(page, "32-desk-acknowledgement");
}

async function deskPages({ mother, form, number, other }) {
  const officer = await person(browser, server);
  const { page } = officer;
  await page.goto("/sign-in/officer");
  await heading(page, /.+/);
  await shoot(page, "20-sign-in-officer");
  await signIn(page, "officer", "Phạm Thị Lan");
  await paperPages(officer);

  await openAtDesk(page, other);
  await shoot(page, "22-desk-dossier");
  const label = "Yêu cầu bổ sung";
  await openAtDesk(page, number);
  await act(page, label, async (dialog) => {
    await dialog.getByRole("combobox", { name: "Lý do" }).selectOption({ label: "Thiếu giấy tờ nêu dưới đây." });
    await dialog.getByRole("textbox", { name: "Mục 1" }).fill("Giấy chứng nhận kết hôn");
    await dialog.getByRole("textbox", { name: "Lời nhắn cho người nộp" }).fill("Chị vui lòng chụp rõ bốn góc.");
    await shoot(page, "23-desk-supplement", { languages: ["vi"], whole: false });
  }, label);
  await status(page, "Yêu cầu bổ sung giấy tờ");

  const her = mother.page;
  await her.goto("/dossiers");
  await her.getByRole("link", { name: /Đăng ký khai sinh/ }).waitFor();
  await shoot(her, "12-my-dossiers");
  await her.getByRole("link", { name: /Đăng ký khai sinh/ }).click();
  await status(her, "Yêu cầu bổ sung giấy tờ");
  await shoot(her, "13-dossier-asked");
  await her.getByRole("link", { name: "Bổ sung hồ sơ", exact: true }).click();
  await form.heading(form.step(0)).waitFor();
  for (const index of [0, 1, 2, 3, 4]) await form.goOn(index);
  await form.attach(form.slot("marriageCertificate"), [pdf("ket-hon.pdf", "Giay chung nhan ket hon")]);
  await shoot(her, "14-supplement");
  await form.goOn(5);
  await form.complete();
  await heading(her, word("confirmAndSend", "vi"));
  await her.getByRole("button", { name: word("sendSupplement", "vi"), exact: true }).click();
  await her.waitForURL(/acknowledgement$/);

  await page.goto("/desk");
  await heading(page, word("inbox", "vi"));
  await shoot(page, "21-desk-inbox");
  await openAtDesk(page, number);
  await act(page, "Tiếp nhận hồ sơ đã bổ sung");
  await status(page, "Được tiếp nhận");
  await shoot(page, "24-desk-accepted");
  await her.goto("/dossiers");
  await her.getByRole("link", { name: /Đăng ký khai sinh/ }).click();
  await status(her, "Được tiếp nhận");
  await her.getByText("Vì sao là ngày này?").click();
  await shoot(her, "15-dossier-accepted");
  await her.getByRole("link", { name: "Giấy tiếp nhận và hẹn trả kết quả" }).click();
  await heading(her, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ");
  await shoot(her, "16-slip");
  await act(page, "Hoàn tất xử lý");
  await status(page, "Đã xử lý xong");
  await act(page, "Trả kết quả");
  await status(page, "Đã trả kết quả");
  await shoot(page, "25-desk-returned");
  await her.goto("/dossiers");
  await her.getByRole("link", { name: /Đăng ký khai sinh/ }).click();
  await status(her, "Đã trả kết quả");
  await shoot(her, "17-dossier-returned");
}

try {
  await deskPages(await citizenPages());
  console.log(`${taken} pictures in ${dir}`);
} catch (error) {
  for (const [index, page] of browser.contexts().flatMap((context) => context.pages()).entries()) {
    await page.screenshot({ path: join(dir, `failed-${index + 1}.png`) }).catch(() => {});
  }
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.stop();
}
