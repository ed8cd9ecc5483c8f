"""Một Cửa SDK for Python: one core that decides whether a public-service form is valid, and signs it.

Nothing here reads a clock or a network: every function that needs the time takes ``now``, an aware ``datetime`` or
seconds since 1970.
"""

from ._native import (
    ENGINE_VERSION,
    Directory,
    Issue,
    MotCuaError,
    Pack,
    PackInfo,
    ProcedureSummary,
    Report,
    SignedObject,
    SigningRequest,
    SoftwareKey,
    begin_sign,
    canonicalize,
    content_hash,
    finish_sign,
    render_message,
    thumbprint,
)

open_directory = Directory.open
open_pack = Pack.open

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
