// The whole series of RFC 8032's authors, 1,024 messages of as many lengths: each signed, each verified, and each refused
// when one byte is other. The npm package carries the file among its tests; its code is not run.

import { readFileSync } from "node:fs";

const SERIES = new URL("../node_modules/ed25519-series/test/fixtures/sign.input", import.meta.url);

const base64url = (hex) => Buffer.from(hex, "hex").toString("base64url");

/** `hex` with one bit of its byte at `at` turned. */
function altered(hex, at) {
  const bytes = Buffer.from(hex, "hex");
  bytes[at] ^= 1 << (at % 8);
  return bytes.toString("base64url");
}

/** A line: seed and public key, public key, message, signature and message, in hexadecimal digits. */
function questions(line, number) {
  const [secret, publicKey, message, signed] = line.split(":");
  const signature = signed.slice(0, 128);
  const check = { publicKeyB64: base64url(publicKey), messageB64: base64url(message) };
  const verify = (signatureB64) => ({ op: "ed25519.verify", args: { ...check, signatureB64 } });
  const sign = { seedB64: base64url(secret.slice(0, 64)), messageB64: check.messageB64 };
  return [
    { input: `sign ${number}`, request: { op: "ed25519.sign", args: sign }, wanted: base64url(signature) },
    { input: `verify ${number}`, request: verify(base64url(signature)), wanted: "valid" },
    { input: `altered ${number}`, request: verify(altered(signature, number % 64)), wanted: "refused" },
  ];
}

export default {
  oracle: "the series of RFC 8032",
  least: 3 * 1024,

  inputs: () => readFileSync(SERIES, "ascii").trimEnd().split("\n").flatMap(questions),

  ours: ({ ok, value }) => (ok ? (value.signatureB64 ?? "valid") : "refused"),

  theirs: async (items) => items.map(({ wanted }) => wanted),
};
