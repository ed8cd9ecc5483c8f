// npm jose: reads every object, makes every order. Standard input and output are JSON.

import { readFileSync } from "node:fs";
import * as jose from "jose";

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64url"));
const text = (data) => Buffer.from(data).toString("base64url");
const { items, orders } = JSON.parse(readFileSync(0, "utf8"));

const KEYS = { "jws-compact": "sign", "jws-flattened": "sign", "jwe-general": "ECDH-ES+A256KW" };
const algorithmOf = (form, jwk) => (KEYS[form] === "sign" ? (jwk.crv === "P-256" ? "ES256" : "EdDSA") : KEYS[form]);
const keyOf = (form, jwk) => (jwk.kty === "oct" ? bytes(jwk.k) : jose.importJWK(jwk, algorithmOf(form, jwk)));
const ONLY = { keyManagementAlgorithms: ["dir", "ECDH-ES+A256KW"], contentEncryptionAlgorithms: ["A256GCM"] };
const SIGNED = { algorithms: ["EdDSA", "ES256"] };

async function read({ form, object, jwk }) {
  const key = await keyOf(form, jwk);
  switch (form) {
    case "jws-compact": return (await jose.compactVerify(object, key, SIGNED)).payload;
    case "jws-flattened": return (await jose.flattenedVerify(object, key, SIGNED)).payload;
    case "jwe-compact": return (await jose.compactDecrypt(object, key, ONLY)).plaintext;
    case "jwe-flattened": return (await jose.flattenedDecrypt(object, key, ONLY)).plaintext;
    case "jwe-general": return (await jose.generalDecrypt(object, key, ONLY)).plaintext;
    default: throw new Error(`unknown form ${form}`);
  }
}

async function make({ form, protected: header, payload, plaintext, aad, jwk, recipients }) {
  switch (form) {
    case "jws-compact": return new jose.CompactSign(bytes(payload)).setProtectedHeader(header).sign(await keyOf(form, jwk));
    case "jws-flattened": return new jose.FlattenedSign(bytes(payload)).setProtectedHeader(header).sign(await keyOf(form, jwk));
    case "jwe-compact": return new jose.CompactEncrypt(bytes(plaintext)).setProtectedHeader(header).encrypt(bytes(jwk.k));
    case "jwe-flattened":
      return new jose.FlattenedEncrypt(bytes(plaintext)).setProtectedHeader(header).setAdditionalAuthenticatedData(bytes(aad)).encrypt(bytes(jwk.k));
    case "jwe-general": {
      const sealing = new jose.GeneralEncrypt(bytes(plaintext)).setProtectedHeader(header).setAdditionalAuthenticatedData(bytes(aad));
      for (const one of recipients) sealing.addRecipient(await keyOf(form, one)).setUnprotectedHeader({ kid: one.kid });
      return sealing.encrypt();
    }
    default: throw new Error(`unknown form ${form}`);
  }
}

const answer = { read: [], made: [] };
for (const item of items) {
  const reason = await read(item).then((data) => (text(data) === item.plaintext ? "" : "another content"), String);
  answer.read.push({ name: `${item.name} ${item.form}`, reason });
}
// jose takes the text of `aad` as bytes and encodes it itself, as the format does.
for (const order of orders) answer.made.push({ name: order.name, form: order.form, object: await make(order) });
console.log(JSON.stringify(answer));
