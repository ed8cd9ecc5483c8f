"""Puts the wheel together: LIBRARY, OUT, VERSION. Prints its path.

The library was built for the stable ABI (PEP 384), so one wheel serves every Python from 3.9 on its platform. `maturin build`
makes the same, with a check of the C library of old Linux systems; that one is for publishing.
"""

import base64
import hashlib
import sys
import sysconfig
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
WHEN = (1980, 1, 1, 0, 0, 0)


def main(library: Path, out: Path, version: str) -> Path:
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    tag = f"cp39-abi3-{platform}"
    info = f"motcua-{version}.dist-info"
    summary = "Một Cửa SDK: forms, signatures, sealed data and dossiers of public services."
    licence = "Apache-2.0 OR MIT"
    metadata = (
        f"Metadata-Version: 2.4\nName: motcua\nVersion: {version}\nSummary: {summary}\n"
        f"License-Expression: {licence}\nRequires-Python: >=3.9\nClassifier: Typing :: Typed\n"
    )
    content = {
        **{f"motcua/{name}": (HERE / "motcua" / name).read_bytes() for name in ("__init__.py", "__init__.pyi", "py.typed")},
        "motcua/_native.abi3.so": library.read_bytes(),
        f"{info}/METADATA": metadata.encode("utf-8"),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: motcua\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(),
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')},{len(data)}\n"
        for name, data in content.items()
    )
    content[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode("utf-8")
    out.mkdir(parents=True, exist_ok=True)
    wheel = out / f"motcua-{version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return wheel


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
