"""Each page in both languages with a small engine: empty, full, and going wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Html
from streamlit.util import calc_hash

import i18n
from errors import NotFound, StoreDamaged, StoreLocked
from records import Filters, Language, Notice
from tests.ui_fakes import FakeEngine, requirements

SCRIPT = """
import streamlit as st
from ui import shell
shell.run(st.session_state["test-open"])
"""
BOTH: tuple[Language, ...] = ("en", "zh")
PAGES = ("ask", "notices", "checklists", "workspace")
both = pytest.mark.parametrize("language", BOTH)
OTHER = {"en": "清单", "zh": "Checklists"}


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


@pytest.fixture
def engine(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path)


def start(engine: FakeEngine, page: str, language: Language, **params: str) -> AppTest:
    """The app at ``page``, drawn once."""
    return start_with(lambda: engine, page, language, **params)


def start_with(
    opened: Callable[[], FakeEngine], page: str, language: Language, **params: str
) -> AppTest:
    test = AppTest.from_string(SCRIPT, default_timeout=30)
    test.session_state["test-open"] = opened
    for key, value in {"lang": language, **params}.items():
        test.query_params[key] = value
    test._page_hash = calc_hash(page)
    return run(test)


def run(test: AppTest) -> AppTest:
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    """What the page draws itself, without the style sheet."""
    parts = [str(element.value) for element in test.get("html") if isinstance(element, Html)]
    return "\n".join(part for part in parts if not part.startswith("<style"))


def links(test: AppTest) -> dict[str, str]:
    """Where each link of the page leads, by its label."""
    return {link.proto.label: link.proto.query_string for link in test.get("page_link")}


def ask(test: AppTest, question: str) -> AppTest:
    test.chat_input[0].set_value(question)
    return run(test)


def param(test: AppTest, name: str) -> str:
    value = test.query_params[name]
    return str(value[0] if isinstance(value, list) else value)


# --- every page


@both
@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_its_language(engine: FakeEngine, page: str, language: Language) -> None:
    test = start(engine, page, language)
    assert i18n.text(f"nav.{page}", language) in links(test)
    assert OTHER[language] not in links(test)
    assert i18n.text(f"{page}.title", language) in html(test)


@both
@pytest.mark.parametrize("page", ["ask", "notices", "checklists"])
def test_an_empty_collection_says_so(tmp_path: Path, page: str, language: Language) -> None:
    test = start(FakeEngine(tmp_path, empty=True), page, language)
    assert test.info[0].value == i18n.text("notices.empty", language)


@both
@pytest.mark.parametrize("page", PAGES)
def test_an_engine_that_cannot_open_is_told(page: str, language: Language) -> None:
    def locked() -> FakeEngine:
        raise StoreLocked("held", code="error.store_locked_unnamed", path="/data")

    test = start_with(locked, page, language)
    assert "/data" in test.error[0].value


@both
@pytest.mark.parametrize("page", ["ask", "notices", "checklists"])
def test_an_error_while_drawing_is_told(
    engine: FakeEngine, page: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> tuple[Notice, ...]:
        raise StoreDamaged("page 7 is gone")

    monkeypatch.setattr(engine, "notices", damaged)
    assert "page 7 is gone" in start(engine, page, language).error[0].value


def test_the_language_is_switched_and_kept_in_the_address(engine: FakeEngine) -> None:
    test = start(engine, "notices", "en")
    test.button_group[0].set_value("zh")
    run(test)
    assert param(test, "lang") == "zh"
    assert i18n.text("notices.title", "zh") in html(test)
    assert all("lang=zh" in query for query in links(test).values())


# --- Ask


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
    assert i18n.text("notices.no_longer_held", "en") in [c.value for c in test.caption]


# --- Notices


@both
def test_the_list_shows_metadata_and_badges(engine: FakeEngine, language: Language) -> None:
    test = start(engine, "notices", language)
    shown = html(test)
    for words in ("Widget Office", "部件〔2025〕7号", "部件局"):
        assert words in shown
    for group, value in (("kind", "translation"), ("status", "in_force"), ("status", "unknown")):
        assert i18n.name(group, value, language) in shown
    assert "notice=xiaobujian" in links(test)["关于开展小部件备案工作的通知"]


@both
def test_the_reader_shows_the_source_and_the_cited_place(
    engine: FakeEngine, language: Language
) -> None:
    cited = requirements()[0][1]
    place = {"start": str(cited.span.start), "end": str(cited.span.end)}
    test = start(engine, "notices", language, notice=cited.notice_id, **place)
    shown = html(test)
    marked = '<mark class="nd-cited" tabindex="-1" id="nd-cited"'
    assert marked in shown
    assert "They must not charge :red[fees] of $5 or $6.</mark>" in shown
    assert i18n.text("aside.boilerplate", language) in shown
    assert "Filing form — " + i18n.text("notices.listed", language) in shown
    assert "June 1 · " + i18n.text("date.no_year", language) in shown
    assert "scrollIntoView" in shown


def test_a_notice_with_script_shows_it_as_text(engine: FakeEngine) -> None:
    shown = html(start(engine, "notices", "en", notice="widgets"))
    assert "&lt;script&gt;alert" in shown
    assert "<script" not in shown


@both
def test_an_unknown_notice_is_told_kindly(engine: FakeEngine, language: Language) -> None:
    test = start(engine, "notices", language, notice="<b>gone</b>")
    assert "gone" in test.warning[0].value
    assert "<b>" not in test.warning[0].value
    assert i18n.text("notices.all", language) in links(test)


def test_a_place_outside_the_text_is_told(engine: FakeEngine) -> None:
    test = start(engine, "notices", "en", notice="widgets", start="5", end="99999")
    assert test.warning[0].value == i18n.text("notices.place_gone", "en")
    assert "<mark" not in html(test)


def test_links_that_are_passed_on_do_not_carry_the_workspace(engine: FakeEngine) -> None:
    token = engine.workspaces.create("N").token
    test = start(engine, "notices", "en", notice="widgets", w=token)
    copied = [str(element.proto) for element in test.get("bidi_component")]
    assert copied
    assert not [data for data in copied if token in data]


# --- Checklists


@both
def test_the_checklist_shows_items_and_promises_apart(
    engine: FakeEngine, language: Language
) -> None:
    test = start(engine, "checklists", language)
    items, promises = requirements()
    assert len(test.checkbox) == len(items)
    shown = html(test)
    for kind in ("must", "must_not", "should", "may"):
        assert i18n.name("type", kind, language) in shown
    assert promises[0].source_text in shown
    assert not [box for box in test.checkbox if promises[0].source_text in box.label]
    assert i18n.text("checklists.commitments", language, {"count": 1}) in [
        expander.label for expander in test.expander
    ]


def test_a_tick_is_stored_and_comes_back(engine: FakeEngine) -> None:
    test = start(engine, "checklists", "en")
    test.checkbox[0].check()
    run(test)
    token = param(test, "w")
    assert engine.workspaces.ticks(token)["widgets-1"].done
    again = start(engine, "checklists", "en", w=token)
    assert again.checkbox[0].value
    again.checkbox[0].uncheck()
    run(again)
    assert not engine.workspaces.ticks(token)["widgets-1"].done


@both
def test_an_actor_sees_what_is_asked_of_him(engine: FakeEngine, language: Language) -> None:
    test = start(engine, "checklists", language, actor="enterprise")
    assert len(test.checkbox) == 2
    test = start(engine, "checklists", language, actor="alliance")
    assert test.info[0].value == i18n.text("checklists.nothing_for_actor", language)


def test_one_notice_is_chosen_by_its_address(engine: FakeEngine) -> None:
    test = start(engine, "checklists", "zh", of="xiaobujian")
    assert [box.label for box in test.checkbox] == [
        "各省级部门应当在2025年12月31日前完成备案。", "鼓励企业参加培训。",
    ]  # fmt: skip


def test_an_unknown_notice_in_the_address_shows_all(engine: FakeEngine) -> None:
    assert len(start(engine, "checklists", "en", of="gone", actor="nobody").checkbox) == 5


def test_types_can_be_chosen(engine: FakeEngine) -> None:
    test = start(engine, "checklists", "en")
    types = next(group for group in test.button_group if group.key == "nd-types")
    types.set_value(["must_not"])
    run(test)
    assert [box.label for box in test.checkbox] == [
        "They must not charge :\u2060red\\[fees\\] of \\$5 or \\$6."
    ]


@both
def test_a_tick_without_its_requirement_is_shown_as_such(
    engine: FakeEngine, language: Language
) -> None:
    token = engine.workspaces.create("N").token
    item = requirements()[0][0]
    engine.workspaces.set_tick(
        token, replace(item, id="older", source_text="Words of an <i>older</i> version."), True
    )
    test = start(engine, "checklists", language, w=token)
    assert "Words of an &lt;i&gt;older&lt;/i&gt; version." in html(test)
    assert i18n.text("checklists.left_behind", language, {"count": 1}) in [
        expander.label for expander in test.expander
    ]


def test_downloads_carry_the_ticks_and_the_name(engine: FakeEngine) -> None:
    token = engine.workspaces.create("Ann").token
    engine.workspaces.set_tick(token, requirements()[0][0], True)
    test = start(engine, "checklists", "zh", w=token)
    assert len(test.get("download_button")) == 2
    assert engine.exported == [("csv", "zh", 5, 1, "Ann"), ("md", "zh", 5, 1, "Ann")]


# --- Workspace


@both
def test_a_workspace_is_started_named_and_linked(engine: FakeEngine, language: Language) -> None:
    test = start(engine, "workspace", language)
    assert test.info[0].value == i18n.text("workspace.none_yet", language)
    test.button(key="nd-start").click()
    run(test)
    token = param(test, "w")
    assert token in test.code[0].value
    assert i18n.text("workspace.self_declared", language) in [c.value for c in test.caption]
    test.text_input[0].set_value("李娜")
    test.button[0].click()
    run(test)
    assert engine.workspaces.get(token).name == "李娜"


@both
@pytest.mark.parametrize("page", PAGES)
def test_an_unknown_link_is_told_and_a_new_one_offered(
    engine: FakeEngine, page: str, language: Language
) -> None:
    test = start(engine, page, language, w="nobody-knows-this")
    assert test.warning[0].value == i18n.text("workspace.unknown", language)
    test.button(key="nd-start-new").click()
    run(test)
    assert param(test, "w") != "nobody-knows-this"
    assert not test.warning


def test_everything_is_deleted_only_when_confirmed(engine: FakeEngine) -> None:
    token = engine.workspaces.create("N").token
    test = start(engine, "workspace", "en", w=token)
    test.button(key="nd-delete").click()
    run(test)
    assert test.button(key="nd-confirm-yes").disabled
    test.checkbox(key="nd-delete-sure").check()
    run(test)
    test.button(key="nd-confirm-yes").click()
    run(test)
    with pytest.raises(NotFound):
        engine.workspaces.get(token)
    assert "w" not in test.query_params


def test_questions_are_cleared_and_ticks_stay(engine: FakeEngine) -> None:
    token = engine.workspaces.create("N").token
    engine.workspaces.add_turn(token, engine.ask("When?"))
    engine.workspaces.set_tick(token, requirements()[0][0], True)
    test = start(engine, "workspace", "en", w=token)
    test.button(key="nd-clear").click()
    run(test)
    test.button(key="nd-confirm-yes").click()
    run(test)
    assert not engine.workspaces.turns(token)
    assert engine.workspaces.ticks(token)


def test_one_item_under_two_questions_is_ticked_in_both(engine: FakeEngine) -> None:
    test = ask(ask(start(engine, "ask", "en"), "First?"), "Second?")
    test.expander[0].open = True
    earlier = engine.workspaces.turns(param(test, "w"))[0].id
    test.session_state[f"tick-turn{earlier}-widgets-1"] = False
    test.checkbox[0].check()
    run(test)
    assert test.session_state[f"tick-turn{earlier}-widgets-1"] is True
