"""Extracted requirements against labels: the overlap rule, one to one."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from evals.checklists import OVERLAP, Label, Miss, _match, _share, labels, print_misses
from records import Requirement, Span
from tests.fakes import make_parsed, make_requirement

CLAUSE = make_parsed(["x" * 400]).clauses[0]


def label(start: int, end: int) -> Label:
    return Label("f.txt", start, end, "x" * (end - start), "item", "must", "enterprise", None)


def item(start: int, end: int) -> Requirement:
    return replace(make_requirement(CLAUSE, id=f"{start}-{end}"), span=Span(start, end))


@pytest.mark.parametrize(
    ("mark", "found", "share"),
    [
        ((0, 100), (0, 100), 1.0),
        ((0, 100), (0, 50), 0.5),
        ((0, 100), (50, 150), 1 / 3),
        ((0, 100), (100, 200), 0.0),
        ((0, 100), (300, 400), 0.0),
    ],
)
def test_the_share_is_intersection_over_union(
    mark: tuple[int, int], found: tuple[int, int], share: float
) -> None:
    assert _share(label(*mark), item(*found)) == pytest.approx(share)
    assert _share(label(*found), item(*mark)) == pytest.approx(share)


def test_half_of_the_union_is_enough_and_less_is_not() -> None:
    assert OVERLAP == 0.5
    assert len(_match([label(0, 100)], [item(0, 50)])) == 1
    assert _match([label(0, 100)], [item(0, 49)]) == []


def test_the_best_overlap_takes_the_item_and_each_counts_once() -> None:
    near, exact = label(0, 90), label(0, 100)
    pairs = _match([near, exact], [item(0, 100)])
    assert [(mark, found.id) for mark, found in pairs] == [(exact, "0-100")]
    both = _match([near, exact], [item(0, 100), item(0, 80)])
    assert [(mark, found.id) for mark, found in both] == [(near, "0-80"), (exact, "0-100")]
    assert _match([], [item(0, 1)]) == _match([label(0, 1)], []) == []


def test_both_readers_labelled_the_same_documents() -> None:
    files = [{one.file for one in labels(reader)} for reader in ("reader_a", "reader_b")]
    assert files[0] == files[1]


def test_a_miss_is_one_line() -> None:
    out = io.StringIO()
    print_misses([Miss("reader_a", "not found", "must\n  file it")], out)
    assert out.getvalue() == "reader_a not found: must file it\n"
