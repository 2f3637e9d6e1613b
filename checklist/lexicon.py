"""The word lists of ``checklist/data``, loaded once and compiled.

YAML stands only here. A list that is missing or is no regular expression is a fault of the program,
not of the user: it raises at the first use.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from records import Language

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=8)
def load(name: str) -> Any:
    """The content of ``data/<name>.yaml``."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def words(name: str) -> frozenset[str]:
    """The lines of ``data/<name>.txt`` without blank lines and comments."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=256)
def pattern(language: Language, key: str) -> re.Pattern[str]:
    """The patterns of ``cues_<language>.yaml`` under ``key``, any of them, ignoring case.

    English patterns that begin with a letter or a group start at a word boundary; a single space
    stands for any white space.
    """
    fragments: list[str] = load(f"cues_{language}")[key]
    if language == "zh":
        return re.compile("|".join(f"(?:{fragment})" for fragment in fragments))
    return re.compile(
        "|".join(f"(?:{_at_word(fragment)})" for fragment in fragments), re.IGNORECASE
    )


def _at_word(fragment: str) -> str:
    """A fragment at word boundaries, unless it says itself where it begins."""
    if not fragment.startswith(("^", "\\b")):
        whole_word = r"(?!\w)" if fragment[-1].isalpha() else ""
        fragment = rf"\b(?:{fragment}){whole_word}"
    return fragment.replace(" ", r"\s+")
