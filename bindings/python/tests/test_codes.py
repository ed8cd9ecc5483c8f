"""The registry of error codes is the one of every other binding."""

import os
import unittest
from pathlib import Path

import motcua


class CodesTest(unittest.TestCase):
    def test_codes(self):
        registry = Path(os.environ["MOTCUA_CODES"]).read_text(encoding="utf-8")
        self.assertEqual(motcua.error_codes(), registry.splitlines())
