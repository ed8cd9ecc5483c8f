// A whole filing without a pointing device.

import { focused } from "../a11y.mjs";
import { Keyboard } from "../keyboard.mjs";
import { keyboardFiles } from "../lib/answers.mjs";
import { person } from "../lib/browser.mjs";
import { Form } from "../lib/form.mjs";
import { acknowledged } from "../lib/portal.mjs";
import { expect } from "../lib/step.mjs";
import { word } from "../lib/words.mjs";

const lang = "vi";

export async function byKeyboard({ browser, server, story, faults }) {
  const citizen = await person(browser, server, { lang, faults });
  const { page } = citizen;
  const form = new Form(page, lang);
  const keys = new Keyboard(page, lang);

  await story.step("the first Tab offers to skip to the content, and does", async () => {
    await page.goto("/sign-in/citizen?next=/procedures/1.001193");
    await page.getByText("Đăng nhập mô phỏng").waitFor();
    await keys.press("Tab");
    expect("the first stop", (await focused(page)).name, "Đến nội dung chính");
    await keys.press("Enter");
    expect("the focus", (await focused(page)).tag, "main");
  });

  await story.step("sign in and start, by Tab and Enter", async () => {
    await keys.to(/Nguyễn Thị Hoa/);
    await keys.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Đăng ký khai sinh" }).waitFor();
    expect("the focus is on the new page's heading", (await focused(page)).name, "Đăng ký khai sinh");
    await keys.to(/^(Bắt đầu khai|Khai hồ sơ mới)$/);
    await keys.press("Enter");
    await form.heading(form.step(0)).waitFor();
    await keys.to(word("next", lang));
    await keys.press("Enter");
    // The errors take the focus; Enter on a line goes to its field.
    await page.locator("motcua-form").getByRole("alert").waitFor();
    await keys.press("Tab");
    await keys.press("Enter");
    expect("the first wrong field", (await focused(page)).legends.join(" "), /Bạn là gì của trẻ/);
  });

  await story.step("every question of every step, in the order of Tab", async () => {
    for (const [index, step] of form.procedure.steps.entries()) {
      await form.heading(step).waitFor();
      await keys.step(form, step, keyboardFiles);
      const following = form.procedure.steps[index + 1];
      await form.heading(following).waitFor();
      expect("the focus is on the next step's heading", (await focused(page)).name, following?.label[lang] ?? word("reviewStep", lang));
    }
  }, 90_000);

  await story.step("look it over, choose and send", async () => {
    await keys.to(word("complete", lang));
    await keys.press("Enter");
    await page.getByRole("heading", { level: 1, name: word("confirmAndSend", lang) }).waitFor();
    const here = await keys.to(/^(Khóa của thiết bị này|Cổng xác nhận cho phiên đăng nhập này)$/);
    if (here.name !== word("deviceKey", lang)) await keys.press("ArrowDown");
    expect("the choice", [(await focused(page)).name, (await focused(page)).checked], [word("deviceKey", lang), true]);
    await keys.to(word("send", lang));
    await keys.press("Enter");
    const number = await acknowledged(page, lang);
    console.log(`     ${keys.presses} keys for ${number}`);
    expect("stops of Tab without a visible focus", [...keys.unseen], []);
  }, 40_000);

  await citizen.close();
}
