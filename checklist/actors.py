"""Who is bound: printed wording to a normalised actor, by the patterns of ``data/actors.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from checklist.lexicon import load
from language.normalise import normalise
from records import Language

OTHER = "other"
OPENING_CHARS = 120  # how far into an English clause an actor's name is looked for
_ARTICLE = re.compile(r"^(?:the|all|each|any|every|such)\s+")
LEADING_CHARS = 24  # how far into a Chinese clause its subject may reach
LEADING_GAP = re.compile(  # what may stand before the actor's name in a subject
    "^(?:(?:两个|或者)*以上的?|各|同一|且|该|上述|有关|相关|所有|全体|其他|又|并|中国|外国|国内|境外"
    "|前[一两]?款(?:规定)?的?|经?审查的)*$"
)
CONJUNCTIONS = ("、", "和", "或", "及", "与", "以及")
HEAD_TAIL = re.compile(  # what may follow the actor's name in a subject
    "^(?:(?:的|及|和|其他|有关|相关|工作)*人员(?:及|和)?)+$|^[^的]{0,12}$"
)
AUTHORITY = "authority"
OFFICE = "office"  # in `implied_zh`: the body that the law at hand is about
AUTHORITIES = frozenset({AUTHORITY, "patent_department", "trademark_office"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A normalised actor with its names."""

    id: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """What a user can say he is, and the actors whose items concern him."""

    id: str
    name: Mapping[str, str]
    sees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    id: str
    wording: re.Pattern[str] | None


@lru_cache(maxsize=1)
def known_actors() -> tuple[Actor, ...]:
    """Every actor of the data file, in its order."""
    return tuple(Actor(entry["id"], entry["name"]) for entry in load("actors")["actors"])


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """What a user can be ("I am …"), in the data file's order."""
    return tuple(
        Group(entry["id"], entry["name"], tuple(entry["sees"]))
        for entry in load("actors")["groups"]
    )


def seen_by(actor_id: str) -> frozenset[str]:
    """The actors whose items concern ``actor_id``: itself, and what its group also sees."""
    also = next((group.sees for group in groups() if group.id == actor_id), ())
    return frozenset({actor_id, *also})


def match_actor(wording: str, language: Language) -> str | None:
    """The actor that ``wording`` names; None where it names none that is known.

    In English the match nearest to the beginning wins, so that "departments … of enterprises" are
    departments; in Chinese the head stands last, so the match nearest to the end wins. Of matches
    that overlap it, the first in the order of the data file wins.
    """
    text = normalise(wording) if language == "en" else wording
    matches = [
        (
            match.start() if language == "en" else len(text) - match.end(),
            match.span(),
            rank,
            each.id,
        )
        for rank, each in enumerate(_patterns(language))
        if each.wording is not None
        for match in each.wording.finditer(text)
    ]
    if not matches:
        return None
    _, (start, end), _, _ = min(matches)
    first = min(matches, key=lambda match: match[1][0])
    if (
        language == "zh"
        and LEADING_GAP.match(text[: first[1][0]])
        and (text[first[1][1] :].startswith(CONJUNCTIONS))
    ):  # of several named together the first stands for all
        start, end = first[1]
    elif language == "zh" and not HEAD_TAIL.match(text[end:]):
        return None
    rivals = [(rank, actor) for _, (a, b), rank, actor in matches if a < end and b > start]
    return min(rivals)[1]


def opens_with_actor(text: str) -> bool:
    """Whether an English ``text`` begins with the name of a known actor, after an article."""
    folded = _ARTICLE.sub("", normalise(text[:OPENING_CHARS]))
    return any(each.wording is not None and each.wording.match(folded) for each in _patterns("en"))


def leading_actor(clause: str) -> tuple[str, str] | None:
    """The actor that a Chinese clause begins with (a few characters may precede), as printed."""
    matches = [
        (match.start(), rank, match.end(), each.id)
        for rank, each in enumerate(_patterns("zh"))
        if each.wording is not None
        for match in each.wording.finditer(clause, 0, LEADING_CHARS)
    ]
    if not matches:
        return None
    start, _, end, actor = min(matches)
    return (clause[:end], actor) if LEADING_GAP.match(clause[:start]) else None


def implied_actor(text: str) -> str | None:
    """The actor that the doings in a Chinese ``text`` imply (申请…的); None where none is known."""
    for actor, expression in _implied():
        if expression.search(text):
            return actor
    return None


@lru_cache(maxsize=1)
def _implied() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["actor"], re.compile(entry["when"])) for entry in load("actors")["implied_zh"]
    )


@lru_cache(maxsize=2)
def _patterns(language: Language) -> tuple[_Patterns, ...]:
    return tuple(
        _Patterns(
            entry["id"],
            _compiled(entry.get(language), language),
        )
        for entry in load("actors")["actors"]
    )


def _compiled(fragments: list[str] | None, language: Language) -> re.Pattern[str] | None:
    if not fragments:
        return None
    if language == "zh":
        return re.compile("|".join(f"(?:{fragment})" for fragment in fragments))
    return re.compile("|".join(rf"(?:(?<![a-z])(?:{fragment}))" for fragment in fragments))
