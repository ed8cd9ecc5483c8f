"""PyPI joserfc: reads every object, makes every order. Standard input and output are JSON."""

import warnings

from joserfc import jwe, jws
from joserfc.jwk import ECKey, OctKey, OKPKey
from peer import octets, serve

# The format writes `EdDSA`, which more readers know than its new names (RFC 9864).
warnings.simplefilter("ignore")

SIGNING = ["EdDSA", "ES256"]
SEALING = ["dir", "ECDH-ES+A256KW", "A256GCM"]
KINDS = {"EC": ECKey, "OKP": OKPKey, "oct": OctKey}


def key(value):
    return KINDS[value["kty"]].import_key(value)


def read(item):
    form, value, mine = item["form"], item["object"], key(item["jwk"])
    if form == "jws-compact":
        return jws.deserialize_compact(value, mine, algorithms=SIGNING).payload
    if form == "jws-flattened":
        return jws.deserialize_json(value, mine, algorithms=SIGNING).payload
    if form == "jwe-compact":
        return jwe.decrypt_compact(value, mine, algorithms=SEALING).plaintext
    if form == "jwe-general":
        # It wants a key for every recipient, so it is shown the one whose key is here.
        own = [entry for entry in value["recipients"] if entry["header"]["kid"] == mine.thumbprint()]
        value = {**value, "recipients": own}
    return jwe.decrypt_json(value, mine, algorithms=SEALING).plaintext


def make(order):
    form, protected = order["form"], order["protected"]
    if form == "jws-compact":
        return jws.serialize_compact(protected, octets(order["payload"]), key(order["jwk"]), algorithms=SIGNING)
    if form == "jws-flattened":
        member = {"protected": protected}
        return jws.serialize_json(member, octets(order["payload"]), key(order["jwk"]), algorithms=SIGNING)
    plaintext = octets(order["plaintext"])
    if form == "jwe-compact":
        return jwe.encrypt_compact(protected, plaintext, key(order["jwk"]), algorithms=SEALING)
    aad = octets(order["aad"])
    if form == "jwe-flattened":
        sealing = jwe.FlattenedJSONEncryption(protected, plaintext, aad=aad)
        sealing.add_recipient({}, key(order["jwk"]))
    else:
        sealing = jwe.GeneralJSONEncryption(protected, plaintext, aad=aad)
        for recipient in order["recipients"]:
            sealing.add_recipient({"kid": recipient["kid"]}, key(recipient))
    return jwe.encrypt_json(sealing, None, algorithms=SEALING)


serve(read, make)
