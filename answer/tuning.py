"""The numbers of ``data/answerability.yaml``; docs/quality.md says how they were learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "answerability.yaml"


@dataclass(frozen=True, slots=True)
class EvidenceTuning:
    """``margin``: how far below the best score further evidence may be; ``most``: how many.

    ``fit_depth`` and ``fit_lead``: how far down, and by how much better a fit, a sentence with a
    span of the kind asked for is taken in. ``list_chars``: the longest lead with its list.
    """

    margin: float
    most: int
    fit_depth: int
    fit_lead: float
    list_chars: int


@dataclass(frozen=True, slots=True)
class Tuning:
    """A logistic model: weights by feature, bias, and the probabilities that decide."""

    evidence: EvidenceTuning
    weights: Mapping[str, float]
    bias: float
    answered: float
    word_covered: float


@lru_cache(maxsize=1)
def tuning() -> Tuning:
    """Read the numbers; a missing or unknown name is a KeyError or TypeError."""
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Tuning(
        evidence=EvidenceTuning(**table["evidence"]),
        weights={name: float(value) for name, value in table["weights"].items()},
        bias=float(table["bias"]),
        answered=float(table["thresholds"]["answered"]),
        word_covered=float(table["thresholds"]["word_covered"]),
    )
