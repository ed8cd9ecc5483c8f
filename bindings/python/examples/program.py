"""Loads a pack, validates a form, signs and seals it, verifies the log of a dossier, co-signs, and keeps data by class.

Arguments: a folder with the files, and a file for the packet.
"""

import json
import sys
from pathlib import Path

import motcua

NOW = 1_791_165_600
WARD = "H29.01.15"


def main(folder: Path, out: Path) -> None:
    def text(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    directory = motcua.open_directory(text("directory.json"), root=json.loads(text("root.json")), now=NOW)
    pack = motcua.open_pack(text("pack.json"), directory=directory, now=NOW)
    birth = text("procedure.txt")
    print("pack", pack.info.id, pack.info.seq)
    print("empty", pack.validate(birth, {}, now=NOW).issues[0].code)
    form = json.loads(text("form.json"))
    print("valid", str(bool(pack.validate(birth, form, now=NOW))).lower())

    dossier = motcua.new_dossier_id()
    draft = {
        "dossier": dossier,
        "auth": {"by": "session", "enrolment": "enrolment.of.portal"},
        "nonce": "n-1",
        "aud": [WARD],
    }
    payload = pack.prepare(birth, form, draft, now=NOW)
    key = motcua.SoftwareKey.generate("Ed25519")
    step = motcua.begin_sign("submission", payload, key.jwk)
    print("signed", step.alg)
    recipients = directory.seal_keys(WARD, now=NOW)
    packet = motcua.seal_submission(
        key.sign(step), procedure=pack.reference(birth, now=NOW), dossier=dossier, recipients=recipients
    )
    out.write_text(json.dumps(packet), encoding="utf-8")
    print("sealed", len(recipients))

    events = text("log.txt").split()
    log = motcua.verify_log(events, directory=directory, pack=pack)
    state = log.state
    print("log", state["dossier"], state["status"], state["size"], state["head"])
    status = log.status
    print("next", status["next"]["en"] if status else "")
    try:
        motcua.verify_log([*events[:-1], events[-1][:-4] + "AAAA"], directory=directory, pack=pack)
    except motcua.MotCuaError as refused:
        print("refused", refused.code)

    vault = motcua.Vault.unlock(json.loads(text("vault-key.json")), secret=b"\7" * 32)
    hers = vault.open_key("hers", json.loads(text("vault-key.json")))
    request, enrolment = json.loads(text("cosign.json")), text("enrolment.txt")
    print("asked", motcua.read_cosign_request(request, directory=directory, now=NOW)["by"]["person"])
    begun = motcua.begin_cosign(request, enrolment=enrolment, directory=directory, now=NOW)
    answer = motcua.finish_cosign(request, hers.sign(begun), enrolment=enrolment, directory=directory, now=NOW)
    signer = motcua.verify_cosignature(request, answer, directory=directory, now=NOW)
    print("cosigned", signer["person"])

    dossier_key = motcua.DossierKey.generate(dossier)
    fields = dossier_key.seal_data(pack, birth, form, version=1, now=NOW)
    ward = vault.open_opening_key("ward", json.loads(text("vault-opening-key.json")))
    handed = dossier_key.class_key("basic").seal([ward.jwk], procedure=pack.reference(birth, now=NOW))
    officer: motcua.Access = {"actor": "officer-1", "role": "officer", "purpose": "assessment", "at": NOW}
    basic, _ = motcua.ClassKey.open(handed, ward, dossier=dossier, name="basic", access=officer)
    _, records = basic.open_data(fields, access=officer)
    print("parts", len(fields), "basic", len(records))
    print("shredded", len(motcua.shred(dossier, [handed], access=officer)["wraps"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
