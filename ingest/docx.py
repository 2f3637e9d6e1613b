"""DOCX to text: the one place that reads with python-docx.

Paragraphs with the numbers that Word generates, headings, tables row by row, footnotes at the end;
as the document reads with all changes accepted. Headers, footers, comments and tables of contents
are left out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.apart import extract_apart
from ingest.extracted import Extracted, Undecodable
from ingest.heading_marks import marked_heading
from ingest.limits import DOCX_PARTS, DOCX_UNPACKED_MB, DOCX_XML_MB
from ingest.word_numbers import Level, NumberedList, Numbering

# Text that is not shown: deleted or moved away, field codes, the fallback for older programs,
# what only describes the paragraph or a picture.
_SKIPPED = {
    qn(f"w:{name}")
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "trPr",
                 "tcPr", "sdtPr", "rt")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_NOTE_KINDS = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_MARKUP = (b"<!DOCTYPE", b"<!ENTITY")


def read_docx(data: bytes) -> Extracted:
    """The text of a DOCX; raises `Undecodable`.

    Reads in a process of its own: `ingest.apart` says within which bounds.
    """
    return extract_apart(__name__, data)


def extract(data: bytes) -> Extracted:
    """As `read_docx`, in this process."""
    try:
        _check_archive(data)
        return Extracted(_Reading(Document(io.BytesIO(data))).text(), "docx")
    except (Undecodable, MemoryError):
        raise
    except Exception as exc:  # a damaged file can break any assumption of python-docx
        raise Undecodable("damaged", type(exc).__name__) from exc


def _check_archive(data: bytes) -> None:
    """Refuse what unpacks to more than a document, and XML that defines entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        # ZipFile reads no more of a part than its directory states, so the sizes can be trusted.
        total = sum(part.file_size for part in parts)
        if len(parts) > DOCX_PARTS or total > DOCX_UNPACKED_MB << 20:
            raise Undecodable("bomb", f"{total >> 20} MB, {len(parts)} parts")
        for part in parts:
            if not part.filename.lower().endswith((".xml", ".rels")):
                continue
            if part.file_size > DOCX_XML_MB << 20:
                raise Undecodable("bomb", f"{part.file_size >> 20} MB")
            content = archive.read(part).replace(b"\x00", b"")
            if any(mark in content for mark in _MARKUP):
                raise Undecodable("unsafe", part.filename)


class _Reading:
    """Reads one document in order; lives only in `extract`."""

    def __init__(self, document: DocumentObject) -> None:
        self._document = document
        self._styles = {one.get(qn("w:styleId")): one for one in document.styles.element}
        self._numbering = Numbering(self._lists())
        self._notes: list[tuple[str, str]] = []
        self._boxes: list[Any] = []

    def text(self) -> str:
        """The whole text, a line for each paragraph."""
        lines = list(self._blocks(self._document.element.body))
        for number, (kind, identifier) in enumerate(self._notes, start=1):
            lines.append(f"[{number}] {self._note(kind, identifier)}")
        return "\n".join(lines) + "\n"

    def _blocks(self, parent: Any) -> Iterator[str]:
        for child in parent.iterchildren("*"):
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag not in _SKIPPED:
                yield from self._blocks(child)

    def _paragraph(self, element: Any) -> Iterator[str]:
        style = self._style(element)
        name = _value(style, "w:name").lower() if style is not None else ""
        if name.startswith("toc "):
            return
        text = self._inline(element)
        boxes, self._boxes = self._boxes, []
        if text.strip() or not boxes:
            number = self._number(element, style) if text.strip() else ""
            level = self._outline_level(element, style, name)
            line = f"{number}{text}"
            yield marked_heading(line, level) if level and not number else line
        for box in boxes:
            yield from self._blocks(box)

    def _inline(self, element: Any) -> str:
        """The text inside ``element``; text boxes and notes are put by for later."""
        parts: list[str] = []
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag == qn("w:t"):
                parts.append(child.text or "")
            elif tag in _BREAKS:
                parts.append(_BREAKS[tag])
            elif tag in _NOTE_KINDS:
                self._notes.append((_NOTE_KINDS[tag], child.get(qn("w:id"), "")))
                parts.append(f"[{len(self._notes)}]")
            elif tag == qn("w:txbxContent"):
                self._boxes.append(child)
            elif tag not in _SKIPPED and not _hidden(child):
                parts.append(self._inline(child))
        return "".join(parts)

    def _table(self, element: Any) -> Iterator[str]:
        """A line for each row; a table of one column only frames its paragraphs."""
        for row in element.iterchildren(qn("w:tr")):
            cells = list(row.iter(qn("w:tc")))
            cells = [cell for cell in cells if _row_of(cell) is row]
            if len(cells) == 1:
                yield from self._blocks(cells[0])
                continue
            texts = []
            for cell in cells:
                lines = (line.strip().lstrip("#").strip() for line in self._blocks(cell))
                texts.append(" ".join(" ".join(lines).split()))
            if any(texts):
                yield f"| {' | '.join(texts)} |"

    # Styles, levels and numbers.

    def _style(self, paragraph: Any) -> Any:
        properties = paragraph.find(qn("w:pPr"))
        name = _value(properties, "w:pStyle") if properties is not None else ""
        return self._styles.get(name)

    def _outline_level(self, paragraph: Any, style: Any, name: str) -> int:
        """1 for the title, 2 for Word's first level of headings, and so on; 0 for body text."""
        if name == "title":
            return 1
        for properties in self._properties(paragraph, style):
            level = _value(properties, "w:outlineLvl")
            if level.isdecimal():
                return int(level) + 2 if int(level) < 9 else 0
        return 0

    def _properties(self, paragraph: Any, style: Any) -> Iterator[Any]:
        """The paragraph's own properties, then those of its style and the styles it builds on."""
        seen = 0
        holder = paragraph
        while holder is not None and seen < 20:
            properties = holder.find(qn("w:pPr"))
            if properties is not None:
                yield properties
            holder = style if seen == 0 else self._styles.get(_value(holder, "w:basedOn"))
            seen += 1

    def _number(self, paragraph: Any, style: Any) -> str:
        level = None
        for properties in self._properties(paragraph, style):
            found = properties.find(qn("w:numPr"))
            if found is None:
                continue
            stated = _value(found, "w:ilvl")
            level = int(stated) if level is None and stated.isdecimal() else level
            number_id = _value(found, "w:numId")
            if number_id:
                return "" if number_id == "0" else self._numbering.next(number_id, level or 0)
        return ""

    def _lists(self) -> dict[str, NumberedList]:
        """The lists of ``numbering.xml`` by the id that paragraphs name."""
        part = self._related("numbering")
        if part is None:
            return {}
        abstract = {
            one.get(qn("w:abstractNumId")): one for one in part.iterchildren(qn("w:abstractNum"))
        }
        numbers = {one.get(qn("w:numId")): one for one in part.iterchildren(qn("w:num"))}
        lists = {}
        for number_id, number in numbers.items():
            name = _value(number, "w:abstractNumId")
            base = self._linked(abstract.get(name), numbers, abstract)
            if base is None:
                continue
            levels = {int(one.get(qn("w:ilvl"), 0)): _level(one) for one in base.iter(qn("w:lvl"))}
            starts = {}
            for override in number.iterchildren(qn("w:lvlOverride")):
                place = int(override.get(qn("w:ilvl"), 0))
                start = _value(override, "w:startOverride")
                if start.isdecimal():
                    starts[place] = int(start)
                for own in override.iterchildren(qn("w:lvl")):
                    levels[place] = _level(own)
            count = base.get(qn("w:abstractNumId"))
            lists[number_id] = NumberedList(count, levels, starts)
        return lists

    def _linked(self, base: Any, numbers: dict[str, Any], abstract: dict[str, Any]) -> Any:
        """``base``, or the list that it names through a style in place of levels of its own."""
        link = _value(base, "w:numStyleLink") if base is not None else ""
        style = self._styles.get(link) if link else None
        if style is None:
            return base
        named = next((_value(one, "w:numId") for one in style.iter(qn("w:numPr"))), "")
        number = numbers.get(named)
        return abstract.get(_value(number, "w:abstractNumId")) if number is not None else base

    def _note(self, kind: str, identifier: str) -> str:
        part = self._related(kind)
        for note in part.iterchildren("*") if part is not None else ():
            if note.get(qn("w:id")) == identifier:
                return " ".join(" ".join(self._blocks(note)).split())
        return ""

    def _related(self, kind: str) -> Any:
        """The root of the document's part of that kind, or None."""
        for relation in self._document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                return parse_xml(relation.target_part.blob)
        return None


def _value(element: Any, name: str) -> str:
    """The value of the child ``name`` of ``element``, or an empty string."""
    child = element.find(qn(name))
    return "" if child is None else child.get(qn("w:val"), "")


def _level(element: Any) -> Level:
    restarts = _value(element, "w:lvlRestart")
    start = _value(element, "w:start")
    legal = element.find(qn("w:isLgl"))
    return Level(
        format=_value(element, "w:numFmt") or "decimal",
        text=_value(element, "w:lvlText"),
        start=int(start) if start.isdecimal() else 0,
        follow=_value(element, "w:suff") or "tab",
        restarts=int(restarts) if restarts.isdecimal() else None,
        legal=legal is not None and legal.get(qn("w:val"), "1") not in ("0", "false"),
    )


def _hidden(element: Any) -> bool:
    properties = element.find(qn("w:rPr"))
    mark = properties.find(qn("w:vanish")) if properties is not None else None
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false")


def _row_of(cell: Any) -> Any:
    """The row that a cell stands in, through content controls."""
    parent = cell.getparent()
    while parent is not None and parent.tag != qn("w:tr"):
        parent = parent.getparent()
    return parent
