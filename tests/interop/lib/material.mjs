// A form as the signed-in person fills it in, with one document.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

import { hashOf } from "./stock.mjs";

export const PROCEDURE = "1.001193";
export const ACCOUNT = "hoa";

/** The stored case, told by the person who is signed in and about a child born last week. */
export function birth(path, session, now) {
  const { data } = JSON.parse(readFileSync(path, "utf8"));
  const { name, birthDate, citizenId } = session.claims;
  Object.assign(data.requester, { fullName: name, birthDate, id: { kind: "citizenId", number: citizenId } });
  data.child.birthDate = new Date(now - 7 * 86_400_000).toISOString().slice(0, 10);
  return data;
}

/** A small PNG with a tail of its own, so that no two runs send the same bytes. */
export function certificate(id) {
  const bytes = Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), randomBytes(2000)]);
  return {
    bytes,
    record: {
      id,
      slot: "birthCertificate",
      name: "giay-chung-sinh.png",
      media: "image/png",
      size: bytes.length,
      hash: hashOf(bytes),
      chunks: 1,
    },
  };
}

/** Class of personal data of a document, as the procedure says. */
export const dataClass = (procedure, slot) => procedure.attachments.find(({ id }) => id === slot).dataClass;
