"""PDF to text, page by page: the one place that knows pypdf.

The text is what the file's own text layer says; a page that is only a picture has none.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from ingest.apart import extract_apart
from ingest.extracted import Extracted, Undecodable
from ingest.limits import PDF_PAGES, PDF_UNREADABLE_SHARE, SPACED_SHARE
from ingest.page_edges import without_running_lines
from records import Remark

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
# Browsers name radicals and ligatures for the characters that look the same. Of some radicals
# Unicode knows the traditional character alone, or none.
_LOOKALIKES = re.compile(r"[\u2f00-\u2fd5\ufb00-\ufb06]")
_SIMPLIFIED = str.maketrans(
    "⻓⻔⻅⻉⻋⻚⻛⻜⻝⻢⻥⻦⻩⻬⻰⻄⺠⻘⻙⻮⻣⻤⻨⻁⻆⼾",
    "长门见贝车页风飞食马鱼鸟黄齐龙西民青韦齿骨鬼麦虎角户",
)
_UNREADABLE = re.compile(r"[\ue000-\uf8ff\ufffd]|\(cid:\d+\)")
_APART = re.compile(r"[\u4e00-\u9fff] (?=[\u4e00-\u9fff])")
_CLOSE = re.compile(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])")
_BLANK_BETWEEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
_TRAILER = 2048
_PYPDF = logging.getLogger("pypdf")


def read_pdf(data: bytes) -> Extracted:
    """The text of a PDF with the offsets of its pages; raises `Undecodable`.

    Reads in a process of its own: `ingest.apart` says within which bounds.
    """
    return extract_apart(__name__, data)


def extract(data: bytes) -> Extracted:
    """As `read_pdf`, in this process."""
    if b"%%EOF" not in data.rstrip(b"\x00 \r\n\t")[-_TRAILER:]:
        raise Undecodable("damaged", "the end of the file is missing")
    try:
        pages, pictures = _page_texts(data)
    except (Undecodable, MemoryError):
        raise
    except LimitReachedError as exc:
        raise Undecodable("too_heavy") from exc
    except Exception as exc:  # on a damaged file pypdf may raise anything
        raise Undecodable("damaged", type(exc).__name__) from exc
    return _joined(pages, pictures)


def _page_texts(data: bytes) -> tuple[list[str], list[int]]:
    """The text of every page, and the numbers of those that hold a picture and no text."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Undecodable("encrypted")
    count = len(reader.pages)
    if count > PDF_PAGES:
        raise Undecodable("too_many_pages", str(count))
    texts, pictures = [], []
    with _damage_noted() as damage:
        for number, page in enumerate(reader.pages, start=1):
            _name_encodings(page)
            text = _cleaned(page.extract_text())
            texts.append(text)
            if not text.strip() and _has_picture(page):
                pictures.append(number)
            if damage:
                raise Undecodable("damaged", f"page {number}")
    return texts, pictures


@contextmanager
def _damage_noted() -> Iterator[list[logging.LogRecord]]:
    """What pypdf logs of content that it left out because it could not unpack or follow it."""
    noted: list[logging.LogRecord] = []
    handler = _Noting(noted)
    _PYPDF.addHandler(handler)
    try:
        yield noted
    finally:
        _PYPDF.removeHandler(handler)


class _Noting(logging.Handler):
    def __init__(self, noted: list[logging.LogRecord]) -> None:
        super().__init__()
        self._noted = noted

    def emit(self, record: logging.LogRecord) -> None:
        lost = record.getMessage().startswith(("Impossible to decode", "Exceeded"))
        if lost or record.name == "pypdf.filters":
            self._noted.append(record)


def _name_encodings(page: PageObject) -> None:
    """Tell pypdf that an embedded encoding of two bytes is one, so that it reads pairs.

    pypdf knows such encodings by name only and takes others for one byte a character.
    """
    for font in _resources(page, "/Font"):
        encoding = font.get("/Encoding")
        encoding = encoding.get_object() if encoding is not None else None
        if (
            font.get("/Subtype") == "/Type0"
            and "/ToUnicode" in font
            and isinstance(encoding, StreamObject)
            and re.search(rb"<0000>\s*<ffff>", encoding.get_data().lower())
        ):
            font[NameObject("/Encoding")] = NameObject("/Identity-H")


def _has_picture(page: PageObject) -> bool:
    return any(one.get("/Subtype") == "/Image" for one in _resources(page, "/XObject"))


def _resources(page: PageObject, kind: str) -> Iterator[DictionaryObject]:
    resources = page.get("/Resources")
    named = resources.get_object().get(kind) if resources is not None else None
    named = named.get_object() if named is not None else None
    for one in named.values() if isinstance(named, DictionaryObject) else ():
        found = one.get_object()
        if isinstance(found, DictionaryObject):
            yield found


def _cleaned(text: str) -> str:
    """``text`` as valid characters, without blanks that only spread a line's characters."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_SIMPLIFIED)
    text = _LOOKALIKES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return "\n".join(_closed_up(line.rstrip(" \t")) for line in text.split("\n"))


def _closed_up(line: str) -> str:
    """``line`` without blanks between Han characters, where nearly all of them are set apart."""
    apart, close = len(_APART.findall(line)), len(_CLOSE.findall(line))
    if apart < 3 or apart < SPACED_SHARE * (apart + close):
        return line
    return _BLANK_BETWEEN.sub("", line)


def _joined(texts: Sequence[str], pictures: Sequence[int]) -> Extracted:
    """The pages as one text. A page begins in a new line, so that its paragraphs may go on."""
    whole = "".join(texts)
    if not whole.strip():
        raise Undecodable("no_text", str(len(texts)))
    if len(_UNREADABLE.findall(whole)) > PDF_UNREADABLE_SHARE * len(whole):
        raise Undecodable("unreadable_text")
    pages: list[int] = []
    parts: list[str] = []
    length = 0
    for lines in without_running_lines([one.split("\n") for one in texts]):
        pages.append(length)
        text = "\n".join(lines).strip("\n")
        if text:
            parts.append(text + "\n")
            length += len(text) + 1
    listed = ", ".join(str(number) for number in pictures)
    warnings = (Remark("pages_without_text", {"pages": listed}),) if pictures else ()
    return Extracted("".join(parts), "pdf", tuple(pages), warnings)
