"""Bare passages as notices, for public data."""

from __future__ import annotations

from evals.passages import document
from index.units import units_of


def test_clauses_count_in_the_document_and_sentences_in_both() -> None:
    made = document("d1", [("1", "One is first. Two is second."), ("2", "第三句。第四句。")])
    assert [clause.id for clause in made.clauses] == ["d1#1", "d1#2"]
    assert [clause.language for clause in made.clauses] == ["en", "zh"]
    for clause in made.clauses:
        assert made.text[clause.span.start : clause.span.end] == clause.text
        assert len(clause.sentences) == 2
        for sentence in clause.sentences:
            assert clause.span.start <= sentence.span.start < sentence.span.end <= clause.span.end
    assert [clause.ordinal for clause in made.clauses] == [0, 1]
    for unit in units_of(made):
        assert made.text[unit.span.start : unit.span.end] == unit.text
        assert unit.context == ""


def test_empty_texts_and_keys_that_come_again_are_left_out() -> None:
    made = document("d", [("1", " \n"), ("2", "Kept."), ("2", "Not kept."), ("3", "Kept too.")])
    assert [(clause.path, clause.text) for clause in made.clauses] == [
        ("2", "Kept."), ("3", "Kept too."),
    ]  # fmt: skip
    assert made.text == "Kept.\nKept too."


def test_nothing_gives_an_empty_notice() -> None:
    made = document("d", [])
    assert (made.text, made.clauses, made.notice.title) == ("", (), "")
    assert len(made.notice.sha256) == 64
