"""Two people sign, one office hands on to another, and each role sees its classes of data."""

import unittest
from datetime import timedelta

import fixture
from fixture import MARRIAGE, NOW, OTHER_WARD, SECONDS, WARD

import motcua

BRIDE = "person:bride"
ACCESS = {"actor": "officer-1", "role": "officer", "purpose": "assessment", "at": SECONDS}


class Office(unittest.TestCase):
    def setUp(self):
        self.pack, self.directory = fixture.pack(), fixture.directory()
        self.dossier = motcua.new_dossier_id()
        self.procedure = self.pack.reference(MARRIAGE, now=NOW)
        self.form = fixture.form("marriage/01-first-marriage.json")

    def refused(self, code):
        return self.assertRaisesRegex(motcua.MotCuaError, f"^{code}")


class Couple(Office):
    """He files, she is asked."""

    def setUp(self):
        super().setUp()
        self.at = {"directory": self.directory, "now": NOW}
        his, self.hers = motcua.SoftwareKey.generate("P-256"), motcua.SoftwareKey.generate("Ed25519")
        enrolment = fixture.enrolment(his.jwk, "person:groom", "Trần Văn Hùng")
        self.enrolment = fixture.enrolment(self.hers.jwk, BRIDE, "Nguyễn Thị Lan")
        draft = {
            "dossier": self.dossier,
            "auth": {"by": "key", "enrolment": enrolment},
            "nonce": "n-1",
            "aud": [WARD],
            "references": [{"role": "coApplicant", "reference": BRIDE}],
        }
        self.filed = fixture.signed(his, "submission", self.pack.prepare(MARRIAGE, self.form, draft, now=NOW))
        self.request = motcua.request_cosign(self.filed, reference=BRIDE, until=NOW + timedelta(minutes=30))
        with self.refused("boundary/type"):
            wrong = {**draft, "references": [{"role": "guardian", "reference": BRIDE}]}
            self.pack.prepare(MARRIAGE, self.form, wrong, now=NOW)

    def answer(self):
        begun = motcua.begin_cosign(self.request, enrolment=self.enrolment, **self.at)
        return motcua.finish_cosign(self.request, self.hers.sign(begun), enrolment=self.enrolment, **self.at)

    def packet(self, *answers):
        recipients = self.directory.seal_keys(WARD, now=NOW)
        return motcua.seal_submission(
            self.filed,
            procedure=self.procedure,
            dossier=self.dossier,
            recipients=recipients,
            cosignatures=answers,
        )

    def expected(self, **more):
        signers = [{"role": role, "auth": ["key"]} for role in ("filer", "coApplicant")]
        return {
            "aud": WARD,
            "nonce": "n-1",
            "dossier": self.dossier,
            "procedure": self.procedure,
            "signers": signers,
            "maxAge": 3600,
            **more,
        }

    def open(self, packet, key=fixture.SEALING, anchor=None, **more):
        return motcua.open_packet(packet, key, expected=self.expected(**more), anchor=anchor, **self.at)

    def test_a_marriage_is_signed_by_both(self):
        with self.refused("cosign/notAsked"):
            motcua.request_cosign(self.filed, reference="person:stranger", until=NOW)
        opening = motcua.OpeningKey.generate("X25519")
        sealed = motcua.seal_cosign_request(self.request, [opening.jwk])
        invitation = motcua.open_cosign_request(sealed, opening, **self.at)
        self.assertEqual(invitation, motcua.read_cosign_request(self.request, **self.at))
        self.assertEqual((invitation["by"]["person"], invitation["request"]), ("person:groom", self.request))
        self.assertEqual(invitation["payload"]["data"]["bride"]["fullName"], "Nguyễn Thị Lan")
        with self.refused("cosign/expired"):
            late = {**self.at, "now": NOW + timedelta(minutes=30)}
            motcua.open_cosign_request(sealed, opening, **late)
        answer = self.answer()
        self.assertEqual(motcua.verify_cosignature(self.request, answer, **self.at)["person"], BRIDE)
        opened = self.open(self.packet(answer))
        self.assertEqual(
            [(signer["role"], signer["person"]) for signer in opened["signers"]],
            [("filer", "person:groom"), ("coApplicant", BRIDE)],
        )
        with self.refused("packet/signerMissing"):
            self.open(self.packet())

    def test_a_second_party_says_no(self):
        begun = motcua.begin_cosign_refusal(self.request, enrolment=self.enrolment, **self.at)
        refused = self.hers.sign(begun)
        read = motcua.verify_cosign_refusal(refused.json, self.request, directory=self.directory)
        self.assertEqual((read["answer"], read["dossier"], read["iat"]), ("refused", self.dossier, SECONDS))
        with self.refused("cosign/changed"):
            motcua.finish_cosign(self.request, refused, enrolment=self.enrolment, **self.at)
        with self.refused("cosign/wrongPerson"):
            other = fixture.enrolment(self.hers.jwk, "person:another")
            motcua.begin_cosign(self.request, enrolment=other, **self.at)

    def test_a_packet_goes_to_another_ward_and_opens_there(self):
        packet = self.packet(self.answer())
        recipients = self.directory.seal_keys(OTHER_WARD, now=NOW)
        moved = motcua.transfer_packet(
            packet, fixture.SEALING, holder=WARD, to=OTHER_WARD, reason="wrongAgency", recipients=recipients
        )
        with self.refused("packet/notTransferred"):
            self.open(moved["sealed"], fixture.OTHER_SEALING)
        opened = self.open(moved["sealed"], fixture.OTHER_SEALING, transfers=[moved["transfer"]])
        self.assertEqual(opened, self.open(packet))
        with self.refused("crypto/cannotOpen"):
            self.open(moved["sealed"])
        checks = motcua.packet_checks(packet, fixture.SEALING, expected=self.expected(), **self.at)
        self.assertEqual(checks, [])

        again = motcua.rewrap(packet, fixture.SEALING, recipients=[fixture.SEALING.jwk])
        anchor = {"payloadHash": opened["payloadHash"], "at": SECONDS}
        self.assertEqual(self.open(again, anchor=anchor), opened)
        with self.refused("packet/"):
            self.open(again, anchor={**anchor, "payloadHash": motcua.content_hash(b"another")})

    def test_an_opening_key_rests_in_a_vault(self):
        vault = motcua.Vault.create(secret=bytes(32))
        box = vault.seal_opening_key("unit", fixture.SEALING)
        kept = vault.open_opening_key("unit", box)
        self.assertEqual(kept.jwk, fixture.SEALING.jwk)
        packet = self.packet(self.answer())
        self.assertEqual(len(self.open(packet, kept)["signers"]), 2)
        agreed = motcua.OpeningKey.agreed(motcua.begin_open(packet, kept.jwk), bytes(32))
        with self.refused("crypto/cannotOpen"):
            self.open(packet, agreed)
        for misuse in (lambda: agreed.jwk, lambda: vault.seal_opening_key("agreed", agreed)):
            with self.refused("boundary/type"):
                misuse()
        with self.refused("vault/cannotOpen"):
            vault.open_opening_key("other", box)


class AtRestTest(Office):
    def setUp(self):
        super().setUp()
        self.key = motcua.DossierKey.generate(self.dossier)
        self.fields = self.key.seal_data(self.pack, MARRIAGE, self.form, version=1, now=NOW)

    def test_a_role_that_has_the_key_of_one_class_sees_that_class(self):
        self.assertEqual({field["class"] for field in self.fields}, {"basic", "sensitive:a"})
        whole, records = self.key.open_data(self.fields, access=ACCESS)
        self.assertEqual((whole, len(records)), (self.form, len(self.fields)))
        theirs = fixture.OTHER_SEALING
        handed = self.key.class_key("basic").seal([theirs.jwk], procedure=self.procedure)
        basic, record = motcua.ClassKey.open(
            handed, theirs, dossier=self.dossier, name="basic", access=ACCESS
        )
        self.assertEqual((record["kind"], record["access"], basic.name), ("classKey", ACCESS, "basic"))
        part, records = basic.open_data(self.fields, access=ACCESS)
        self.assertEqual(part["bride"]["fullName"], "Nguyễn Thị Lan")
        self.assertNotIn("ethnicity", part["bride"])
        self.assertEqual(part, self.key.open_data(self.fields, ["basic"], access=ACCESS)[0])
        [field, *_] = [field for field in self.fields if field["class"] == "sensitive:a"]
        with self.refused("crypto/cannotOpen"):
            basic.open_field(field["pointer"], field["jwe"], version=1, access=ACCESS)
        with self.refused("crypto/access"):
            basic.open_data(self.fields, access={**ACCESS, "purpose": ""})
        note = basic.seal_field("/note", "hồ sơ gấp", version=2)
        self.assertEqual(basic.open_field("/note", note, version=2, access=ACCESS)[0], "hồ sơ gấp")
        with self.refused("crypto/cannotOpen"):
            basic.open_field("/note", note, version=3, access=ACCESS)

    def test_a_document_is_compared_with_what_was_signed(self):
        data = bytes(range(250)) * 20
        manifest = {
            "id": "a1",
            "slot": "proof",
            "name": "giấy.pdf",
            "media": "application/pdf",
            "size": len(data),
            "hash": motcua.content_hash(data),
            "chunks": 1,
        }
        place = {"class": "basic", "attachment": "a1", "index": 0, "count": 1, "size": len(data)}
        sealed = self.key.seal_chunk(place, data)
        reader = self.key.class_key("basic").read_attachment(manifest, access=ACCESS)
        self.assertEqual(reader.push(sealed), data)
        self.assertEqual(reader.finish()["kind"], "attachment")
        with self.refused("boundary/type"):
            reader.finish()
        with self.refused("crypto/attachment"):
            self.key.class_key("basic").read_attachment(manifest, access=ACCESS).finish()

    def test_what_is_shredded_is_named_and_gone(self):
        wraps = [
            self.key.seal([fixture.SEALING.jwk], procedure=self.procedure),
            self.key.class_key("basic").seal([fixture.OTHER_SEALING.jwk], procedure=self.procedure),
        ]
        record = motcua.shred(self.dossier, wraps, access={**ACCESS, "purpose": "retention"})
        self.assertEqual((record["kind"], record["access"]["purpose"]), ("shredding", "retention"))
        self.assertEqual(len(record["wraps"]), 2)
        with self.refused("crypto/"):
            motcua.shred(motcua.new_dossier_id(), wraps, access=ACCESS)
        with self.refused("crypto/cannotOpen"):
            motcua.DossierKey.generate(self.dossier).open_data(self.fields, access=ACCESS)
