"""A checklist in every format: what all of them carry; CSV and JSON cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import i18n
from errors import ExportError
from exports import FORMATS, export_checklist
from exports.as_csv import safe_cell
from records import Checklist, Language
from tests.exports_opened import (
    BOTH,
    exported,
    table,
    whole_text,
)
from tests.exports_samples import (
    EN_ID,
    PAYLOADS,
    ZH_ID,
    checklist,
    dated,
    empty_checklist,
    payload_item,
    undated,
    upcoming,
)

SELF_DECLARED = {"en": "Names are self-declared", "zh": "自行填写"}
UNKNOWN = {"en": "still in force is unknown", "zh": "是否仍然有效未知"}
UNOFFICIAL = {"en": "unofficial translation", "zh": "非官方译文"}
AS_OF = {"en": "as of 2026-01-31", "zh": "截至 2026-01-31"}


@pytest.fixture(autouse=True)
def strict_messages() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("of", [checklist(), empty_checklist()], ids=["items", "empty"])
def test_every_export_carries_the_lines(format: str, language: Language, of: Checklist) -> None:
    text = whole_text(format, exported(format, language, of))
    for line in (SELF_DECLARED, UNKNOWN, UNOFFICIAL, AS_OF):
        assert line[language] in text
    assert "李娜" in text
    assert format == "json" or "export." not in text, "a code without a sentence"


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("format", FORMATS)
def test_every_export_has_quote_and_citation_of_every_item(format: str, language: Language) -> None:
    text = whole_text(format, exported(format, language))
    items = (dated(), upcoming()) if format == "ics" else checklist().items
    for item in items:
        assert item.source_text in text
        assert str(item.span.start) in text
        assert str(item.span.end) in text
    assert "No. 985" in text
    assert "第十条" in text


@pytest.mark.parametrize("format", ["", "pdf", "CSV", "../md", "as_md", "md\n"])
def test_an_unknown_format_names_the_known_ones(format: str) -> None:
    with pytest.raises(ExportError) as caught:
        export_checklist(checklist(), format, "en")
    assert caught.value.code == "export.unknown_format"
    assert "csv, xlsx, md, docx, ics, json" in caught.value.message
    assert i18n.error(caught.value, "zh") != caught.value.message


def test_exporting_needs_only_checklist_format_and_language() -> None:
    rows = table(export_checklist(checklist(), "csv", "en"))
    assert [row["Status"] for row in rows] == ["open"] * 3
    assert rows[0]["Clause"] == "4.2"
    assert rows[0]["Heading"] == ""
    assert rows[0]["Who"] == "Provincial offices"


# --- CSV


def test_csv_rows_stand_alone() -> None:
    data = exported("csv")
    assert data.startswith(b"\xef\xbb\xbf"), "Excel needs the byte-order mark"
    rows = table(data)
    assert [row["Requirement ID"] for row in rows] == [
        "r-dated", "r-upcoming", "r-undated", "r-gone",
    ]  # fmt: skip
    first = rows[0]
    assert {key: first[key] for key in list(first)[:-1]} == {
        "No.": "1",
        "Status": "done",
        "Type": "Must",
        "Who": "provincial IP offices (Provincial offices)",
        "What": "send the scanned copy",
        "Deadline as printed": "before November 21",
        "Deadline": "2022-11-21",
        "On the deadline": "year inferred",
        "Condition": "",
        "Form or evidence": "Attachment 1",
        "Notice": "Notice on organizing the registration of patented products",
        "Document number": "State Intellectual Property Office Hanyun Zi [2022] No. 985",
        "Clause": "4.2",
        "Heading": "Filing and copies",
        "Start": "1200",
        "End": "1281",
        "Quote": dated().source_text,
        "Warnings": "",
        "Validity": "validity unknown",
        "Done at (China time)": "2026-01-03 02:30",
        "Requirement ID": "r-dated",
        "Notice ID": EN_ID,
    }
    assert SELF_DECLARED["en"] in first["Notes"]
    assert UNOFFICIAL["en"] in first["Notes"]
    assert UNOFFICIAL["en"] not in rows[1]["Notes"], "the law is no translation"


def test_csv_in_chinese_has_chinese_labels_and_quotes_as_published() -> None:
    rows = table(exported("csv", "zh"))
    assert rows[0]["类型"] == "必须"
    assert rows[0]["通知"] == "关于组织开展专利产品备案工作的通知"
    assert rows[0]["引文"] == dated().source_text
    assert rows[1]["事项"] == "提出申请", "no space between Chinese words"
    assert rows[1]["文号"] == "未载明"
    assert rows[2]["期限说明"] == "未写明日期"


def test_csv_of_nothing_says_so() -> None:
    (row,) = table(exported("csv", of=empty_checklist(), ticks={}))
    assert row["Notes"].startswith("The notices ask nothing here.")
    assert {value for key, value in row.items() if key != "Notes"} == {""}


SAFE_CELLS = [
    ("=1+1", "'=1+1", "formula"),
    ("+86 10 62084027", "'+86 10 62084027", "plus"),
    ("-1", "'-1", "minus"),
    ("@SUM(A1)", "'@SUM(A1)", "Lotus function"),
    ("\t=1", "'\t=1", "a tab is stripped, then looked at again"),
    ("\r=1", "'\r=1", "so is a carriage return"),
    ("\n=1", "'\n=1", "and a line feed"),
    ("＝1", "'＝1", "full width, for Chinese and Japanese Excel"),
    ("a=1", "a=1", "only the beginning counts"),
    ("", "", "empty"),
    ("申请", "申请", "Chinese"),
    ("a\ud800b", "a?b", "no file holds a lone surrogate"),
    (12, "12", "a number"),
    (None, "", "nothing"),
    (date(2022, 11, 21), "2022-11-21", "a date"),
]


@pytest.mark.parametrize(("value", "written", "why"), SAFE_CELLS, ids=[r[2] for r in SAFE_CELLS])
def test_safe_cells(value: str | int | date | None, written: str, why: str) -> None:
    assert safe_cell(value) == written, why


@pytest.mark.parametrize("payload", PAYLOADS)
def test_csv_payloads_are_text(payload: str) -> None:
    (row,) = table(exported("csv", of=checklist(payload_item(payload)), ticks={}))
    dangerous = payload[0] in "=+-@\t"
    assert row["Quote"] == ("'" if dangerous else "") + payload
    assert not any(value.startswith(("=", "+", "-", "@", "\t")) for value in row.values())


# --- JSON


def test_json_has_the_keys_of_the_contract() -> None:
    document = json.loads(exported("json"))
    assert document["as_of"] == "2026-01-31"
    contract = {
        "id", "notice", "clause", "type", "actor", "actor_id", "action", "object", "deadline",
        "deadline_date", "deadline_inferred", "condition", "start", "end", "source_text",
        "warnings",
    }  # fmt: skip
    items = document["items"] + document["commitments"]
    assert len(items) == 4
    assert all(contract <= set(item) for item in items)
    first = document["items"][0]
    assert first["deadline"] == "before November 21"
    assert first["deadline_date"] == "2022-11-21"
    assert first["deadline_inferred"] is True
    assert first["done_at"] == "2026-01-03T02:30:00+08:00"
    assert first["citation"].endswith("clause 4.2 “Filing and copies”, characters 1200–1281")
    assert [item["id"] for item in document["no_longer_found"]] == ["r-gone"]
    assert document["items"][2]["warnings"][0]["text"] == "The notices ask nothing here."
    assert {notice["id"]: notice["status"] for notice in document["notices"]} == {
        EN_ID: "unknown",
        ZH_ID: "in_force",
    }


@pytest.mark.parametrize("payload", [*PAYLOADS, "\x00\x1b\u2028"])
def test_json_payloads_come_back_whole(payload: str) -> None:
    data = exported("json", of=checklist(payload_item(payload)), ticks={})
    assert json.loads(data)["items"][0]["source_text"] == payload


# --- what is no longer found


@pytest.mark.parametrize("format", FORMATS)
def test_a_tick_without_its_requirement_is_shown_unless_the_list_is_a_part(format: str) -> None:
    old = "An older wording of this duty."
    if format != "ics":
        assert old in whole_text(format, exported(format))
    part = checklist(dated(), undated(), question="What about copies?")
    assert old not in whole_text(format, exported(format, of=part))


# --- messages


def test_messages_of_both_languages_have_the_same_codes() -> None:
    english, chinese = i18n_messages("en"), i18n_messages("zh")
    assert english.keys() == chinese.keys()
    assert all(code.startswith("export.") for code in english)


def i18n_messages(language: str) -> dict[str, Any]:
    root = Path(__file__).resolve().parent.parent
    file = root / "i18n" / "messages" / f"export.{language}.yaml"
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded
