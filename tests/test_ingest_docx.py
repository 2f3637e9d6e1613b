"""DOCX: paragraphs, Word's own numbers, headings, tables, notes; and what is no sound DOCX."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import UnreadableFile
from ingest import apart, docx
from ingest.extracted import Extracted, Undecodable
from ingest.parse import parse_notice
from ingest.read import source_of
from ingest.word_numbers import Level, NumberedList, Numbering, format_number
from tests import format_samples

ZH: list[format_samples.Line] = [
    "国家知识产权局办公室关于组织开展专利转化运用试点的通知",
    "国知办发运字〔2023〕8号",
    "各省、自治区、直辖市知识产权局：",
    "为加快推进专利转化运用，现就有关事项通知如下：",
    ("申报条件", 1, 0),
    ("申报主体。申报单位应当具有独立法人资格，近三年无严重失信记录。", 1, 1),
    ("工作基础。申报单位应具备下列条件：", 1, 1),
    ("有效发明专利不少于50件；", 1, 2),
    ("设有专职知识产权管理人员；", 1, 2),
    ("申报程序", 1, 0),
    ("申报单位应于2023年4月30日前报送申报书。", 1, 1),
    [["序号", "材料", "份数"], ["1", "申报书", "3"], ["2", "证明材料", ""]],
    "特此通知。",
    "国家知识产权局办公室",
    "2023年3月6日",
]
EN: list[format_samples.Line] = [
    ("Notice on the Registration of Patented Products", "Title"),
    "All provincial offices are requested to organise the registration of patented products.",
    ("Who may register", "Heading 1"),
    "Enterprises that own a valid patent may register their products on the platform.",
    ("Documents", "Heading 2"),
    "Applicants shall submit the form before 30 June 2024.",
    ("Contact", "Heading 1"),
    "Questions are answered by the office that received the form.",
]


def text_of(data: bytes) -> str:
    return docx.extract(data).text


def test_numbers_that_word_generates_are_text() -> None:
    text = text_of(format_samples.docx(ZH))
    for line in (
        "一、申报条件",
        "（一）申报主体。申报单位应当具有独立法人资格，近三年无严重失信记录。",
        "（二）工作基础。申报单位应具备下列条件：",
        "1. 有效发明专利不少于50件；",
        "2. 设有专职知识产权管理人员；",
        "二、申报程序",
        "（一）申报单位应于2023年4月30日前报送申报书。",
        "| 序号 | 材料 | 份数 |",
        "| 2 | 证明材料 |  |",
    ):
        assert f"\n{line}\n" in text


def test_a_notice_keeps_its_structure_and_its_characters() -> None:
    source = source_of("通知.docx", format_samples.docx(ZH))
    parsed = parse_notice(source)
    assert (source.encoding, source.pages, parsed.notice.encoding) == ("docx", (), "docx")
    assert parsed.notice.number_normalised == "国知办发运字〔2023〕8号"
    assert parsed.notice.title == ZH[0]
    paths = {clause.path for clause in parsed.clauses}
    assert {"1.1", "1.2", "1.2.1", "1.2.2", "2.1"} <= paths
    for clause in parsed.clauses:
        assert parsed.text[clause.span.start : clause.span.end] == clause.text
        assert clause.page is None


def test_headings_are_marked_and_nest() -> None:
    parsed = parse_notice(source_of("notice.docx", format_samples.docx(EN)))
    assert parsed.notice.title == EN[0][0]
    form = next(one for one in parsed.clauses if "submit the form" in one.text)
    assert form.heading_path == ("Who may register", "Documents")
    contact = next(one for one in parsed.clauses if "Questions are" in one.text)
    assert contact.heading_path == ("Contact",)


def test_a_paragraph_in_the_style_of_a_heading_stays_a_paragraph() -> None:
    said = "Applicants shall submit the form to the office of their province before 30 June 2024."
    assert f"\n{said}\n" in text_of(format_samples.docx([*EN, (said, "Heading 2")]))


LISTS = [
    ("each level counts within the one above", [("a", 2, 0), ("b", 2, 1), ("c", 2, 1), ("d", 2, 0),
     ("e", 2, 1)], ["1 a", "1.1 b", "1.2 c", "2 d", "2.1 e"]),
    ("two lists of one definition go on with its count", [("a", 2, 0), ("b", 4, 0), ("c", 4, 0)],
     ["1 a", "1 b", "2 c"]),
    ("articles", [("为了规范。", 3, 0), ("本法适用。", 3, 0)],
     ["第一条 为了规范。", "第二条 本法适用。"]),
    ("letters, brackets and bullets", [("a", 1, 4), ("b", 1, 4), ("c", 1, 3), ("d", 1, 5)],
     ["a) a", "b) b", "（1）c", "d"]),
    ("an unknown list and list 0 give no number", [("a", 77, 0), ("b", 0, 0)], ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "printed"), [row[1:] for row in LISTS],
                         ids=[row[0] for row in LISTS])  # fmt: skip
def test_lists(lines: list[format_samples.Line], printed: list[str]) -> None:
    assert text_of(format_samples.docx(lines)).splitlines() == printed


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"), (20, "japaneseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCountingThousand", "一百一十"),
        (1004, "chineseCountingThousand", "一千零四"), (3, "chineseLegalSimplified", "叁"),
        (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (3, "lowerLetter", "c"),
        (27, "upperLetter", "AA"), (2, "decimalEnclosedCircleChinese", "②"),
        (3, "decimalZero", "03"), (12, "decimalFullWidth", "１２"),
        (2, "ideographTraditional", "乙"),
        (10, "ideographDigital", "一〇"), (7, "ordinalText", "7"), (-1, "lowerLetter", "-1"),
    ],
)  # fmt: skip
def test_number_formats(value: int, style: str, printed: str) -> None:
    assert format_number(value, style) == printed


def test_a_level_may_go_on_counting_through_higher_ones() -> None:
    levels = {
        0: Level("chineseCounting", "第%1章"),
        1: Level("decimal", "第%2条", restarts=0),
        2: Level("decimal", "%1.%3", legal=True),
    }
    numbering = Numbering({"1": NumberedList("1", levels, {})})
    printed = [numbering.next("1", level) for level in (0, 1, 1, 0, 1, 2)]
    assert printed == ["第一章 ", "第1条 ", "第2条 ", "第二章 ", "第3条 ", "2.1 "]


INLINE = [
    ("inserted text is kept, deleted text is not",
     '<w:ins w:id="1" w:author="a"><w:r><w:t>三</w:t></w:r></w:ins>'
     '<w:del w:id="2" w:author="a"><w:r><w:delText>两</w:delText></w:r></w:del>'
     "<w:r><w:t>个月</w:t></w:r>", "三个月"),
    ("a link is text", '<w:hyperlink w:anchor="x"><w:r><w:t>see</w:t></w:r></w:hyperlink>', "see"),
    ("a field shows its result", '<w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
     "<w:r><w:t>12</w:t></w:r>", "12"),
    ("hidden text is not shown",
     "<w:r><w:rPr><w:vanish/></w:rPr><w:t>draft</w:t></w:r><w:r><w:t>final</w:t></w:r>", "final"),
    ("breaks and tabs",
     "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>", "a\nb\tc"),
    ("a content control",
     "<w:sdt><w:sdtContent><w:r><w:t>inside</w:t></w:r></w:sdtContent></w:sdt>", "inside"),
]  # fmt: skip


@pytest.mark.parametrize(("inline", "printed"), [row[1:] for row in INLINE],
                         ids=[row[0] for row in INLINE])  # fmt: skip
def test_what_a_paragraph_shows(inline: str, printed: str) -> None:
    xml = f"<w:p {nsdecls('w')}>{inline}</w:p>"
    assert text_of(format_samples.docx(["first"], xml)) == f"first\n{printed}\n"


def test_a_table_of_contents_is_left_out() -> None:
    data = format_samples.docx(["申报条件"])
    styles = format_samples.part(data, "word/styles.xml").replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>',
    )
    body = format_samples.part(data, "word/document.xml").replace(
        "<w:body>",
        '<w:body><w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>目录行</w:t></w:r></w:p>',
    )
    data = format_samples.with_part(data, "word/styles.xml", styles.encode())
    data = format_samples.with_part(data, "word/document.xml", body.encode())
    assert text_of(data) == "申报条件\n"


def test_footnotes_stand_at_the_end() -> None:
    xml = (
        f"<w:p {nsdecls('w')}><w:r><w:t>The fee is waived</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    )
    data = format_samples.docx(["Fees"], xml)
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>For small firms.</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>"
    )
    relations = format_samples.part(data, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rIdNotes" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/></Relationships>',
    )
    data = format_samples.with_part(data, "word/footnotes.xml", notes.encode())
    data = format_samples.with_part(data, "word/_rels/document.xml.rels", relations.encode())
    assert text_of(data) == "Fees\nThe fee is waived[1].\n[1] For small firms.\n"


# What is no sound DOCX


def bomb() -> bytes:
    return format_samples.with_part(
        format_samples.docx(["x"]), "word/media/image1.xml", b" " * (65 << 20)
    )


def with_entities() -> bytes:
    data = format_samples.docx(["x"])
    body = format_samples.part(data, "word/document.xml").replace(
        "?>", '?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>', 1
    )
    body = body.replace("<w:t>x</w:t>", "<w:t>&e;</w:t>")
    return format_samples.with_part(data, "word/document.xml", body.encode())


def sheet() -> bytes:
    return format_samples.with_part(format_samples.docx(["x"]), "word/document.xml", b"")


REFUSED = [
    ("truncated", lambda: format_samples.docx(ZH)[:-600], "error.damaged_file"),
    ("an empty main part", sheet, "error.damaged_file"),
    ("a ZIP bomb", bomb, "error.file_unpacks_too_large"),
    ("external entities", with_entities, "error.unsafe_file"),
    ("an old or locked file", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
     "error.other_format"),
    ("a PDF in disguise", lambda: b"%PDF-1.7\n%%EOF", "error.mislabelled_file"),
    ("text", lambda: "只是文字，没有格式。".encode(), "error.mislabelled_file"),
    ("without a paragraph", lambda: format_samples.docx([]), "error.empty_file"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code"), [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])  # fmt: skip
def test_refuses_with_what_to_do(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        source_of("bad.docx", make())
    assert caught.value.code == code
    assert "bad.docx" in str(caught.value)


def test_a_docx_named_as_text_or_pdf_says_what_it_is() -> None:
    for name in ("a.txt", "a.pdf", "a.html"):
        with pytest.raises(UnreadableFile) as caught:
            source_of(name, format_samples.docx(EN))
        assert caught.value.code == "error.mislabelled_file"
        assert (caught.value.params["actual"], caught.value.params["right"]) == ("DOCX", ".docx")


def test_a_directory_that_lies_about_sizes_is_damaged() -> None:
    data = bytearray(format_samples.docx(["x" * 5000]))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lied = bytes(data).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(Undecodable) as caught:
        docx.extract(lied)
    assert caught.value.reason == "damaged"


SOUND = format_samples.docx(ZH)


@settings(max_examples=300, deadline=None)
@given(st.one_of(
    st.binary(max_size=2000),
    st.binary(max_size=500).map(lambda tail: b"PK\x03\x04" + tail),
    st.integers(0, len(SOUND) - 1).map(lambda end: SOUND[:end]),
    st.tuples(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=40)).map(
        lambda cut: SOUND[: cut[0]] + cut[1] + SOUND[cut[0] + len(cut[1]) :]
    ),
))  # fmt: skip
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        found = docx.extract(data)
    except Undecodable:
        return
    assert isinstance(found, Extracted)
    found.text.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/wpt:rl&;= \"'一x", max_size=200))
def test_no_markup_breaks_the_reader(markup: str) -> None:
    opening = f'<?xml version="1.0"?><w:document {nsdecls("w")}><w:body>'
    body = f"{opening}{markup}</w:body></w:document>".encode()
    try:
        docx.extract(format_samples.with_part(SOUND, "word/document.xml", body))
    except Undecodable as exc:
        assert exc.reason in ("damaged", "unsafe")


def test_a_reader_that_dies_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Undecodable) as caught:
        apart.extract_apart("no.such.module", b"")
    assert caught.value.reason == "damaged"
    monkeypatch.setattr(apart, "READ_SECONDS", 0)
    with pytest.raises(Undecodable) as caught:
        apart.extract_apart("ingest.docx", SOUND)
    assert caught.value.reason in ("too_slow", "damaged")
