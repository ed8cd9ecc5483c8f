"""Answers the conformance requests on standard input, one a line, with the test build of the native module."""

import sys

from motcua._native import conform

NOT_UTF8 = '{"code":"json/utf8","id":null,"ok":false}'


def answer(line: bytes) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return NOT_UTF8
    return conform(text)


def main() -> None:
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(line.removesuffix(b"\n")).encode("utf-8") + b"\n")


if __name__ == "__main__":
    main()
