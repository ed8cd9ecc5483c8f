// A form while it is filled in: field by field it comes to the verdict of the whole, for every reviewed document of every
// procedure, and a draft of it goes on where it stopped.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { CODE, NOW, SECONDS, world } from "./fixture.mjs";

const cases = new URL("../../../../tests/cases/forms/", import.meta.url);
const codes = JSON.parse(readFileSync(new URL("procedures.json", cases), "utf8"));
const documents = Object.entries(codes).flatMap(([folder, code]) =>
  readdirSync(new URL(`${folder}/`, cases)).map((file) => ({
    where: `${folder}/${file}`,
    code,
    ...JSON.parse(readFileSync(new URL(`${folder}/${file}`, cases), "utf8")),
  })),
);
const { pack } = world();

/** Every single value of a document with its pointer. */
function fields(value, pointer = "") {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [[pointer, value]];
  return Object.entries(value).flatMap(([name, member]) => fields(member, `${pointer}/${name.replace(/~/g, "~0").replace(/\//g, "~1")}`));
}

test("field by field, forwards and backwards, the state is that of the whole", () => {
  assert.ok(documents.length > 100);
  for (const { where, code, data, attachments, channel, now } of documents) {
    const whole = pack.evaluate(code, data, { attachments, channel, now });
    for (const order of [fields(data), fields(data).reverse()]) {
      const session = pack.openForm(code, { attachments, channel, now });
      for (const [pointer, value] of order) session.set(pointer, value);
      assert.deepEqual(session.state().report, whole.report, where);
      session.free();
    }
  }
});

test("a change says what appeared and what is gone, and null where nothing did", () => {
  const session = pack.openForm(CODE, { channel: "online", now: NOW });
  const wrong = session.set("/child/fullName", "Nguyễn 3 An");
  assert.deepEqual(wrong.appeared.map(({ code, pointer }) => [code, pointer]), [["fullName/digit", "/child/fullName"]]);
  assert.deepEqual(wrong.gone.map(({ code }) => code), ["form/required"]);
  const right = session.set("/child/fullName", "Nguyễn An");
  assert.deepEqual([right.appeared ?? [], right.gone.length], [[], 1]);
  assert.equal(session.set("/child/fullName", "Nguyễn Bình An"), null);
  const hidden = session.set("/parentage", "fatherUnknown");
  assert.ok(hidden.hidden.some((pointer) => pointer.startsWith("/father")), JSON.stringify(hidden));
  assert.throws(() => session.set(7, "x"), { code: "boundary/type" });
  session.free();
  assert.throws(() => session.state(), { code: "runtime/freed" });
});

test("what is typed stands in the data, short and long, composed and not", () => {
  const session = pack.openForm(CODE, { channel: "online", now: NOW });
  const place = "/child/fullName";
  const long = "Nguyễn ".repeat(20_000);
  for (const text of ["An", "Nguyễn", "Nguye\u0302\u0303n", "", "An 😀", long, "An", "Đỗ\n\tAn"]) {
    session.set(place, text);
    assert.equal(session.data().child.fullName, text.normalize("NFC"));
  }
  // A character of each length, at each end of what takes so many bytes, in texts about as long as those that are
  // encoded here.
  for (const unit of ["a", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\u{10000}", "ễ"]) {
    for (const count of [1, 31, 32, 33, 63, 64, 65]) {
      session.set(place, unit.repeat(count));
      assert.equal(session.data().child.fullName, unit.repeat(count));
    }
  }
  session.set(place, "\ud800An");
  assert.equal(session.data().child.fullName, "\ufffdAn");
  // Nothing of what is refused is taken over.
  assert.throws(() => session.set(place, "An\uffff"), { code: "json/noncharacter" });
  assert.equal(session.data().child.fullName, "\ufffdAn");
  const same = session.set(place, "Bình");
  assert.equal(session.set(place, "Bình"), null);
  assert.ok(same === null || same.gone.length + same.appeared.length > 0);
  // Two open forms do not meet.
  const other = pack.openForm(CODE, { channel: "online", now: NOW });
  other.set(place, "1");
  assert.equal(session.set(place, "An"), null);
  assert.deepEqual([other.data().child.fullName, session.data().child.fullName], ["1", "An"]);
  session.free();
  other.free();
});

test("a draft goes on where it stopped, and only under its own version", () => {
  const { data, attachments, channel, now } = documents.find(({ code, expect }) => code === CODE && expect.valid);
  const session = pack.openForm(CODE, { data, attachments, channel, now });
  const draft = JSON.parse(JSON.stringify(session.draft()));
  const again = pack.restoreForm(draft, { now });
  assert.deepEqual(again.state(), session.state());
  assert.deepEqual(again.signed(), session.signed());
  assert.throws(() => pack.restoreForm({ ...draft, procedure: { ...draft.procedure, version: "0.0.1" } }, { now }), { code: "pack/noProcedure" });
  const { draft: carried, kept, dropped } = pack.migrateDraft(draft, { now });
  assert.ok((kept ?? []).length > 10 && (dropped ?? []).length === 0, JSON.stringify({ kept, dropped }));
  assert.deepEqual(pack.restoreForm(carried, { now }).data(), session.data());
});

test("values of a login are marked until somebody changes them", () => {
  const claims = { name: "Nguyễn Thị Mai", citizenId: "079195001234", birthDate: "1995-04-12", idp: "vneid", authTime: SECONDS - 60 };
  const session = pack.openForm(CODE, { claims, channel: "online", now: NOW });
  const source = () => session.provenance().find(({ pointer }) => pointer === "/requester/fullName")?.source;
  assert.equal(source(), "vneid");
  session.set("/requester/fullName", "Nguyễn Thị Mai Anh");
  assert.equal(source(), "declared");
});
