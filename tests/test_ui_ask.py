"""The Ask page in both languages with a small engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import i18n
from records import Filters, Language
from tests.ui_app import ask, both, html, links, param, run, start
from tests.ui_fakes import FakeEngine


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


@pytest.fixture
def engine(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path)


@both
def test_a_question_is_answered_with_its_source(engine: FakeEngine, language: Language) -> None:
    test = ask(start(engine, "ask", language), "When must offices file?")
    shown = html(test)
    assert i18n.text("answer.answered", language) in shown
    assert "before November 21, 2025" in shown
    assert i18n.text("date.year_inferred", language) in shown
    assert "file *every* widget" in shown
    assert "Widget Office" in shown  # with whom to confirm
    cited = next(query for label, query in links(test).items() if label.startswith("\\[1\\]"))
    assert "start=" in cited and "end=" in cited and "notice=widgets%40" in cited


def test_a_question_starts_a_workspace_that_a_reload_brings_back(engine: FakeEngine) -> None:
    test = ask(start(engine, "ask", "en"), "When must offices file?")
    token = param(test, "w")
    assert [turn.question for turn in engine.workspaces.turns(token)] == ["When must offices file?"]
    again = start(engine, "ask", "en", w=token)
    assert "When must offices file?" in html(again)


@both
def test_what_is_not_stated_is_said_plainly(engine: FakeEngine, language: Language) -> None:
    test = ask(start(engine, "ask", language), "Is the unknown said?")
    shown = html(test)
    assert i18n.text("answer.not_stated", language) in shown
    assert i18n.text("ask.nearest", language) in shown
    assert i18n.text("answer.answered", language) not in shown
    assert not test.checkbox  # no checklist without an answer


def test_earlier_questions_are_sent_along_and_kept(engine: FakeEngine) -> None:
    test = ask(start(engine, "ask", "en"), "First?")
    test = ask(test, "Second?")
    assert [history for _, _, history in engine.asked] == [(), ("First?",)]
    assert "✓ First?" in [expander.label for expander in test.expander]


def test_an_example_is_asked_by_a_click(engine: FakeEngine) -> None:
    test = start(engine, "ask", "zh")
    test.button(key="nd-example-officer-1").click()
    run(test)
    assert engine.asked[0][0] == i18n.text("ask.example.officer.1", "zh")


def test_filters_are_passed_on_and_shown(engine: FakeEngine) -> None:
    test = start(engine, "ask", "en")
    test.multiselect(key="nd-filter-notices").set_value(["widgets"])
    test.date_input(key="nd-filter-as-of").set_value(date(2025, 6, 1))
    run(test)
    assert "only 1 notice · as of 2025-06-01" in html(test)
    ask(test, "When?")
    assert engine.asked[0][1] == Filters(notices=("widgets",), as_of=date(2025, 6, 1))


@both
def test_a_question_that_cannot_be_read_is_told(engine: FakeEngine, language: Language) -> None:
    test = ask(start(engine, "ask", language), "   ")
    assert test.error[0].value == i18n.text("error.question_empty", language)
    assert "w" not in test.query_params  # nothing was kept, so no workspace was needed


def test_a_question_of_markup_shows_as_text(engine: FakeEngine) -> None:
    test = ask(start(engine, "ask", "en"), "<img src=x onerror=alert(1)>")
    assert "<img" not in html(test)
    assert "&lt;img src=x" in html(test)


def test_an_answer_can_be_downloaded_and_rated(engine: FakeEngine) -> None:
    test = ask(start(engine, "ask", "en"), "When?")
    token = param(test, "w")
    assert test.get("download_button")
    test.feedback[0].set_value(0)
    run(test)
    assert engine.workspaces.turns(token)[0].feedback == -1
    test.text_input[0].set_value("wrong date")
    run(test)
    test.feedback[0].set_value(1)
    run(test)
    assert engine.workspaces.turns(token)[0].feedback == 1


def test_the_checklist_of_a_question_is_ticked(engine: FakeEngine) -> None:
    test = ask(start(engine, "ask", "en"), "When?")
    test.checkbox[0].check()
    run(test)
    assert engine.workspaces.ticks(param(test, "w"))["widgets-1"].done


def test_an_answer_whose_notice_is_gone_still_shows(engine: FakeEngine, tmp_path: Path) -> None:
    token = param(ask(start(engine, "ask", "en"), "unknown?"), "w")
    later = FakeEngine(tmp_path)
    later.forget("widgets")
    test = start(later, "ask", "en", w=token)
    assert i18n.text("notices.no_longer_held", "en") in html(test)


def test_one_item_under_two_questions_is_ticked_in_both(engine: FakeEngine) -> None:
    test = ask(ask(start(engine, "ask", "en"), "First?"), "Second?")
    earlier = engine.workspaces.turns(param(test, "w"))[0].id
    test.session_state[f"tick-turn{earlier}-widgets-1"] = False
    test.checkbox[0].check()
    run(test)
    assert test.session_state[f"tick-turn{earlier}-widgets-1"] is True
