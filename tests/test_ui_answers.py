"""What the Ask page shows of an answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from records import Citation, Remark, Span
from tests.ui_fakes import FakeEngine, chinese_notice, citation, english_notice
from ui import answers


@pytest.fixture
def engine(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path)


def test_citations_are_numbered_in_the_order_they_appear(engine: FakeEngine) -> None:
    answer = engine.ask("when?")
    first = answer.statements[0].citations[0]
    second = citation(chinese_notice(), "鼓励企业参加培训。")
    statement = replace(answer.statements[0], citations=(first, second))
    answer = replace(answer, statements=(statement, replace(statement, citations=(first,))))
    assert answers.numbered(answer) == {first: 1, second: 2}


def test_the_short_answer_has_the_number_of_its_sentence(engine: FakeEngine) -> None:
    answer = engine.ask("when?")
    assert answers.short_number(answer, answers.numbered(answer)) == 1
    assert answer.short is not None
    away = replace(answer.short.citation, span=Span(0, 4))
    moved = replace(answer, short=replace(answer.short, citation=away))
    assert answers.short_number(moved, answers.numbered(moved)) is None


def test_only_quoted_notices_are_warned_of(engine: FakeEngine) -> None:
    english, chinese = english_notice().notice.id, chinese_notice().notice.id
    assert answers.shown_notices(engine.ask("when?")) == (english,)
    assert answers.shown_notices(engine.ask("unknown")) == (english, chinese)


def test_a_source_note_names_title_and_issuer_once() -> None:
    notices = [english_notice().notice, english_notice().notice, chinese_notice().notice]
    notes = answers.source_notes(notices, "en")
    assert len(notes) == 1
    assert "Widget Office" in notes[0]


def test_the_issuer_is_named_in_the_readers_language() -> None:
    named = replace(english_notice().notice, issuer_zh="部件局")
    other = replace(named, id="other", issuer="Gadget Office", issuer_zh=None)
    for notices in ([named], [named, other]):
        notes = answers.notes(notices, (), "zh")
        assert "部件局" in notes.shown[0]
        assert "Widget Office" not in "".join([*notes.shown, *notes.folded])
    assert "Gadget Office" in notes.shown[0], "no Chinese name is known"


def test_of_one_notice_its_title_need_not_be_said() -> None:
    warnings = (Remark("translation"), Remark("status_unknown"), Remark("garbled"))
    notes = answers.notes([english_notice().notice], warnings, "en")
    assert notes.shown == (
        "Unofficial translation: confirm the wording with Widget Office.",
        "Whether this notice is still in force is not known.",
        "The source text is garbled here: do not rely on its wording.",
    )
    assert notes.folded == ()


def test_of_several_notices_each_is_named_in_the_fold() -> None:
    notices = [english_notice().notice, chinese_notice().notice]
    notes = answers.notes(notices, [Remark("third_language"), Remark("garbled")], "en")
    assert "Widget Office" in notes.shown[0]
    assert len(notes.shown) == 2
    assert len(notes.folded) == 3  # garbled, unofficial, validity; the original is in force


def test_an_original_in_force_needs_no_note() -> None:
    assert answers.notes([chinese_notice().notice], (), "zh") == answers.Notes((), ())


def test_the_title_follows_the_language() -> None:
    notice = english_notice().notice
    assert answers.title(notice, "zh") == "关于小部件备案的通知"
    assert answers.title(notice, "en") == notice.title
    assert answers.title(replace(notice, title_zh=None), "zh") == notice.title


def test_a_passage_stands_in_its_clause_between_its_neighbours() -> None:
    parsed = english_notice()
    found = answers.context(
        citation(parsed, "They must not charge :red[fees] of $5 or $6."), parsed
    )
    assert found is not None
    assert found.clause_before + found.quote + found.clause_after == parsed.clauses[0].text
    assert found.path == ("1. Filing",)
    assert found.after == parsed.clauses[1].text
    assert found.before == ""


@pytest.mark.parametrize("gone", ["notice", "clause", "words"])
def test_a_passage_that_moved_has_no_context(gone: str) -> None:
    parsed = english_notice()
    cited = citation(parsed, "Enterprises may register on the platform.")
    changed = {
        "notice": cited,
        "clause": replace(cited, clause_id="widgets#9"),
        "words": replace(cited, source_text="Enterprises must register on the platform."),
    }[gone]
    assert answers.context(changed, None if gone == "notice" else parsed) is None


def test_a_citation_says_where_it_stands() -> None:
    parsed = english_notice()
    cited = citation(parsed, "Enterprises may register on the platform.")
    known = {parsed.notice.id: parsed}
    assert answers.citation_label(cited, known, "zh") == "2. Publicity · 关于小部件备案的通知"
    gone = Citation("old@1", "old@1#1", Span(0, 1), "x")
    assert answers.citation_label(gone, known, "en") == "old@1"


def test_quotes_and_contexts_are_escaped() -> None:
    markup = answers.quote_html("<img src=x onerror=1>", "en", "[1]")
    assert "<img" not in markup
    assert 'lang="en"' in markup
    found = answers.Context(("<h>",), "<a>", "<b>", "<c>", "<d>", "<e>")
    shown = answers.context_html(found, "<s>", "en") + answers.crumbs_html(["<t>"], "en")
    assert not [letter for letter in "abcdehst" if f"<{letter}>" in shown]
