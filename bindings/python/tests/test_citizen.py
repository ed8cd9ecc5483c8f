"""The whole way of a form: filled, sealed, opened, its log followed."""

import functools
import unittest
from datetime import date, timedelta
from types import MappingProxyType

import fixture
from fixture import BIRTH, NOW, SECONDS, WARD

import motcua


class Refusals(unittest.TestCase):
    def refused(self, code):
        return self.assertRaisesRegex(motcua.MotCuaError, f"^{code}")


class FormTest(Refusals):
    def setUp(self):
        self.pack = fixture.pack()

    def test_a_change_says_what_changed(self):
        form = self.pack.open_form(BIRTH, now=NOW)
        before = form.state
        change = form.set("/child/fullName", "Tra\u0302\u0300n Minh An")
        self.assertEqual([issue["pointer"] for issue in change["gone"]], ["/child/fullName"])
        self.assertNotIn("appeared", change)
        self.assertEqual(form.data["child"]["fullName"], "Trần Minh An")
        self.assertIsNone(form.set("/child/fullName", "Trần Minh Ân"))
        form.set("/child/fullName", None)
        self.assertEqual(form.state, before)
        form.set("/child/fullName", '{"a":1}')
        self.assertEqual(form.data["child"]["fullName"], '{"a":1}', "a text stands for itself")
        with self.refused("session/notAnItem"):
            form.remove_item("/none", 0)

    def test_the_state_is_that_of_a_whole_evaluation(self):
        form = self.pack.open_form(BIRTH, now=NOW, data=fixture.form())
        self.assertTrue(form.state["report"]["valid"])
        form.set("/parentage", "fatherUnknown")
        self.assertEqual(form.state, self.pack.evaluate(BIRTH, form.data, now=NOW))

    def test_a_draft_rests_in_a_vault(self):
        form = self.pack.open_form(BIRTH, now=NOW)
        form.set("/child/fullName", "Trần Minh An")
        box = motcua.Vault.create(secret=bytes(32)).seal("birth", form.draft)
        self.assertNotIn("Minh", str(box))
        draft = motcua.Vault.unlock(box, secret=bytes(32)).open("birth", box)
        self.assertEqual(self.pack.restore_form(draft, now=NOW).state, form.state)
        self.assertEqual(self.pack.migrate_draft(draft, now=NOW)["kept"], ["/child/fullName"])
        with self.refused("vault/cannotOpen"):
            motcua.Vault.unlock(box, secret=bytes(31) + b"1").open("birth", box)
        for secrets in ({}, {"passphrase": "a", "secret": bytes(32)}, {"secret": b"short"}):
            with self.refused("boundary/type"):
                motcua.Vault.create(**secrets)

    def test_a_key_rests_in_a_vault(self):
        key = motcua.SoftwareKey.generate("P-256")
        vault = motcua.Vault.create(passphrase="mật khẩu dài")
        box = vault.seal_key("device", key)
        self.assertEqual(vault.open_key("device", box).jwk, key.jwk)
        with self.refused("vault/"):
            vault.open("device", box)

    def test_documents_of_a_pack(self):
        reference = self.pack.reference(BIRTH, now=NOW)
        document = self.pack.procedure(BIRTH, now=NOW)
        self.assertEqual(reference["hash"], motcua.content_hash(motcua.canonicalize(document).encode()))
        [found] = self.pack.search("communes-79", "ben thanh", parent="79", limit=1)
        self.assertEqual(found["vi"], "Phường Bến Thành")
        self.assertEqual(self.pack.workflow("one-stop")["id"], "one-stop")
        with self.refused("pack/noCatalogue"):
            self.pack.catalogue("none")
        claims = {"name": "Trần Thị Bình", "citizenId": "079190000012", "idp": "vneid", "authTime": SECONDS}
        prefilled = self.pack.prefill(BIRTH, claims, now=NOW)
        self.assertEqual(prefilled["data"]["requester"]["fullName"], "Trần Thị Bình")
        self.assertEqual({one["source"] for one in prefilled["provenance"]}, {"vneid"})


class PacketTest(Refusals):
    def setUp(self):
        self.pack, self.directory = fixture.pack(), fixture.directory()
        self.phone = motcua.SoftwareKey.generate("Ed25519")
        self.dossier = motcua.new_dossier_id()
        self.procedure = self.pack.reference(BIRTH, now=NOW)
        self.draft = {
            "dossier": self.dossier,
            "auth": {"by": "key", "enrolment": fixture.enrolment(self.phone.jwk)},
            "nonce": "n-1",
            "aud": [WARD],
        }
        self.expected = {
            "aud": WARD,
            "nonce": "n-1",
            "dossier": self.dossier,
            "procedure": self.procedure,
            "signers": self.pack.procedure(BIRTH, now=NOW)["signers"],
            "maxAge": 3600,
        }

    def file(self):
        payload = self.pack.prepare(BIRTH, fixture.form(), self.draft, now=NOW)
        signed = fixture.signed(self.phone, "submission", payload)
        recipients = self.directory.seal_keys(WARD, now=NOW)
        return motcua.seal_submission(
            signed, procedure=self.procedure, dossier=self.dossier, recipients=recipients
        )

    def test_a_packet_opens_for_the_office(self):
        packet = self.file()
        self.assertNotIn("Mai", str(packet))
        opened = motcua.open_packet(
            packet, fixture.SEALING, directory=self.directory, expected=self.expected, now=NOW
        )
        [signer] = opened["signers"]
        self.assertEqual((signer["role"], signer["standing"], signer["person"]), ("filer", "integrity", "person:3f"))
        shown = self.pack.open_form(BIRTH, now=NOW, data=fixture.form()).signed
        self.assertEqual(opened["payload"]["data"], shown)
        request = motcua.begin_open(packet, fixture.SEALING.jwk)
        self.assertEqual(request["kid"], fixture.SEALING.jwk["kid"])
        with self.refused("crypto/cannotOpen"):
            motcua.finish_open(
                packet, request, bytes(31) + b"1", directory=self.directory, expected=self.expected, now=NOW
            )
        for change, code in (
            ({"nonce": "n-2"}, "packet/wrongNonce"),
            ({"aud": "H01"}, "packet/wrongAudience"),
            ({"signers": []}, "packet/"),
            ({"maxAge": "x"}, "boundary/type"),
        ):
            with self.subTest(code), self.refused(code):
                motcua.open_packet(
                    packet,
                    fixture.SEALING,
                    directory=self.directory,
                    expected={**self.expected, **change},
                    now=NOW,
                )
        with self.refused("form/invalid"):
            self.pack.prepare(BIRTH, {}, self.draft, now=NOW)

    def test_documents_and_data_under_the_key_of_the_dossier(self):
        key = motcua.DossierKey.generate(self.dossier)
        data = bytes(range(250)) * 20
        place = {
            "class": "basic",
            "attachment": "a1",
            "index": 0,
            "count": motcua.chunk_count(len(data)),
            "size": len(data),
        }
        access = {"actor": "officer-1", "role": "officer", "purpose": "assessment", "at": SECONDS}
        sealed = key.seal_chunk(place, data)
        wrapped = key.seal([fixture.SEALING.jwk], procedure=self.procedure)
        theirs, audit = motcua.DossierKey.open(wrapped, fixture.SEALING, dossier=self.dossier, access=access)
        self.assertEqual(audit["access"]["actor"], "officer-1")
        self.assertEqual(theirs.open_chunk(place, sealed, access=access)[0], data)
        with self.refused("crypto/access"):
            theirs.open_chunk(place, sealed, access={**access, "purpose": ""})
        self.assertIn("ciphertext", motcua.chunk_to_jwe(place, sealed))
        stream = motcua.Sha256()
        stream.update(data[:100])
        stream.update(data[100:])
        self.assertEqual(stream.digest(), motcua.content_hash(data))

        fields = key.seal_data(self.pack, BIRTH, fixture.form(), version=1, now=NOW)
        classes = sorted({field["class"] for field in fields})
        whole, records = theirs.open_data(fields, classes, access=access)
        self.assertEqual(whole, fixture.form())
        self.assertEqual(len(records), len(fields))
        self.assertEqual(theirs.open_data(fields, [], access=access)[0], {})

    def test_an_enrolment_says_whose_key_it_is(self):
        compact = fixture.enrolment(self.phone.jwk)
        self.assertEqual(self.directory.verify_enrolment(compact, at=NOW)["person"], "person:3f")
        with self.refused("enrolment/"):
            self.directory.verify_enrolment(compact, at=NOW + timedelta(days=1))


class LogTest(Refusals):
    def setUp(self):
        self.pack, self.directory = fixture.pack(), fixture.directory()

    def events(self):
        log = motcua.EventLog.begin(motcua.new_dossier_id(), pack=self.pack)
        self.assertIsNone(log.status)

        def event(key, issuer, at, bodies):
            request = log.begin_event(
                bodies, issuer=issuer, at=at, id=f"event-{log.state['size']}", transaction="t", key=key.jwk
            )
            return key.sign(request).compact

        packet = motcua.content_hash(b"packet")
        received = {"type": "submission", "packet": packet, "channel": "online", "number": "TN-1"}
        opening = log.apply({"to": 1, "actor": "intake", "seen": 0}, now=NOW)
        first = event(
            fixture.PORTAL, "H29/portal", NOW, [{"type": "received", "body": received}, opening["event"]]
        )
        log.extend([first], directory=self.directory)
        later = NOW + timedelta(minutes=10)
        offered = log.actions(["reception"], now=later, issuer=f"{WARD}/commune")
        self.assertIn(2, [one["to"] for one in offered])
        accepted = log.apply({"to": 2, "actor": "reception", "seen": 1}, now=later)
        self.assertIn("startClock", [effect["kind"] for effect in accepted["effects"]])
        return [first, event(fixture.OFFICE, f"{WARD}/commune", later, [accepted["event"]])]

    def test_where_a_dossier_stands(self):
        events = self.events()
        log = motcua.verify_log(events, directory=self.directory, pack=self.pack)
        self.assertEqual((log.state["status"], log.state["size"], log.state["holder"]), (2, 2, WARD))
        self.assertTrue(log.status["next"]["vi"])
        standing = log.standing(self.pack, BIRTH, now=NOW + timedelta(minutes=15))
        self.assertFalse(standing["overdue"])
        self.assertTrue(standing["due"]["steps"])
        later = NOW + timedelta(minutes=15)
        receipt = fixture.OFFICE.sign(log.begin_receipt(now=later, key=fixture.OFFICE.jwk))
        self.assertEqual(log.verify_receipt(receipt, directory=self.directory)["size"], 2)
        checkpoint = self.directory.receipt_checkpoint(receipt.json)
        for kept in (checkpoint, log.checkpoint(at=later)):
            with self.refused("log/"):
                motcua.verify_log(events[:1], directory=self.directory, checkpoints=[kept])
        with self.assertRaises(motcua.MotCuaError) as caught:
            motcua.verify_log([events[0], events[1][:-4] + "AAAA"], directory=self.directory)
        self.assertEqual(caught.exception.params["firstBad"], "1")
        with self.refused("dossier/stale"):
            log.apply({"to": 4, "actor": "processing", "seen": 1}, now=later)
        facts = {
            "office": {"name": {"vi": "UBND", "en": "Ward"}, "place": {"vi": "TP", "en": "City"}},
            "addressee": {"name": "<b>Mai</b>"},
        }
        paper = log.issue_document("06", pack=self.pack, procedure=BIRTH, facts=facts, now=later)
        page = motcua.render_document(paper, page=True)
        self.assertTrue("<html" in page and "<b>Mai</b>" not in page and "<script" not in page)
        self.assertIn(".motcua-document", motcua.document_style())


class ValueTest(Refusals):
    def test_identifiers(self):
        self.assertIn("citizenId", motcua.value_kinds())
        found = motcua.check_value("citizenId", "079195001234", {"sex": "female"})
        self.assertEqual((found["verdict"], found["normalized"]), ("valid", "079195001234"))
        verdicts, codes, stored = motcua.check_values("citizenId", ["079195001234", None, "1"])
        self.assertEqual(verdicts, bytes([0, 3, 2]))
        self.assertEqual([code is None for code in codes], [True, True, False])
        self.assertEqual(stored, ["079195001234", None, None])
        with self.refused("boundary/type"):
            motcua.check_values("none", [])

    def test_texts(self):
        self.assertEqual(motcua.search_key("ĐẶNG"), motcua.search_key("dang"))
        self.assertIn("text/notNfc", motcua.inspect_text("Tra\u0302\u0300n")["codes"])
        ordered = sorted(["đá", "dạ", "cà chua", "cá"], key=functools.cmp_to_key(motcua.compare_texts))
        self.assertEqual(ordered, ["cá", "cà chua", "dạ", "đá"])
        self.assertIn("một nghìn", motcua.money_in_words(1000).lower())
        self.assertEqual(motcua.match_key("hòa"), motcua.match_key("HOÀ"))
        self.assertNotEqual(motcua.match_key("hòa"), motcua.match_key("hoa"))
        self.assertEqual(motcua.date_in_words(date(2026, 10, 5)), motcua.date_in_words("2026-10-05"))
        self.assertIn("hai nghìn không trăm hai mươi sáu", motcua.date_in_words("2026"))
        with self.refused("date/notReal"):
            motcua.date_in_words("2026-02-30")

    def test_places_and_days(self):
        day = date(2026, 10, 5)
        self.assertTrue(motcua.resolve_place("Ben Thanh, Quan 1, TP.HCM", on=day)["candidates"])
        self.assertEqual(motcua.resolve_place_code("79", on="2026-10-05")["candidates"][0]["unit"]["code"], "79")
        rows = "places;1\nfrom;2025-07-01;Văn bản mẫu;uncertain\nnow;99001;X;Ví Dụ Một;01\n"
        more = motcua.Places(rows)
        self.assertEqual(more.resolve_code("99001", on=day)["candidates"][0]["unit"]["name"], "Xã Ví Dụ Một")
        self.assertEqual(more.resolve("xa vi du mot, ha noi", on=day)["candidates"][0]["unit"]["code"], "99001")
        self.assertFalse(motcua.resolve_place_code("99001", on=day)["candidates"])
        with self.assertRaises(motcua.MotCuaError) as caught:
            motcua.Places("places;2")
        self.assertEqual((caught.exception.code, caught.exception.params), ("place/data", {"line": "1"}))
        self.assertFalse(motcua.working_day(date(2026, 9, 2))["working"])
        self.assertEqual(motcua.add_working_days(date(2026, 10, 2), 2), "2026-10-06")
        self.assertEqual(motcua.working_days_between("2026-10-02", "2026-10-06"), 2)
        self.assertEqual(motcua.lunar_day("2026-02-17"), (2026, 1, 1, False))
        term = {"amount": 3, "unit": "workingDay", "legalBasis": "x"}
        self.assertEqual(motcua.due_date(term, accepted_at=NOW)["due"][:10], "2026-10-08")
        for wrong in (NOW, 1, "5/10/2026"):
            with self.refused("boundary/type"):
                motcua.working_day(wrong)

    def test_transfer_codes(self):
        code = {"bank": "970436", "account": "0011001932418", "amount": "8000", "toCard": False}
        self.assertEqual(motcua.read_transfer_code(motcua.write_transfer_code(code)), code)

    def test_proofs(self):
        # RFC 6962 section 2.1: a tree of one entry.
        root = motcua.content_hash(b"\0entry")
        motcua.verify_inclusion(b"entry", index=0, size=1, proof=[], root=root)
        with self.refused("merkle/proof"):
            motcua.verify_inclusion(b"other", index=0, size=1, proof=[], root=root)

    def test_schemas_beside_a_schema(self):
        ward = "https://example.org/ward"
        for other in ({"minLength": 2}, '{"minLength":2}', b'{"minLength":2}'):
            schema = motcua.compile_schema({"$ref": ward}, resources={ward: other})
            self.assertEqual(schema.validate('"a"').issues[0].code, "form/minLength")
            self.assertTrue(schema.validate('"ab"'))
        self.assertFalse(motcua.compile_schema({"$ref": ward}, resources=MappingProxyType({ward: False})).validate("1"))
        for resources in (None, {}, {"https://example.org/other": True}):
            with self.assertRaises(motcua.MotCuaError) as caught:
                motcua.compile_schema({"$ref": ward}, resources=resources)
            self.assertEqual((caught.exception.code, caught.exception.pointer), ("procedure/unresolvedRef", "/$ref"))
        for code, resources in (("json/syntax", {ward: "{"}), ("boundary/type", [ward]), ("boundary/type", {1: {}})):
            with self.refused(code):
                motcua.compile_schema({"$ref": ward}, resources=resources)

    def test_how_records_are_read(self):
        whole = {"properties": {"a": {"type": "integer"}}}
        strict, any_json = motcua.compile_schema(whole), motcua.compile_schema(whole, policy="rfc8259")
        for record in ({"a": 2**53 + 1}, {"a": 2**70}, '{"a":9007199254740993}', b'{"a":9007199254740993}'):
            with self.refused("json/integerRange"):
                strict.validate(record)
            self.assertTrue(any_json.validate(record))
        self.assertEqual(motcua.error_codes()[strict.check('{"a":9007199254740993}')[0][1]], "json/integerRange")
        self.assertEqual(any_json.check('{"a":9007199254740993}'), [])
        self.assertEqual(any_json.validate({"a": 1.25}).issues[0].code, "form/type")
        with self.refused("json/number"):
            any_json.validate({"a": 10**400})
        with self.refused("boundary/type"):
            motcua.compile_schema({}, policy="lax")

    def test_batches(self):
        schema = motcua.compile_schema(
            {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
        )
        self.assertTrue(schema.validate('{"a":1}'))
        self.assertTrue(schema.validate(b'{"a":1}'))
        self.assertEqual(schema.check('{"a":1}'), [])
        [(field, code)] = schema.check(b"{}")
        self.assertEqual((schema.fields[field], motcua.error_codes()[code]), ("/a", "form/required"))
        self.assertEqual(motcua.error_codes()[schema.check("{")[0][1]], "json/syntax")
        records = b'{"a":1}\n{}\n{"a":"x"}'
        chunks = [records[i : i + 3] for i in range(0, len(records), 3)]
        found = list(motcua.validate_ndjson(schema, chunks))
        self.assertEqual([(record, field) for record, _, field in found], [(1, "/a"), (2, "/a")])
        self.assertEqual(found[1][1], schema.validate({"a": "x"}).issues[0].code)
        batch = schema.batch()
        columns = [a + b for a, b in zip(batch.feed_columns(records), batch.finish_columns())]
        record, _, code = (list(memoryview(column).cast("I")) for column in columns)
        self.assertEqual(record, [1, 2])
        self.assertEqual([motcua.error_codes()[number] for number in code], [one for _, one, _ in found])
        self.assertEqual((batch.records, batch.failed), (3, 2))
