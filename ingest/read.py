"""A file's bytes to text, by format: the start of the way of the data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

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
    """The text of the file at ``path`` with its own line ends; ``file`` is the file's name.

    A byte-order mark is no part of the text. Raises `UnreadableFile` for a file that is missing, of
    an unknown format, larger than ``max_mb`` MB, empty, binary or in no known encoding.
    """
    data = _read_bytes(path, max_mb)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{path.name}: no reader for {path.suffix or 'a file without suffix'}; "
            f"save it as one of {', '.join(sorted(READERS))}",
            code="error.unknown_format",
            file=path.name,
            suffix=path.suffix,
            known=", ".join(sorted(READERS)),
        )
    try:
        text, encoding = reader(data)
    except Undecodable as exc:
        raise UnreadableFile(
            f"{path.name}: cannot be read as text ({exc.detail}); save it as UTF-8 text",
            code="error.binary_file" if exc.reason == "binary" else "error.undecodable_file",
            file=path.name,
            detail=exc.detail,
        ) from exc
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise _empty(path)
    return SourceText(path.name, hashlib.sha256(data).hexdigest(), encoding, text)


def _read_bytes(path: Path, max_mb: int) -> bytes:
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
        raise _empty(path)
    return data


def _empty(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name}: the file is empty; save the notice's text in it and try again",
        code="error.empty_file",
        file=path.name,
    )
