// Single values over the built package: identifiers, texts, places, days, transfers.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as motcua from "motcua";

const refused = (code) => (error) => motcua.isMotCuaError(error) && error.code === code;
const TODAY = "2026-11-20";

test("a citizen number is held against the form", () => {
  const known = { birthDate: "1999-05-17", sex: "male", birthProvince: "79" };
  const found = motcua.checkValue("citizenId", "079 200 000 001", known);
  assert.deepEqual([found.verdict, found.codes, found.normalized], ["warning", ["citizenId/birthYearMismatch"], "079200000001"]);
  assert.deepEqual(found.parts.find((part) => part.name === "provinceName"), { name: "provinceName", value: "Thành phố Hồ Chí Minh" });
  assert.ok(motcua.renderMessage(found.codes[0], [], "vi"));
  assert.equal(motcua.checkValue("citizenId", "07920000000").normalized, undefined);
  assert.throws(() => motcua.checkValue("shoeSize", "41"), refused("boundary/type"));
  assert.throws(() => motcua.checkValue("citizenId", "079200000001", { sex: "m" }), refused("boundary/type"));
  for (const kind of motcua.valueKinds()) assert.equal(motcua.checkValue(kind, "😀").verdict, "invalid", kind);
});

test("texts have one form, whatever the keyboard", () => {
  const typed = ["Nguyễn Thị Hòa", "NGUYỄN THỊ HOÀ".normalize("NFD"), " nguyễn  thị\u00a0hoà "];
  assert.deepEqual([...new Set(typed.map(motcua.matchKey))], ["nguyễn thị hoà"]);
  assert.deepEqual([...new Set(typed.map(motcua.searchKey))], ["nguyen thi hoa"]);
  assert.equal(motcua.normalizeText(typed[2]), "nguyễn thị hoà");
  assert.equal(motcua.registerCase("Đặng Văn Lâm"), "ĐẶNG VĂN LÂM");
  assert.deepEqual(motcua.inspectText("NguyÔn V¨n An").codes, ["text/tcvn3"]);
  const people = ["Trần Văn Ước", "Lê An", "Đỗ Thị Bình", "Phạm Ân"];
  assert.deepEqual(people.sort(motcua.comparePeople), ["Lê An", "Phạm Ân", "Đỗ Thị Bình", "Trần Văn Ước"]);
  assert.deepEqual(["đa", "da", "ă", "a", "â"].sort(motcua.compareText), ["a", "ă", "â", "da", "đa"]);
  assert.equal(motcua.moneyInWords(75000), "bảy mươi lăm nghìn đồng");
  assert.equal(motcua.dateInWords("1973-11-09"), "ngày mùng chín tháng mười một năm một nghìn chín trăm bảy mươi ba");
  for (const odd of [-1, 1.5, NaN, 2 ** 60]) assert.throws(() => motcua.moneyInWords(odd), refused("boundary/type"));
});

test("an address is what it was on its day", () => {
  const places = new motcua.Places();
  const now = places.resolve("p ben nghe q1", TODAY);
  assert.deepEqual([now.candidates[0].unit.code, now.codes, now.candidates[0].units[0].name], ["26740", ["place/changed"], "Phường Sài Gòn"]);
  assert.deepEqual(places.resolve("p ben nghe q1", "2024-03-01").codes, []);
  assert.equal(places.resolveCode("79", TODAY).candidates[0].unit.name, "Thành phố Hồ Chí Minh");
  assert.deepEqual(places.resolveCode("99001", TODAY).codes, ["place/unknown"]);
  const more = new motcua.Places("places;1\nfrom;2025-07-01;Văn bản mẫu;uncertain\nnow;99001;X;Ví Dụ;01\n");
  assert.equal(more.resolve("xã ví dụ", TODAY).candidates[0].unit.code, "99001");
  assert.throws(() => new motcua.Places("places;2"), refused("place/data"));
  assert.throws(() => places.resolve("Huế", "today"), refused("boundary/type"));
  places.free();
  assert.throws(() => places.resolve("Huế", TODAY), refused("runtime/freed"));
});

test("days of offices name what they rest on", () => {
  const day = motcua.officeDay("2026-02-17");
  assert.deepEqual([day.working, day.reason, day.mark], [false, "statutory", "verified"]);
  assert.ok(day.legalBasis.includes("Điều 112") && day.name.vi.includes("Tết"));
  assert.deepEqual(motcua.officeDay("2026-11-21"), { working: false, reason: "weekend" });
  assert.deepEqual(motcua.officeDay("2026-11-20"), { working: true });
  assert.equal(motcua.addWorkingDays("2026-11-20", 1), "2026-11-23");
  assert.equal(motcua.workingDaysBetween("2026-11-20", "2026-11-23"), 1);
  assert.throws(() => motcua.officeDay("2031-01-01"), refused("calendar/notCovered"));
  assert.throws(() => motcua.addWorkingDays("2026-11-20", 4_000_000_000), refused("calendar/notCovered"));
});

test("a transfer survives its code", () => {
  const transfer = { bank: "970403", account: "0011012345678", toCard: false, amount: "75000", purpose: "H29.01.15-261118-0001" };
  const code = motcua.writeTransferCode(transfer);
  assert.deepEqual(motcua.readTransferCode(code), transfer);
  assert.throws(() => motcua.readTransferCode(code.replace("75000", "95000")), refused("vietQr/crc"));
  assert.throws(() => motcua.writeTransferCode({ ...transfer, bank: "9" }), refused("vietQr/bank"));
});
