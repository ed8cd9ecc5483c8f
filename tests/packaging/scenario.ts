// What an integrator does first, in strict TypeScript: trust a directory, open a pack, judge a form, sign and
// seal a submission. The same file is checked and run in every kind of project.

import {
  beginSign,
  finishSign,
  isMotCuaError,
  newDossierId,
  openDirectory,
  openPack,
  sealSubmission,
  Sha256,
  SoftwareKey,
  toCompact,
  type Attachment,
  type Auth,
  type FlattenedJws,
  type FormState,
  type Jwk,
  type KeyDirectory,
  type PackItem,
  type SealedObject,
  type Submission,
} from "motcua";

/** What the test brings along. */
export interface Material {
  documents: { path: string; body: object }[];
  code: string;
  data: unknown;
  attachments: Attachment[];
  now: string;
}

/** What came of it. */
export interface Result {
  emptyForm: string[];
  sentences: [string, string];
  refusal: string;
  sealed: SealedObject;
  signed: FlattenedJws;
}

const AGENCY = "H29.200";

function need(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

/** `sha-256:…` of the canonical form, which is what a signing request carries as its payload. */
function hashOf(body: object, key: Jwk): string {
  const text = atob(beginSign("decision", body, key).payload.replace(/-/g, "+").replace(/_/g, "/"));
  return new Sha256().update(Uint8Array.from(text, (letter) => letter.charCodeAt(0))).digest();
}

export function scenario({ documents, code, data, attachments, now }: Material): Result {
  const seconds = Date.parse(now) / 1000;
  const root = SoftwareKey.generate("Ed25519");
  const office = SoftwareKey.generate("P-256");
  const unit = SoftwareKey.generate("P-256");
  const device = SoftwareKey.generate("Ed25519");
  const entry = (key: SoftwareKey, use: "seal" | "sign"): KeyDirectory["keys"][number] => ({
    kid: key.jwk.kid ?? "",
    jwk: key.jwk,
    agency: AGENCY,
    unit: "commune",
    use,
    nbf: seconds - 60,
    exp: seconds + 86_400,
    status: "active",
  });
  const keys: KeyDirectory = {
    v: 1,
    seq: 1,
    iat: seconds,
    exp: seconds + 3600,
    keys: [entry(office, "sign"), entry(unit, "seal")],
  };
  const directory = openDirectory(root.sign(beginSign("keys", keys, root.jwk)), { root: root.jwk, now });

  const items: PackItem[] = documents.map((item) => ({ ...item, hash: hashOf(item.body, root.jwk) }));
  const payload = { v: 1, id: "packaging", seq: 1, validFrom: "2025-07-01", minEngine: "0.1", items };
  const packJws = office.sign(beginSign("pack", payload, office.jwk));
  const pack = openPack(JSON.stringify(packJws), { directory, now: new Date(now) });
  need(pack.info().procedures.some((procedure) => procedure.code === code), "the pack lacks the procedure");

  const empty: FormState = pack.evaluate(code, {}, { channel: "online", now });
  const [first] = empty.report.issues;
  need(!empty.report.valid && first !== undefined, "an empty form is not valid");
  const sentences: [string, string] = [pack.message(code, first, "vi"), pack.message(code, first, "en", "long")];

  const enrolment = {
    v: 1,
    person: "urn:uuid:6f0f7c52-2f0e-4b53-9d0c-3f0d3c1c7a01",
    name: "Nguyễn Thị Mai",
    kid: device.jwk.kid,
    jwk: device.jwk,
    scope: "device",
    level: 2,
    idp: "vneid",
    authTime: seconds,
    claims: hashOf({ name: "Nguyễn Thị Mai" }, root.jwk),
    nbf: seconds - 60,
    exp: seconds + 3600,
  };
  const auth: Auth = {
    by: "key",
    enrolment: toCompact(office.sign(beginSign("enrol", enrolment, office.jwk))),
  };
  const dossier = newDossierId();
  const submission: Submission = pack.prepare(code, {
    dossier, data, attachments, auth, now, channel: "online", nonce: "n".repeat(22), aud: [AGENCY],
  });
  const request = beginSign("submission", submission, device.jwk);
  const made = device.sign(request);
  const signature = Uint8Array.from(atob(made.signature.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const signed = finishSign(request, signature, device.jwk);
  const recipients = directory.sealKeys(AGENCY, "commune", now);
  need(recipients.length === 1, "the unit has one key");
  const sealed = sealSubmission(signed, { procedure: pack.reference(code, now), dossier, recipients });

  let refusal = "nothing was refused";
  try {
    openDirectory(root.sign(beginSign("keys", keys, root.jwk)), { root: office.jwk, now });
  } catch (error) {
    need(isMotCuaError(error) && error instanceof Error, "another kind of error");
    refusal = error.code;
  }
  for (const handle of [pack, directory, root, office, unit, device]) handle.free();
  return {
    emptyForm: empty.report.issues.map((issue) => issue.code),
    sentences,
    refusal,
    sealed,
    signed,
  };
}
