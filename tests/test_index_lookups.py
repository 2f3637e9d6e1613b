"""Lookups beside search: clauses by id, neighbours, counts, notes, the corpus's words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from errors import StoreError
from index.index import Index
from settings import Settings
from tests.fakes import fake_encoders, make_parsed

FIRST = make_parsed(["The period is two years.", "It may be renewed.", "建设期为两年。"], "first")
SECOND = make_parsed(["Enterprises pay nothing for the period."], "second")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    with Index.open(settings, write=True, encoders=fake_encoders()) as opened:
        for parsed in (FIRST, SECOND):
            opened.write(parsed, [], parsed.text.encode())
        yield opened


def test_clauses_by_id_keep_the_order_asked_for(index: Index) -> None:
    wanted = [FIRST.clauses[2].id, "gone", FIRST.clauses[0].id]
    assert list(index.clauses_by_id(wanted)) == [wanted[0], wanted[2]]
    assert index.clauses_by_id(wanted)[wanted[0]] == FIRST.clauses[2]
    assert index.clauses_by_id([]) == {}


def test_neighbours_stay_within_the_notice(index: Index) -> None:
    around = index.neighbours([*FIRST.clauses, *SECOND.clauses])
    first, middle, last = FIRST.clauses
    assert around[first.id] == (None, middle)
    assert around[middle.id] == (first, last)
    assert around[last.id] == (middle, None)
    assert around[SECOND.clauses[0].id] == (None, None)


def test_clauses_are_counted_by_notice(index: Index) -> None:
    assert index.clause_count([FIRST.notice.id]) == 3
    assert index.clause_count([FIRST.notice.id, SECOND.notice.id]) == 4
    assert index.clause_count([]) == 0


def test_a_note_is_kept_and_only_the_owner_writes_it(index: Index) -> None:
    assert index.note("corpus_files") == ""
    index.set_note("corpus_files", '["first.txt"]')
    with Index.open(index._settings, write=False, encoders=index.encoders) as reader:
        assert reader.note("corpus_files") == '["first.txt"]'
        with pytest.raises(StoreError):
            reader.set_note("corpus_files", "[]")


def test_words_are_counted_over_notices_and_have_vectors(index: Index) -> None:
    counts = index.words.frequencies(["period", "renewed", "absent"])
    assert counts["period"] == 2
    assert "absent" not in counts
    vectors = index.words.vectors(["period", "absent", "period"])
    assert list(vectors) == ["period", "absent"]
    encoder = index.encoders[-1]
    assert np.allclose(vectors["period"], encoder.encode_queries(["period"])[0], atol=1e-6)
    assert index.words.mean().shape == (encoder.dimension,)
