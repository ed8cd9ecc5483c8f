// The mother files with a key of her own device, through a wrong entry, a reload, a broken network and a supplement.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { focused } from "../a11y.mjs";
import { daysAgo, motherFiles } from "../lib/answers.mjs";
import { person } from "../lib/browser.mjs";
import { impostor, pdf } from "../lib/files.mjs";
import { Form } from "../lib/form.mjs";
import { takeKeys } from "../lib/keys.mjs";
import { keyMaterial } from "../lib/material.mjs";
import { acknowledged, act, heading, listed, noDigitalSignature, openAtDesk, signIn, startForm, status } from "../lib/portal.mjs";
import { expect, eventually } from "../lib/step.mjs";
import { word } from "../lib/words.mjs";

const lang = "vi";
const CHILD = motherFiles["/child/fullName"];

export async function mother({ browser, server, story, looks, faults, leavings }) {
  const citizen = await person(browser, server, { lang, faults, size: [412, 915], zone: "America/New_York" });
  const officer = await person(browser, server, { lang, faults });
  const { page } = citizen;
  const form = new Form(page, lang);
  const sent = recordSubmissions(page);
  let number;

  await story.step("a stranger sees the home page and what birth registration needs", async () => {
    await page.goto("/");
    await heading(page, "Làm thủ tục hành chính tại nhà");
    await looks.at(page, "home");
    await page.getByRole("link", { name: "Đăng ký khai sinh", exact: true }).click();
    await heading(page, "Đăng ký khai sinh");
    await page.getByText("Miễn lệ phí").first().waitFor();
    await looks.at(page, "procedure");
    await page.getByRole("link", { name: word("signInAndStart", lang) }).click();
    await page.getByText("Đăng nhập mô phỏng").waitFor();
    await looks.at(page, "sign-in-citizen");
  });

  await story.step("she signs in and is led on to the form, with what is known filled in", async () => {
    await page.getByRole("button", { name: /Nguyễn Thị Hoa/ }).click();
    await form.heading(form.step(0)).waitFor();
    expect("her name", await form.field(form.control("/requester/fullName")).inputValue(), "Nguyễn Thị Hoa");
    expect("her number", await form.field(form.control("/requester/id/number")).inputValue(), "079198000123");
    await page.getByText("Lấy từ VNeID (mô phỏng)").first().waitFor();
    await looks.at(page, "form-requester");
  });

  await story.step("an empty step is refused: the errors are listed, announced and linked", async () => {
    await form.next();
    await summarised(page, /^Có \d+ chỗ cần sửa$/);
    await looks.at(page, "form-requester-errors");
    await follows(page, /Bạn là gì của trẻ/);
  });

  await story.step("a wrong phone number is told when she leaves the box, in words", async () => {
    const phone = form.field(form.control("/requester/phone"));
    await phone.fill("12345");
    await phone.press("Tab");
    await eventually("the field's message", () => phone.getAttribute("aria-invalid"), (value) => value === "true");
    const told = await page.locator("motcua-form").getByRole("status").innerText();
    expect("the announcement", told, /Số điện thoại.*Lỗi: /s);
    await phone.focus();
    const here = await focused(page);
    expect("what describes the box", here.described.join(" "), /Lỗi: /);
  });

  await story.step("a ward is found by typing without accents", async () => {
    await form.answer(form.control("/requester/residence/province"), "79");
    const ward = form.field(form.control("/requester/residence/commune"));
    await ward.fill("sai go");
    await page.getByRole("option", { name: "Phường Sài Gòn", exact: true }).waitFor();
    await looks.at(page, "form-requester-list");
    await ward.press("Escape");
    expect("the list after Escape", await ward.getAttribute("aria-expanded"), "false");
    expect("the announcement", await page.locator("motcua-form").getByRole("status").innerText(), /^\d+ kết quả$/);
  });

  await story.step("she fills in herself and goes on", async () => {
    await form.fill(form.step(0), motherFiles);
    await form.goOn(0);
  });

  await story.step("a child's name with a digit and a birthday to come are refused", async () => {
    await looks.at(page, "form-child");
    const later = daysAgo(-3);
    await form.fill(form.step(1), { ...motherFiles, "/child/fullName": "Trần M1nh Anh", "/child/birthDate": later });
    await form.next();
    await summarised(page, /^Có 2 chỗ cần sửa$/);
    await page.getByRole("alert").getByText("Ngày sinh của trẻ không thể sau hôm nay").waitFor();
    await follows(page, /Họ, chữ đệm, tên/);
    await form.answer(form.control("/child/fullName"), CHILD);
    await form.answer(form.control("/child/birthDate"), motherFiles["/child/birthDate"]);
    await form.goOn(1);
  });

  await story.step("of the mother only what is not known yet is asked; the father follows", async () => {
    expect("the mother's name is asked again", await form.field(form.control("/mother/fullName")).isVisible(), false);
    await looks.at(page, "form-mother");
    await form.fill(form.step(2), motherFiles);
    await form.goOn(2);
    await looks.at(page, "form-father");
    await form.fill(form.step(3), motherFiles);
    await form.goOn(3);
    await looks.at(page, "form-result");
    await form.fill(form.step(4), motherFiles);
    await form.goOn(4);
  });

  await story.step("a file that is no picture is refused; the certificate of birth is taken", async () => {
    await looks.at(page, "form-papers");
    const slot = form.slot("birthCertificate");
    await form.picker(slot).setInputFiles(impostor("giay-chung-sinh.png"));
    await page.getByRole("alert").getByText(/không phải là ảnh JPEG, PNG hoặc tệp PDF/).waitFor();
    await form.fill(form.step(5), motherFiles);
    await form.saved();
  });

  await story.step("after a reload everything is still there, the file too", async () => {
    await page.reload();
    await form.heading(form.step(5)).waitFor();
    await page.getByRole("listitem").filter({ hasText: "giay-chung-sinh.pdf" }).waitFor();
    await form.goOn(5);
    const answers = page.locator("motcua-form");
    for (const pointer of ["/requester/phone", "/child/fullName", "/father/fullName", "/father/id/number"]) {
      await answers.getByText(motherFiles[pointer], { exact: true }).first().waitFor();
    }
    await looks.at(page, "form-review");
  });

  await story.step("she looks it over and chooses the key of her device", async () => {
    await form.complete();
    await heading(page, word("confirmAndSend", lang));
    await page.getByRole("region", { name: "Nội dung hồ sơ" }).getByText("giay-chung-sinh.pdf").waitFor();
    await page.getByRole("radio", { name: word("deviceKey", lang) }).check();
    await looks.at(page, "confirm");
    await noDigitalSignature(page);
  });

  await story.step("the network fails while a paper is on its way and again after the server has taken the dossier", async () => {
    const broken = await breakNetwork(page);
    const silent = citizen.allow(/ERR_CONNECTION_RESET|ERR_FAILED/);
    await page.getByRole("button", { name: word("send", lang), exact: true }).click();
    number = await acknowledged(page, lang);
    silent();
    expect("chunks that were cut off", broken.chunks(), 1);
    expect("answers that were lost", broken.answers(), 1);
    await page.unrouteAll({ behavior: "wait" });
    await looks.at(page, "acknowledgement");
  }, 40_000);

  await story.step("it was sent twice and counted once", async () => {
    expect("submissions sent", sent.length, 2);
    expect("both are the same bytes", sent[0].body === sent[1].body, true);
    expect("both have the same key", sent[0].key === sent[1].key, true);
    const mine = await listed(citizen);
    expect("her dossiers", mine.map((one) => one.number), [number]);
    expect("what was sent cannot be read", /Minh Anh|079198000123|0903123456/.test(sent[0].body), false);
    keep(server, sent[0], mine[0].dossier, leavings);
  });

  await story.step("the key that signed is in her browser still, and no script on the page can copy it", async () => {
    const keys = await takeKeys(page);
    expect("keys that she keeps", keys.length, 1);
    expect("held by WebCrypto", keys[0].inWebCrypto, true);
    expect("it signs", keys[0].signs, true);
    expect("formats in which it came out", keys[0].exported.join(" "), "");
  });

  await story.step("the officer finds one dossier and opens it", async () => {
    await signIn(officer.page, "officer", "Phạm Thị Lan");
    await looks.at(officer.page, "desk-inbox");
    const rows = await listed(officer, "/api/desk/dossiers");
    expect("dossiers about the child", rows.filter((row) => row.subject === CHILD).length, 1);
    await openAtDesk(officer.page, number);
    await status(officer.page, "Mới đăng ký");
    await officer.page.getByText("12 Lê Lợi, khu phố 3").first().waitFor();
    await looks.at(officer.page, "desk-dossier");
  });

  await story.step("what each signature proves is said in plain words, and no more than is true", async () => {
    const proof = officer.page.getByRole("region", { name: "Chữ ký chứng minh điều gì" });
    await proof.getByText("Nội dung không thay đổi kể từ khi một khóa đã đăng ký của Nguyễn Thị Hoa xác nhận").waitFor();
    await proof.getByText("Khóa thiết bị").waitFor();
    await noDigitalSignature(officer.page);
  });

  await story.step("only legal transitions are offered; the paper that she sent comes out unharmed", async () => {
    const offered = await officer.page.getByRole("region", { name: "Xử lý" }).getByRole("button").allInnerTexts();
    expect("the actions", offered.toSorted(), ["Ghi nhận yêu cầu rút hồ sơ", "Tiếp nhận hồ sơ", "Từ chối tiếp nhận", "Yêu cầu bổ sung"].toSorted());
    const [download] = await Promise.all([
      officer.page.waitForEvent("download"),
      officer.page.getByRole("link", { name: "Tải về giay-chung-sinh.pdf", exact: true }).click(),
    ]);
    const path = await download.path();
    expect("the paper's bytes", readFileSync(path).equals(motherFiles["/attachments/birthCertificate"][0].buffer), true);
  });

  await story.step("she asks for a supplement, and must say why and what", async () => {
    const label = "Yêu cầu bổ sung";
    await act(officer.page, label, async (dialog) => {
      await looks.at(officer.page, "desk-supplement-dialog");
      await dialog.getByRole("button", { name: label, exact: true }).click();
      await dialog.getByText("Hãy chọn lý do.").waitFor();
      await dialog.getByText("Hãy ghi ít nhất một mục cần bổ sung.").waitFor();
      await dialog.getByRole("combobox", { name: "Lý do" }).selectOption({ label: "Thiếu giấy tờ nêu dưới đây." });
      await dialog.getByRole("textbox", { name: "Mục 1" }).fill("Giấy chứng nhận kết hôn");
      await dialog.getByRole("textbox", { name: "Lời nhắn cho người nộp" }).fill("Chị vui lòng chụp rõ bốn góc.");
    }, label);
    await status(officer.page, "Yêu cầu bổ sung giấy tờ");
  });

  await story.step("the mother reads the request and answers it from the copy on her device", async () => {
    await page.goto("/dossiers");
    await page.getByRole("link", { name: /Đăng ký khai sinh/ }).waitFor();
    await looks.at(page, "my-dossiers");
    await page.getByRole("link", { name: /Đăng ký khai sinh/ }).click();
    await page.getByText("Giấy chứng nhận kết hôn").first().waitFor();
    await page.getByText("Chị vui lòng chụp rõ bốn góc.").first().waitFor();
    await looks.at(page, "dossier-asked");
    await page.getByRole("link", { name: "Bổ sung hồ sơ", exact: true }).click();
    await page.getByText("Biểu mẫu đã có sẵn nội dung bạn gửi lần trước").waitFor();
    for (const index of [0, 1, 2, 3, 4]) await form.goOn(index);
    await form.attach(form.slot("marriageCertificate"), [pdf("ket-hon.pdf", "Giay chung nhan ket hon")]);
    await looks.at(page, "supplement-papers");
    await form.goOn(5);
    await form.complete();
    await heading(page, word("confirmAndSend", lang));
    expect("the device's key is chosen", await page.getByRole("radio", { name: word("deviceKey", lang) }).isChecked(), true);
    await page.getByRole("button", { name: word("sendSupplement", lang), exact: true }).click();
    await page.waitForURL(/acknowledgement$/, { timeout: 20_000 });
    await heading(page, /.+/);
  }, 40_000);

  await story.step("the officer sees the supplement and accepts: the term starts", async () => {
    await openAtDesk(officer.page, number);
    await officer.page.getByText("Người nộp đã gửi bổ sung").waitFor();
    await officer.page.getByText("ket-hon.pdf").first().waitFor();
    await act(officer.page, "Tiếp nhận hồ sơ đã bổ sung", (dialog) => dialog.getByText("Thời hạn giải quyết bắt đầu tính từ lúc này").waitFor());
    await status(officer.page, "Được tiếp nhận");
    await looks.at(officer.page, "desk-dossier-accepted");
  });

  await story.step("the mother sees the due date and why it is that day", async () => {
    await page.goto("/dossiers");
    await page.getByRole("link", { name: /Đăng ký khai sinh/ }).click();
    await status(page, "Được tiếp nhận");
    await page.getByText("Vì sao là ngày này?").click();
    const reasons = page.getByRole("listitem").filter({ hasText: "Căn cứ: " });
    await reasons.first().waitFor();
    const texts = await reasons.allInnerTexts();
    for (const text of texts) expect("a reason", text, /\p{L}{3,}.*Căn cứ: \p{L}/su);
    await looks.at(page, "dossier-accepted");
    await page.getByRole("link", { name: "Giấy tiếp nhận và hẹn trả kết quả" }).click();
    await heading(page, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ");
    await page.getByText("Nguyễn Thị Hoa").first().waitFor();
    await looks.at(page, "slip");
  });

  await story.step("the officer settles the dossier and returns the result", async () => {
    await act(officer.page, "Hoàn tất xử lý");
    await status(officer.page, "Đã xử lý xong");
    await act(officer.page, "Trả kết quả");
    await status(officer.page, "Đã trả kết quả");
  });

  await story.step("the mother sees the whole history, verified in her own browser", async () => {
    await page.goto("/dossiers");
    await page.getByRole("link", { name: /Đăng ký khai sinh/ }).click();
    await status(page, "Đã trả kết quả");
    // Filed, asked, supplemented, accepted, settled, returned.
    await page.getByText("Đã kiểm tra: 6 trong 6 mục có chữ ký hợp lệ").waitFor();
    await looks.at(page, "dossier-returned");
    await noDigitalSignature(page);
  });

  await citizen.close();
  await officer.close();
}

/** Every submission that the page sends, as it leaves. */
function recordSubmissions(page) {
  const sent = [];
  page.on("request", (request) => {
    if (request.method() !== "POST" || new URL(request.url()).pathname !== "/api/submissions") return;
    sent.push({ body: request.postDataBuffer().toString("utf8"), key: request.headers()["idempotency-key"] });
  });
  return sent;
}

/** Cuts one chunk off before it arrives, and loses one answer after the server has done its work. */
async function breakNetwork(page) {
  let chunks = 0;
  let answers = 0;
  await page.route(/\/api\/dossiers\/[^/]+\/attachments\/[^/]+\/1\?/, async (route) => {
    if (chunks > 0) return route.continue();
    chunks += 1;
    return route.abort("connectionreset");
  });
  await page.route("**/api/submissions", async (route) => {
    if (answers > 0) return route.continue();
    answers += 1;
    const answer = await route.fetch();
    expect("the first submission was taken", answer.status(), 201);
    return route.abort("connectionreset");
  });
  return { chunks: () => chunks, answers: () => answers };
}

/** The error summary has the focus, is an alert, and says how many. */
async function summarised(page, count) {
  const alert = page.locator("motcua-form").getByRole("alert");
  await alert.waitFor();
  expect("the summary's title", (await alert.locator("p").first().innerText()).trim(), count);
  const here = await page.evaluate(() => document.querySelector("motcua-form").shadowRoot.activeElement?.getAttribute("role"));
  expect("what has the focus", here, "alert");
  const links = await alert.getByRole("link").count();
  expect("linked errors", String(links), new RegExp(/\d+/.exec(count.source)?.[0] ?? "^[1-9]"));
}

/** The first line of the summary leads to its field, which is marked and described. */
async function follows(page, name) {
  await page.locator("motcua-form").getByRole("alert").getByRole("link").first().click();
  const here = await focused(page);
  expect("the field that the line leads to", [here.name, ...here.legends].join(" / "), name);
}

/** Leaves the packet as it was sent, for those who open it with other software. */
function keep(server, { body, key }, dossier, leavings) {
  const packet = { dossier, idempotencyKey: key, body, data: server.data, ...keyMaterial(server.data) };
  writeFileSync(join(leavings, "portal-packet.json"), `${JSON.stringify(packet, null, 1)}\n`, { mode: 0o600 });
}
