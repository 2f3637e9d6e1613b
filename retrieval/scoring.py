"""Scores of every candidate: features, standardised, summed with the weights of the data file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from records import Question, Scored, TypedSpan
from retrieval.alignment import Aligner
from retrieval.pool import Candidate, Pool
from retrieval.spans import best_span
from retrieval.tuning import weights

Column = NDArray[np.float64]
SMALL_GROUP = 8
LEXICAL_SCALE = 3.0
METADATA_SCALE = 5.0
"""Scales that bring columns in 0..1 to the size of standardised ones, so that one penalty on the
weights treats them alike when they are learned."""
UNTELLING = frozenset({"who"})
"""Kinds that nearly every sentence holds: learned apart, their weights are .06 and -.02."""
ENCODER_ROLES = ("main", "small")
"""What the weights call the index's encoders, in their order."""


@dataclass(frozen=True, slots=True)
class Score:
    """One candidate's scores and its cover of the question's words."""

    candidate: Candidate
    scores: Scored
    coverage: tuple[float, ...]
    typed: TypedSpan | None


@dataclass(frozen=True, slots=True)
class Features:
    """The features of every candidate, its cover of the question's words and its typed span.

    ``columns`` maps a feature's name to one value per candidate, shape (candidates,); ``covers``
    has shape (candidates, words).
    """

    columns: Mapping[str, Column]
    covers: NDArray[np.float32]
    aligned: Column
    own: Column
    typed: tuple[TypedSpan | None, ...]


def features(question: Question, pool: Pool, aligner: Aligner) -> Features:
    """Measure every candidate of ``pool``, in its order."""
    candidates = pool.candidates
    covers = np.array([_cover(candidate, aligner) for candidate in candidates])
    aligned = np.array([aligner.share(cover) for cover in covers])
    own = np.array([aligner.share(aligner.cover(candidate.text)) for candidate in candidates])
    contexts = [aligner.cover(candidate.passage.context) for candidate in candidates]
    typed = tuple(
        best_span(question, candidate.text, candidate.sentence.span.start, aligner, context)
        for candidate, context in zip(candidates, contexts, strict=True)
    )
    telling = [span if span and span.kind not in UNTELLING else None for span in typed]
    context = np.array([aligner.share(cover) for cover in contexts])
    wanted = set(question.about)
    kinds = [candidate.clause.kind for candidate in candidates]
    metadata = np.array([float(kind in wanted) for kind in kinds])
    unasked = np.array([float(kind != "body" and kind not in wanted) for kind in kinds])
    columns = {
        "aligned": _standardised(aligned),
        "context": _standardised(context),
        "typed": np.array([float(span is not None) for span in telling]),
        "fits": np.array([span.fit if span else 0.0 for span in telling]),
        "metadata": metadata,
        "metadata_in_context": metadata * context * METADATA_SCALE,
        "unasked_matter": unasked,
        **_search_columns(pool),
    }
    return Features(columns, covers, aligned, own, typed)


def score(question: Question, pool: Pool, aligner: Aligner) -> list[Score]:
    """Score every candidate of ``pool``, best first."""
    if not pool.candidates:
        return []
    measured = features(question, pool, aligner)
    table = weights().features
    fused = np.zeros(len(pool.candidates))
    for name, column in measured.columns.items():
        fused += table[name] * column
    lexical, dense = _shown(pool)
    scored = [
        Score(
            candidate,
            Scored(
                lexical=lexical[row],
                dense=dense[row],
                aligned=float(measured.aligned[row]),
                own=float(measured.own[row]),
                fits=span.fit if (span := measured.typed[row]) else 0.0,
                fused=float(fused[row]),
            ),
            tuple(float(value) for value in measured.covers[row]),
            measured.typed[row],
        )
        for row, candidate in enumerate(pool.candidates)
    ]
    return sorted(scored, key=lambda item: -item.scores.fused)


def _search_columns(pool: Pool) -> Mapping[str, Column]:
    """What the search sources say: BM25 as a share of the best, cosines within each language."""
    own = [candidate.unit.key for candidate in pool.candidates]
    around = [candidate.passage.key for candidate in pool.candidates]
    languages = np.array([candidate.clause.language for candidate in pool.candidates])
    lexical = _share(pool.lexical)
    columns = {
        "lexical_sentence": LEXICAL_SCALE * _lookup(lexical, own),
        "lexical_passage": LEXICAL_SCALE * _lookup(lexical, around),
    }
    for role, cosines in zip(ENCODER_ROLES, pool.cosines.values(), strict=False):
        columns[f"{role}_sentence"] = _within(_lookup(cosines, own), languages)
        columns[f"{role}_passage"] = _within(_lookup(cosines, around), languages)
    return columns


def _cover(candidate: Candidate, aligner: Aligner) -> NDArray[np.float32]:
    settings = weights().alignment
    passage = settings.passage * aligner.cover(candidate.passage.text)
    context = settings.title * aligner.cover(candidate.passage.context)
    own = aligner.cover(candidate.text)
    return np.asarray(np.maximum(own, np.maximum(passage, context)), dtype=np.float32)


def _share(scores: Mapping[int, float]) -> Mapping[int, float]:
    best = max(scores.values(), default=0.0)
    return {key: value / best for key, value in scores.items()} if best > 0 else {}


def _lookup(scores: Mapping[int, float], keys: Sequence[int]) -> Column:
    return np.array([scores.get(key, 0.0) for key in keys], dtype=np.float64)


def _standardised(column: Column) -> Column:
    spread = float(column.std())
    return (column - column.mean()) / spread if spread > 1e-9 else np.zeros_like(column)


def _within(column: Column, groups: NDArray[np.str_]) -> Column:
    """Standardise within each group, so that one language's general nearness does not count."""
    out = _standardised(column)
    for group in set(groups.tolist()):
        rows = groups == group
        if rows.sum() >= SMALL_GROUP:
            out[rows] = _standardised(column[rows])
    return out


def _shown(pool: Pool) -> tuple[list[float], list[float]]:
    """Lexical and dense scores as they are shown: a share of the best, and a mean cosine."""
    lexical = _share(pool.lexical)
    shown_lexical = [
        max(lexical.get(c.unit.key, 0.0), lexical.get(c.passage.key, 0.0)) for c in pool.candidates
    ]
    shown_dense = [
        float(
            np.mean([max(0.0, cosines.get(c.unit.key, 0.0)) for cosines in pool.cosines.values()])
        )
        for c in pool.candidates
    ]
    return shown_lexical, shown_dense
