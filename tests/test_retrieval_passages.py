"""Passages around the best sentences: at most a clause and 800 characters, never overlapping."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from index.units import PASSAGE_CHARS, Unit
from records import Clause, Hit, Notice, ParsedNotice, Scored
from retrieval.passages import passages
from retrieval.pool import Candidate
from retrieval.scoring import Score
from tests.fakes import make_parsed

SENTENCE = "The office of place {:02d} shall keep a list of its own and publish it at once"


def scored(parsed: ParsedNotice, order: list[tuple[int, int]]) -> list[Score]:
    """Scores of (clause, sentence) places, best first."""
    made = []
    for rank, (clause_place, place) in enumerate(order):
        clause = parsed.clauses[clause_place]
        made.append(score_of(parsed.notice, clause, place, 1.0 - rank / 100))
    return made


def score_of(notice: Notice, clause: Clause, place: int, fused: float) -> Score:
    sentence = clause.sentences[place]
    begin = sentence.span.start - clause.span.start
    text = clause.text[begin : begin + sentence.span.end - sentence.span.start]
    unit = Unit(0, notice.id, clause.id, sentence.span, "sentence", text, notice.title)
    candidate = Candidate(notice, clause, sentence, text, unit, unit)
    return Score(candidate, Scored(fused=fused), (), None)


def long_clause(sentences: int, filler: int = 0) -> str:
    body = " and so on" * filler
    return " ".join(SENTENCE.format(number) + body + "." for number in range(sentences))


def check(hits: list[Hit], parsed: ParsedNotice) -> None:
    """What holds for any passages."""
    for hit in hits:
        assert 0 < len(hit.text) <= PASSAGE_CHARS
        assert hit.clause.span.start <= hit.span.start < hit.span.end <= hit.clause.span.end
        assert parsed.text[hit.span.start : hit.span.end] == hit.text
        for sentence in hit.sentences:
            span = sentence.sentence.span
            assert parsed.text[span.start : span.end] == sentence.text
            assert span.start < hit.span.end and hit.span.start < span.end
    spans = sorted((hit.span.start, hit.span.end) for hit in hits)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_short_clause_is_one_passage_with_all_its_scored_sentences() -> None:
    parsed = make_parsed(["The form is free. The office keeps it. 第三句。", "Another clause."])
    hits = passages(scored(parsed, [(0, 1), (1, 0), (0, 0)]), 10)
    check(hits, parsed)
    assert [hit.text for hit in hits] == [clause.text for clause in parsed.clauses]
    assert [one.text for one in hits[0].sentences] == ["The form is free.", "The office keeps it."]
    assert hits[0].scores.fused == 1.0


def test_the_following_sentence_is_taken_in_first() -> None:
    parsed = make_parsed([long_clause(3, filler=28)])  # two of the three fit
    first, second, third = parsed.clauses[0].sentences
    (hit, *rest) = passages(scored(parsed, [(0, 1), (0, 0)]), 10)
    assert (hit.span.start, hit.span.end) == (second.span.start, third.span.end)
    assert [one.span for one in rest] == [first.span]


def test_at_most_the_limit() -> None:
    parsed = make_parsed(["One sentence.", "Two sentences.", "Three sentences."])
    assert len(passages(scored(parsed, [(0, 0), (1, 0), (2, 0)]), 2)) == 2
    assert passages([], 5) == []


def test_a_sentence_that_is_too_long_is_cut() -> None:
    parsed = make_parsed(["申请人应当提交，" * 150 + "。", "A clause."])
    hits = passages(scored(parsed, [(0, 0), (1, 0)]), 10)
    check(hits, parsed)
    assert len(hits[0].text) == PASSAGE_CHARS


@pytest.mark.parametrize("seed", range(20))
def test_passages_hold_their_bounds_whatever_the_order(seed: int) -> None:
    random = Random(seed)
    parsed = make_parsed(
        [long_clause(random.randint(1, 30), random.randint(0, 20)) for _ in range(3)]
    )
    order = [
        (place, number)
        for place, clause in enumerate(parsed.clauses)
        for number in range(len(clause.sentences))
    ]
    random.shuffle(order)
    hits = passages(scored(parsed, order), 100)
    check(hits, parsed)
    shown = {one.sentence.span for hit in hits for one in hit.sentences}
    assert len(shown) == len(order), "every sentence stands in a passage"
