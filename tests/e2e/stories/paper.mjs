// An officer files from paper for Lê Thị Bình, who signs in later and finds the dossier.

import { paperForm } from "../lib/answers.mjs";
import { person } from "../lib/browser.mjs";
import { Form } from "../lib/form.mjs";
import { acknowledged, act, heading, listed, openAtDesk, signIn, status } from "../lib/portal.mjs";
import { expect } from "../lib/step.mjs";

const lang = "vi";

export async function paper({ browser, server, story, looks, faults }) {
  const officer = await person(browser, server, { lang, faults });
  const { page } = officer;
  const form = new Form(page, lang);
  let number;

  await story.step("the officer opens the same form for a person with papers", async () => {
    await page.goto("/sign-in/officer");
    await page.getByText("Đăng nhập mô phỏng").waitFor();
    await looks.at(page, "sign-in-officer");
    await signIn(page, "officer", "Phạm Thị Lan");
    await page.getByRole("link", { name: "Nhập hồ sơ giấy", exact: true }).click();
    await heading(page, "Nhập hồ sơ giấy");
    await looks.at(page, "desk-new");
    await page.getByRole("link", { name: /^Nhập hồ sơ.*Đăng ký khai sinh$/ }).click();
    await form.heading(form.step(0)).waitFor();
    expect("the officer's own name is not filled in", await form.field(form.control("/requester/fullName")).inputValue(), "");
    await looks.at(page, "desk-form-requester");
  });

  await story.step("the officer copies the form and attaches its scan", async () => {
    await form.fillAll(paperForm);
    await looks.at(page, "desk-form-review");
    await form.complete();
    await heading(page, "Xác nhận của cán bộ");
  }, 40_000);

  await story.step("without saying how identity was checked nothing is filed", async () => {
    const file = page.getByRole("button", { name: "Nộp hồ sơ giấy", exact: true });
    await file.click();
    await page.getByRole("alert").getByText("Hãy sửa các điểm sau").waitFor();
    await looks.at(page, "desk-attest-errors");
    await page.getByRole("group", { name: "Giấy tờ nào đã được xuất trình?" }).getByRole("radio", { name: /Thẻ căn cước/ }).check();
    await page.getByRole("group", { name: "Bạn đã kiểm tra nhân thân bằng cách nào?" }).getByRole("radio", { name: /So khuôn mặt/ }).check();
    await file.click();
    number = await acknowledged(page, lang, "Đã nhập hồ sơ giấy");
    await looks.at(page, "desk-acknowledgement");
  }, 40_000);

  await story.step("the dossier says who attests to what", async () => {
    await openAtDesk(page, number);
    const proof = page.getByRole("region", { name: "Chữ ký chứng minh điều gì" });
    await proof.getByText(/Cán bộ .+ xác nhận đã gặp người nộp/).waitFor();
    await proof.getByText("So khuôn mặt với ảnh trên giấy tờ").waitFor();
    await page.getByText("to-khai.png").first().waitFor();
    await act(page, "Tiếp nhận hồ sơ");
    await status(page, "Được tiếp nhận");
    await looks.at(page, "desk-dossier-paper");
  });

  await story.step("Lê Thị Bình signs in later and finds it", async () => {
    const citizen = await person(browser, server, { lang, faults, size: [360, 800] });
    await signIn(citizen.page, "citizen", "Lê Thị Bình");
    const mine = await listed(citizen);
    expect("her dossiers", mine.map((one) => [one.number, one.channel]), [[number, "desk"]]);
    await citizen.page.getByRole("link", { name: "Hồ sơ của tôi", exact: true }).click();
    await citizen.page.getByRole("link", { name: /Đăng ký khai sinh/ }).click();
    await status(citizen.page, "Được tiếp nhận");
    await citizen.page.getByText("Hồ sơ giấy").first().waitFor();
    await citizen.page.getByText("Đã kiểm tra: 2 trong 2 mục").waitFor();
    await looks.at(citizen.page, "dossier-from-paper");
    await citizen.close();
  });

  await story.step("nobody else finds it", async () => {
    const stranger = await person(browser, server, { lang, faults });
    await signIn(stranger.page, "citizen", "Đỗ Minh Khang");
    expect("his dossiers", await listed(stranger), []);
    await stranger.page.getByRole("link", { name: "Hồ sơ của tôi", exact: true }).click();
    await stranger.page.getByText("Bạn chưa có hồ sơ nào").waitFor();
    await looks.at(stranger.page, "my-dossiers-empty");
    await stranger.page.goto("/nowhere");
    await heading(stranger.page, "Không tìm thấy trang");
    await looks.at(stranger.page, "not-found");
    await stranger.close();
  });

  await officer.close();
}
