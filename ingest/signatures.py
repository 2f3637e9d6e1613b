"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

# File signatures of what is certainly no text; from the formats' specifications.
SIGNATURES = (
    (b"%PDF-", "PDF"), (b"PK\x03\x04", "ZIP"), (b"\xd0\xcf\x11\xe0", "DOC or XLS"),
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"), (b"Rar!", "RAR"), (b"\x7fELF", "program"), (b"MZ\x90", "program"),
    (b"{\\rtf", "RTF"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
# A page begins so, after blanks, comments and an XML declaration.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]{0,200}>|<!--.{0,2000}?-->){0,20}"
    rb"<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
# Readers of PDF look for its mark in the first kilobyte (ISO 32000-1, annex H, note 13).
_PDF_WITHIN = 1024
_OFFICE = {"word/document.xml": "DOCX", "xl/workbook.xml": "XLSX", "ppt/presentation.xml": "PPTX"}


def kind_of(data: bytes) -> str | None:
    """The name of the format of ``data`` (PDF, DOCX, HTML, PNG …); None for what may be text."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            return _zipped(data) if name == "ZIP" else name
    if b"%PDF-" in data[:_PDF_WITHIN] and b"%%EOF" in data:
        return "PDF"
    wide = data[:8192].replace(b"\x00", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else b""
    return "HTML" if _HTML.match(data) or (wide and _HTML.match(wide[2:])) else None


def _zipped(data: bytes) -> str:
    """Which office format a ZIP file holds, or plain ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "ZIP"
    return next((kind for name, kind in _OFFICE.items() if name in names), "ZIP")
