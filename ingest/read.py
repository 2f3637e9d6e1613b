"""A file's bytes to text, by format: the start of the way of the data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path, PurePath

from errors import UnreadableFile
from ingest.decode import Undecodable, decode
from records import SourceText

Reader = Callable[[bytes], tuple[str, str]]

# One reader a format: bytes → (text, encoding); it raises `Undecodable`. A new format is a file of
# its own and a line here.
READERS: dict[str, Reader] = {
    ".txt": decode,
    ".text": decode,
    ".md": decode,
    ".markdown": decode,
}


def read_source(path: Path, max_mb: int) -> SourceText:
    """The text of the file at ``path``, as `source_of` reads it from `read_bytes`."""
    return source_of(path.name, read_bytes(path, max_mb))


def source_of(file: str, data: bytes) -> SourceText:
    """The text of the bytes ``data`` of a file called ``file``, with its own line ends.

    A byte-order mark is no part of the text. Raises `UnreadableFile` for an unknown format, and for
    bytes that are empty, binary or in no known encoding.
    """
    suffix = PurePath(file).suffix
    reader = READERS.get(suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{file}: no reader for {suffix or 'a file without suffix'}; "
            f"save it as one of {', '.join(sorted(READERS))}",
            code="error.unknown_format",
            file=file,
            suffix=suffix,
            known=", ".join(sorted(READERS)),
        )
    try:
        text, encoding = reader(data)
    except Undecodable as exc:
        raise UnreadableFile(
            f"{file}: cannot be read as text ({exc.detail}); save it as UTF-8 text",
            code="error.binary_file" if exc.reason == "binary" else "error.undecodable_file",
            file=file,
            detail=exc.detail,
        ) from exc
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise _empty(file)
    return SourceText(file, hashlib.sha256(data).hexdigest(), encoding, text)


def read_bytes(path: Path, max_mb: int) -> bytes:
    """The bytes of the file at ``path``.

    Raises `UnreadableFile` for a file that is missing, empty or larger than ``max_mb`` MB.
    """
    try:
        size = path.stat().st_size
        if size > max_mb * 1_000_000:
            raise UnreadableFile(
                f"{path.name}: {size / 1e6:.1f} MB is more than {max_mb} MB; "
                "split it or raise NOTICEDESK_MAX_FILE_MB",
                code="error.file_too_large",
                file=path.name,
                size_mb=f"{size / 1e6:.1f}",
                max_mb=max_mb,
            )
        data = path.read_bytes()
    except OSError as exc:
        raise UnreadableFile(
            f"{path.name}: cannot be opened ({exc.strerror}); check the path and its permissions",
            code="error.file_not_opened",
            file=path.name,
            detail=exc.strerror or "",
        ) from exc
    if not data:
        raise _empty(path.name)
    return data


def _empty(file: str) -> UnreadableFile:
    return UnreadableFile(
        f"{file}: the file is empty; save the notice's text in it and try again",
        code="error.empty_file",
        file=file,
    )
