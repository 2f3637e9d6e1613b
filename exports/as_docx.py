"""A checklist as a Word document to print and sign, by python-docx."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Final

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from exports.report import Left, Line, Report, Source
from exports.words import deadline_line, facts, labelled, title, xml_text

LATIN_FONT: Final = "Calibri"
BODY_FONT: Final = "SimSun"  # for Chinese characters, on Windows and in WPS; others substitute it
HEADING_FONT: Final = "SimHei"

_BOXES: Final = {False: "☐", True: "☑"}
_GREY: Final = RGBColor(0x55, 0x5B, 0x66)
_A4: Final = (Cm(29.7), Cm(21.0))  # across
_COLUMNS: Final = (
    ("box", Cm(1.2)),
    ("type", Cm(2.6)),
    ("requirement", Cm(13.4)),
    ("actor", Cm(4.2)),
    ("deadline", Cm(4.3)),
)
_SIGNATURE: Final = ("name", "organisation", "signature", "date")


def write(report: Report) -> bytes:
    """The report: head, table with tick boxes, promises, what is left, sources, signature."""
    document = Document()
    _set_page(document)
    _set_fonts(document)
    _set_properties(document, report)
    document.add_heading(xml_text(report.title), level=0)
    for label, value in report.scope:
        _add(document, labelled(label, value, report.language))
    for note in report.notes:
        _add(document, note, small=True)
    _sources(document, report)
    _items(document, report)
    _commitments(document, report)
    _left(document, report)
    _signature(document, report)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: DocumentObject) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    footer = section.footer.paragraphs[0]
    footer.alignment = 1
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = footer.add_run()
        element = OxmlElement("w:instrText" if instruction else "w:fldChar")
        if instruction:
            element.text = instruction
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _set_fonts(document: DocumentObject) -> None:
    """Name a font for Latin and one for Chinese in every style that is used.

    Word takes ``w:eastAsia`` for Chinese characters; a theme font beside it would win, so the
    theme's attributes go.
    """
    for style in document.styles:
        if not isinstance(style, ParagraphStyle):
            continue
        heading = style.name is not None and style.name.startswith(("Heading", "Title"))
        if style.name != "Normal" and not heading:
            continue
        style.font.name = LATIN_FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
        fonts.set(qn("w:eastAsia"), HEADING_FONT if heading else BODY_FONT)
        fonts.set(qn("w:cs"), LATIN_FONT)
        if heading:
            style.font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    for languages in document.styles.element.iter(qn("w:lang")):
        languages.set(qn("w:eastAsia"), "zh-CN")


def _set_properties(document: DocumentObject, report: Report) -> None:
    properties = document.core_properties
    properties.title = xml_text(report.title)[:255]  # the package format allows no more
    properties.author = "NoticeDesk"
    properties.comments = ""
    moment = datetime.combine(report.checklist.as_of, time())
    properties.created = properties.modified = moment


def _sources(document: DocumentObject, report: Report) -> None:
    document.add_heading(report.say("part.sources"), level=1)
    for source in report.sources:
        _source(document, source, report)


def _source(document: DocumentObject, source: Source, report: Report) -> None:
    notice, language = source.notice, report.language
    _add(document, f"{source.number}. {title(notice, language)}", bold=True)
    _add(document, facts(notice, language), small=True)
    for line in source.lines:
        _add(document, line, small=True)


def _items(document: DocumentObject, report: Report) -> None:
    document.add_heading(report.say("part.items"), level=1)
    if not report.items:
        _add(document, report.say("nothing"))
        return
    rows = len(report.items) + 1
    table = document.add_table(rows=rows, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, (code, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _write(cell.paragraphs[0], report.say(f"printed.{code}"), bold=True)
    _mark(table.rows[0], "w:tblHeader")
    for row, line in zip(list(table.rows)[1:], report.items, strict=True):
        _item(row, line, report)
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = width


def _item(row: _Row, line: Line, report: Report) -> None:
    _mark(row, "w:cantSplit")
    box, kind, requirement, actor, deadline = row.cells
    for cell, (_, width) in zip(row.cells, _COLUMNS, strict=True):
        cell.width = width
    _write(box.paragraphs[0], _BOXES[line.done], size=14)
    _write(kind.paragraphs[0], f"{line.number}. {line.type}", bold=True)
    _requirement(requirement, line, report)
    _write(actor.paragraphs[0], line.actor)
    _write(deadline.paragraphs[0], deadline_line(line.item.deadline, report.language))


def _requirement(cell: _Cell, line: Line, report: Report) -> None:
    _write(cell.paragraphs[0], line.task, bold=True)
    _write(cell.add_paragraph(), line.item.source_text)
    for code, value in (("condition", line.item.condition or ""), ("evidence", line.evidence)):
        if value:
            said = labelled(report.say(f"column.{code}"), value, report.language)
            _write(cell.add_paragraph(), said)
    _write(cell.add_paragraph(), f"— {line.place.citation}", small=True)
    if line.warnings:
        _write(cell.add_paragraph(), f"⚠ {line.warnings}", small=True)


def _commitments(document: DocumentObject, report: Report) -> None:
    if not report.commitments:
        return
    document.add_heading(report.say("part.commitments"), level=1)
    _add(document, report.say("commitments_lead"), small=True)
    for line in report.commitments:
        _add(document, line.item.source_text)
        _add(document, f"— {line.place.citation}", small=True)


def _left(document: DocumentObject, report: Report) -> None:
    if not report.left:
        return
    document.add_heading(report.say("part.left"), level=1)
    _add(document, report.say("left_lead"), small=True)
    for left in report.left:
        _left_entry(document, left, report)


def _left_entry(document: DocumentObject, left: Left, report: Report) -> None:
    when = report.say("ticked_on", date=left.done_at.date().isoformat())
    _add(document, f"{_BOXES[True]} {left.tick.quote}")
    _add(document, f"— {left.place.citation}; {when}", small=True)


def _signature(document: DocumentObject, report: Report) -> None:
    """Lines to sign on, on one page with their heading."""
    heading = document.add_heading(report.say("part.signature"), level=1)
    heading.paragraph_format.keep_with_next = True
    table = document.add_table(rows=len(_SIGNATURE), cols=2, style="Table Grid")
    for row, code in zip(table.rows, _SIGNATURE, strict=True):
        row.height = Cm(1.2)
        _mark(row, "w:cantSplit")
        _write(row.cells[0].paragraphs[0], report.say(f"signature.{code}"))
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        row.cells[0].width, row.cells[1].width = Cm(5), Cm(11)


def _add(
    document: DocumentObject, text: str, *, bold: bool = False, small: bool = False
) -> Paragraph:
    return _write(document.add_paragraph(), text, bold=bold, small=small)


def _write(
    paragraph: Paragraph, text: str, *, bold: bool = False, small: bool = False, size: int = 10
) -> Paragraph:
    run = paragraph.add_run(xml_text(text))
    run.bold = bold
    run.font.size = Pt(8.5 if small else size)
    if small:
        run.font.color.rgb = _GREY
    return paragraph


def _mark(row: _Row, name: str) -> None:
    """Set a switch of a table row: ``w:tblHeader`` repeats it, ``w:cantSplit`` keeps it whole."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))
