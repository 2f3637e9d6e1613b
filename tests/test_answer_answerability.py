"""Whether the evidence answers: features, and the reason for a refusal."""

from __future__ import annotations

from datetime import date

import pytest

from answer.answerability import (
    NO_FIT_GAP,
    attachment_named,
    judge,
    measure,
    missed_constraints,
    points_elsewhere,
)
from answer.evidence import Evidence, candidates, choose
from answer.tuning import tuning
from i18n.wording import has
from records import Attachment, DateFact, Hits, NoticeDates, ParsedNotice, Span
from tests.answer_samples import decide, hits_of, notice_of

FEE = notice_of(["The filing fee is RMB 50."], title="Notice on fees")
FORM = Attachment(2, "Declaration form for pilot cities", Span(0, 1))
HELD = Attachment(2, "Declaration form for pilot cities", Span(0, 1), held=True)


def chosen_of(hits: Hits) -> list[Evidence]:
    return choose(candidates(hits))


def features_of(question: str, *notices: ParsedNotice, **options: object) -> dict[str, float]:
    hits = hits_of(question, *(notices or (FEE,)), **options)  # type: ignore[arg-type]
    return measure(hits, chosen_of(hits))


def test_features_are_those_of_the_model_and_finite() -> None:
    found = features_of("How much is the filing fee?")
    assert set(found) == set(tuning().weights)
    assert all(abs(value) < 100 for value in found.values())


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("How much is the filing fee?", "fit_gap", 0.0),
        ("When is it due?", "fit_gap", NO_FIT_GAP),
        ("Is it free?", "fit_gap", 0.0),
        ("Is it free?", "yes_no", 1.0),
        ("How much is it?", "yes_no", 0.0),
        ("What is the phone number?", "details_missed", 1.0),
        ("Was it decided in 2031?", "constraints_missed", 1.0),
        ('Does the "fee of April" cover it?', "constraints_missed", 1.0),
        ("What is its title?", "metadata_found", 0.0),
    ],
)
def test_a_feature(question: str, name: str, value: float) -> None:
    assert features_of(question)[name] == value


def test_words_that_nothing_covers_weigh_down() -> None:
    covered = {"filing": 0.9, "fee": 0.0}
    found = features_of("What is the filing fee?", coverage=covered)
    assert found["uncovered_by_best"] == pytest.approx(0.5)
    assert found["has_focus"] == 1.0
    assert found["focus_least"] == 0.0


@pytest.mark.parametrize(
    ("question", "missed"),
    [
        ("Was it decided in 2022?", []),
        ("Was it decided in 2021?", ["2021"]),
        ("国知办发运字〔2022〕8号讲什么？", []),
        ("国知办发运字〔2022〕9号讲什么？", ["[2022]9"]),
        ("What does “Notice  on Fees” say?", []),
    ],
)
def test_years_numbers_and_names_may_stand_in_the_notice(question: str, missed: list[str]) -> None:
    dates = NoticeDates(signed=DateFact("March 1, 2022", date(2022, 3, 1)))
    parsed = notice_of(
        ["The filing fee is RMB 50."], title="Notice on Fees", dates=dates,
        number="国知办发运字〔2022〕8号", number_normalised="国知办发运字〔2022〕8号",
    )  # fmt: skip
    hits = hits_of(question, parsed)
    assert missed_constraints(hits, chosen_of(hits)) == missed


def test_a_name_in_the_other_language_counts_where_its_words_are_covered() -> None:
    question = "Does “Blue Sky” cover agents?"
    for cover, missed in ((0.9, []), (0.1, ["blue sky"])):
        hits = hits_of(question, FEE, coverage={"blue": cover, "sky": cover, "agents": 0.0})
        assert missed_constraints(hits, chosen_of(hits)) == missed


@pytest.mark.parametrize(
    ("text", "question", "elsewhere"),
    [
        ("The materials are given in detail; see Attachment 2.", "Which documents?", True),
        ("具体材料详见附件2。", "需要哪些材料？", True),
        ("See Attachment 2 for the form.", "Is it free?", False),
        ("The fee is RMB 50.", "Which documents?", False),
    ],
)
def test_a_sentence_that_sends_elsewhere(text: str, question: str, elsewhere: bool) -> None:
    hits = hits_of(question, notice_of([text]))
    assert points_elsewhere(hits.question, chosen_of(hits)) is elsewhere


@pytest.mark.parametrize(
    ("text", "attachment", "named"),
    [
        ("For the materials see Attachment 2.", FORM, True),
        ("具体材料详见附件2。", FORM, True),
        ("Fill in the declaration form for pilot cities.", FORM, True),
        ("For the materials see Attachment 21.", FORM, False),
        ("For the materials see Attachment 2.", HELD, False),
        ("The fee is RMB 50.", FORM, False),
    ],
)
def test_the_attachment_that_is_not_there(text: str, attachment: Attachment, named: bool) -> None:
    hits = hits_of("Which documents?", notice_of([text], attachments=(attachment,)))
    assert (attachment_named(chosen_of(hits)) == attachment) is named


REFUSALS = [
    ("Which materials are needed?", "For the materials see Attachment 2.", {},
     "not_stated.attachment", {"title": FORM.title}),
    ("Which materials are needed?", "For the materials please refer to the guide.", {},
     "not_stated.elsewhere", {}),
    ("What is the phone number?", "The office answers.", {}, "not_stated.record_contacts",
     {"notice": "Notice notice"}),
    ("Was it decided in 2031?", "The office answers.", {}, "not_stated.constraint",
     {"missing": "2031"}),
    ("When is it due?", "The office answers.", {}, "not_stated.no_date", {}),
    ("Is the parking free?", "The office answers.", {"parking": 0.0, "free": 0.9},
     "not_stated.words", {"missing": "parking"}),
    ("Is it free?", "The office answers.", {"free": 0.9}, "not_stated.weak", {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "text", "coverage", "code", "params"), REFUSALS, ids=[row[3] for row in REFUSALS]
)
def test_the_reason_of_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    text: str,
    coverage: dict[str, float],
    code: str,
    params: dict[str, str],
) -> None:
    decide(monkeypatch, answered=False)
    hits = hits_of(question, notice_of([text], attachments=(FORM,)), coverage=coverage)
    verdict = judge(hits, chosen_of(hits))
    assert verdict.status == "not_stated"
    assert verdict.probability < 0.01
    assert (verdict.reason.code, verdict.reason.params) == (code, params)
    assert has(code)


def test_better_evidence_is_never_less_likely_to_answer() -> None:
    question = "How much is the filing fee?"
    coverage = {"filing": 0.0, "fee": 0.0}
    poor = hits_of(question, FEE, coverage=coverage, dense=0.1)
    good = hits_of(question, FEE, coverage=dict.fromkeys(coverage, 1.0), dense=0.9)
    odds = [judge(hits, chosen_of(hits)).probability for hits in (poor, good)]
    assert 0 <= odds[0] < odds[1] <= 1
