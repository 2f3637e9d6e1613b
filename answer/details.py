"""Particular details that a question asks for: a phone, a street, a year, a score, a list of names.

They are finer than the kinds of answer: "which year" is answered by a date that has a year in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from language.normalise import normalise

FILE = Path(__file__).parent / "data" / "details.yaml"


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail's name, how a question asks for it, and what a text that gives it holds."""

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str]


@lru_cache(maxsize=1)
def details() -> tuple[Detail, ...]:
    """The details of the data file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Detail(row["detail"], re.compile(row["asked"]), re.compile(row["given"])) for row in rows
    )


def details_asked(question: str) -> tuple[Detail, ...]:
    """The details that the question asks for."""
    folded = normalise(question)
    return tuple(detail for detail in details() if detail.asked.search(folded))


def details_missing(question: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The names of the details that the question asks for and none of ``texts`` gives."""
    folded = [normalise(text) for text in texts]
    return tuple(
        detail.name
        for detail in details_asked(question)
        if not any(detail.given.search(text) for text in folded)
    )
