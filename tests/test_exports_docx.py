"""A checklist as a Word document, opened again with python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from docx import Document
from docx.oxml.ns import qn

import i18n
from records import Language
from tests.exports_opened import (
    BOTH,
    docx_text,
    exported,
)
from tests.exports_samples import (
    PAYLOADS,
    checklist,
    payload_item,
)


@pytest.fixture(autouse=True)
def strict_messages() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


@pytest.mark.parametrize("language", BOTH)
def test_docx_has_boxes_and_a_place_to_sign(language: Language) -> None:
    document = Document(io.BytesIO(exported("docx", language)))
    items, signature = document.tables
    assert [row.cells[0].text for row in items.rows][1:] == ["☑", "☐", "☐"]
    assert list(items.rows[0]._tr.iter(qn("w:tblHeader")))
    labels = [row.cells[0].text for row in signature.rows]
    assert (
        labels
        == {
            "en": ["Name", "Organisation", "Signature", "Date"],
            "zh": ["姓名", "单位", "签名", "日期"],
        }[language]
    )
    assert all(row.cells[1].text == "" for row in signature.rows)


def test_docx_names_a_font_for_chinese_in_every_style_it_uses() -> None:
    document = Document(io.BytesIO(exported("docx", "zh")))
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert used == {"Title", "Heading 1", "Normal"}
    for name in used:
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == ("SimSun" if name == "Normal" else "SimHei")
        assert not [key for key in fonts.attrib if key.endswith("Theme")], "a theme font would win"


def test_docx_shows_deadline_promise_and_what_is_no_longer_found() -> None:
    text = docx_text(exported("docx"))
    assert "before November 21 (2022-11-21, year inferred)" in text
    assert "within a time limit (no date stated)" in text
    assert "The platform will give feedback" in text
    assert "An older wording of this duty." in text
    assert "ticked on 2026-01-03" in text


@pytest.mark.parametrize("payload", [*PAYLOADS, "a\x00b\ud800"])
def test_docx_payloads_are_text(payload: str) -> None:
    data = exported("docx", of=checklist(payload_item(payload)), by=payload, ticks={})
    cell = Document(io.BytesIO(data)).tables[0].rows[1].cells[2]
    shown = payload.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert cell.paragraphs[1].text == shown
