"""Loads a pack, validates a form, signs and seals it, and verifies the log of a dossier.

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


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
