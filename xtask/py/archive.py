"""Puts files into a zip archive: OUT, then pairs of a path and its name inside; an empty name means "all that is in that
archive". Times are fixed, so that equal content gives equal bytes."""

import sys
import zipfile

WHEN = (1980, 1, 1, 0, 0, 0)


def put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def main(out: str, pairs: list[str]) -> None:
    with zipfile.ZipFile(out, "w") as archive:
        for path, name in zip(pairs[::2], pairs[1::2]):
            if name:
                with open(path, "rb") as file:
                    put(archive, name, file.read())
                continue
            with zipfile.ZipFile(path) as other:
                for inner in sorted(other.namelist()):
                    if not inner.endswith("/"):
                        put(archive, inner, other.read(inner))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
