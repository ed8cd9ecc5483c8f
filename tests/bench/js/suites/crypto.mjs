// Signatures, key agreement and encryption beside @noble, libsodium, Node's crypto and WebCrypto.
//
// Ours are handles of the test build, which hold what the package's own objects hold: expanded keys. The peers get
// the same where their API has it; @noble derives the public key anew at each signature, because its API asks for it.

import * as nobleEd from "@noble/ed25519";
import { gcm as nobleGcm } from "@noble/ciphers/aes.js";
import { ed25519 as nobleCurves, x25519 as nobleX } from "@noble/curves/ed25519.js";
import { p256 as nobleP256 } from "@noble/curves/nist.js";
import { sha512 } from "@noble/hashes/sha2.js";
import sodium from "libsodium-wrappers";

export const about = "signatures, key agreement and AES-256-GCM: the module beside @noble, libsodium, Node's crypto and WebCrypto";

nobleEd.hashes.sha512 = sha512;

/** Ours first; `wait` marks promises. */
const sync = (name, run) => ({ name, run });
const wait = (name, run) => ({ name, run, wait: true });

function random(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65_536)));
  return bytes;
}

const must = (what, condition) => {
  if (!condition) throw new Error(`${what} gives a wrong answer`);
};

const SIGN_GOALS = [
  { peer: "@noble/ed25519", must: 10, stretch: 14 },
  { peer: "libsodium-wrappers", must: 1.1, stretch: 1.3 },
];
const VERIFY_GOALS = [
  { peer: "@noble/ed25519", must: 10, stretch: 15 },
  { peer: "libsodium-wrappers", must: 0.9, stretch: 1.5 },
];

async function signatures(core, node, size) {
  const message = random(size);
  const signer = new core.RawSigner("Ed25519");
  const verifier = signer.verifier();
  const ours = signer.sign(message);
  must("ours", verifier.verify(message, ours));

  const seed = random(32);
  const publicKey = nobleEd.getPublicKey(seed);
  const signature = nobleEd.sign(message, seed);
  const pair = sodium.crypto_sign_seed_keypair(seed);
  must("libsodium", sodium.crypto_sign_verify_detached(signature, message, pair.publicKey));
  must("@noble/curves", nobleCurves.verify(signature, message, publicKey));
  const web = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const webSignature = await crypto.subtle.sign("Ed25519", web.privateKey, message);
  const native = node && node.generateKeyPairSync("ed25519");
  const nativeSignature = native && node.sign(null, message, native.privateKey);

  const label = `${size < 1000 ? `${size} B` : `${size / 1024} KiB`}`;
  return [
    {
      name: `Ed25519 sign ${label}`,
      goals: size === 300 ? SIGN_GOALS : [],
      cases: [
        sync("motcua", () => signer.sign(message)),
        sync("@noble/ed25519", () => nobleEd.sign(message, seed)),
        sync("@noble/curves", () => nobleCurves.sign(message, seed)),
        sync("libsodium-wrappers", () => sodium.crypto_sign_detached(message, pair.privateKey)),
        ...(native ? [sync("node:crypto", () => node.sign(null, message, native.privateKey))] : []),
        wait("WebCrypto", () => crypto.subtle.sign("Ed25519", web.privateKey, message)),
      ],
    },
    {
      name: `Ed25519 verify ${label}`,
      goals: size === 300 ? VERIFY_GOALS : [],
      cases: [
        sync("motcua (strict)", () => verifier.verify(message, ours)),
        sync("@noble/ed25519", () => nobleEd.verify(signature, message, publicKey)),
        sync("@noble/curves", () => nobleCurves.verify(signature, message, publicKey)),
        sync("libsodium-wrappers", () => sodium.crypto_sign_verify_detached(signature, message, pair.publicKey)),
        ...(native ? [sync("node:crypto", () => node.verify(null, message, native.publicKey, nativeSignature))] : []),
        wait("WebCrypto", () => crypto.subtle.verify("Ed25519", web.publicKey, webSignature, message)),
      ],
    },
  ];
}

async function p256(core, node) {
  const message = random(300);
  const signer = new core.RawSigner("P-256");
  const verifier = signer.verifier();
  const ours = signer.sign(message);
  must("ours", verifier.verify(message, ours));
  const secret = nobleP256.utils.randomSecretKey();
  const publicKey = nobleP256.getPublicKey(secret);
  const signature = nobleP256.sign(message, secret);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const web = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const webSignature = await crypto.subtle.sign(algorithm, web.privateKey, message);
  const native = node && node.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const nativeSignature = native && node.sign("sha256", message, native.privateKey);
  return [
    {
      name: "ES256 sign 300 B",
      cases: [
        sync("motcua", () => signer.sign(message)),
        sync("@noble/curves", () => nobleP256.sign(message, secret)),
        ...(native ? [sync("node:crypto", () => node.sign("sha256", message, native.privateKey))] : []),
        wait("WebCrypto", () => crypto.subtle.sign(algorithm, web.privateKey, message)),
      ],
    },
    {
      name: "ES256 verify 300 B",
      cases: [
        sync("motcua", () => verifier.verify(message, ours)),
        sync("@noble/curves", () => nobleP256.verify(signature, message, publicKey)),
        ...(native ? [sync("node:crypto", () => node.verify("sha256", message, native.publicKey, nativeSignature))] : []),
        wait("WebCrypto", () => crypto.subtle.verify(algorithm, web.publicKey, webSignature, message)),
      ],
    },
  ];
}

async function agreement(core, node) {
  const opener = new core.RawOpener("X25519");
  must("ours", opener.agree().length === 32);
  const secret = random(32);
  const other = nobleX.getPublicKey(random(32));
  const web = await crypto.subtle.generateKey("X25519", false, ["deriveBits"]);
  const peer = await crypto.subtle.generateKey("X25519", false, ["deriveBits"]);
  const native = node && [node.generateKeyPairSync("x25519"), node.generateKeyPairSync("x25519")];
  return [
    {
      name: "X25519 agree",
      cases: [
        sync("motcua", () => opener.agree()),
        sync("@noble/curves", () => nobleX.getSharedSecret(secret, other)),
        sync("libsodium-wrappers", () => sodium.crypto_scalarmult(secret, other)),
        ...(native ? [sync("node:crypto", () => node.diffieHellman({ privateKey: native[0].privateKey, publicKey: native[1].publicKey }))] : []),
        wait("WebCrypto", () => crypto.subtle.deriveBits({ name: "X25519", public: peer.publicKey }, web.privateKey, 256)),
      ],
    },
    {
      name: "X25519 new key",
      each: 2,
      cases: [
        sync("motcua (two at a time)", () => new core.RawOpener("X25519").free()),
        sync("@noble/curves", () => (nobleX.getPublicKey(random(32)), nobleX.getPublicKey(random(32)))),
        sync("libsodium-wrappers", () => (sodium.crypto_box_keypair(), sodium.crypto_box_keypair())),
      ],
    },
  ];
}

async function encryption(core, node, size) {
  const bytes = random(size);
  const key = random(32);
  const cipher = new core.RawGcm(key);
  const iv = random(12);
  const web = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
  const ours = cipher.seal(iv, bytes);
  const theirs = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, web, bytes));
  must("ours, byte for byte,", ours.length === theirs.length && ours.every((byte, at) => byte === theirs[at]));
  const native = () => {
    const sealing = node.createCipheriv("aes-256-gcm", key, iv);
    sealing.update(bytes);
    sealing.final();
    return sealing.getAuthTag();
  };
  const label = size >= 1 << 20 ? `${size >> 20} MiB` : size >= 1024 ? `${size >> 10} KiB` : `${size} B`;
  return {
    name: `AES-256-GCM seal ${label}`,
    bytes: size,
    goals: size === 65_536 ? [{ peer: "@noble/ciphers", must: 1.7, stretch: 5 }] : [],
    cases: [
      sync("motcua", () => cipher.seal(iv, bytes)),
      sync("@noble/ciphers", () => nobleGcm(key, iv).encrypt(bytes)),
      ...(node ? [sync("node:crypto", native)] : []),
      wait("WebCrypto", () => crypto.subtle.encrypt({ name: "AES-GCM", iv }, web, bytes)),
    ],
  };
}

/** A document of one chunk, by the steps of the package's `sealChunkAsync`, beside the cipher alone on the same bytes. */
async function documents(core, size) {
  const bytes = random(size);
  const key = core.generateDossierKey("urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e");
  const place = ["basic", "a1", 0, 1, size];
  const inside = await key.platformKey(place[0], place[1]);
  const begin = () => {
    const begun = key.beginChunk(...place, size);
    return { name: "AES-GCM", iv: begun.subarray(0, 12), additionalData: begun.subarray(12) };
  };
  const handedOver = async () => {
    const algorithm = begin();
    const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, inside, bytes));
    const out = new Uint8Array(12 + sealed.length);
    out.set(algorithm.iv);
    out.set(sealed, 12);
    return out;
  };
  must("the way by WebCrypto", (await handedOver()).length === key.sealChunk(...place, bytes).length);
  const once = begin();
  return {
    name: `document of one chunk, ${size >> 10} KiB`,
    bytes: size,
    cases: [
      wait("motcua, handed to WebCrypto", handedOver),
      wait("WebCrypto, the cipher alone", () => crypto.subtle.encrypt(once, inside, bytes)),
      sync("motcua, in the module", () => key.sealChunk(...place, bytes)),
    ],
  };
}

export async function suite(host) {
  await sodium.ready;
  const core = await host.load("core.js");
  const node = host.kind === "node" ? await import("node:crypto") : undefined;
  if (node) core.initSync({ module: (await import("node:fs")).readFileSync(host.address("core_bg.wasm")) });
  else await core.default({ module_or_path: host.address("core_bg.wasm") });
  const groups = [...(await signatures(core, node, 300)), ...(await signatures(core, node, 4096))];
  groups.push(...(await p256(core, node)), ...(await agreement(core, node)));
  for (const size of [100, 1024, 4096, 65_536, 4 << 20]) groups.push(await encryption(core, node, size));
  for (const size of [65_536, 1 << 20]) groups.push(await documents(core, size));
  return groups;
}
