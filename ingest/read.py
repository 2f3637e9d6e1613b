"""A file's bytes to text, by format: the start of the way of the data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path, PurePath

from errors import UnreadableFile
from ingest.decode import decode
from ingest.docx import read_docx
from ingest.extracted import Extracted, Undecodable
from ingest.html import read_html
from ingest.limits import PDF_PAGES, READ_MEMORY_MB
from ingest.pdf import read_pdf
from ingest.signatures import kind_of
from records import SourceText

Reader = Callable[[bytes], Extracted]


def _plain(data: bytes) -> Extracted:
    return Extracted(*decode(data))


# One reader a format: bytes → `Extracted`; it raises `Undecodable`. A new format is a file of its
# own and a line here.
READERS: dict[str, Reader] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _plain,
    ".markdown": _plain,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
}
# Formats that are told by their content: the suffixes under which a file of them is read.
SUFFIXES = {"PDF": (".pdf",), "DOCX": (".docx",), "HTML": (".html", ".htm")}

# Why a reader gave no text: the error's code, and its English sentence after the file's name.
PROBLEMS = {
    "binary": ("error.binary_file", "cannot be read as text ({detail}); save it as UTF-8 text"),
    "encoding": (
        "error.undecodable_file", "cannot be read as text ({detail}); save it as UTF-8 text",
    ),
    "encrypted": ("error.encrypted_file", "needs a password; save a copy without one"),
    "damaged": ("error.damaged_file", "is damaged ({detail}); get the file again"),
    "no_text": (
        "error.scanned_file",
        "its {detail} pages hold no text, only pictures, and OCR is not available yet; "
        "find a copy with text or type it into a TXT file",
    ),
    "unreadable_text": (
        "error.unreadable_text_layer",
        "its characters have no meaning to a program; find a copy with text that can be searched",
    ),
    "too_many_pages": (
        "error.too_many_pages", "{detail} pages are more than {pages}; split it",
    ),
    "too_slow": ("error.file_too_slow", "not read within {detail} seconds; split it"),
    "too_heavy": ("error.file_too_heavy", "takes more memory than {memory} MB to read; split it"),
    "bomb": ("error.file_unpacks_too_large", "unpacks to {detail}; save it without its pictures"),
    "unsafe": (
        "error.unsafe_file", "defines entities of its own ({detail}); save it again in Word",
    ),
}  # fmt: skip


def read_source(path: Path, max_mb: int) -> SourceText:
    """The text of the file at ``path``, as `source_of` reads it from `read_bytes`."""
    return source_of(path.name, read_bytes(path, max_mb))


def source_of(file: str, data: bytes) -> SourceText:
    """The text of the bytes ``data`` of a file called ``file``.

    Of TXT and Markdown it is the file's own, with its line ends and without a byte-order mark; of
    other formats what was extracted. Raises `UnreadableFile` for an unknown format, a suffix that
    is not the format's own, and for bytes that are empty, damaged, locked or give no text.
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
    _check_kind(file, suffix, data)
    try:
        found = reader(data)
    except Undecodable as exc:
        page = suffix.lower() in SUFFIXES["HTML"]
        if exc.reason == "plain_text" or (exc.reason == "damaged" and not page and _is_text(data)):
            raise _mislabelled(file, suffix, "TXT", ".txt") from exc
        raise _unreadable(file, exc) from exc
    if not found.text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise _empty(file)
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(file, digest, found.encoding, found.text, found.warnings, found.pages)


def _check_kind(file: str, suffix: str, data: bytes) -> None:
    """Refuse a file whose content is of another format than its name says."""
    kind = kind_of(data)
    own = next((name for name, ends in SUFFIXES.items() if suffix.lower() in ends), None)
    if kind == own or not data:
        return
    if kind in SUFFIXES:
        raise _mislabelled(file, suffix, kind, SUFFIXES[kind][0])
    if kind not in (None, "ZIP") and own is not None:
        raise UnreadableFile(
            f"{file}: is named {suffix} and is no {own} file but {kind}; "
            f"open it in the program it was made with and save it as {own}",
            code="error.other_format",
            file=file,
            suffix=suffix,
            actual=kind,
            format=own,
        )


def _mislabelled(file: str, suffix: str, actual: str, right: str) -> UnreadableFile:
    return UnreadableFile(
        f"{file}: is named {suffix} and is {actual}; rename it so that it ends in {right}",
        code="error.mislabelled_file",
        file=file,
        suffix=suffix,
        actual=actual,
        right=right,
    )


def _is_text(data: bytes) -> bool:
    """Whether a file that its reader cannot read is plain text under another name."""
    try:
        decode(data)
    except Undecodable:
        return False
    return kind_of(data) is None


def _unreadable(file: str, problem: Undecodable) -> UnreadableFile:
    code, sentence = PROBLEMS[problem.reason]
    facts = {"detail": problem.detail, "pages": PDF_PAGES, "memory": READ_MEMORY_MB}
    return UnreadableFile(f"{file}: {sentence.format(**facts)}", code=code, file=file, **facts)


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
