// The content key of a sealed object with Node's crypto alone (RFC 7518 section 4.6, RFC 3394), and the commitment
// to it that JOSE libraries do not know of.

import { createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";

const ALGORITHM = "ECDH-ES+A256KW";

function withLength(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Concat KDF with one round: 256 bits, no party information. */
function wrappingKey(secret) {
  const bits = Buffer.from([0, 0, 1, 0]);
  const none = withLength(Buffer.alloc(0));
  return createHash("sha256")
    .update(Buffer.concat([Buffer.from([0, 0, 0, 1]), secret, withLength(Buffer.from(ALGORITHM)), none, none, bits]))
    .digest();
}

/** The content key, unwrapped for the recipient with this private JWK. */
export function contentKey(object, privateJwk, kid) {
  const mine = object.recipients.find(({ header }) => header.kid === kid);
  const secret = diffieHellman({
    privateKey: createPrivateKey({ key: privateJwk, format: "jwk" }),
    publicKey: createPublicKey({ key: mine.header.epk, format: "jwk" }),
  });
  const unwrap = createDecipheriv("id-aes256-wrap", wrappingKey(secret), Buffer.alloc(8, 0xa6));
  return Buffer.concat([unwrap.update(Buffer.from(mine.encrypted_key, "base64url")), unwrap.final()]);
}

/** HKDF-Expand(content key, `egov/v1/commit`, 32): one round of HMAC. */
export function commitment(key) {
  return createHmac("sha256", key).update("egov/v1/commit").update(Buffer.from([1])).digest("base64url");
}
