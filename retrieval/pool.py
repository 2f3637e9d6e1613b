"""The candidates of one question: every sentence of the clauses that a search source found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.index import Index
from index.units import Unit
from language.tokens import index_tokens
from records import Clause, Notice, Question, Sentence
from retrieval.tuning import weights

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence that may answer, with the units that carry its scores.

    ``unit`` is the sentence's own (or its passage's, where the passage is that one sentence);
    ``passage`` is the unit of the passage around it.
    """

    notice: Notice
    clause: Clause
    sentence: Sentence
    text: str
    unit: Unit
    passage: Unit


@dataclass(frozen=True, slots=True)
class Pool:
    """All candidates, and each source's scores by unit key."""

    candidates: tuple[Candidate, ...]
    lexical: Mapping[int, float]
    cosines: Mapping[str, Mapping[int, float]]


def gather(
    question: Question,
    vectors: Mapping[str, Vector],
    index: Index,
    notices: Sequence[Notice],
    *,
    restricted: bool,
) -> Pool:
    """Collect the candidates for ``question`` among ``notices``.

    ``vectors`` maps each encoder's name to the question's vector, shape (d,). ``restricted`` says
    that ``notices`` are not all of the index.
    """
    limits = weights().candidates
    by_id = {notice.id: notice for notice in notices}
    only = list(by_id) if restricted else None
    terms = list(dict.fromkeys([*question.terms, *_expansion_terms(question)]))
    lexical = dict(index.lexical(terms, limits["lexical"], only)) if terms else {}
    found = set(lexical)
    for name, vector in vectors.items():
        found |= {key for key, _ in index.dense(name, vector, limits["dense"], only)}
    clause_ids = list(dict.fromkeys(unit.clause_id for unit in index.units(sorted(found)).values()))
    units = index.clause_units(clause_ids)
    candidates = tuple(
        candidate
        for clause in index.clauses_by_id(clause_ids).values()
        if clause.notice_id in by_id
        for candidate in _candidates(by_id[clause.notice_id], clause, units[clause.id])
    )
    keys = sorted({unit.key for clause_units in units.values() for unit in clause_units})
    cosines = {name: index.similarities(name, vector, keys) for name, vector in vectors.items()}
    return Pool(candidates, lexical, cosines)


def _expansion_terms(question: Question) -> list[str]:
    return [term for wording in question.expansions for term in index_tokens(wording)]


def _candidates(notice: Notice, clause: Clause, units: Sequence[Unit]) -> list[Candidate]:
    by_kind: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_kind[unit.kind].append(unit)
    own = {(unit.span.start, unit.span.end): unit for unit in by_kind["sentence"]}
    found = []
    for sentence in clause.sentences:
        if sentence.heading:
            continue
        span = sentence.span
        passage = next(
            (p for p in by_kind["passage"] if p.span.start < span.end and span.start < p.span.end),
            None,
        )
        if passage is None:
            continue
        text = clause.text[span.start - clause.span.start : span.end - clause.span.start]
        unit = own.get((span.start, span.end), passage)
        found.append(Candidate(notice, clause, sentence, text, unit, passage))
    return found
