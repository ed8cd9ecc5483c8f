// <motcua-form> in Chromium, over the built package and the real procedure, under the strict policy that the
// product promises. MOTCUA_SHOTS names a folder for pictures.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../../../tests/e2e/lib/flags.mjs";
import { CODE, MEMBERS, NOW, withMembers, world } from "./fixture.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const dist = resolve(fileURLToPath(new URL("../dist", import.meta.url)));
const executablePath = process.env.MOTCUA_CHROMIUM ?? "/usr/bin/chromium";
const skip = existsSync(executablePath) ? false : "no Chromium here";
const example = JSON.parse(readFileSync(new URL("../../../../tests/cases/forms/birth/01-mother-online.json", import.meta.url), "utf8"));

const MEDIA = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html; charset=utf-8", ".css": "text/css" };
const PAGE = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Form</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"></head>
<body><main><h1>Một Cửa</h1><form id="outer"><motcua-form name="dossier"></motcua-form></form></main><script type="module" src="/main.js"></script></body></html>`;
const CSS = "body{margin:0;background:#f5f7fa;font-family:system-ui}main{max-width:64rem;margin:0 auto;padding:16px}";
const MAIN = `
import { init, openDirectory, openPack } from "/dist/index.js";
import { defineMotcuaForm } from "/dist/elements/index.js";
const form = document.querySelector("motcua-form");
// Set before the class is known: nothing of it may be lost.
form.now = () => ${JSON.stringify(NOW)};
const { directory, pack, root } = await (await fetch("/world.json")).json();
await init();
const opened = openDirectory(directory, { root, now: ${JSON.stringify(NOW)} });
form.pack = openPack(pack, { directory: opened, now: ${JSON.stringify(NOW)} });
form.procedure = ${JSON.stringify(CODE)};
defineMotcuaForm();
defineMotcuaForm();
form.addEventListener("motcua-attach", ({ detail: { slot, file } }) => {
  const id = "a" + (form.attachments.length + 1);
  form.attachments = [...form.attachments, { id, slot, name: file.name, media: file.type, size: file.size, progress: 0.4 }];
});
form.addEventListener("motcua-detach", ({ detail }) => { form.attachments = form.attachments.filter((one) => one.id !== detail.id); });
form.addEventListener("motcua-complete", ({ detail }) => { window.completed = detail; });
window.finishFiles = () => {
  form.attachments = form.attachments.map(({ progress, ...one }) => ({ ...one, hash: "sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", chunks: 1 }));
};
window.ready = true;
`;

let browser;
let server;
let address;
/** What a page says that nobody asked for. */
const complaints = [];

before(async () => {
  if (skip) return;
  const { directoryJws, packJws, root } = world({ more: [withMembers()] });
  const files = { "/": PAGE, "/page.css": CSS, "/main.js": MAIN, "/world.json": JSON.stringify({ directory: directoryJws, pack: packJws, root: root.jwk }) };
  server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    response.setHeader("content-security-policy", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:");
    if (files[path] !== undefined) return response.writeHead(200, { "content-type": MEDIA[extname(path)] ?? "text/html; charset=utf-8" }).end(files[path]);
    const file = join(dist, path.replace(/^\/dist\//, ""));
    if (!path.startsWith("/dist/") || !file.startsWith(dist) || !existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": MEDIA[extname(file)] ?? "text/plain" }).end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${server.address().port}/`;
  browser = await chromium.launch({ executablePath, args: CHROMIUM });
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function open({ width = 1280, height = 900, lang = "vi" } = {}) {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  page.setDefaultTimeout(15_000);
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error.stack)));
  await page.goto(address);
  await page.waitForFunction(() => window.ready);
  const form = page.locator("motcua-form");
  await form.evaluate((element, to) => { document.documentElement.lang = to; element.lang = to; }, lang);
  const shot = async (name) => {
    if (!process.env.MOTCUA_SHOTS) return;
    mkdirSync(process.env.MOTCUA_SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.MOTCUA_SHOTS, `${width}-${lang}-${name}.png`), fullPage: true });
  };
  return { page, form, shot };
}

/** Waits until a reader of screens is told something. */
async function spoken(form, text) {
  await form.locator("[role=status]", { hasText: text }).waitFor({ state: "attached" });
}

/** What axe finds on the page as it is now; evaluated through the debugger, which no policy binds. */
async function barriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 140)} ${node.failureSummary}`).join(" || ")}`);
}

const WORDS = {
  vi: { next: "Tiếp tục", back: "Quay lại", confirm: "Xác nhận thông tin", review: "Xem lại trước khi nộp", change: "Sửa", count: /Bước 1 trên \d/ },
  en: { next: "Continue", back: "Back", confirm: "Confirm", review: "Check your answers", change: "Change", count: /Step 1 of \d/ },
};

/** From the first step to the review, with every value given; files are attached where asked. */
async function through({ page, form, shot }, words, lang) {
  await form.evaluate((element, data) => { element.value = data; }, example.data);
  for (let step = 1; step < 12; step += 1) {
    await shot(`step-${step}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
    const pickers = page.locator("input[type=file]:visible");
    for (let at = 0; at < (await pickers.count()); at += 1) {
      if ((await pickers.nth(at).getAttribute("aria-required")) !== "true") continue;
      await pickers.nth(at).setInputFiles({ name: "giay-chung-sinh.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(2000, 7) });
      await page.getByText("40%").waitFor();
      await shot("file");
      assert.deepEqual(await barriers(page), [], "a file on its way");
      await page.evaluate(() => window.finishFiles());
      break;
    }
    await page.getByRole("button", { name: words.next, exact: true }).click();
    assert.equal(await page.getByRole("alert").count(), 0, `step ${step}: ${await page.getByRole("alert").allTextContents()}`);
    if ((await page.getByRole("heading", { name: words.review }).count()) > 0) return;
  }
  assert.fail(`no review in ${lang}`);
}

for (const [width, lang] of [[1280, "vi"], [360, "en"], [360, "vi"]]) {
  test(`a form goes from the first step to the confirmation at ${width} px in ${lang}`, { skip }, async () => {
    const opened = await open({ width, lang });
    const { page, form, shot } = opened;
    const words = WORDS[lang];
    await page.getByText(words.count).waitFor();

    // An empty step: the summary takes the focus, each line leads to its field.
    await page.getByRole("button", { name: words.next, exact: true }).click();
    const summary = page.getByRole("alert");
    await summary.waitFor();
    await shot("errors");
    assert.deepEqual(await barriers(page), [], "the step with errors");
    assert.ok(await form.evaluate((element) => element.shadowRoot.activeElement.getAttribute("role") === "alert"));
    const line = summary.getByRole("link").first();
    const named = await line.textContent();
    await line.click();
    const focused = await form.evaluate((element) => {
      const box = element.shadowRoot.activeElement;
      const holder = box.closest("[role=radiogroup], fieldset.field") ?? box;
      const describedby = (holder.getAttribute("aria-describedby") ?? "").split(" ");
      return {
        invalid: holder.getAttribute("aria-invalid") ?? box.getAttribute("aria-invalid"),
        said: describedby.map((id) => element.shadowRoot.getElementById(id)?.textContent).join(" "),
      };
    });
    assert.equal(focused.invalid, "true");
    assert.ok(focused.said.includes(named.split(/[:?] /).slice(1).join(": ")), `${focused.said} / ${named}`);

    await through(opened, words, lang);
    await shot("review");
    assert.deepEqual(await barriers(page), [], "the review");
    assert.ok(await form.evaluate((element) => element.validity.valid));
    assert.ok((await page.getByText("20/09/2026").count()) > 0, "dates in words");
    assert.equal(await page.getByText("26743").count(), 0, "names, not codes");

    // Change one answer and come back to the review.
    await page.getByRole("button", { name: new RegExp(`^${words.change}: `) }).nth(1).click();
    assert.ok(await form.evaluate((element) => ["INPUT", "SELECT", "TEXTAREA"].includes(element.shadowRoot.activeElement.tagName)));
    await form.evaluate((element) => element.review());
    await page.getByRole("button", { name: words.confirm }).click();
    const done = await page.evaluate(() => window.completed);
    assert.equal(done.value.child.fullName, "Trần Minh An");
    assert.equal(done.state.report.valid, true);
    assert.equal(done.attachments.length, 1);
    assert.equal(await page.evaluate(() => JSON.parse(new FormData(document.getElementById("outer")).get("dossier")).child.fullName), "Trần Minh An");
    await page.close();
  });
}

test("nothing is called wrong while it is first typed; leaving it judges it, correcting it clears it", { skip }, async () => {
  const { page, form } = await open();
  const box = page.getByRole("textbox", { name: /Số điện thoại/ });
  await box.click();
  await page.keyboard.type("12");
  const field = page.locator("[data-pointer='/requester/phone']");
  assert.equal(await field.locator(".message:visible").count(), 0);
  await page.keyboard.press("Tab");
  await field.locator(".message", { hasText: /^Lỗi: ./ }).waitFor();
  await spoken(form, /Số điện thoại/);
  await box.fill("0903123456");
  assert.equal(await field.locator(".message:visible").count(), 0);

  // The same with the pointer, released outside of the element.
  const mail = page.getByRole("textbox", { name: /Thư điện tử/ });
  await mail.fill("x");
  const { x, y } = await page.getByText("Nơi cư trú", { exact: true }).boundingBox();
  await page.mouse.move(x + 5, y + 5);
  await page.mouse.down();
  await page.mouse.move(2, 2);
  await page.mouse.up();
  await page.locator("[data-pointer='/requester/email'] .message:visible").waitFor();
  await spoken(form, /Thư điện tử/);
  await page.close();
});

test("questions come and go with an announcement, and the language changes without losing anything", { skip }, async () => {
  const { page, form } = await open();
  const kind = page.locator("[data-pointer='/requester/id/kind'] select");
  await kind.selectOption({ label: "Hộ chiếu" });
  await page.locator("[data-pointer='/requester/id/country'] input").waitFor();
  await spoken(form, /Có thêm mục/);
  const name = page.locator("[data-pointer='/requester/fullName'] input");
  await name.fill("Trần Thị Bình");
  await form.evaluate((element) => { element.lang = "en"; });
  assert.equal(await kind.evaluate((box) => box.selectedOptions[0].textContent), "Passport");
  assert.equal(await name.inputValue(), "Trần Thị Bình");
  assert.ok(await form.evaluate((element) => element.shadowRoot.activeElement?.closest("[data-pointer]")?.dataset.pointer === "/requester/fullName"), "the focus stays");
  await page.close();
});

test("the keyboard alone searches, chooses and dates", { skip }, async () => {
  const { page, form } = await open();
  const box = page.getByRole("combobox", { name: /Tỉnh, thành phố/ }).first();
  await box.focus();
  await page.keyboard.type("ho chi");
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  assert.ok(await box.getAttribute("aria-activedescendant"));
  assert.deepEqual(await barriers(page), [], "an open list");
  await page.keyboard.press("Enter");
  assert.equal(await box.inputValue(), "Thành phố Hồ Chí Minh");
  assert.equal(await form.evaluate((element) => element.value.requester.residence.province), "79");
  await page.keyboard.press("Tab");
  await page.keyboard.type("khong co phuong nay");
  await page.keyboard.press("Tab");
  assert.match(await page.locator("[data-pointer='/requester/residence/commune'] .message").textContent(), /danh sách/);
  const day = page.locator("[data-pointer='/requester/birthDate'] input").first();
  await day.focus();
  await page.keyboard.type("17");
  await page.keyboard.press("Tab");
  await page.keyboard.type("5");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1990");
  assert.equal(await form.evaluate((element) => element.value.requester.birthDate), "1990-05-17");
  await day.evaluate((box) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "02/9/1945");
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  assert.equal(await form.evaluate((element) => element.value.requester.birthDate), "1945-09-02", "a date that is pasted whole");
  await page.close();
});

test("prefilled values are marked until they are edited", { skip }, async () => {
  const { page, form } = await open();
  await form.evaluate((element, now) => {
    const { data, provenance } = element.pack.prefill(element.procedure, { name: "Trần Thị Bình", citizenId: "079190000012", idp: "vneid" }, now);
    element.value = data;
    element.prefilled = provenance;
  }, NOW);
  const field = page.locator("[data-pointer='/requester/fullName']");
  assert.equal(await field.locator(".badge").textContent(), "Lấy từ VNeID");
  await field.locator("input").fill("Trần Thị Bình An");
  assert.equal(await field.locator(".badge:visible").count(), 0);
  await page.close();
});

test("files of another kind or size are refused in words and stop nobody", { skip }, async () => {
  const { page, form } = await open();
  await form.evaluate((element, data) => { element.value = data; element.goTo("/attachments/birthCertificate"); }, example.data);
  const picker = page.locator("[data-pointer='/attachments/birthCertificate'] input[type=file]");
  await picker.setInputFiles({ name: "anh.gif", mimeType: "image/gif", buffer: Buffer.alloc(10) });
  assert.match(await page.locator("[data-pointer='/attachments/birthCertificate'] .message").textContent(), /anh\.gif/);
  assert.equal(await form.evaluate((element) => element.attachments.length), 0);
  await picker.setInputFiles({ name: "giay.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(10) });
  await page.getByRole("button", { name: "Xoá tệp giay.pdf" }).click();
  assert.equal(await form.evaluate((element) => element.attachments.length), 0);
  await page.close();
});

test("touch targets are at least 44 pixels high", { skip }, async () => {
  const { page, form } = await open({ width: 360 });
  const small = await form.evaluate((element) =>
    [...element.shadowRoot.querySelectorAll("button, input:not([type=radio]):not([type=checkbox]):not([type=file]), select, textarea, .choice label")]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 43.9)
      .map((one) => `${one.tagName} ${one.className} ${one.getBoundingClientRect().height}`),
  );
  assert.deepEqual(small, []);
  await page.close();
});

test("a repeating group: items are added, moved and removed by keyboard, and announced", { skip }, async () => {
  const { page, form, shot } = await open({ lang: "en" });
  await form.evaluate((element, code) => { element.procedure = code; element.value = { establishedBy: "household" }; }, MEMBERS);
  const list = page.getByRole("group", { name: "Members of the household", exact: true });
  const said = () => form.evaluate((element) => element.shadowRoot.querySelector("[role=status]").textContent);
  for (const [at, name] of ["Nguyễn Văn An", "Trần 3 Bình"].entries()) {
    await list.getByRole("button", { name: "Add: Member" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await said(), `Member ${at + 1} was added`);
    const box = page.getByRole("group", { name: `Member ${at + 1}`, exact: true }).getByRole("textbox", { name: /Full name/ });
    assert.ok(await box.evaluate((element) => element.getRootNode().activeElement === element), "the new item has the focus");
    await page.keyboard.type(name);
    await page.keyboard.press("Tab");
  }
  const second = page.getByRole("group", { name: "Member 2", exact: true });
  await second.getByText(/^Error: /).first().waitFor();
  assert.deepEqual(await barriers(page), [], "a list");
  await shot("list");
  await second.getByRole("button", { name: "Move up: Member 2" }).click();
  assert.equal(await said(), "Member 2 is now number 1");
  const first = page.getByRole("group", { name: "Member 1", exact: true });
  await first.getByText(/^Error: /).first().waitFor();
  assert.deepEqual(await form.evaluate((element) => element.value.people.map(({ fullName }) => fullName)), ["Trần 3 Bình", "Nguyễn Văn An"]);
  await first.getByRole("button", { name: "Remove Member 1" }).click();
  assert.equal(await said(), "Member 1 was removed");
  assert.deepEqual(await form.evaluate((element) => element.value.people.map(({ fullName }) => fullName)), ["Nguyễn Văn An"]);
  await form.evaluate((element) => element.review());
  await page.getByRole("heading", { name: "Member 1" }).waitFor();
  await page.close();
});

test("how far each step is stands beside its name, and follows what is typed", { skip }, async () => {
  const { page } = await open({ lang: "en" });
  const progress = page.locator("motcua-form .step-filled");
  const before = /required answers given: (\d+) of (\d+)/.exec(await progress.textContent());
  await page.locator("[data-pointer='/requester/phone'] input").fill("0903123456");
  const after = /required answers given: (\d+) of (\d+)/.exec(await progress.textContent());
  assert.deepEqual([Number(after[1]), after[2]], [Number(before[1]) + 1, before[2]]);
  await page.close();
});

test("no page complained", { skip }, () => {
  assert.deepEqual(complaints, []);
});
