"""A fault of ours is caught at the border and leaves the module usable; only the test build has one."""

import motcua
from motcua._native import fault

for _ in range(2):
    try:
        fault()
    except motcua.MotCuaError as error:
        assert error.code == "runtime/panic", error.code
    else:
        raise AssertionError("no fault")
assert motcua.search_key("Đá") == motcua.search_key("da")
