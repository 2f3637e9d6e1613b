"""Terms of the field in both languages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from language.normalise import normalise
from retrieval.glossary import concepts, find_concepts, other_wordings

TABLE = [
    ("a plural", "their patents", ["patents"]),
    ("a plural in -ies", "all patent agencies", ["patent agencies"]),
    ("case and width", "ＩＰＲ protection", ["ipr protection"]),
    ("the longest wording wins", "专利代理机构", ["专利代理机构"]),
    ("no part of a longer English word", "a patently simple shippatent", []),
    ("beside Han characters", "到IPR去", ["ipr"]),
    ("none", "lorem ipsum", []),
]


@pytest.mark.parametrize(
    ("text", "wordings"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_found(text: str, wordings: list[str]) -> None:
    found = find_concepts(text)
    folded = normalise(text)
    assert list(dict.fromkeys(match.wording for match in found)) == wordings
    assert all(folded[match.start : match.end] == match.wording for match in found)


def test_matches_of_different_places_never_overlap() -> None:
    places = sorted(
        {(m.start, m.end) for m in find_concepts("intellectual property agencies 专利")}
    )
    assert len(places) >= 2
    assert all(one[1] <= other[0] for one, other in pairwise(places))


def test_other_wordings_cross_the_languages_and_leave_out_the_one_used() -> None:
    assert "专利" in other_wordings("patent")
    assert "patent" in other_wordings("专利")
    assert "专利" not in other_wordings("专利")
    assert other_wordings("lorem ipsum") == ()
    assert len(other_wordings("IPR 知识产权")) == len(set(other_wordings("IPR 知识产权")))


def test_every_wording_finds_a_concept() -> None:
    lost = [
        wording
        for concept in concepts()
        for wording in concept.wordings
        if not find_concepts(wording)
    ]
    assert lost == []
