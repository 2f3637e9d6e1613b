"""Answers as they are stored: equal on the way back, and shown even when the records change."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from records import Answer, Filters, Passage, Remark
from state.answers import OUTDATED, dump_answer, load_answer
from tests.state_samples import citation, full_answer, plain_answer

STORED = Path(__file__).parent / "data" / "state_answers"
ASKED = date(2026, 2, 3)


def test_what_goes_in_comes_out() -> None:
    for answer in (full_answer(), plain_answer()):
        back = load_answer(dump_answer(answer), "?", ASKED)
        assert back == answer
        assert type(back.checklist) is tuple


def test_json_is_plain_and_legible() -> None:
    stored = dump_answer(full_answer())
    assert "各省知识产权局" in stored
    assert json.loads(stored)["as_of"] == "2026-01-31"


def test_a_score_that_is_no_number_loses_nothing() -> None:
    odd = replace(full_answer(), passages=(Passage(citation(), "h", float("inf")),))
    assert load_answer(dump_answer(odd), "?", ASKED) == odd


def test_answers_of_every_earlier_revision_are_read_whole() -> None:
    """Where this fails, the records changed: write a migration that rewrites stored answers."""
    files = sorted(STORED.glob("*.json"))
    assert files
    for file in files:
        answer = load_answer(file.read_text(encoding="utf-8"), "?", ASKED)
        assert OUTDATED not in {warning.code for warning in answer.warnings}, file.name
        assert answer.statements


def _without(*names: str) -> Callable[[dict[str, Any]], None]:
    def change(raw: dict[str, Any]) -> None:
        for name in names:
            del raw[name]

    return change


def _with(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda raw: raw.update(values)


def _break_a_statement(raw: dict[str, Any]) -> None:
    raw["statements"].append({"text": "no citation"})


def _break_an_item(raw: dict[str, Any]) -> None:
    del raw["checklist"][0]["actor_id"]


full = full_answer()
OLD_SHAPES: list[tuple[str, Callable[[dict[str, Any]], None], Answer, int]] = [
    ("no filters then", _without("filters"), replace(full, filters=Filters()), 1),
    ("a status of another day", _with(status="maybe"), replace(full, status="partial"), 1),
    ("no date", _without("as_of"), replace(full, as_of=ASKED), 1),
    ("a reason in words", _with(reason="words"), replace(full, reason=Remark(OUTDATED)), 1),
    ("one statement without citations", _break_a_statement, full, 1),
    ("one item without an actor", _break_an_item, replace(full, checklist=full.checklist[1:]), 1),
    ("passages of another kind", _with(passages="none"), replace(full, passages=()), 1),
    ("two things at once", _without("short", "filters"),
     replace(full, short=None, filters=Filters()), 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "change", "expected", "lost"), OLD_SHAPES, ids=[row[0] for row in OLD_SHAPES]
)
def test_what_still_fits_is_shown(
    why: str, change: Callable[[dict[str, Any]], None], expected: Answer, lost: int
) -> None:
    raw = json.loads(dump_answer(full))
    change(raw)
    back = load_answer(json.dumps(raw), full.question.text, ASKED)
    marked = (*expected.warnings, Remark(OUTDATED, {"lost": str(lost)}))
    assert back == replace(expected, warnings=marked)


def test_a_field_that_is_no_longer_there_is_no_loss() -> None:
    raw = json.loads(dump_answer(full))
    raw["mood"] = "cheerful"
    assert load_answer(json.dumps(raw), "?", ASKED) == full


@pytest.mark.parametrize("stored", ["", "{", "[]", "null", '"text"', "{}", "\ufffd"])
def test_a_row_that_is_nothing_still_shows_its_question(stored: str) -> None:
    back = load_answer(stored, "示范区建设期是多久？", ASKED)
    assert back.question.text == "示范区建设期是多久？"
    assert back.question.language == "zh"
    assert back.as_of == ASKED
    assert back.status == "partial", "never says that the notices do not state it"
    assert back.warnings[-1].code == OUTDATED
