"""The numbers of ``data/weights.yaml``; docs/quality.md says how they were chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "weights.yaml"


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a word of the question is matched with words of a text."""

    floor: float
    ceiling: float
    passage: float
    title: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature weights, alignment settings and how many candidates each source gives."""

    features: Mapping[str, float]
    alignment: Alignment
    candidates: Mapping[str, int]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read the numbers; a missing or unknown name is a KeyError or TypeError."""
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Weights(
        features={name: float(value) for name, value in table["features"].items()},
        alignment=Alignment(**table["alignment"]),
        candidates={name: int(value) for name, value in table["candidates"].items()},
    )
