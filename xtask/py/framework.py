"""Writes the Info.plist of a framework: FRAMEWORK, the privacy manifest that goes with it, then a pair for each slice:
its folder and its variant ("" for devices), with a colon between. Fails where a library or a key is missing."""

import plistlib
import sys
from pathlib import Path

LIBRARY = "libmotcua_uniffi.a"
PRIVACY = {
    "NSPrivacyTracking": False,
    "NSPrivacyTrackingDomains": [],
    "NSPrivacyCollectedDataTypes": [],
    # C617.1: size of files within the app's own container. Rust's standard library asks when it maps a file.
    "NSPrivacyAccessedAPITypes": [
        {
            "NSPrivacyAccessedAPIType": "NSPrivacyAccessedAPICategoryFileTimestamp",
            "NSPrivacyAccessedAPITypeReasons": ["C617.1"],
        }
    ],
}


def entry(framework: Path, folder: str, variant: str) -> dict:
    home = framework / folder
    for needed in (LIBRARY, "Headers/CMotCua/CMotCua.h", "Headers/CMotCua/module.modulemap"):
        if not (home / needed).is_file():
            sys.exit(f"{folder}/{needed} is missing")
    about = {
        "BinaryPath": LIBRARY,
        "HeadersPath": "Headers",
        "LibraryIdentifier": folder,
        "LibraryPath": LIBRARY,
        "SupportedArchitectures": ["arm64"],
        "SupportedPlatform": "ios",
    }
    return about | ({"SupportedPlatformVariant": variant} if variant else {})


def main(framework: Path, privacy: Path, slices: list[str]) -> None:
    # Neither collects nor tracks.
    if plistlib.loads(privacy.read_bytes()) != PRIVACY:
        sys.exit("the privacy manifest says something else")
    entries = [entry(framework, *slice.split(":")) for slice in slices]
    about = {"AvailableLibraries": entries, "CFBundlePackageType": "XFWK", "XCFrameworkFormatVersion": "1.0"}
    (framework / "Info.plist").write_bytes(plistlib.dumps(about))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
