"""Bytes to text: which encoding a text file is in, never guessed lossily.

``data.decode(encoding)`` gives the text that is returned, character for character. The one place
that knows charset-normalizer.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ingest.extracted import Undecodable
from ingest.signatures import SIGNATURES

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Characters that no text holds; a text with more than one in a thousand of them is binary.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.001
# Share of double-byte characters that lie in GB2312 (A1-F7, A1-FE): .99 and more in real Chinese
# text, under .5 where Western bytes happen to be valid GB18030.
_GB2312_SHARE = 0.9
_GB_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_SAMPLE_BYTES = 262_144


def decode(data: bytes) -> tuple[str, str]:
    """``(text, encoding)`` of ``data``; raises `Undecodable`.

    Order: byte-order mark, strict UTF-8, UTF-16 by its zero bytes, GB18030 where the characters
    are those of Chinese text, then charset-normalizer's best guess where it is sure.
    """
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise Undecodable("binary", name)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    if b"\x00" in data:
        encoding = _utf16_without_mark(data)
        return _checked(_strict(data, encoding)), encoding
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as exc:
        if _is_damaged_utf8(data):
            line = data.count(b"\n", 0, exc.start) + 1
            raise Undecodable("encoding", f"a damaged UTF-8 character in line {line}") from exc
    return _legacy(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise Undecodable("encoding", f"not {encoding} at byte {exc.start}") from exc


def _checked(text: str) -> str:
    controls = len(_CONTROLS.findall(text))
    if controls > max(2, len(text) * _CONTROL_SHARE):
        raise Undecodable("binary", "control characters")
    return text


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:_SAMPLE_BYTES]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > 0 and min(even, odd) * 20 <= max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    raise Undecodable("binary", "zero bytes")


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: then no other encoding would be right."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for char in text[:_SAMPLE_BYTES] if char > "\x7f") - broken
    return good > 20 * broken


def _legacy(data: bytes) -> tuple[str, str]:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text:
        pairs = _GB_PAIR.findall(data[:_SAMPLE_BYTES])
        inside = sum(1 for pair in pairs if 0xA1 <= pair[0] <= 0xF7 and pair[1] >= 0xA1)
        if pairs and inside >= _GB2312_SHARE * len(pairs):
            return _checked(text), "gb18030"
    match = from_bytes(data).best()
    if match is None or match.percent_chaos > 10:
        raise Undecodable("encoding", "no known encoding fits")
    return _checked(_strict(data, match.encoding)), match.encoding
