"""Scores of every candidate: features, standardised, summed with the weights of the data file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from language.normalise import normalise
from language.typed import SPAN_KINDS, typed_spans
from records import Question, Scored
from retrieval.alignment import Aligner
from retrieval.pool import Candidate, Pool
from retrieval.tuning import weights

Column = NDArray[np.float64]
METADATA_FILE = Path(__file__).parent / "data" / "metadata.yaml"
SMALL_GROUP = 8
ENCODER_ROLES = ("main", "small")
"""What the weights call the index's encoders, in their order."""


@dataclass(frozen=True, slots=True)
class Score:
    """One candidate's scores and its cover of the question's words."""

    candidate: Candidate
    scores: Scored
    coverage: tuple[float, ...]


@lru_cache(maxsize=1)
def _metadata_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = yaml.safe_load(METADATA_FILE.read_text(encoding="utf-8"))
    return tuple((kind, re.compile(pattern)) for kind, pattern in table.items())


def metadata_kinds(question: Question) -> frozenset[str]:
    """The parts of a notice (clause kinds) that the question asks for, by its wording."""
    folded = normalise(question.text)
    return frozenset(kind for kind, pattern in _metadata_patterns() if pattern.search(folded))


def score(question: Question, pool: Pool, aligner: Aligner) -> list[Score]:
    """Score every candidate of ``pool``, best first."""
    candidates = pool.candidates
    if not candidates:
        return []
    covers = [_cover(candidate, aligner) for candidate in candidates]
    aligned = np.array([aligner.share(cover) for cover in covers])
    fits = np.array([fit(question, candidate.text) for candidate in candidates])
    languages = np.array([candidate.clause.language for candidate in candidates])
    columns = _columns(question, pool, aligned, fits, languages)
    table = weights().features
    fused = sum((table[name] * column for name, column in columns.items()), np.zeros(len(aligned)))
    lexical, dense = _shown(pool)
    scored = [
        Score(
            candidate,
            Scored(
                lexical[row], dense[row], float(aligned[row]), float(fits[row]), float(fused[row])
            ),
            tuple(float(value) for value in covers[row]),
        )
        for row, candidate in enumerate(candidates)
    ]
    return sorted(scored, key=lambda item: -item.scores.fused)


def _columns(
    question: Question, pool: Pool, aligned: Column, fits: Column, languages: NDArray[np.str_]
) -> Mapping[str, Column]:
    candidates = pool.candidates
    own = [candidate.unit.key for candidate in candidates]
    around = [candidate.passage.key for candidate in candidates]
    wanted = metadata_kinds(question)
    columns = {
        "lexical_sentence": 3 * _lookup(_share(pool.lexical), own),
        "lexical_passage": 3 * _lookup(_share(pool.lexical), around),
        "aligned": _standardised(aligned),
        "fits": fits,
        "metadata": np.array([float(candidate.clause.kind in wanted) for candidate in candidates]),
    }
    for role, cosines in zip(ENCODER_ROLES, pool.cosines.values(), strict=False):
        columns[f"{role}_sentence"] = _within(_lookup(cosines, own), languages)
        columns[f"{role}_passage"] = _within(_lookup(cosines, around), languages)
    return columns


def fit(question: Question, text: str) -> float:
    """1 where ``text`` holds a span of a kind that the question asks for, else 0."""
    kinds = [kind for kind in question.answer_types if kind in SPAN_KINDS]
    return float(any(typed_spans(kind, text) for kind in kinds))


def _cover(candidate: Candidate, aligner: Aligner) -> NDArray[np.float32]:
    settings = weights().alignment
    passage = settings.passage * aligner.cover(candidate.passage.text)
    context = settings.title * aligner.cover(candidate.passage.context)
    return np.maximum(aligner.cover(candidate.text), np.maximum(passage, context))


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
