// What <motcua-form> knows of a form, without a page: it asks the core only what a change changed, and puts that together to
// what the core says of the whole.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { rebase } from "../src/elements/pointer.js";
import { FormStore } from "../src/elements/store.js";
import { MEMBERS, NOW, withMembers, world } from "./fixture.mjs";

const cases = new URL("../../../../tests/cases/forms/", import.meta.url);
const codes = JSON.parse(readFileSync(new URL("procedures.json", cases), "utf8"));
const documents = Object.entries(codes).flatMap(([folder, code]) =>
  readdirSync(new URL(`${folder}/`, cases)).map((file) => ({
    where: `${folder}/${file}`,
    code,
    ...JSON.parse(readFileSync(new URL(`${folder}/${file}`, cases), "utf8")),
  })),
);
const { pack } = world({ more: [withMembers()] });

function open(code, { data = {}, attachments = [], channel = "online", now = NOW } = {}) {
  const store = new FormStore();
  Object.assign(store, { pack, code, attachments, channel, now: () => now });
  store.data = data;
  assert.ok(store.load());
  return store;
}

/** Every single value of a document with its pointer. */
function fields(value, pointer = "") {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [[pointer, value]];
  return Object.entries(value).flatMap(([name, member]) => fields(member, `${pointer}/${name.replace(/~/g, "~0").replace(/\//g, "~1")}`));
}

const sorted = ({ report, hidden, required, computed, sections }) => ({
  report,
  hidden: [...hidden].sort(),
  required: [...required].sort(),
  computed: [...computed].sort((a, b) => (a.pointer < b.pointer ? -1 : 1)),
  sections,
});

/** The state that the store put together is that of the whole, its findings in the same order. */
function isWhole(store, { attachments = [], channel = "online", now = NOW } = {}, where = "") {
  assert.deepEqual(sorted(store.state), sorted(pack.evaluate(store.code, store.data, { attachments, channel, now })), where);
}

test("field by field, and back, the state is that of the whole", () => {
  assert.ok(documents.length > 100);
  for (const { where, code, data, ...situation } of documents) {
    const store = open(code, situation);
    for (const [pointer, value] of fields(data)) store.set(pointer, value);
    isWhole(store, situation, where);
    for (const [pointer] of fields(data).reverse()) store.set(pointer, undefined);
    isWhole(store, situation, `${where}, emptied`);
  }
});

test("a letter that changes nothing but the value asks for nothing else", () => {
  const { code, data, ...situation } = documents.find(({ where }) => where === "birth/01-mother-online.json");
  const store = open(code, { data, ...situation });
  const before = store.state;
  assert.equal(store.set("/requester/email", "mai.nguyen@example.vn"), null);
  assert.equal(store.state, before, "not even looked at");
  assert.equal(store.get("/requester/email"), "mai.nguyen@example.vn");
  const change = store.set("/requester/phone", "12");
  assert.deepEqual(change.appeared.map(({ pointer }) => pointer), ["/requester/phone"]);
  const step = store.stepOf("/requester/phone");
  assert.equal(store.errorsOf(step).length, 1);
  const { required, done } = store.progress(step);
  assert.equal(done, required - 1, "one of the required answers is wrong now");
  store.set("/requester/phone", "0903123456");
  assert.deepEqual(store.progress(step), { required, done: required });
});

test("channel, attachments and the day are taken over", () => {
  const { code, data, attachments, now } = documents.find(({ where }) => where === "birth/01-mother-online.json");
  const store = open(code, { data, now });
  assert.ok(store.errors().some(({ place }) => place === "/attachments/birthCertificate"));
  store.setAttachments([{ ...attachments[0], progress: 0.5 }]);
  assert.equal(store.errors().length, 0, "a document on its way is not a missing one");
  store.setAttachments(attachments);
  isWhole(store, { attachments, now });
  store.setChannel("desk");
  isWhole(store, { attachments, channel: "desk", now });
  store.now = () => "2027-02-20T09:00:00+07:00";
  store.tick();
  isWhole(store, { attachments, channel: "desk", now: "2027-02-20T09:00:00+07:00" });
});

test("items of a list come, go and move, and what is known of them goes along", () => {
  const store = open(MEMBERS);
  const step = store.stepOf("/people");
  store.set("/establishedBy", "household");
  for (const name of ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"]) {
    store.edit("/people", { kind: "added", at: store.itemsOf(store.controlsIn(step).find(({ widget }) => widget === "list")).length });
    const at = store.get("/people").length - 1;
    assert.equal(store.get(`/people/${at}/head`), false, "a default answer");
    store.set(`/people/${at}/fullName`, name);
  }
  isWhole(store);
  store.set("/people/1/fullName", "Trần 3 Bình");
  assert.equal(store.issueAt("/people/1/fullName").code, "fullName/digit");
  store.touched.add("/people/1/fullName");
  store.edit("/people", { kind: "moved", from: 1, to: 2 });
  assert.deepEqual(store.get("/people").map(({ fullName }) => fullName), ["Nguyễn Văn An", "Lê Văn Cường", "Trần 3 Bình"]);
  assert.ok(store.touched.has("/people/2/fullName") && !store.touched.has("/people/1/fullName"));
  assert.equal(store.issueAt("/people/2/fullName").code, "fullName/digit");
  assert.equal(store.labelOf("/people/2/fullName").en, "Full name");
  isWhole(store);
  store.edit("/people", { kind: "removed", at: 2 });
  assert.equal(store.touched.size, 0);
  isWhole(store);
  assert.equal(store.stepOf("/people/1/fullName"), step);
  assert.equal(store.stepOf("/people/2/fullName"), undefined);
});

test("pointers follow their items as the core's do", () => {
  const list = "/a/list";
  const told = (edit) => ["/a/list/0", "/a/list/1/n", "/a/list/2/n", "/a/list", "/a/other/1"].map((pointer) => rebase(pointer, list, edit));
  assert.deepEqual(told({ kind: "added", at: 1 }), ["/a/list/0", "/a/list/2/n", "/a/list/3/n", "/a/list", "/a/other/1"]);
  assert.deepEqual(told({ kind: "removed", at: 1 }), ["/a/list/0", null, "/a/list/1/n", "/a/list", "/a/other/1"]);
  assert.deepEqual(told({ kind: "moved", from: 0, to: 2 }), ["/a/list/2", "/a/list/0/n", "/a/list/1/n", "/a/list", "/a/other/1"]);
  assert.deepEqual(told({ kind: "moved", from: 2, to: 0 }), ["/a/list/1", "/a/list/2/n", "/a/list/0/n", "/a/list", "/a/other/1"]);
});
