"""PDF: text by page, running lines, offsets and pages of clauses; and what is no sound PDF."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

import i18n
from errors import UnreadableFile
from ingest import apart, pdf
from ingest.extracted import Extracted, Undecodable
from ingest.page_edges import without_running_lines
from ingest.parse import parse_notice
from ingest.read import PROBLEMS, READERS, source_of
from tests import format_samples

ZH = [
    "国家知识产权局办公室关于组织开展专利转化运用试点的通知\n国知办发运字〔2023〕8号\n"
    "各省、自治区、直辖市知识产权局：\n"
    "　　为加快推进专利转化运用，现就试点申报工作有关事项通知如下：\n　　一、申报条件\n"
    "　　（一）申报主体。申报单位应当是在本省（区、市）注册、具有独立法人资格的"
    "企业、高校或者科研院所，近三年无严重失信记录。\n"
    "　　（二）工作基础。申报单位应有有效发明专利不少于50件，"
    "并且设有专职知识",
    "产权管理人员，近两年专利转化合同金额累计不低于200万元。\n　　二、申报程序\n"
    "　　申报单位应于2023年4月30日前，将申报书及证明材料报送省级知识产权管理部门。逾期不予受理。\n"
    "　　三、工作要求\n　　各地要高度重视，精心组织，确保申报材料真实、准确。",
    "　　对弄虚作假的，取消申报资格，三年内不得再次申报。\n　　特此通知。\n国家知识产权局办公室\n"
    "2023年3月6日",
]
EN = [
    "Notice on the Registration of Patented Products\n\nAll provincial offices are requested to "
    "organise the registration of patented products in their provinces and to report on it.\n"
    "1. Who may register\nEnterprises that own a valid patent may register their products, and are "
    "encouraged to do so in the year in which the product is first sold on the mar-",
    "ket. 2024 is the first year.\n2. Documents\nApplicants shall submit the form before 30 June "
    "2024 to the office of the province in which they are registered.",
    "3. Contact\nQuestions are answered by the office that received the form, within five days.",
]


def zh() -> bytes:
    return format_samples.pdf(ZH, header="国家知识产权局文件", footer="— {page} —")


def en() -> bytes:
    return format_samples.pdf(
        EN, header="Example Office", footer="Page {page} of {pages}", latin=True
    )


def test_chinese_text_with_pages_and_without_running_lines() -> None:
    source = source_of("通知.pdf", zh())
    assert source.encoding == "pdf"
    assert "— " not in source.text and "国家知识产权局文件" not in source.text
    assert len(source.pages) == 3 and source.pages[0] == 0
    assert source.text[source.pages[2] :].lstrip().startswith("对弄虚作假的")


def test_clauses_know_their_page_and_go_on_over_it() -> None:
    parsed = parse_notice(source_of("通知.pdf", zh()))
    assert parsed.notice.number_normalised == "国知办发运字〔2023〕8号"
    for clause in parsed.clauses:
        assert parsed.text[clause.span.start : clause.span.end] == clause.text
    pages = {clause.path: clause.page for clause in parsed.clauses}
    assert pages["title"] == 1 and pages["1.2"] == 1 and pages["2"] == 2 and pages["signature"] == 3
    base = next(clause for clause in parsed.clauses if clause.path == "1.2")
    assert "".join(base.text.split()).endswith("不低于200万元。"), "goes on over the page's end"


def test_english_text_by_page() -> None:
    parsed = parse_notice(source_of("notice.pdf", en()))
    assert "Example Office" not in parsed.text and "Page 2" not in parsed.text
    pages = {clause.path: clause.page for clause in parsed.clauses}
    assert (pages["1"], pages["2"], pages["3"]) == (1, 2, 3)
    assert "2024 is the first year" in parsed.text, "a body line that begins with a number stays"


def encrypted(user: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(en()))
    writer.encrypt(user, "owner", algorithm=algorithm)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_an_empty_password_opens_and_another_is_asked_for(algorithm: str) -> None:
    assert "Who may register" in source_of("n.pdf", encrypted("", algorithm)).text
    with pytest.raises(UnreadableFile) as caught:
        source_of("n.pdf", encrypted("secret", algorithm))
    assert caught.value.code == "error.encrypted_file"


def scanned(pages: int, text: str = "") -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=12)
    for _ in range(pages):
        document.add_page()
        document.image(Image.new("RGB", (40, 40), "white"), w=100)
    if text:
        document.add_page()
        document.multi_cell(0, 8, text)
    return bytes(document.output())


def cyclic() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(en()))
    pages: Any = writer.root_object["/Pages"].get_object()
    pages["/Kids"].append(pages.indirect_reference)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def with_contents(content: bytes, filtered: str = "") -> bytes:
    """A PDF whose first page draws ``content``, with a font to draw it in."""
    writer = PdfWriter(clone_from=io.BytesIO(en()))
    page = writer.pages[0]
    drawn = DecodedStreamObject()
    drawn.set_data(content)
    if filtered:
        drawn[NameObject("/Filter")] = NameObject(filtered)
    page[NameObject("/Contents")] = writer._add_object(drawn)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def many_pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


REFUSED = [
    ("truncated", lambda: en()[:-400], "error.damaged_file"),
    ("nothing but a head", lambda: b"%PDF-1.7\n%%EOF", "error.damaged_file"),
    ("binary garbage", lambda: bytes(range(256)) * 20, "error.damaged_file"),
    ("scanned", lambda: scanned(2), "error.scanned_file"),
    ("blank", lambda: many_pages(1), "error.scanned_file"),
    ("a page whose stream is broken", lambda: with_contents(b"x\x9cgarbage" * 9, "/FlateDecode"),
     "error.damaged_file"),
    ("more pages than a notice has", lambda: many_pages(2001), "error.too_many_pages"),
    ("plain text", lambda: "各省知识产权局：请认真贯彻执行。".encode(), "error.mislabelled_file"),
    ("a web page", lambda: b"<!DOCTYPE html><p>text</p>", "error.mislabelled_file"),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "error.other_format"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code"), [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])  # fmt: skip
def test_refuses_with_what_to_do(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        source_of("bad.pdf", make())
    assert caught.value.code == code
    assert "bad.pdf" in str(caught.value)
    for said in (i18n.error(caught.value, "en"), i18n.error(caught.value, "zh")):
        assert "bad.pdf" in said and "{" not in said


def test_every_problem_of_a_reader_has_its_sentence() -> None:
    assert [code for code, _ in PROBLEMS.values() if not i18n.has(code)] == []
    assert {".pdf", ".docx", ".html", ".htm"} <= set(READERS)


def test_a_cyclic_tree_of_pages_ends() -> None:
    try:
        assert "Who may register" in source_of("c.pdf", cyclic()).text
    except UnreadableFile as exc:
        assert exc.code == "error.damaged_file"


def test_a_pdf_named_as_text_says_what_it_is() -> None:
    with pytest.raises(UnreadableFile) as caught:
        source_of("notice.txt", en())
    assert caught.value.code == "error.mislabelled_file"
    assert (caught.value.params["actual"], caught.value.params["right"]) == ("PDF", ".pdf")


def test_pages_that_are_pictures_are_named() -> None:
    source = source_of("n.pdf", scanned(2, "All provincial offices shall report by 1 May 2024."))
    assert [one.params["pages"] for one in source.warnings] == ["1, 2"]
    assert source.warnings[0] in parse_notice(source).notice.warnings
    assert "1, 2" in i18n.remark(source.warnings[0], "en")


def test_time_and_memory_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = with_contents(b"BT /F1 12 Tf (a) Tj ET\n" * 2_000_000)
    monkeypatch.setattr(apart, "READ_SECONDS", 2)
    with pytest.raises(UnreadableFile) as caught:
        source_of("slow.pdf", endless)
    assert caught.value.code == "error.file_too_slow"
    monkeypatch.setattr(apart, "READ_SECONDS", 60)
    monkeypatch.setattr(apart, "READ_MEMORY_MB", 300)
    with pytest.raises(UnreadableFile) as caught:
        source_of("heavy.pdf", with_contents(b"BT /F1 12 Tf (a) Tj ET\n" * 4_000_000))
    assert caught.value.code == "error.file_too_heavy"


CLEANED = [
    ("radicals of a browser's font", "⽤⼾应当⼀并提交", "用户应当一并提交"),
    ("ligatures", "the oﬃce shall ﬁle", "the office shall file"),
    ("half a pair", "a\ud800b", "a?b"),
    ("controls", "a\x00b\x0cc", "abc"),
    ("spread characters", "国 家 知 识 产 权 局", "国家知识产权局"),
    ("a blank that means something", "第一章 总则和 附则", "第一章 总则和 附则"),
    ("blanks between words", "Guo Zhi 国知 办 发", "Guo Zhi 国知 办 发"),
]


@pytest.mark.parametrize(("text", "cleaned"), [row[1:] for row in CLEANED],
                         ids=[row[0] for row in CLEANED])  # fmt: skip
def test_extracted_characters_are_made_sound(text: str, cleaned: str) -> None:
    assert pdf._cleaned(text) == cleaned


EDGES = [
    ("page numbers, on two pages", [["a", "1"], ["b", "2"]], [["a"], ["b"]]),
    ("page numbers that begin later", [["a", "— 7 —"], ["b", "— 8 —"]], [["a"], ["b"]]),
    ("numbers that do not grow stay", [["a", "3"], ["b", "9"]], [["a", "3"], ["b", "9"]]),
    ("a header", [["H", "a"], ["H", "b"], ["H", "c"]], [["a"], ["b"], ["c"]]),
    ("two pages are too few for a header", [["H", "a"], ["H", "b"]], [["H", "a"], ["H", "b"]]),
    ("a cover without a header", [["T"], ["H", "b"], ["H", "c"], ["H", "d"]],
     [["T"], ["b"], ["c"], ["d"]]),
    ("headers of left and right pages", [["L", "a"], ["R", "b"], ["L", "c"], ["R", "d"],
     ["L", "e"], ["R", "f"]], [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
    ("header and number below it", [["H 1", "第1页 共3页", "a"], ["H 1", "第2页 共3页", "b"],
     ["H 1", "第3页 共3页", "c"]], [["a"], ["b"], ["c"]]),
    ("a header with the number of the page", [["Notice, page 1", "a"], ["Notice, page 2", "b"],
     ["Notice, page 3", "c"]], [["a"], ["b"], ["c"]]),
    ("lines that differ stay", [["1. One", "a"], ["2. Two", "b"], ["3. Three", "c"]],
     [["1. One", "a"], ["2. Two", "b"], ["3. Three", "c"]]),
    ("a repeated line inside a page stays", [["a", "N", "b"], ["c", "N", "d"], ["e", "N", "f"]],
     [["a", "N", "b"], ["c", "N", "d"], ["e", "N", "f"]]),
    ("no pages", [], []),
    ("empty pages", [[""], [""]], [[""], [""]]),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "kept"), [row[1:] for row in EDGES],
                         ids=[row[0] for row in EDGES])  # fmt: skip
def test_running_lines(pages: list[list[str]], kept: list[list[str]]) -> None:
    assert without_running_lines(pages) == kept


SOUND = format_samples.pdf(EN[:2], latin=True)
logging.getLogger("pypdf").setLevel(logging.ERROR)


@settings(max_examples=300, deadline=None)
@given(st.one_of(
    st.binary(max_size=1000).map(lambda inner: b"%PDF-1.4\n" + inner + b"\n%%EOF"),
    st.integers(0, len(SOUND) - 1).map(lambda end: SOUND[:end]),
    st.integers(0, len(SOUND) - 1).map(lambda end: SOUND[:end] + b"\n%%EOF"),
    st.tuples(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=40)).map(
        lambda cut: SOUND[: cut[0]] + cut[1] + SOUND[cut[0] + len(cut[1]) :]
    ),
))  # fmt: skip
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        found = pdf.extract(data)
    except Undecodable:
        return
    assert isinstance(found, Extracted)
    found.text.encode("utf-8")
    assert list(found.pages) == sorted(found.pages)


def test_the_program_of_the_reader_is_this_one() -> None:
    assert Path(apart.__file__).parent == Path(pdf.__file__).parent
    assert len(PdfReader(io.BytesIO(SOUND)).pages) == 2
