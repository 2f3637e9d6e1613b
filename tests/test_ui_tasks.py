"""What the checklists show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from records import Language, Remark, RequirementType, Tick
from tests.ui_fakes import AS_OF, chinese_notice, english_notice, requirements
from ui import tasks

ITEMS, PROMISES = requirements()
NOTICES = {parsed.notice.id: parsed.notice for parsed in (english_notice(), chinese_notice())}
CLAUSES = tasks.clauses_by_id([english_notice(), chinese_notice()])


def tick(requirement_id: str, notice_id: str, done: bool = True) -> Tick:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    return Tick(requirement_id, notice_id, f"{notice_id}#1", "quote", done, at)


def test_items_stand_under_their_headings_in_document_order() -> None:
    found = tasks.sections(ITEMS, NOTICES, CLAUSES)
    assert [(s.heading_path, len(s.items)) for s in found] == [
        (("1. Filing",), 2), (("2. Publicity",), 1), (("一、备案",), 1), (("二、宣传",), 1),
    ]  # fmt: skip


def test_an_item_without_its_notice_is_left_out() -> None:
    assert tasks.sections(ITEMS, {}, CLAUSES) == ()


def test_items_of_some_types() -> None:
    assert [item.type for item in tasks.of_types(ITEMS, ["must_not", "may"])] == ["must_not", "may"]
    assert tasks.of_types(ITEMS, []) == ITEMS
    assert tasks.counts(ITEMS) == {"must": 2, "must_not": 1, "should": 1, "may": 1}


def test_progress_counts_what_is_done_of_these_items() -> None:
    notice_id = ITEMS[0].notice_id
    ticks = {
        ITEMS[0].id: tick(ITEMS[0].id, notice_id),
        ITEMS[1].id: tick(ITEMS[1].id, notice_id, done=False),  # ticked and taken back
        "gone": tick("gone", notice_id),
    }
    assert tasks.done_count(ITEMS, ticks) == 1


def test_what_was_ticked_and_is_gone_is_shown() -> None:
    notice_id = ITEMS[0].notice_id
    ticks = {name: tick(name, notice_id) for name in (ITEMS[0].id, "gone")}
    ticks["undone"] = tick("undone", notice_id, done=False)
    assert [t.requirement_id for t in tasks.left_behind(ticks, ITEMS)] == ["gone"]


def test_ticked_works_are_found_in_any_version() -> None:
    ticks = [tick("a", "widgets@1999-older"), tick("b", "no-longer-held@2000-x")]
    assert tasks.works_of(ticks, NOTICES.values()) == ("widgets",)


@pytest.mark.parametrize("kind", tasks.TYPES)
def test_a_type_is_told_by_symbol_word_and_colour(kind: RequirementType) -> None:
    badge = tasks.type_badge(kind, "zh")
    assert tasks.SYMBOLS[kind] in badge
    assert f"nd-{kind}" in badge


def test_symbols_differ() -> None:
    assert len(set(tasks.SYMBOLS.values())) == len(tasks.TYPES)


@pytest.mark.parametrize(
    ("as_of", "passed"), [(AS_OF, True), (date(2025, 11, 21), False), (date(2025, 1, 1), False)]
)
def test_a_deadline_is_printed_dated_and_marked(as_of: date, passed: bool) -> None:
    shown = tasks.badges_html(ITEMS[0], as_of, "en")
    assert "before November 21 · 2025-11-21 · year inferred" in shown
    assert ("nd-passed" in shown) is passed


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, 'provincial IP offices</span><span class="nd-meta">(Provincial offices)'),
        (1, 'provincial IP offices</span><span class="nd-meta">(not named in the sentence)'),
        (2, "Widget makers"),  # both
    ],
)
def test_the_actor_is_resolved_and_printed(index: int, expected: str) -> None:
    assert expected in tasks.badges_html(ITEMS[index], AS_OF, "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_conditions_evidence_and_warnings_are_escaped(language: Language) -> None:
    item = replace(
        ITEMS[0],
        condition="<if>",
        evidence=("<form>",),
        actor="<who>",
        warnings=(Remark("garbled"),),
    )
    shown = tasks.badges_html(item, AS_OF, language)
    assert not [name for name in ("<if>", "<form>", "<who>") if name in shown]
    assert "⚠" in shown
