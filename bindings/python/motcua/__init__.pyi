from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, Optional, TypedDict, Union, final

__all__ = [
    "Access",
    "AttachmentReader",
    "ClassKey",
    "Directory",
    "DossierKey",
    "ENGINE_VERSION",
    "EventLog",
    "FormSession",
    "Issue",
    "MotCuaError",
    "OpeningKey",
    "Pack",
    "PackInfo",
    "Places",
    "ProcedureSummary",
    "Report",
    "Schema",
    "SchemaBatch",
    "Sha256",
    "SignedObject",
    "SigningRequest",
    "SoftwareKey",
    "Vault",
    "add_working_days",
    "begin_cosign",
    "begin_cosign_refusal",
    "begin_open",
    "begin_sign",
    "canonicalize",
    "check_value",
    "check_values",
    "chunk_count",
    "chunk_to_jwe",
    "compare_texts",
    "compile_schema",
    "content_hash",
    "date_in_words",
    "document_style",
    "due_date",
    "error_codes",
    "finish_cosign",
    "finish_open",
    "finish_sign",
    "inspect_text",
    "lunar_day",
    "match_key",
    "money_in_words",
    "new_dossier_id",
    "normalize_text",
    "open_cosign_request",
    "open_directory",
    "open_pack",
    "open_packet",
    "packet_checks",
    "read_cosign_request",
    "read_transfer_code",
    "register_case",
    "render_document",
    "render_message",
    "request_cosign",
    "resolve_place",
    "resolve_place_code",
    "rewrap",
    "seal_cosign_request",
    "seal_submission",
    "search_key",
    "shred",
    "thumbprint",
    "to_compact",
    "transfer_packet",
    "validate_ndjson",
    "value_kinds",
    "verify_consistency",
    "verify_cosign_refusal",
    "verify_cosignature",
    "verify_inclusion",
    "verify_log",
    "working_day",
    "working_days_between",
    "write_transfer_code",
]

_Moment = Union[datetime, int]
"""An aware ``datetime``, or seconds since 1970."""

_Document = Union[str, bytes, Mapping[str, Any]]
"""JSON text for the strict reader, or plain values: ``dict``, ``list``, ``str``, ``int``, ``float``, ``bool``, ``None``."""

_SchemaDocument = Union[_Document, bool]
"""A JSON Schema: an object or a boolean, as text or as plain values."""

_Day = Union[date, str]
"""A ``date``, or ISO text ``yyyy-mm-dd``."""

_Key = Mapping[str, str]
"""A public key as JWK (RFC 7517)."""

_Record = dict[str, Any]
"""A record with the names of the wire format; see the documentation of ``motcua-types``."""

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
    @property
    def payload(self) -> _Record:
        """The directory as it was signed."""
    def seal_keys(self, agency: str, unit: Optional[str] = None, *, now: _Moment) -> list[_Record]:
        """Keys to seal to, for an agency or one unit of it; empty when there are none at that moment."""
    def verify_enrolment(self, compact: str, *, at: _Moment) -> _Record:
        """Whose key it is, after verifying the enrolment (compact ``egov-enrol+jws``)."""
    def receipt_checkpoint(self, receipt: _Signed, *, kept: Optional[_Moment] = None) -> _Record:
        """The checkpoint that a receipt is; ``kept`` is when the host stored it."""

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
        version: Optional[Mapping[str, str]] = None,
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
    def procedure(self, code: str, *, now: _Moment) -> _Record:
        """The document of a procedure in force at a moment: form, layout, rules, papers, fee, term."""
    def reference(self, code: str, *, now: _Moment) -> _Record:
        """Code, version and hash of that document, as a submission names it."""
    def catalogue(self, name: str) -> _Record: ...
    def search(
        self, name: str, query: str, *, parent: Optional[str] = None, limit: int = 20
    ) -> list[_Record]:
        """Entries of a catalogue by name; accents, case and word order of the query do not matter."""
    def workflow(self, id: str) -> _Record: ...
    def evaluate(
        self,
        procedure: str,
        data: _Document,
        *,
        now: _Moment,
        channel: _Channel = "online",
        attachments: Optional[Sequence[_Attachment]] = None,
        version: Optional[Mapping[str, str]] = None,
    ) -> _Record:
        """Everything that a renderer needs: ``report``, ``hidden``, ``required``, ``computed``, ``sections``."""
    def prefill(self, procedure: str, claims: _Document, *, now: _Moment) -> _Record:
        """A form filled from the claims of a login: ``data`` and ``provenance``."""
    def prepare(
        self,
        procedure: str,
        data: _Document,
        draft: Mapping[str, Any],
        *,
        now: _Moment,
        prefilled: Optional[Mapping[str, Any]] = None,
        version: Optional[Mapping[str, str]] = None,
    ) -> _Record:
        """The payload to sign. ``draft`` holds what is beside the data: ``dossier``, ``auth``, ``nonce``, ``aud``, and
        ``attachments``, ``channel``, ``type``, ``of``, ``filed``, and ``references`` (``role`` and ``reference`` of parties
        that the portal knows) where they apply. Refuses with ``form/invalid``."""
    def open_form(
        self,
        procedure: str,
        *,
        now: _Moment,
        data: Optional[_Document] = None,
        claims: Optional[_Document] = None,
        channel: _Channel = "online",
        attachments: Optional[Sequence[_Attachment]] = None,
        version: Optional[Mapping[str, str]] = None,
    ) -> FormSession:
        """Opens a form that judges each input by itself, over data or over the claims of a login."""
    def restore_form(self, draft: Mapping[str, Any], *, now: _Moment) -> FormSession:
        """Takes a draft up again, under the version that it was filled under."""
    def migrate_draft(self, draft: Mapping[str, Any], *, now: _Moment) -> _Record:
        """Carries a draft over to the version in force: ``draft``, ``kept``, ``changed``, ``dropped``."""

@final
class FormSession:
    """A form while somebody fills it in. Each change judges only what depends on it and gives what changed (``valid``,
    ``appeared``, ``gone``, ``hidden``, ``shown``, ``required``, ``optional``, ``computed``, ``sections``; empty lists are
    left out), or ``None`` when nothing but the value did."""

    def set(self, pointer: str, value: Any) -> Optional[_Record]:
        """Sets a field; ``None`` empties it. A text is one, whatever it looks like."""
    def add_item(self, list: str, value: Any, at: Optional[int] = None) -> Optional[_Record]: ...
    def remove_item(self, list: str, at: int) -> Optional[_Record]: ...
    def move_item(self, list: str, start: int, end: int) -> Optional[_Record]: ...
    def set_attachments(self, manifest: Sequence[_Attachment]) -> Optional[_Record]: ...
    def set_channel(self, word: _Channel) -> Optional[_Record]: ...
    def set_now(self, now: _Moment) -> Optional[_Record]: ...
    @property
    def state(self) -> _Record: ...
    @property
    def data(self) -> _Record: ...
    @property
    def signed(self) -> _Record: ...
    @property
    def provenance(self) -> list[_Record]: ...
    @property
    def draft(self) -> _Record:
        """The form to be stored. It holds personal data: keep it in a :class:`Vault`."""
    def acknowledge(self, pointer: str) -> bool: ...

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

_Signed = Union[SignedObject, str, Mapping[str, str]]
"""A signed object: from :func:`finish_sign`, or its flattened JSON as text or as a dictionary."""

@final
class SoftwareKey:
    """A signing key in memory. Its private part never leaves the core and is wiped when the object goes."""

    @staticmethod
    def generate(algorithm: Literal["Ed25519", "P-256"]) -> SoftwareKey: ...
    @property
    def jwk(self) -> dict[str, str]: ...
    def sign(self, request: SigningRequest) -> SignedObject: ...

@final
class OpeningKey:
    """What opens: a key in memory, or what a key of the host agreed for one sealed object. Its secret part never leaves
    the core."""

    @staticmethod
    def generate(algorithm: Literal["X25519", "P-256"]) -> OpeningKey: ...
    @staticmethod
    def agreed(request: Mapping[str, Any], secret: bytes) -> OpeningKey:
        """Second of two steps with a key that the host holds: the secret of 32 bytes that it agreed as
        :func:`begin_open` asked. Opens that one object."""
    @property
    def jwk(self) -> dict[str, str]:
        """The public key; refuses with ``boundary/type`` for what a key of the host agreed."""

class Access(TypedDict):
    """Who opens personal data, in which role and what for: references of the host, not names."""

    actor: str
    role: str
    purpose: str
    at: int

@final
class DossierKey:
    """The key of a dossier's documents and data. Its bytes never leave the core."""

    @staticmethod
    def generate(dossier: str) -> DossierKey: ...
    @staticmethod
    def open(
        sealed: _Document, key: OpeningKey, *, dossier: str, access: Access
    ) -> tuple[DossierKey, _Record]:
        """The key, and the record of its opening, which the host keeps first."""
    def seal(self, recipients: Sequence[_Key], *, procedure: Mapping[str, str]) -> _Record: ...
    def seal_chunk(self, place: Mapping[str, Any], data: bytes) -> bytes:
        """Seals one chunk, at most 4 MiB. ``place``: ``class``, ``attachment``, ``index``, ``count``, ``size``."""
    def open_chunk(
        self, place: Mapping[str, Any], sealed: bytes, *, access: Access
    ) -> tuple[bytes, _Record]: ...
    def seal_data(
        self, pack: Pack, procedure: str, data: _Document, *, version: int, now: _Moment
    ) -> list[_Record]:
        """Seals the data of an accepted submission, part by part under the key of its class of personal data."""
    def class_key(self, name: str) -> ClassKey:
        """The key of one class of data, for a role that may see this class and no other."""
    def open_data(
        self,
        fields: Sequence[Mapping[str, Any]],
        classes: Optional[Sequence[str]] = None,
        *,
        access: Access,
    ) -> tuple[_Record, list[_Record]]:
        """Opens the parts of the classes named, or of all, and puts them together, with a record for each opening."""

@final
class ClassKey:
    """The key of one class of a dossier's data. Its bytes never leave the core."""

    @staticmethod
    def open(
        sealed: _Document, key: OpeningKey, *, dossier: str, name: str, access: Access
    ) -> tuple[ClassKey, _Record]:
        """The key, and the record of its opening, which the host keeps first."""
    @property
    def name(self) -> str:
        """The class, ``basic`` or ``sensitive:<kind>``."""
    def seal(self, recipients: Sequence[_Key], *, procedure: Mapping[str, str]) -> _Record: ...
    def seal_field(self, pointer: str, value: Any, *, version: int) -> str:
        """Seals a value, as compact JWE. A text stands for itself. Each change takes the next version, from 1."""
    def open_field(
        self, pointer: str, jwe: str, *, version: int, access: Access
    ) -> tuple[Any, _Record]: ...
    def open_data(
        self, fields: Sequence[Mapping[str, Any]], *, access: Access
    ) -> tuple[_Record, list[_Record]]:
        """Opens the parts of this class and leaves out the others, with a record for each opening."""
    def read_attachment(self, manifest: _Attachment, *, access: Access) -> AttachmentReader:
        """Begins to open a document that a signed manifest names."""

@final
class AttachmentReader:
    """A document that is opened chunk by chunk, in order. Nothing of it counts before :meth:`finish`."""

    def push(self, sealed: bytes) -> bytes: ...
    def finish(self) -> _Record:
        """The record of the opening; refuses with ``crypto/attachment`` when this is not the document that was signed.
        The last call."""

@final
class Vault:
    """An unlocked vault: keys and drafts at rest. A wrong secret and altered data both refuse with
    ``vault/cannotOpen``."""

    @staticmethod
    def create(*, passphrase: Optional[str] = None, secret: Optional[bytes] = None) -> Vault:
        """Under a passphrase (64 MiB, about half a second), or 32 bytes that a device or a key service gives."""
    @staticmethod
    def unlock(
        sealed: Mapping[str, Any], *, passphrase: Optional[str] = None, secret: Optional[bytes] = None
    ) -> Vault: ...
    def seal(self, name: str, draft: _Document) -> _Record: ...
    def open(self, name: str, sealed: Mapping[str, Any]) -> Any: ...
    def seal_key(self, name: str, key: SoftwareKey) -> _Record: ...
    def open_key(self, name: str, sealed: Mapping[str, Any]) -> SoftwareKey: ...
    def seal_opening_key(self, name: str, key: OpeningKey) -> _Record: ...
    def open_opening_key(self, name: str, sealed: Mapping[str, Any]) -> OpeningKey: ...

@final
class EventLog:
    """The log of a dossier, verified whole: where it stands, what may follow, and the next event to sign."""

    @staticmethod
    def begin(dossier: str, *, pack: Optional[Pack] = None) -> EventLog:
        """A log without events, for whoever opens the dossier."""
    def extend(self, events: Sequence[str], *, directory: Directory) -> None:
        """Verifies the events that follow. When one is bad, the log ends before it."""
    @property
    def state(self) -> _Record: ...
    @property
    def status(self) -> Optional[_Record]:
        """The present status: ``name``, and what happens ``next``."""
    def actions(self, roles: Sequence[str], *, now: _Moment, issuer: str = "") -> list[_Record]: ...
    def apply(self, action: Mapping[str, Any], *, now: _Moment) -> _Record:
        """Whether an actor may make a change now, and what follows from it: ``event``, ``effects``, ``remarks``."""
    def begin_event(
        self,
        bodies: Sequence[Mapping[str, Any]],
        *,
        issuer: str,
        at: _Moment,
        id: str,
        transaction: str,
        key: _Key,
    ) -> SigningRequest:
        """First half of signing the event that follows."""
    def standing(self, pack: Pack, procedure: str, *, now: _Moment) -> _Record:
        """How the dossier stands with its term: what is due, what comes next, and by when."""
    def issue_document(
        self, form: str, *, pack: Pack, procedure: str, facts: Mapping[str, Any], now: _Moment
    ) -> _Record: ...
    def begin_receipt(self, *, now: _Moment, key: _Key) -> SigningRequest: ...
    def verify_receipt(self, receipt: _Signed, *, directory: Directory) -> _Record: ...
    def checkpoint(self, *, at: _Moment) -> _Record: ...

@final
class Schema:
    """A compiled JSON Schema (draft 2020-12)."""

    @staticmethod
    def compile(
        schema: _SchemaDocument,
        *,
        resources: Optional[Mapping[str, _SchemaDocument]] = None,
        assert_formats: bool = False,
        policy: Literal["profile", "rfc8259"] = "profile",
    ) -> Schema: ...
    @property
    def fields(self) -> list[str]:
        """Fields by their number in packed answers: JSON Pointers, with ``*`` for any index or name."""
    def validate(self, record: _Document) -> Report: ...
    def check(self, record: Union[str, bytes]) -> list[tuple[int, int]]:
        """Findings of one record's text: field, code. What is no JSON is a finding too."""
    def batch(self) -> SchemaBatch: ...

@final
class SchemaBatch:
    """Records as NDJSON bytes, in chunks that may be cut anywhere, at most 1 MiB a record. Memory does not grow."""

    def feed(self, chunk: bytes) -> list[tuple[int, int, int]]:
        """Findings of the records that end in these bytes: record (from 0), field, code."""
    def finish(self) -> list[tuple[int, int, int]]:
        """Findings of a last record without a line feed."""
    def feed_columns(self, chunk: bytes) -> tuple[bytes, bytes, bytes]:
        """The same as three columns of unsigned 32-bit numbers in the machine's order: ``numpy.frombuffer(column,
        "uint32")``, ``pyarrow.py_buffer(column)``."""
    def finish_columns(self) -> tuple[bytes, bytes, bytes]: ...
    @property
    def records(self) -> int: ...
    @property
    def failed(self) -> int: ...

@final
class Sha256:
    """SHA-256 of a file in pieces."""

    def __new__(cls) -> Sha256: ...
    def update(self, data: bytes) -> None: ...
    def digest(self) -> str:
        """``sha-256:<base64url>`` of everything so far; the hash starts anew."""

def new_dossier_id() -> str:
    """A random dossier id, ``urn:uuid:…``."""

def seal_submission(
    signed: _Signed,
    *,
    procedure: Mapping[str, str],
    dossier: str,
    recipients: Sequence[_Key],
    cosignatures: Optional[Sequence[Mapping[str, str]]] = None,
) -> _Record:
    """Seals a signed submission, with co-signatures beside it, to one to sixteen recipients."""

def open_packet(
    sealed: _Document,
    key: OpeningKey,
    *,
    directory: Directory,
    expected: Mapping[str, Any],
    now: _Moment,
    anchor: Optional[Mapping[str, Any]] = None,
    answers: Optional[Sequence[Mapping[str, Any]]] = None,
) -> _Record:
    """Opens a packet that has just arrived, or with an ``anchor`` (``payloadHash``, ``at``) one that was accepted before.
    ``expected`` comes from the caller's own records: ``aud``, ``nonce``, ``signers`` (of the procedure), ``maxAge``, and
    ``dossier``, ``procedure``, ``minAssurance``, ``skew``, ``revoked``, ``transfers`` where they apply. ``answers`` are the
    host's to :func:`packet_checks`: ``certificate``, ``indication``, ``subject``."""

def packet_checks(
    sealed: _Document,
    key: OpeningKey,
    *,
    directory: Directory,
    expected: Mapping[str, Any],
    now: _Moment,
    anchor: Optional[Mapping[str, Any]] = None,
) -> list[_Record]:
    """The certificates that the host has to judge before the packet opens; nothing of the content."""

def transfer_packet(
    sealed: _Document, key: OpeningKey, *, holder: str, to: str, reason: str, recipients: Sequence[_Key]
) -> _Record:
    """Hands a packet to another office: ``sealed`` to the receiver, and the ``transfer`` that the holder's signed event
    says, for ``transfers`` of what the receiver expects. Offices are ``agency`` or ``agency/unit``."""

def rewrap(sealed: _Document, key: OpeningKey, *, recipients: Sequence[_Key]) -> _Record:
    """The same content for other recipients, unread; for packets and the sealed keys of dossiers alike."""

def request_cosign(jws: _Signed, *, reference: str, until: _Moment) -> _Record:
    """A request over a signed submission to the party of that reference."""

def seal_cosign_request(request: Mapping[str, Any], recipients: Sequence[_Key]) -> _Record:
    """Seals a request to keys of the person asked."""

def open_cosign_request(
    sealed: _Document, key: OpeningKey, *, directory: Directory, now: _Moment
) -> _Record:
    """Opens a sealed request, see :func:`read_cosign_request`."""

def read_cosign_request(request: Mapping[str, Any], *, directory: Directory, now: _Moment) -> _Record:
    """Reads a request: the first signature verifies, and it is open still. ``payload`` is to be shown whole before anybody
    signs, ``by`` is who asks; the further steps take ``request``, and verify it anew."""

def begin_cosign(
    request: Mapping[str, Any], *, enrolment: str, directory: Directory, now: _Moment
) -> SigningRequest:
    """First step of co-signing, with the enrolment (compact) of the person asked."""

def finish_cosign(
    request: Mapping[str, Any], jws: _Signed, *, enrolment: str, directory: Directory, now: _Moment
) -> _Record:
    """Second step: the detached signature of what was signed, verified as the asker will verify it."""

def verify_cosignature(
    request: Mapping[str, Any], cosignature: Mapping[str, str], *, directory: Directory, now: _Moment
) -> _Record:
    """Verifies an answer before it goes into the packet; gives the enrolment of who signed."""

def begin_cosign_refusal(
    request: Mapping[str, Any], *, enrolment: str, directory: Directory, now: _Moment
) -> SigningRequest:
    """First step of saying no; the object that was signed goes back to who asked."""

def verify_cosign_refusal(jws: _Signed, request: Mapping[str, Any], *, directory: Directory) -> _Record:
    """Verifies a refusal."""

def shred(dossier: str, wraps: Sequence[_Document], *, access: Access) -> _Record:
    """Names the sealed keys of a dossier for destruction. Keep the record, then delete the objects everywhere: nothing
    else opens what lies under them."""

def begin_open(sealed: _Document, key: _Key) -> _Record:
    """First of two steps with a key that the host holds: it agrees a secret (ECDH) with ``epk``."""

def finish_open(
    sealed: _Document,
    request: Mapping[str, Any],
    secret: bytes,
    *,
    directory: Directory,
    expected: Mapping[str, Any],
    now: _Moment,
) -> _Record:
    """Second step: opens the packet with the secret of 32 bytes."""

def chunk_count(size: int) -> int: ...
def chunk_to_jwe(place: Mapping[str, Any], sealed: bytes) -> _Record: ...
def verify_log(
    events: Sequence[str],
    *,
    directory: Directory,
    pack: Optional[Pack] = None,
    checkpoints: Optional[Sequence[Mapping[str, Any]]] = None,
) -> EventLog:
    """Verifies a whole log (compact JWS each, oldest first). A refusal names the first bad event in ``firstBad``."""

def render_document(paper: Mapping[str, Any], *, lang: _Language = "vi", page: bool = False) -> str:
    """The HTML of a paper: one article, or a whole page with its style. No script; every text is escaped."""

def document_style() -> str: ...
def verify_inclusion(entry: bytes, *, index: int, size: int, proof: Sequence[str], root: str) -> None: ...
def verify_consistency(
    *, old_size: int, new_size: int, old_root: str, new_root: str, proof: Sequence[str]
) -> None: ...
def compile_schema(
    schema: _SchemaDocument,
    *,
    resources: Optional[Mapping[str, _SchemaDocument]] = None,
    assert_formats: bool = False,
    policy: Literal["profile", "rfc8259"] = "profile",
) -> Schema:
    """Compiles a schema; nothing is fetched.

    ``resources`` are further schemas by their address, for references that lead out; one that leads nowhere refuses with
    ``procedure/unresolvedRef``. ``assert_formats`` makes ``format`` count. ``policy`` says how records are read:
    ``profile`` as signed documents (texts in normal form C, integers within ±(2^53-1)), ``rfc8259`` as any JSON.
    """

def validate_ndjson(schema: Schema, chunks: Iterable[bytes]) -> Iterator[tuple[int, str, str]]:
    """Findings of records, one a line: number of the record (from 0), code, field. Memory does not grow."""

def error_codes() -> list[str]:
    """Every code by its number in packed answers. The numbers belong to this version."""

def value_kinds() -> list[str]: ...
def check_value(kind: str, text: str, context: Optional[Mapping[str, Any]] = None) -> _Record:
    """The answer about one value: ``verdict``, ``codes``, ``normalized``, ``parts``."""

def check_values(
    kind: str, texts: Sequence[Optional[str]]
) -> tuple[bytes, list[Optional[str]], list[Optional[str]]]:
    """A column of values: verdicts as bytes (0 valid, 1 warning, 2 invalid, 3 missing), the first code of each, and the
    forms to store."""

def inspect_text(text: str) -> _Record: ...
def normalize_text(text: str) -> str: ...
def search_key(text: str) -> str: ...
def match_key(text: str) -> str:
    """What equal texts share however they were typed: lower case, one place for the tone, tones kept."""

def register_case(name: str) -> str: ...
def compare_texts(one: str, other: str, *, people: bool = False) -> int:
    """Below 0, 0 or above 0, for ``functools.cmp_to_key``."""

def money_in_words(dong: int) -> Optional[str]: ...
def date_in_words(date: _Day) -> str:
    """A date in words, as registers write it; a month of a year (``yyyy-mm``) or a year alone too."""

@final
class Places:
    """Provinces and communes with the days they exist: what is built in, and the rows of a file. Refuses with
    ``place/data`` and the line that cannot be read."""

    def __new__(cls, rows: str) -> Places: ...
    def resolve(self, text: str, *, on: _Day) -> _Record: ...
    def resolve_code(self, code: str, *, on: _Day) -> _Record: ...

def resolve_place(text: str, *, on: _Day) -> _Record: ...
def resolve_place_code(code: str, *, on: _Day) -> _Record: ...
def write_transfer_code(transfer: Mapping[str, Any]) -> str: ...
def read_transfer_code(text: str) -> _Record: ...
def working_day(on: _Day) -> _Record: ...
def add_working_days(start: _Day, count: int) -> str: ...
def working_days_between(after: _Day, until: _Day) -> int: ...
def due_date(term: Mapping[str, Any], *, accepted_at: _Moment) -> _Record: ...
def lunar_day(on: _Day) -> Optional[tuple[int, int, int, bool]]:
    """Year, month, day, and whether the month is the second of its number; no verdict."""

def open_directory(jws: str, *, root: Mapping[str, str], now: _Moment, min_seq: int = 0) -> Directory:
    """Opens a directory (``egov-keys+jws``) signed by ``root``, the key that the host has pinned."""

def open_pack(jws: str, *, directory: Directory, now: _Moment, min_seq: int = 0) -> Pack:
    """Opens a pack (``egov-pack+jws``) that a key of the directory signed. ``min_seq`` is the highest number seen."""

def begin_sign(kind: _Kind, payload: _Document, key: Mapping[str, str]) -> SigningRequest:
    """First step of signing: what the holder of ``key`` has to sign."""

def finish_sign(request: SigningRequest, signature: bytes, key: Mapping[str, str]) -> SignedObject:
    """Second step: the signed object, after its signature verified. 64 bytes, or DER for ``ES256``."""

def to_compact(jws: _Signed) -> str:
    """Compact text of a signed object, as enrolments and events travel."""

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
