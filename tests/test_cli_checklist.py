"""`checklist`: the items with the words that bind, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desk import Commands, wrong_offsets
from tests.test_cli_answers import REQUIREMENT_KEYS

MAGIC = {"xlsx": b"PK\x03\x04", "docx": b"PK\x03\x04", "ics": b"BEGIN:VCALENDAR", "md": b"# "}


def test_checklist_json_is_of_the_contract(commands: Commands) -> None:
    run = commands("checklist", "--json")
    assert run.code == 0
    assert set(run.json) >= {"as_of", "items", "commitments"}
    assert run.json["items"]
    for item in run.json["items"] + run.json["commitments"]:
        assert set(item) >= REQUIREMENT_KEYS
        assert item["type"] in ("must", "must_not", "should", "may", "condition")
    assert not {i["id"] for i in run.json["items"]} & {i["id"] for i in run.json["commitments"]}
    full = commands.notices()
    texts = {key: value["text"] for key, value in full.items()}
    assert not wrong_offsets(run.json, texts)
    clauses = {c["id"]: c for value in full.values() for c in value["clauses"]}
    for item in run.json["items"]:
        clause = clauses[item["clause"]]
        assert clause["start"] <= item["start"] < item["end"] <= clause["end"]


def test_notice_actor_and_question_narrow_the_list(commands: Commands) -> None:
    everything = {item["id"] for item in commands("checklist", "--json").json["items"]}
    work = "cnipa-patented-product-registration-2022"
    for words in (
        ("--actor", "enterprise"),
        ("--actor", "企业"),
        ("--question", "By when must provincial offices name a contact person?"),
        ("--as-of", "2022-07-01"),
    ):
        items = commands("checklist", *words, "--json").json["items"]
        assert {item["id"] for item in items} < everything, words
    rows = commands.notices()
    (key,) = [row for row in rows if rows[row]["file"] == f"{work}.txt"]
    items = commands("checklist", "--notice", rows[key]["work_id"], "--json").json["items"]
    assert {item["notice"] for item in items} == {key}


@pytest.mark.parametrize("format", ["json", "csv", "xlsx", "md", "docx", "ics"])
def test_every_format_comes_out_whole(commands: Commands, format: str, tmp_path: Path) -> None:
    run = commands("checklist", "--format", format)
    assert run.code == 0
    assert run.out.removeprefix(b"\xef\xbb\xbf").startswith(MAGIC.get(format, b""))
    file = tmp_path / f"list.{format}"
    saved = commands("checklist", "--format", format, "--output", file)
    assert (saved.code, saved.out) == (0, b"")
    assert str(file) in saved.err
    if format == "json":
        assert json.loads(file.read_bytes()) == run.json
        assert run.json["items"] and {"as_of", "commitments"} <= set(run.json)
    elif format in ("csv", "md"):
        assert file.read_bytes() == run.out
    else:
        assert file.stat().st_size > 500


def test_labels_follow_lang_and_quotes_stay(commands: Commands) -> None:
    english = commands("checklist", "--format", "md").text
    chinese = commands("checklist", "--format", "md", "--lang", "zh").text
    assert english.split("\n")[0] != chinese.split("\n")[0]
    quote = commands("checklist", "--json").json["items"][0]["source_text"][:20]
    assert quote in english.replace("\\", "")
    assert quote in chinese.replace("\\", "")
