import json
import os
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import fixture
from fixture import BIRTH, NOW

import motcua


class PackTest(unittest.TestCase):
    def setUp(self):
        self.pack = fixture.pack()

    def refused(self, code):
        return self.assertRaisesRegex(motcua.MotCuaError, f"^{code}")

    def test_says_what_it_holds(self):
        info = self.pack.info
        self.assertEqual(info.seq, 3)
        [birth] = [one for one in info.procedures if one.code == BIRTH]
        self.assertEqual(birth.name_vi, "Đăng ký khai sinh")
        self.assertIn("provinces", info.catalogues)

    def test_an_empty_form_is_a_report(self):
        report = self.pack.validate(BIRTH, "{}", now=NOW)
        self.assertFalse(report)
        [missing] = [issue for issue in report.issues if issue.pointer == "/child/fullName"]
        self.assertEqual((missing.code, missing.severity), ("form/required", "error"))
        vi = self.pack.message(BIRTH, missing, now=NOW)
        en = self.pack.message(BIRTH, missing, now=NOW, lang="en")
        self.assertTrue(vi and en and vi != en)

    def test_the_reviewed_forms(self):
        """The cases that the core itself is held to, as text and as plain values."""
        cases = sorted(Path(os.environ["MOTCUA_CASES"], "forms/birth").glob("*.json"))
        self.assertGreater(len(cases), 20)
        for path in cases:
            case = json.loads(path.read_text(encoding="utf-8"))
            wanted = [(issue["code"], issue["pointer"]) for issue in case["expect"]["issues"]]
            for data in (case["data"], json.dumps(case["data"])):
                with self.subTest(path.name, data=type(data).__name__):
                    report = self.pack.validate(
                        BIRTH,
                        data,
                        now=datetime.fromisoformat(case["now"].replace("Z", "+00:00")),
                        channel=case["channel"],
                        attachments=case["attachments"],
                    )
                    self.assertEqual([(issue.code, issue.pointer) for issue in report.issues], wanted)
                    self.assertEqual(report.valid, case["expect"]["valid"])

    def test_text_that_is_no_document(self):
        for text, code in (
            ('{"a":1,"a":2}', "json/duplicateKey"),
            (r'{"a":"\ud800"}', "json/loneSurrogate"),
            ("{", "json/syntax"),
            (b"\xff", "json/utf8"),
            ("[" * 100_000, "json/depth"),
        ):
            with self.subTest(code), self.refused(code):
                self.pack.validate(BIRTH, text, now=NOW)
        with self.refused("pack/noProcedure"):
            self.pack.validate("9.999999", {}, now=NOW)

    def test_values_that_are_no_json(self):
        circle = []
        circle.append(circle)
        for value, code, pointer in (
            (2**53, "json/integerRange", "/x/0"),
            (float("nan"), "json/number", "/x/0"),
            ("\ud800", "json/loneSurrogate", "/x/0"),
            ({1: 2}, "boundary/type", "/x/0"),
            (object(), "boundary/type", "/x/0"),
            (circle, "json/depth", None),
        ):
            with self.subTest(code), self.assertRaises(motcua.MotCuaError) as caught:
                self.pack.validate(BIRTH, {"x": [value]}, now=NOW)
            self.assertEqual(caught.exception.code, code)
            if pointer is not None:
                self.assertEqual(caught.exception.pointer, pointer)

    def test_moments(self):
        text = self.pack.validate(BIRTH, {}, now=fixture.SECONDS)
        self.assertEqual(text, self.pack.validate(BIRTH, {}, now=NOW))
        for moment in (datetime(2026, 10, 5), True, "2026-10-05", 2**63, None):
            with self.subTest(repr(moment)), self.refused("boundary/type"):
                self.pack.validate(BIRTH, {}, now=moment)

    def test_words(self):
        issue = self.pack.validate(BIRTH, {}, now=NOW).issues[0]
        with self.refused("boundary/type"):
            self.pack.validate(BIRTH, {}, now=NOW, channel="fax")
        with self.refused("boundary/type"):
            self.pack.message(BIRTH, issue, now=NOW, lang="fr")

    def test_threads_share_a_pack(self):
        wanted = self.pack.validate(BIRTH, {}, now=NOW)
        with ThreadPoolExecutor(4) as pool:
            for report in pool.map(lambda _: self.pack.validate(BIRTH, {}, now=NOW), range(40)):
                self.assertEqual(report, wanted)

    def test_old_and_foreign_objects(self):
        stranger = motcua.SoftwareKey.generate("Ed25519")
        root = fixture.ROOT.jwk
        with self.refused("keys/wrongRoot"):
            motcua.open_directory(fixture.DIRECTORY_TEXT, root=stranger.jwk, now=NOW)
        with self.refused("keys/rollback"):
            motcua.open_directory(fixture.DIRECTORY_TEXT, root=root, now=NOW, min_seq=8)
        with self.refused("keys/expired"):
            motcua.open_directory(fixture.DIRECTORY_TEXT, root=root, now=NOW + timedelta(hours=2))
        with self.refused("pack/rollback"):
            motcua.open_pack(fixture.PACK_TEXT, directory=fixture.directory(), now=NOW, min_seq=4)
        with self.refused("pack/signer"):
            foreign = fixture.signed(stranger, "pack", {"v": 1}).json
            motcua.open_pack(foreign, directory=fixture.directory(), now=NOW)
