"""A directory and a pack with the procedures of the repository, signed anew for every run."""

import base64
import hashlib
import json
import os
from datetime import datetime, timezone
from pathlib import Path

import motcua

BIRTH = "1.001193"
MARRIAGE = "1.000894"
NOW = datetime(2026, 10, 5, 2, 0, tzinfo=timezone.utc)
SECONDS = int(NOW.timestamp())

ROOT = motcua.SoftwareKey.generate("P-256")
AGENCY = motcua.SoftwareKey.generate("Ed25519")
PORTAL = motcua.SoftwareKey.generate("P-256")
OFFICE = motcua.SoftwareKey.generate("Ed25519")
SEALING = motcua.OpeningKey.generate("X25519")
OTHER_SEALING = motcua.OpeningKey.generate("P-256")
WARD = "H29.01.15"
OTHER_WARD = "H29.01.16"


def signed(key, kind, payload):
    return key.sign(motcua.begin_sign(kind, payload, key.jwk))


def directory_text():
    def key(jwk, agency, unit, use):
        return {
            "kid": jwk["kid"],
            "jwk": jwk,
            "agency": agency,
            **({"unit": unit} if unit else {}),
            "use": use,
            "nbf": SECONDS - 60,
            "exp": SECONDS + 3600,
            "status": "active",
        }

    keys = [
        key(AGENCY.jwk, "H29", None, "sign"),
        key(PORTAL.jwk, "H29", "portal", "sign"),
        key(OFFICE.jwk, WARD, "commune", "sign"),
        key(SEALING.jwk, WARD, "commune", "seal"),
        key(OTHER_SEALING.jwk, OTHER_WARD, "commune", "seal"),
    ]
    payload = {"v": 1, "seq": 7, "iat": SECONDS - 60, "exp": SECONDS + 3600, "keys": keys}
    return signed(ROOT, "keys", payload).json


def pack_text():
    folder = Path(os.environ["MOTCUA_PROCEDURES"])
    items = []
    for path in sorted(folder.rglob("*.json")):
        place = path.relative_to(folder).as_posix()
        body = json.loads(path.read_text(encoding="utf-8"))
        digest = hashlib.sha256(motcua.canonicalize(body).encode("utf-8")).digest()
        text = base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
        items.append(
            {"path": place if "/" in place else f"procedures/{place}", "hash": f"sha-256:{text}", "body": body}
        )
    payload = {
        "v": 1,
        "id": "test",
        "seq": 3,
        "validFrom": "2025-07-01",
        "minEngine": motcua.ENGINE_VERSION,
        "items": items,
    }
    return signed(AGENCY, "pack", payload).json


DIRECTORY_TEXT = directory_text()
PACK_TEXT = pack_text()


def directory():
    return motcua.open_directory(DIRECTORY_TEXT, root=ROOT.jwk, now=NOW)


def pack():
    return motcua.open_pack(PACK_TEXT, directory=directory(), now=NOW)


def enrolment(jwk, person="person:3f", name="Nguyễn Thị Mai"):
    """What the portal signs for a device key."""
    payload = {
        "v": 1,
        "person": person,
        "name": name,
        "kid": jwk["kid"],
        "jwk": jwk,
        "scope": "device",
        "level": 2,
        "idp": "vneid",
        "authTime": SECONDS - 60,
        "claims": motcua.content_hash(b"{}"),
        "nbf": SECONDS - 60,
        "exp": SECONDS + 3600,
    }
    return signed(PORTAL, "enrol", payload).compact


def form(name="birth/21-electronic-proof.json"):
    """The data of a reviewed form that needs no attachment."""
    path = Path(os.environ["MOTCUA_CASES"], "forms", name)
    return json.loads(path.read_text(encoding="utf-8"))["data"]
