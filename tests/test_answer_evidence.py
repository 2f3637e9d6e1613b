"""Which sentences are shown: best first, lists whole, copies once."""

from __future__ import annotations

import pytest

from answer.evidence import candidates, choose, with_list
from answer.tuning import tuning
from records import Span
from tests.answer_samples import hits_of, notice_of, text_of
from tests.fakes import make_parsed

LIST = "The list shall include:\n(1) the countries;\n(2) the products; and\n(3) the rights."


@pytest.mark.parametrize(
    ("text", "lead", "whole"),
    [
        (LIST, "The list shall include:", LIST),
        ("申请人应当提交：\n（一）请求书；\n（二）说明书。\n逾期不予受理。", "申请人应当提交：",
         "申请人应当提交：\n（一）请求书；\n（二）说明书。"),
        ("It covers agents --\n- patent agents;\n- trademark agents.\nIt is free.",
         "It covers agents --", "It covers agents --\n- patent agents;\n- trademark agents."),
        ("The list follows:\nIt names all countries.", "The list follows:", "The list follows:"),
        ("第一条规定期限。第二条另有规定。", "第一条规定期限。", "第一条规定期限。"),
    ],
)  # fmt: skip
def test_a_lead_takes_its_list_along(text: str, lead: str, whole: str) -> None:
    parsed = make_parsed(["Before it.", text])
    clause = parsed.clauses[1]
    start = clause.span.start
    span = with_list(clause, Span(start, start + len(lead)))
    assert parsed.text[span.start : span.end] == whole


def test_a_list_that_is_too_long_is_taken_in_part() -> None:
    items = "\n".join(f"（{number}）" + "材料" * 60 + "；" for number in "一二三四五六七八九十")
    (clause,) = make_parsed([f"申请人应当提交：\n{items}"]).clauses
    span = with_list(clause, clause.sentences[0].span)
    assert clause.sentences[0].span.end < span.end < clause.span.end
    assert span.end - span.start <= tuning().evidence.list_chars
    assert text_of(clause, span).endswith("；")


def test_every_sentence_is_a_candidate_once_and_best_first() -> None:
    one = notice_of(["The form is free. It is due in May."], "one")
    copy = notice_of(["The FORM is free. It is due in June."], "copy")
    hits = hits_of("Is it free?", one, copy, fused={"form is": 3.0, "June": 2.0, "FORM is": 4.0})
    ranked = candidates(hits)
    assert [e.text for e in ranked] == [
        "The FORM is free.", "It is due in June.", "It is due in May.",
    ]  # fmt: skip
    assert [e.scores.fused for e in ranked] == [4.0, 2.0, 0.0]
    for evidence in ranked:
        assert text_of(evidence.clause, evidence.span) == evidence.text


def test_only_what_scores_nearly_as_well_is_chosen() -> None:
    margin = tuning().evidence.margin
    parsed = notice_of(
        ["Best is the first of all. Near it is the second one. Far is the third one."]
    )
    near, far = 9 - margin / 2, 9 - margin * 1.5
    hits = hits_of("Is it free?", parsed, fused={"Best": 9.0, "Near": near, "Far": far})
    chosen = choose(candidates(hits))
    assert [evidence.scores.fused for evidence in chosen] == [9.0, near]
    assert choose([]) == []


def test_at_most_a_few_are_chosen() -> None:
    paragraphs = [f"Office {number} is to keep the list." for number in range(9)]
    chosen = choose(candidates(hits_of("Is it kept?", notice_of(paragraphs))))
    assert len(chosen) == tuning().evidence.most


def test_an_item_of_a_list_is_not_shown_beside_its_list() -> None:
    hits = hits_of("What is in it?", notice_of([LIST]), fused={"include": 5.0, "products": 4.9})
    chosen = choose(candidates(hits))
    assert chosen[0].text == LIST
    assert len(chosen) == 1


@pytest.mark.parametrize(
    ("garbled", "expected"), [("", False), ("include", True), ("(2) the products", True)]
)
def test_a_list_is_garbled_where_its_lead_or_an_item_is(garbled: str, expected: bool) -> None:
    hits = hits_of("What is in it?", notice_of([LIST], garbled=garbled), fused={"include": 5.0})
    assert candidates(hits)[0].garbled is expected
