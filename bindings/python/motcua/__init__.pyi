from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, Optional, TypedDict, Union, final

__all__ = [
    "ENGINE_VERSION",
    "Directory",
    "Issue",
    "MotCuaError",
    "Pack",
    "PackInfo",
    "ProcedureSummary",
    "Report",
    "SignedObject",
    "SigningRequest",
    "SoftwareKey",
    "begin_sign",
    "canonicalize",
    "content_hash",
    "finish_sign",
    "open_directory",
    "open_pack",
    "render_message",
    "thumbprint",
]

_Moment = Union[datetime, int]
"""An aware ``datetime``, or seconds since 1970."""

_Document = Union[str, bytes, Mapping[str, Any]]
"""JSON text for the strict reader, or plain values: ``dict``, ``list``, ``str``, ``int``, ``float``, ``bool``, ``None``."""

_Channel = Literal["online", "desk", "post"]
_Language = Literal["vi", "en"]
_Form = Literal["short", "long"]
_Kind = Literal["submission", "receipt", "keys", "enrol", "pack", "decision", "cosign", "event"]

class _Attachment(TypedDict):
    id: str
    slot: str
    name: str
    media: str
    size: int
    hash: str
    chunks: int

ENGINE_VERSION: Final[str]
"""Version of the engine as packs name it, ``major.minor``."""

class MotCuaError(Exception):
    """A refusal: misuse, refused input or failed cryptography. Never holds what a person typed."""

    code: str
    """Registered code, ``area/name``; stable."""
    pointer: Optional[str]
    """Where in the input, as a JSON Pointer (RFC 6901)."""
    params: dict[str, str]
    """Values for the placeholders of the code's sentence, see :func:`render_message`."""

@final
class Directory:
    """A key directory that verified against the pinned root."""

    @staticmethod
    def open(jws: str, *, root: Mapping[str, str], now: _Moment, min_seq: int = 0) -> Directory: ...
    @property
    def seq(self) -> int: ...

@final
class Issue:
    """One finding about one place in a document."""

    code: Final[str]
    pointer: Final[str]
    severity: Final[Literal["error", "warning", "info"]]
    params: Final[dict[str, str]]

@final
class Report:
    """The verdict on a form, in document order; equal input gives an equal report on every platform.

    Is true exactly when ``valid`` is.
    """

    valid: Final[bool]
    issues: Final[list[Issue]]
    def __bool__(self) -> bool: ...

@final
class ProcedureSummary:
    """A procedure that a pack holds."""

    code: Final[str]
    version: Final[str]
    valid_from: Final[str]
    name_vi: Final[str]
    name_en: Final[str]

@final
class PackInfo:
    """What a pack holds."""

    id: Final[str]
    seq: Final[int]
    valid_from: Final[str]
    procedures: Final[list[ProcedureSummary]]
    catalogues: Final[list[str]]

@final
class Pack:
    """A pack whose signature and hashes verified, compiled. May be used from several threads at once."""

    @staticmethod
    def open(jws: str, *, directory: Directory, now: _Moment, min_seq: int = 0) -> Pack: ...
    @property
    def info(self) -> PackInfo: ...
    def validate(
        self,
        procedure: str,
        data: _Document,
        *,
        now: _Moment,
        channel: _Channel = "online",
        attachments: Optional[Sequence[_Attachment]] = None,
    ) -> Report:
        """The verdict on a form. A refused form is a report with findings; :class:`MotCuaError` is for text that is
        no such document (``json/…``) and for a procedure that is not in force (``pack/noProcedure``)."""
    def message(
        self,
        procedure: str,
        issue: Issue,
        *,
        now: _Moment,
        lang: _Language = "vi",
        form: _Form = "short",
    ) -> Optional[str]:
        """A finding as a sentence. ``now`` is the moment of the verdict: it says which version spoke."""

@final
class SigningRequest:
    """What the holder of the key ``kid`` has to sign: the ASCII bytes of ``signing_input``."""

    alg: Final[Literal["EdDSA", "ES256"]]
    kid: Final[str]
    protected: Final[str]
    payload: Final[str]
    signing_input: Final[str]

@final
class SignedObject:
    """A signed object whose signature has been verified, in its two serialisations (RFC 7515)."""

    json: Final[str]
    compact: Final[str]

@final
class SoftwareKey:
    """A signing key in memory. Its private part never leaves the core and is wiped when the object goes."""

    @staticmethod
    def generate(algorithm: Literal["Ed25519", "P-256"]) -> SoftwareKey: ...
    @property
    def jwk(self) -> dict[str, str]: ...
    def sign(self, request: SigningRequest) -> SignedObject: ...

def open_directory(jws: str, *, root: Mapping[str, str], now: _Moment, min_seq: int = 0) -> Directory:
    """Opens a directory (``egov-keys+jws``) signed by ``root``, the key that the host has pinned."""

def open_pack(jws: str, *, directory: Directory, now: _Moment, min_seq: int = 0) -> Pack:
    """Opens a pack (``egov-pack+jws``) that a key of the directory signed. ``min_seq`` is the highest number seen."""

def begin_sign(kind: _Kind, payload: _Document, key: Mapping[str, str]) -> SigningRequest:
    """First step of signing: what the holder of ``key`` has to sign."""

def finish_sign(request: SigningRequest, signature: bytes, key: Mapping[str, str]) -> SignedObject:
    """Second step: the signed object, after its signature verified. 64 bytes, or DER for ``ES256``."""

def thumbprint(key: Mapping[str, str]) -> str:
    """Thumbprint of a public key (RFC 7638), after checking the key."""

def canonicalize(data: _Document) -> str:
    """Canonical JSON text (RFC 8785), read under the strict profile of signed documents."""

def content_hash(data: bytes) -> str:
    """SHA-256 as packs and manifests of attachments write it: ``sha-256:<base64url>``."""

def render_message(
    code: str, params: Optional[dict[str, str]] = None, *, lang: _Language = "vi", form: _Form = "short"
) -> Optional[str]:
    """The sentence for a code, or ``None`` for a code that this version does not know."""
