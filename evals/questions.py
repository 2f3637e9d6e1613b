"""Question sets: what is asked, and which characters of which file answer it.

The tuning half (`tuning.jsonl`, and `pairs_*.jsonl`: each answered question with a near twin that
the documents do not answer) may be read by whoever tunes; `test.jsonl` was written without sight of
the code or of the tuning half and is only ever scored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent / "question_sets"
Half = Literal["tuning", "test"]
FILES: dict[Half, tuple[str, ...]] = {
    "tuning": ("tuning.jsonl", "pairs_notices.jsonl", "pairs_laws.jsonl"),
    "test": ("test.jsonl",),
}


@dataclass(frozen=True, slots=True)
class Gold:
    """A passage that answers: an exact substring of the file."""

    file: str
    quote: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its gold evidence; none where the documents do not answer it."""

    id: str
    question: str
    language: Literal["en", "zh"]
    group: str
    kind: str
    answer_type: str
    evidence: tuple[Gold, ...]
    about_laws: bool

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return bool(self.evidence)


def load(half: Half) -> list[Asked]:
    """The questions of one half, in order."""
    rows = [
        json.loads(line)
        for name in FILES[half]
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [
        Asked(
            id=row["id"],
            question=row["question"],
            language=row["language"],
            group=row["group"],
            kind=row["kind"],
            answer_type=row["answer_type"],
            evidence=tuple(Gold(e["file"], e["quote"]) for e in row["evidence"]),
            about_laws=row["about"] == "laws",
        )
        for row in rows
    ]
