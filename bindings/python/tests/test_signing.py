import ast
import base64
import unittest
from pathlib import Path

import motcua
from motcua import _native

PAYLOAD = {"b": 1, "a": "á"}


class SigningTest(unittest.TestCase):
    def test_a_thumbprint_of_the_standard(self):
        # RFC 8037 appendix A.3.
        key = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
        self.assertEqual(motcua.thumbprint(key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        with self.assertRaises(motcua.MotCuaError) as caught:
            motcua.thumbprint({**key, "d": "AA"})
        self.assertEqual(caught.exception.code, "crypto/privateKey")

    def test_two_steps(self):
        for algorithm, alg in (("Ed25519", "EdDSA"), ("P-256", "ES256")):
            with self.subTest(algorithm):
                key = motcua.SoftwareKey.generate(algorithm)
                request = motcua.begin_sign("submission", PAYLOAD, key.jwk)
                self.assertEqual((request.alg, request.kid), (alg, key.jwk["kid"]))
                self.assertEqual(request.signing_input, f"{request.protected}.{request.payload}")
                signed = key.sign(request)
                self.assertEqual(signed.compact.rsplit(".", 1)[0], request.signing_input)
                self.assertEqual(motcua.to_compact(signed.json), signed.compact)
                other = motcua.SoftwareKey.generate(algorithm)
                theirs = other.sign(motcua.begin_sign("submission", PAYLOAD, other.jwk)).compact.rsplit(".", 1)[1]
                wrong = base64.urlsafe_b64decode(theirs + "==")
                for code, call in (
                    ("crypto/signingRequest", lambda: other.sign(request)),
                    ("crypto/signature", lambda: motcua.finish_sign(request, wrong, key.jwk)),
                    ("crypto/signatureFormat", lambda: motcua.finish_sign(request, b"abc", key.jwk)),
                ):
                    with self.assertRaises(motcua.MotCuaError) as caught:
                        call()
                    self.assertEqual(caught.exception.code, code)

    def test_no_private_part_comes_out(self):
        key = motcua.SoftwareKey.generate("Ed25519")
        self.assertNotIn("d", key.jwk)
        self.assertEqual(sorted(name for name in dir(key) if not name.startswith("_")), ["generate", "jwk", "sign"])

    def test_canonical_text(self):
        wanted = '{"a":"á","b":1}'
        self.assertEqual(motcua.canonicalize(' { "b" : 1.0, "a": "á" } '), wanted)
        self.assertEqual(motcua.canonicalize(PAYLOAD), wanted)

    def test_hashes(self):
        # FIPS 180-4, the message "abc".
        self.assertEqual(motcua.content_hash(b"abc"), "sha-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")

    def test_refusals_speak_both_languages(self):
        vi = motcua.render_message("crypto/base64")
        en = motcua.render_message("crypto/base64", lang="en")
        self.assertTrue(vi and en and vi != en)
        self.assertIsNone(motcua.render_message("area/unknown"))

    def test_everything_public_is_declared(self):
        exported = {name for name in dir(_native) if not name.startswith("_")}
        own = {"Access", "compile_schema", "open_directory", "open_pack", "validate_ndjson"}
        self.assertEqual(exported, set(motcua.__all__) - own)
        stub = ast.parse(Path(motcua.__file__).with_name("__init__.pyi").read_text(encoding="utf-8"))
        declared = {
            node.target.id if isinstance(node, ast.AnnAssign) else node.name
            for node in stub.body
            if isinstance(node, (ast.AnnAssign, ast.ClassDef, ast.FunctionDef))
        }
        self.assertEqual({name for name in declared if not name.startswith("_")}, set(motcua.__all__))
