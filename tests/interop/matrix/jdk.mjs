// What a Java programmer does around the JDK's primitives: taking objects apart and putting them together. The
// cryptography itself is the JDK's (Jdk.java); here are only JSON and base64url.

import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { join } from "node:path";

const text = (bytes) => Buffer.from(bytes).toString("base64url");
const decoded = (part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
const spki = (jwk) => text(createPublicKey({ key: bare(jwk), format: "jwk" }).export({ type: "spki", format: "der" }));
const pkcs8 = (jwk) => text(createPrivateKey({ key: bare(jwk), format: "jwk" }).export({ type: "pkcs8", format: "der" }));
const fromSpki = (der) => createPublicKey({ key: Buffer.from(der, "base64url"), type: "spki", format: "der" }).export({ format: "jwk" });

function bare({ kty, crv, x, y, d }) {
  return Object.fromEntries(Object.entries({ kty, crv, x, y, d }).filter(([, value]) => value !== undefined));
}

/** Runs tasks in one JVM. */
function java(program, tasks) {
  const input = tasks.map((task) => `${task.join("\t")}\n`).join("");
  const output = execFileSync(program, [join(import.meta.dirname, "Jdk.java")], { input, encoding: "utf8", maxBuffer: 1 << 26 });
  const answers = output.trimEnd().split("\n");
  if (answers.length !== tasks.length) throw new Error(`${answers.length} answers to ${tasks.length} tasks`);
  return answers.map((answer) => answer.split("\t"));
}

const signed = (form, object) => {
  if (form === "jws-flattened") return object;
  const [header, payload, signature] = object.split(".");
  return { protected: header, payload, signature };
};

function parts(form, object) {
  if (form !== "jwe-compact") return object;
  const [header, , iv, ciphertext, tag] = object.split(".");
  return { protected: header, iv, ciphertext, tag };
}

const authenticated = (jwe) => text(jwe.aad === undefined ? jwe.protected : `${jwe.protected}.${jwe.aad}`);

/** Reads every object. */
export function read(program, items) {
  const unwraps = items.filter(({ form }) => form === "jwe-general");
  const keys = java(
    program,
    unwraps.map(({ object, jwk }) => {
      const mine = object.recipients.find(({ header }) => header.kid === jwk.kid);
      return ["unwrap", jwk.crv, pkcs8(jwk), spki(mine.header.epk), mine.encrypted_key];
    }),
  );
  const tasks = items.map((item) => {
    const { form, object, jwk } = item;
    if (form.startsWith("jws")) {
      const jws = signed(form, object);
      return ["verify", decoded(jws.protected).alg, spki(jwk), text(`${jws.protected}.${jws.payload}`), jws.signature];
    }
    const jwe = parts(form, object);
    const key = form === "jwe-general" ? keys[unwraps.indexOf(item)][0] : jwk.k;
    return ["open", key, authenticated(jwe), jwe.iv, jwe.ciphertext, jwe.tag];
  });
  return java(program, tasks).map(([answer], index) => {
    const { name, form, object, plaintext } = items[index];
    const found = form.startsWith("jws") && answer === "ok" ? signed(form, object).payload : answer;
    return { name: `${name} ${form}`, reason: found === plaintext ? "" : answer.startsWith("error") ? answer : "another content" };
  });
}

const header = (value) => text(JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))));

/** Makes every order. */
export function make(program, orders) {
  const general = orders.filter(({ form }) => form === "jwe-general");
  const contentKeys = general.map(() => text(randomBytes(32)));
  const wraps = general.flatMap(({ recipients }, index) => recipients.map((jwk) => ["wrap", jwk.crv, spki(jwk), contentKeys[index]]));
  const wrapped = java(program, wraps);
  const tasks = orders.map((order) => {
    const protectedHeader = header(order.protected);
    if (order.form.startsWith("jws")) return ["sign", order.protected.alg, pkcs8(order.jwk), text(`${protectedHeader}.${order.payload}`)];
    const key = order.form === "jwe-general" ? contentKeys[general.indexOf(order)] : order.jwk.k;
    return ["close", key, authenticated({ protected: protectedHeader, aad: order.aad }), order.plaintext];
  });
  const answers = java(program, tasks);
  return orders.map((order, index) => ({ name: order.name, form: order.form, object: put(order, answers[index]) }));

  function put(order, answer) {
    const protectedHeader = header(order.protected);
    if (order.form === "jws-compact") return `${protectedHeader}.${order.payload}.${answer[0]}`;
    if (order.form === "jws-flattened") return { protected: protectedHeader, payload: order.payload, signature: answer[0] };
    const [iv, ciphertext, tag] = answer;
    if (order.form === "jwe-compact") return `${protectedHeader}..${iv}.${ciphertext}.${tag}`;
    const jwe = { protected: protectedHeader, aad: order.aad, iv, ciphertext, tag };
    if (order.form === "jwe-flattened") return jwe;
    const first = general.slice(0, general.indexOf(order)).reduce((sum, { recipients }) => sum + recipients.length, 0);
    const recipients = order.recipients.map((jwk, at) => {
      const [epk, encryptedKey] = wrapped[first + at];
      return { header: { kid: jwk.kid, epk: fromSpki(epk) }, encrypted_key: encryptedKey };
    });
    return { ...jwe, recipients };
  }
}
