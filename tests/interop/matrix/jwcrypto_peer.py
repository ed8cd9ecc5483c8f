"""PyPI jwcrypto: reads every object, makes every order. Standard input and output are JSON."""

import json

from jwcrypto import jwe, jwk, jws
from peer import octets, serve

ALGORITHMS = ["dir", "ECDH-ES+A256KW", "A256GCM"]


def key(value):
    return jwk.JWK(**value)


def read(item):
    raw = item["object"] if isinstance(item["object"], str) else json.dumps(item["object"])
    if item["form"].startswith("jws"):
        token = jws.JWS()
        token.allowed_algs = ["EdDSA", "ES256"]
        token.deserialize(raw, key(item["jwk"]))
        return token.payload
    token = jwe.JWE(algs=ALGORITHMS)
    token.deserialize(raw)
    token.decrypt(key(item["jwk"]))
    return token.payload


def make(order):
    protected = json.dumps(order["protected"], sort_keys=True, separators=(",", ":"))
    if order["form"].startswith("jws"):
        token = jws.JWS(octets(order["payload"]))
        token.add_signature(key(order["jwk"]), protected=protected)
        compact = order["form"] == "jws-compact"
        return token.serialize(compact=True) if compact else json.loads(token.serialize())
    aad = octets(order["aad"]).decode() if "aad" in order else None
    token = jwe.JWE(octets(order["plaintext"]), protected, aad=aad, algs=ALGORITHMS)
    if order["form"] == "jwe-general":
        for recipient in order["recipients"]:
            token.add_recipient(key(recipient), json.dumps({"kid": recipient["kid"]}))
    else:
        token.add_recipient(key(order["jwk"]))
    compact = order["form"] == "jwe-compact"
    return token.serialize(compact=True) if compact else json.loads(token.serialize())


serve(read, make)
