"""Một Cửa SDK for Python: forms, signatures, sealed data and dossiers of public services, decided by one core.

Nothing here reads a clock or a network: every function that needs the time takes ``now``, an aware ``datetime`` or
seconds since 1970. Records cross as dictionaries with the names of the wire format; what a person typed stands in no
``repr`` and in no exception.
"""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from ._native import (
    ENGINE_VERSION,
    AttachmentReader,
    ClassKey,
    Directory,
    DossierKey,
    EventLog,
    FormSession,
    Issue,
    MotCuaError,
    OpeningKey,
    Pack,
    PackInfo,
    Places,
    ProcedureSummary,
    Report,
    Schema,
    SchemaBatch,
    Sha256,
    SignedObject,
    SigningRequest,
    SoftwareKey,
    Vault,
    add_working_days,
    begin_cosign,
    begin_cosign_refusal,
    begin_open,
    begin_sign,
    canonicalize,
    check_value,
    check_values,
    chunk_count,
    chunk_to_jwe,
    compare_texts,
    content_hash,
    date_in_words,
    document_style,
    due_date,
    error_codes,
    finish_cosign,
    finish_open,
    finish_sign,
    inspect_text,
    lunar_day,
    match_key,
    money_in_words,
    new_dossier_id,
    normalize_text,
    open_cosign_request,
    open_packet,
    packet_checks,
    read_cosign_request,
    read_transfer_code,
    register_case,
    render_document,
    render_message,
    request_cosign,
    resolve_place,
    resolve_place_code,
    rewrap,
    seal_cosign_request,
    seal_submission,
    search_key,
    shred,
    thumbprint,
    to_compact,
    transfer_packet,
    value_kinds,
    verify_consistency,
    verify_cosign_refusal,
    verify_cosignature,
    verify_inclusion,
    verify_log,
    working_day,
    working_days_between,
    write_transfer_code,
)


class Access(TypedDict):
    """Who opens personal data, in which role, what for and when (seconds since 1970): references of the host, not names."""

    actor: str
    role: str
    purpose: str
    at: int


open_directory = Directory.open
open_pack = Pack.open
compile_schema = Schema.compile


def validate_ndjson(schema: Schema, chunks: Iterable[bytes]) -> Iterator[tuple[int, str, str]]:
    """Findings of records, one a line, from any iterable of bytes, in memory that does not grow.

    Yields the number of the record (from 0), the code, and the field as a JSON Pointer with ``*`` for any index or name.
    Bytes may be cut anywhere, so an open file will do: ``iter(lambda: file.read(65536), b"")``.
    """
    batch, codes, fields = schema.batch(), error_codes(), schema.fields

    def named(found: list[tuple[int, int, int]]) -> Iterator[tuple[int, str, str]]:
        for record, field, code in found:
            yield record, codes[code], fields[field]

    for chunk in chunks:
        yield from named(batch.feed(chunk))
    yield from named(batch.finish())


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
