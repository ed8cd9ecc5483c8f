"""One form as text, in Python: `python calls.py SCHEMA RECORDS [first]`, as in calls.mjs."""

import sys
import time
from pathlib import Path

import motcua

schema = motcua.compile_schema(Path(sys.argv[1]).read_text(encoding="utf-8"), assert_formats=True)
records = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
if sys.argv[3:] == ["first"]:
    print(len(schema.validate(records[0]).issues))
else:
    for _ in sys.stdin:
        issues = 0
        start = time.perf_counter_ns()
        for record in records:
            issues += len(schema.validate(record).issues)
        print((time.perf_counter_ns() - start) / len(records), issues, flush=True)
