"""The field's terms in both languages: which wordings a question uses, and what to add to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from language.normalise import normalise
from language.script import HAN

FILE = Path(__file__).parent / "data" / "glossary.yaml"


@dataclass(frozen=True, slots=True)
class Concept:
    """One term of the field with its Chinese and English wordings, normalised."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    @property
    def wordings(self) -> tuple[str, ...]:
        """All wordings of both languages."""
        return self.zh + self.en


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in a text: the wording that was found and where, in the normalised text."""

    concept: Concept
    wording: str
    start: int
    end: int


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    """The glossary, as in its data file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Concept(tuple(map(normalise, row["zh"])), tuple(map(normalise, row["en"]))) for row in rows
    )


@lru_cache(maxsize=1)
def _lookup() -> tuple[dict[str, tuple[Concept, ...]], re.Pattern[str]]:
    by_wording: dict[str, tuple[Concept, ...]] = {}
    for concept in concepts():
        for wording in concept.wordings:
            by_wording[wording] = (*by_wording.get(wording, ()), concept)
    longest_first = sorted(by_wording, key=len, reverse=True)
    parts = [
        re.escape(wording)
        if HAN.search(wording)
        else rf"(?<![a-z]){re.escape(wording)}(?:e?s)?(?![a-z])"
        for wording in longest_first
    ]
    return by_wording, re.compile("|".join(parts))


def find_concepts(text: str) -> list[Match]:
    """The glossary's concepts in ``text``, the longest wording at each place, none overlapping."""
    by_wording, pattern = _lookup()
    found: list[Match] = []
    for match in pattern.finditer(normalise(text)):
        wording = match.group()
        known = (
            by_wording.get(wording)
            or by_wording.get(re.sub(r"e?s$", "", wording))
            or (by_wording.get(wording.removesuffix("s"), ()))
        )
        found.extend(Match(concept, wording, match.start(), match.end()) for concept in known)
    return found


def other_wordings(text: str) -> tuple[str, ...]:
    """Wordings in the other language, and synonyms, for the concepts found in ``text``."""
    words = (
        wording
        for match in find_concepts(text)
        for wording in match.concept.wordings
        if wording != match.wording
    )
    return tuple(dict.fromkeys(words))
