"""The numbers of ``data/tuning.toml``, where each stands with its measurement."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "tuning.toml"


@dataclass(frozen=True, slots=True)
class Tuning:
    """Chosen numbers; ``column_weights`` are of body, headings and title."""

    column_weights: tuple[float, float, float]
    ef_search: int
    overfetch: int
    samples: int
    same: float
    narrow_units: int
    batch: int
    chunk: int


def load_tuning(file: Path = _FILE) -> Tuning:
    """Read the numbers; a name too many or too few is a TypeError or KeyError."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    fulltext = tables["fulltext"]
    return Tuning(
        column_weights=(fulltext["body"], fulltext["headings"], fulltext["title"]),
        **tables["chroma"],
        **tables["exact"],
        **tables["encode"],
    )


TUNING = load_tuning()
