"""Every page in both languages with a small engine: empty, full, and going wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import i18n
from errors import NotFound, StoreDamaged, StoreLocked
from records import Language, Notice
from tests.conftest import ROOT
from tests.ui_app import PAGES, both, html, links, param, run, start, start_with
from tests.ui_fakes import FakeEngine, requirements


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


@pytest.fixture
def engine(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path)


OTHER = {"en": "清单", "zh": "Checklists"}


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
    assert i18n.text("workspace.self_declared", language) in html(test)
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


# --- app.py itself


def test_the_entry_shows_the_shared_engine(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.shared_engine", lambda settings: engine)
    test = run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=30))
    assert i18n.text("ask.title", "en") in html(test)


def test_a_setting_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTICEDESK_NO_SUCH_SETTING", "1")
    test = run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=30))
    assert "NOTICEDESK_NO_SUCH_SETTING" in test.error[0].value.replace("\\", "")
