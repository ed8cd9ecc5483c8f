// Keys of the person. The package keeps them: P-256 in WebCrypto, not extractable, so that no script, ours included,
// can read them. What is kept here beside them is the portal's statement whose key it is.

import { thumbprint, type FlattenedJws, type Jwk, type Submission } from "motcua";
import { DeviceKeys, indexedStorage, type DeviceKey } from "motcua/custody";
import { server } from "../api/client";
import * as idb from "./idb";

/** A key with the portal's statement whose it is. */
export interface Signer {
  key: DeviceKey;
  enrolment: string;
}

interface Enrolled {
  enrolment: string;
  /** Root under which it was enrolled; another installation does not know it. */
  root: string;
  /** Seconds since 1970. */
  expires: number;
}

const keys = new DeviceKeys({ storage: indexedStorage() });

/** Agencies and hardware speak P-256, so the portal's keys do. */
const ALGORITHMS: ["P-256"] = ["P-256"];

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
export async function deviceKey(account: string, root: Jwk): Promise<(Signer & { expires: number }) | undefined> {
  const kept = await idb.get<Enrolled>("keys", name(account));
  if (!kept || kept.root !== thumbprint(root) || kept.expires <= Date.now() / 1000 + 86_400) return undefined;
  const key = await keys.get(name(account));
  return key && { key, enrolment: kept.enrolment, expires: kept.expires };
}

/** Makes a key in this browser and lets the portal enrol it for the signed-in person. */
export async function enrolDevice(account: string, root: Jwk): Promise<Signer> {
  const key = await keys.create(name(account), { algorithms: ALGORITHMS });
  const { enrolment } = await server.enrol(key.jwk, "device");
  const kept: Enrolled = { enrolment, root: thumbprint(root), expires: expiryOf(enrolment) };
  await idb.put("keys", name(account), kept);
  return { key, enrolment };
}

export async function forgetDevice(account: string): Promise<void> {
  await keys.remove(name(account));
  await idb.remove("keys", name(account));
}

/** A key for one submission of this session, kept in memory only. */
export async function sessionKey(): Promise<Signer> {
  const key = await keys.create("session", { algorithms: ALGORITHMS, keep: false });
  const { enrolment } = await server.enrol(key.jwk, "session");
  return { key, enrolment };
}

/** Two-step signing: the core says what to sign, WebCrypto signs, the core checks and finishes. */
export function sign(payload: Submission, signer: Signer): Promise<FlattenedJws> {
  return signer.key.sign("submission", payload);
}
