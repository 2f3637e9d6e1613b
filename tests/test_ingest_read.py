"""Bytes to text: encodings, and what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from errors import UnreadableFile
from ingest.read import READERS, read_source

CHINESE = "国家知识产权局关于印发《专利评估指引》的通知\r\n各省知识产权局：\n请认真贯彻执行。\n" * 4
ENGLISH = (
    "Notice on the registration of patented products\r\nAll offices are requested to report.\n"
)

READABLE = [
    ("plain ASCII is UTF-8", ENGLISH.encode("ascii"), "utf-8", ENGLISH),
    ("UTF-8", CHINESE.encode("utf-8"), "utf-8", CHINESE),
    ("a mark is no text", CHINESE.encode("utf-8-sig"), "utf-8-sig", CHINESE),
    ("GB18030, as many Chinese sites save", CHINESE.encode("gb18030"), "gb18030", CHINESE),
    (
        "GB18030 with little Chinese",
        (ENGLISH + "专利").encode("gb18030"),
        "gb18030",
        ENGLISH + "专利",
    ),
    ("UTF-16 with mark", CHINESE.encode("utf-16"), "utf-16", CHINESE),
    ("UTF-16 without mark, English", ENGLISH.encode("utf-16-le"), "utf-16-le", ENGLISH),
    ("UTF-16 big-endian without mark", ENGLISH.encode("utf-16-be"), "utf-16-be", ENGLISH),
]


@pytest.mark.parametrize(("data", "encoding", "text"), [row[1:] for row in READABLE],
                         ids=[row[0] for row in READABLE])  # fmt: skip
def test_reads(tmp_path: Path, data: bytes, encoding: str, text: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(data)
    source = read_source(path, 1)
    assert source.text == text
    assert source.encoding == encoding
    assert data.decode(source.encoding) == source.text
    assert source.file == "notice.txt"
    assert len(source.sha256) == 64


def test_western_quotes_are_not_taken_for_chinese(tmp_path: Path) -> None:
    text = (
        "The \u201cnotice\u201d says that the office\u2019s plan \u2013 see below \u2013 applies. "
        * 20
    )
    path = tmp_path / "n.txt"
    path.write_bytes(text.encode("cp1252"))
    assert read_source(path, 1).text == text


REFUSED = [
    ("empty", b"", "error.empty_file"),
    ("blank", " \r\n\u3000\n".encode(), "error.empty_file"),
    ("PDF in disguise", b"%PDF-1.7\n%\xe2\xe3", "error.mislabelled_file"),
    ("DOCX in disguise", b"PK\x03\x04" + bytes(200), "error.binary_file"),
    ("zero bytes", b"ab\x00\x01\x02cd\x00\x00\x00\x00ef", "error.binary_file"),
    ("control characters", b"\x01\x02\x03\x04\x05\x06 text" * 9, "error.binary_file"),
    ("UTF-8 cut in a character", ("知识产权" * 50).encode()[:-1], "error.undecodable_file"),
    ("UTF-16 cut", b"\xff\xfe" + "知识".encode("utf-16-le")[:-1], "error.undecodable_file"),
]


@pytest.mark.parametrize(("data", "code"), [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])  # fmt: skip
def test_refuses_with_what_to_do(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read_source(path, 1)
    assert caught.value.code == code
    assert "bad.txt" in str(caught.value)
    assert ";" in str(caught.value)


def test_refuses_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 1_000_001)
    with pytest.raises(UnreadableFile) as caught:
        read_source(path, 1)
    assert caught.value.code == "error.file_too_large"
    assert caught.value.params["max_mb"] == "1"


def test_refuses_missing_and_unknown(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_source(tmp_path / "none.txt", 1)
    assert caught.value.code == "error.file_not_opened"
    (tmp_path / "a.xyz").write_text("text", encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_source(tmp_path / "a.xyz", 1)
    assert caught.value.code == "error.unknown_format"
    assert all(suffix in caught.value.params["known"] for suffix in READERS)
