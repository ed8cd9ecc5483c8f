// Keys of the person: P-256 in WebCrypto, not extractable, so that no script, ours included, can read them.

import { beginSign, finishSign, thumbprint, type FlattenedJws, type Jwk, type Submission } from "motcua";
import { server } from "../api/client";
import * as idb from "./idb";

/** A key with the portal's statement whose it is. */
export interface Signer {
  privateKey: CryptoKey;
  jwk: Jwk;
  enrolment: string;
}

interface DeviceKey extends Signer {
  /** Root under which it was enrolled; another installation does not know it. */
  root: string;
  /** Seconds since 1970. */
  expires: number;
}

async function generate(): Promise<{ privateKey: CryptoKey; jwk: Jwk }> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  if (!kty || !crv || !x || !y) throw new Error("the browser exported an incomplete public key");
  return { privateKey: pair.privateKey, jwk: { kty, crv, x, y } };
}

/** Expiry in an enrolment. Read for display and renewal only; who relies on it verifies it. */
function expiryOf(enrolment: string): number {
  const payload = enrolment.split(".")[1] ?? "";
  const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as { exp?: unknown };
  return typeof claims.exp === "number" ? claims.exp : 0;
}

const name = (account: string): string => `device:${account}`;

/** The enrolled key of this browser, if it still holds for a day. */
export async function deviceKey(account: string, root: Jwk): Promise<DeviceKey | undefined> {
  const kept = await idb.get<DeviceKey>("keys", name(account));
  if (!kept || kept.root !== thumbprint(root)) return undefined;
  return kept.expires > Date.now() / 1000 + 86_400 ? kept : undefined;
}

/** Makes a key in this browser and lets the portal enrol it for the signed-in person. */
export async function enrolDevice(account: string, root: Jwk): Promise<Signer> {
  const made = await generate();
  const { enrolment } = await server.enrol(made.jwk, "device");
  const key: DeviceKey = { ...made, enrolment, root: thumbprint(root), expires: expiryOf(enrolment) };
  await idb.put("keys", name(account), key);
  return key;
}

export async function forgetDevice(account: string): Promise<void> {
  await idb.remove("keys", name(account));
}

/** A key for one submission of this session, kept in memory only. */
export async function sessionKey(): Promise<Signer> {
  const made = await generate();
  const { enrolment } = await server.enrol(made.jwk, "session");
  return { ...made, enrolment };
}

/** Two-step signing: the core says what to sign, WebCrypto signs, the core checks and finishes. */
export async function sign(payload: Submission, signer: Signer): Promise<FlattenedJws> {
  const request = beginSign("submission", payload, signer.jwk);
  const signature = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" },
    signer.privateKey,
    new TextEncoder().encode(request.signingInput),
  );
  return finishSign(request, new Uint8Array(signature), signer.jwk);
}
