"""Hits → answer: source words only, silence where nothing is stated, what to know before use."""

from __future__ import annotations

from datetime import date

import pytest

from answer.compose import compose
from i18n.wording import has
from records import Answer, DateFact, Hits, NoticeDates, ParsedNotice, Remark, Requirement
from tests.answer_samples import decide, hits_of, notice_of
from tests.fakes import make_requirement

DAY = date(2025, 1, 1)
DATES = NoticeDates(signed=DateFact("March 1, 2022", date(2022, 3, 1)))
NOTICE = notice_of(
    [
        "The construction period is two years. Cities must report before November 21.",
        "备案不收取任何费用。企业可以在平台上备案，咨询电话：010-62083000。",
        "奖励金额不超过RMB 50,000.",
    ],
    dates=DATES,
    title="Notice on zones",
    status="in_force",
)
TEXTS = {NOTICE.notice.id: NOTICE.text}


def answer(
    question: str, *notices: ParsedNotice, requirements: tuple[Requirement, ...] = (), key: str = ""
) -> Answer:
    used = notices or (NOTICE,)
    fused = {key: 9.0} if key else None
    return compose(hits_of(question, *used, fused=fused), requirements, DAY)


def check_places(given: Answer, texts: dict[str, str]) -> None:
    citations = [one for statement in given.statements for one in statement.citations]
    citations += [passage.citation for passage in given.passages]
    citations += [given.short.citation] if given.short else []
    for citation in citations:
        found = texts[citation.notice_id][citation.span.start : citation.span.end]
        assert found == citation.source_text != ""
        assert citation.clause_id.startswith(citation.notice_id)
    for statement in given.statements:
        assert statement.text == statement.citations[0].source_text


@pytest.mark.parametrize(
    ("question", "key", "short", "iso"),
    [
        ("How long is the construction period?", "two years", "two years", None),
        ("When must cities report?", "November", "November 21", "2022-11-21"),
        ("奖励多少钱？", "RMB", "不超过RMB 50,000", None),
        ("在哪里备案？", "平台", "平台", None),
        ("咨询电话是多少？", "010", "010-62083000", None),
        ("Is it free?", "费用", None, None),
    ],
)
def test_statements_and_short_answer_are_source_words(
    monkeypatch: pytest.MonkeyPatch, question: str, key: str, short: str | None, iso: str | None
) -> None:
    decide(monkeypatch, answered=True)
    given = answer(question, key=key)
    assert given.status == "answered"
    assert given.reason == Remark("answered")
    assert key in given.statements[0].text
    assert (given.short.text if given.short else None) == short
    assert (given.short.iso if given.short else None) == iso
    check_places(given, TEXTS)


def test_the_year_of_a_short_date_is_marked_as_inferred(monkeypatch: pytest.MonkeyPatch) -> None:
    decide(monkeypatch, answered=True)
    given = answer("When must cities report?", key="November").short
    assert given is not None
    assert given.inferred
    undated = notice_of(["Cities must report before November 21."])
    bare = answer("When must cities report?", undated).short
    assert bare is not None
    assert (bare.text, bare.iso, bare.inferred) == ("November 21", None, False)


def test_not_stated_shows_passages_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    decide(monkeypatch, answered=False)
    duty = make_requirement(NOTICE.clauses[0])
    given = answer("When must cities report?", key="November", requirements=(duty,))
    assert given.status == "not_stated"
    assert not given.statements
    assert not given.checklist
    assert given.short is None
    assert len(given.passages) == len(NOTICE.clauses)
    assert given.warnings == ()
    assert has(given.reason.code)
    check_places(given, TEXTS)


@pytest.mark.parametrize(
    ("hits", "code"),
    [
        (hits_of("Is it free?"), "not_stated.no_notice"),
        (Hits(hits_of("Is it free?").question, (), hits_of("Is it?").filters, 3, 1),
         "not_stated.nothing_found"),
    ],
)  # fmt: skip
def test_nothing_to_search_and_nothing_found(hits: Hits, code: str) -> None:
    given = compose(hits, (), DAY)
    assert (given.status, given.reason.code) == ("not_stated", code)
    assert given.passages == ()
    assert has(code)


@pytest.mark.parametrize(
    ("question", "key", "code"),
    [
        ("How long is the construction period, and how much is the fee?", "two years",
         "partial.no_amount"),
        ("How long is the construction period, and who decides?", "two years", "partial.no_who"),
        ("咨询电话和电子邮箱是多少？", "010", "partial.detail_email"),
        ("How long is the construction period, and by when must cities report?", "",
         "answered"),
    ],
)  # fmt: skip
def test_a_partial_answer_names_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, question: str, key: str, code: str
) -> None:
    decide(monkeypatch, answered=True)
    paragraphs = [sentence.text for sentence in NOTICE.clauses if key in sentence.text]
    given = answer(question, notice_of(paragraphs), key=key)
    assert given.reason.code == code
    assert given.status == code.split(".")[0]
    assert given.statements
    assert has(code)


def test_the_checklist_is_what_stands_in_the_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    decide(monkeypatch, answered=True)
    here = make_requirement(NOTICE.clauses[2], id="here")
    promise = make_requirement(NOTICE.clauses[2], id="promise", commitment=True)
    elsewhere = make_requirement(NOTICE.clauses[1], id="elsewhere")
    given = answer("奖励多少钱？", key="RMB", requirements=(elsewhere, promise, here))
    assert [item.id for item in given.checklist] == ["here"]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"status": "in_force"}, []),
        ({"status": "unknown"}, ["status_unknown"]),
        ({"status": "in_force", "kind": "translation"}, ["translation"]),
        ({"status": "in_force", "kind": "summary"}, ["summary"]),
        ({"status": "unknown", "kind": "report"}, ["report", "status_unknown"]),
        ({"status": "in_force", "garbled": "form"}, ["garbled"]),
        ({"status": "in_force", "garbled": "never shown"}, []),
    ],
)
def test_warnings_of_the_notices_that_are_cited(
    monkeypatch: pytest.MonkeyPatch, fields: dict[str, str], codes: list[str]
) -> None:
    decide(monkeypatch, answered=True)
    parsed = notice_of(["The form is free of charge.", "The form is kept."], **fields)
    given = answer("Is it free?", parsed)
    assert [warning.code for warning in given.warnings] == codes, "each once for a notice"
    assert all(warning.params["notice"] == parsed.notice.title for warning in given.warnings)
    assert all(has(code) for code in codes)


def test_warnings_of_the_question_are_kept_when_nothing_is_stated() -> None:
    given = answer("Как зарегистрировать патент?")
    assert [warning.code for warning in given.warnings][:1] == ["third_language"]


def test_what_was_searched_is_said() -> None:
    hits = hits_of("Is it free?", NOTICE)
    given = compose(hits, (), DAY)
    assert (given.as_of, given.filters) == (DAY, hits.filters)
    assert (given.clauses_searched, given.notices_searched) == (3, 1)
    assert given.question is hits.question
    assert {passage.citation.clause_id for passage in given.passages} == {
        hit.clause.id for hit in hits.hits
    }
