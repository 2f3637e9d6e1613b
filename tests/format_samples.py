"""Files of other formats than text, made as their programs make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from fpdf import FPDF

FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
)
SIMPLIFIED = 2  # the face of Noto's collection


@cache
def font() -> Path:
    """A font with Chinese characters; without one the test is skipped."""
    found = next((one for one in FONTS if one.exists()), None)
    if found is None:
        pytest.skip("no font with Chinese characters: apt-get install fonts-noto-cjk")
    return found


def pdf(
    pages: Sequence[str], *, header: str = "", footer: str = "", latin: bool = False, size: int = 14
) -> bytes:
    """A PDF with one page for each text; ``footer`` may hold ``{page}`` and ``{pages}``."""
    document = FPDF()
    document.set_auto_page_break(False)
    if latin:
        document.set_font("Helvetica", size=size)
    else:
        document.add_font("cjk", fname=font(), collection_font_number=SIMPLIFIED)
        document.set_font("cjk", size=size)
    for number, text in enumerate(pages, start=1):
        document.add_page()
        facts = {"page": number, "pages": len(pages)}
        if header:
            document.cell(0, 8, header.format(**facts), new_x="LMARGIN", new_y="NEXT")
        if text:
            document.multi_cell(0, 8, text, align="L")
        if footer:
            document.set_y(280)
            document.cell(0, 8, footer.format(**facts), align="C")
    return bytes(document.output())


NUMBERING = """
<w:numbering {ns}>
  <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
      <w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
      <w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
      <w:lvlText w:val="%3."/></w:lvl>
    <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
      <w:lvlText w:val="（%4）"/></w:lvl>
    <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
      <w:lvlText w:val="%5)"/></w:lvl>
    <w:lvl w:ilvl="5"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="2">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
      <w:lvlText w:val="%1.%2"/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="3">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
      <w:lvlText w:val="第%1条"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
  <w:num w:numId="4"><w:abstractNumId w:val="2"/>
    <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""
Line = str | tuple[str, int, int] | tuple[str, str] | list[list[str]]


def docx(lines: Sequence[Line], body_xml: str = "") -> bytes:
    """A DOCX of plain lines, ``(text, list, level)``, ``(text, style)`` and tables of cells.

    ``body_xml`` is a paragraph or other block in WordprocessingML that is put at the end.
    """
    document = Document()
    document.part.numbering_part._element = parse_xml(NUMBERING.format(ns=nsdecls("w")))
    for line in lines:
        if isinstance(line, str):
            document.add_paragraph(line)
        elif isinstance(line, list):
            table = document.add_table(len(line), max(len(row) for row in line))
            for row, texts in zip(table.rows, line, strict=True):
                for cell, text in zip(row.cells, texts, strict=False):
                    cell.text = text
        elif len(line) == 3:
            _numbered(document.add_paragraph(line[0]), line[1], line[2])
        else:
            document.add_paragraph(line[0], style=line[1])
    if body_xml:
        section = document.element.body.find(qn("w:sectPr"))
        section.addprevious(parse_xml(body_xml))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _numbered(paragraph: object, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    names = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{names}</w:numPr>"))


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The ZIP ``data`` with the part ``name`` added, or put in the place of the one there."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str) -> str:
    """The text of one part of the ZIP ``data``."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")
