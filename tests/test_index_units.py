"""Clauses → units: passages of whole sentences, sentences, and the text that is embedded."""

from __future__ import annotations

import pytest

from index.units import PASSAGE_CHARS, embedded_text, units_of
from tests.fakes import make_parsed

ENGLISH = "Provincial offices shall name a contact person by November 21. "
CHINESE = "示范区建设期为两年，各地方应当于每年十二月底前报送工作总结；"

CLAUSES = [
    # (text, passages, sentences, reason)
    ("The construction period is two years.", 1, 0, "one sentence is its own passage"),
    ("The period is two years. It may be renewed.", 1, 2, "a clause that fits is one passage"),
    ("建设期为两年。到期后验收。", 1, 2, "Chinese sentences need no space between"),
    (ENGLISH * 20, 2, 20, "1,260 characters make two windows of whole sentences"),
    (CHINESE * 40, 2, 0, "one sentence of 1,200 characters is cut at a semicolon"),
    ("x" * 1700, 3, 0, "text without any boundary is still cut"),
]


@pytest.mark.parametrize(("text", "passages", "sentences", "reason"), CLAUSES)
def test_units_of_a_clause(text: str, passages: int, sentences: int, reason: str) -> None:
    drafts = units_of(make_parsed([text.strip()]))
    kinds = [draft.kind for draft in drafts]
    assert kinds.count("passage") == passages, reason
    assert kinds.count("sentence") == sentences, reason


@pytest.mark.parametrize("text", [row[0].strip() for row in CLAUSES])
def test_every_unit_is_source_text_and_passages_cover_the_clause(text: str) -> None:
    parsed = make_parsed(["前言。", text])
    drafts = units_of(parsed)
    for draft in drafts:
        assert parsed.text[draft.span.start : draft.span.end] == draft.text
    passages = [d for d in drafts if d.kind == "passage" and d.clause_id.endswith("#2")]
    assert all(len(draft.text) <= PASSAGE_CHARS for draft in passages)
    together = "".join(draft.text for draft in passages)
    assert "".join(together.split()) == "".join(text.split())


def test_long_sentence_is_cut_after_a_semicolon() -> None:
    first = units_of(make_parsed([CHINESE * 40]))[0]
    assert first.text.endswith("；")


def test_a_number_is_not_cut_at_its_comma() -> None:
    text = "amount " + "1,000,000 " * 100
    for draft in units_of(make_parsed([text.strip()])):
        assert not draft.text.endswith(",")


def test_context_is_title_and_headings_and_part_of_embedded_passages_only() -> None:
    parsed = make_parsed(
        ["The period is two years. It may be renewed."],
        headings=[("2. Procedure", "(1) Period")],
        title="Plan for demonstration zones",
    )
    passage, sentence, _ = units_of(parsed)
    assert passage.context == "Plan for demonstration zones › 2. Procedure › (1) Period"
    assert embedded_text(passage) == f"{passage.context}\n{passage.text}"
    assert embedded_text(sentence) == sentence.text


def test_same_sentence_as_passage_is_not_made_twice() -> None:
    texts = [(d.kind, d.text) for d in units_of(make_parsed(["Only one. ", "Only one."]))]
    assert texts == [("passage", "Only one."), ("passage", "Only one.")]
