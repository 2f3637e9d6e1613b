"""Modal cues of English main clauses, and where their subjects begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checklist.lexicon import pattern, words

CUE_KINDS = ("none", "weak_may", "must_not", "must", "should", "soft", "may", "will")
SUBORDINATORS = re.compile(
    r"\b(?:that|which|who|whom|whether|so that|if|where|when|unless|because|what|how|once|until"
    r"|provided that|in order that|ensure that|while|whose)\b",
    re.IGNORECASE,
)
SHORT_SUBJECT_WORDS = 4  # "before the meeting, all experts must"
PURPOSE = re.compile(r"\b(?:so that|in order that|such that|so as)\b", re.IGNORECASE)
PRONOUN = re.compile(r"^(?:they|it|he|she|these|those|this|such)$", re.IGNORECASE)
PASSIVE = re.compile(
    r"^\s*(?:also\s+|\w+ly\s+)*be\s+(?:\w+ly\s+)*\w+(?:ed|en|wn|nt|ne|de|ht|ut|ld)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A modal at ``start:end``; ``kind`` is the key of its pattern in the data file."""

    kind: str
    start: int
    end: int
    text: str


def find_cues(masked: str, start: int, end: int) -> list[Cue]:
    """The modal cues of main clauses in ``start:end``."""
    found: list[Cue] = []
    for kind in CUE_KINDS:
        for match in pattern("en", kind).finditer(masked, start, end):
            if any(match.start() < cue.end and match.end() > cue.start for cue in found):
                continue
            found.append(Cue(kind, match.start(), match.end(), match.group()))
    found.sort(key=lambda cue: cue.start)
    return [cue for cue in found if not _subordinate(masked, start, cue)]


def _subordinate(masked: str, start: int, cue: Cue) -> bool:
    before = masked[start : cue.start]
    if PURPOSE.search(before):
        return True
    clause = re.split(r"[,;:]\s", before)[-1]
    subordinators = list(SUBORDINATORS.finditer(clause))
    if not subordinators:
        return False
    last = subordinators[-1]
    if last.group().lower() in {"if", "where", "when", "unless", "once", "because", "while"}:
        return True
    between = re.findall(r"[A-Za-z']+", clause[last.end() :])
    if last.group().lower() == "which" and len(between) == 2 and PRONOUN.match(between[0]):
        return False
    if clause[: last.start()].rstrip().lower().endswith(("those", "anyone", "persons", "person")):
        return not between
    return len(between) <= 3 and not any(_verb_form(word) for word in between)


def _verb_form(word: str) -> bool:
    word = word.lower()
    if word in {"is", "are", "was", "were", "has", "have", "been", "meet", "wish", "hold"}:
        return True
    verbs = words("imperatives_en")
    return word in verbs or word.removesuffix("s") in verbs or word.removesuffix("es") in verbs


def subject_start(masked: str, start: int, cue_start: int) -> int:
    """Where the subject begins: after adverbials that stand before it."""
    position = start
    while pattern("en", "openers").match(masked[position:cue_start]):
        nearest = None
        for comma in re.finditer(r",\s*", masked[position:cue_start]):
            rest = masked[position + comma.end() : cue_start]
            last = "," not in rest and len(rest.split()) <= SHORT_SUBJECT_WORDS
            if last or _opens_subject(rest):
                nearest = position + comma.end()
                break
        if nearest is None:
            return position
        position = nearest
    return position


def _opens_subject(rest: str) -> bool:
    return pattern("en", "openers").match(rest) is not None or (
        re.match(
            r"(?:it|they|we|the|all|any|no|each|every|such|these|those|this|an?)\b|[A-Z]", rest
        )
        is not None
    )


def skip_spaces(masked: str, position: int, end: int) -> int:
    """The first offset from ``position`` on that is no white space or comma."""
    while position < end and masked[position] in " \t\n\u00a0,":
        position += 1
    return position
