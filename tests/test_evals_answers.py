"""The scorer of answers: what counts as found, and how the table is made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.answers import FOUND_SHARE, Places, Scored, held, score, table
from evals.questions import Asked, Gold
from records import Citation, Span
from tests.desk import WIDGETS, make_desk, open_desk

QUOTE = "Provincial offices must file every widget before November 21, 2025."
ASKED = Asked("q1", "Who must file?", "en", "officer", "single", "who",
              (Gold("widgets.txt", QUOTE),), False)  # fmt: skip


def cited(start: int, end: int, notice: str = "n") -> Citation:
    return Citation(notice, f"{notice}#1", Span(start, end), "x" * (end - start))


@pytest.mark.parametrize(
    ("citation", "found", "reason"),
    [
        (cited(100, 200), True, "the quote itself"),
        (cited(0, 900), True, "a passage around it"),
        (cited(100, 180), True, "exactly the share that is asked"),
        (cited(120, 300), True, "from within, beyond its end"),
        (cited(100, 179), False, "one character less"),
        (cited(121, 300), False, "one character less, at the other end"),
        (cited(200, 300), False, "beside it"),
        (cited(100, 200, "other"), False, "another notice"),
    ],
)
def test_the_overlap_that_counts(citation: Citation, found: bool, reason: str) -> None:
    assert FOUND_SHARE == 0.8
    assert held([citation], [("n", 100, 200)]) is found, reason


def test_any_place_of_a_quote_counts_and_two_halves_do_not_add_up() -> None:
    places = [("n", 100, 200), ("m", 0, 50)]
    assert held([cited(0, 10), cited(0, 50, "m")], places)
    assert not held([cited(100, 150), cited(150, 200)], places)
    assert not held([], places)


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, Path]:
    return make_desk(tmp_path)


def test_places_are_every_occurrence_in_code_points(desk: tuple[Path, Path]) -> None:
    engine = open_desk(*desk, write=False)
    try:
        places = Places(engine)
        ((_, start, end),) = places.of(Gold("widgets.txt", QUOTE))
        assert WIDGETS[start:end] == QUOTE
        many = places.of(Gold("widgets.txt", "widget"))
        assert len(many) == WIDGETS.count("widget")
        with pytest.raises(ValueError, match=r"widgets\.txt does not hold"):
            places.of(Gold("widgets.txt", "no such words"))
        scored = score(engine, [ASKED, replace(ASKED, id="q2", evidence=())])
    finally:
        engine.close()
    assert [one.asked.id for one in scored] == ["q1", "q2"]
    assert scored[0].top5 is True
    assert scored[1].top5 is scored[1].top1 is scored[1].shown is None
    assert scored[0].refused == (scored[0].status == "not_stated")


def row(asked: Asked, *, top5: bool | None, refused: bool) -> Scored:
    return Scored(asked, "answered", 0.0, top5, top5, top5, refused)


def test_the_table_has_a_row_for_each_language_and_kind_of_document() -> None:
    unanswerable = replace(ASKED, evidence=())
    chinese = replace(ASKED, language="zh", about_laws=True)
    rows = table([
        row(ASKED, top5=True, refused=False), row(ASKED, top5=False, refused=True),
        row(unanswerable, top5=None, refused=True), row(chinese, top5=True, refused=False),
    ])  # fmt: skip
    assert [one["questions"] for one in rows] == ["en", "en notices", "zh", "zh laws"]
    english = rows[0]
    assert (english["n"], english["top5"], english["top1"]) == (3, 0.5, 0.5)
    assert (english["refused_unanswerable"], english["refused_answerable"]) == (1.0, 0.5)
    assert rows[2]["refused_unanswerable"] is None
    assert table([]) == []
