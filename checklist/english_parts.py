"""What one part of an English sentence says: its type, subject and voice."""

from __future__ import annotations

import re

from checklist.english_cues import PASSIVE, Cue, find_cues, skip_spaces, subject_start
from checklist.lexicon import pattern, words
from checklist.reading import Reading, SectionKind, Voice
from records import RequirementType

SUPPORT = re.compile(
    r"(?:we\s+(?:\w+\s+)?)?(?:encourage|support|welcome|allow|permit)s?\b", re.IGNORECASE
)
CONJUNCTION = re.compile(r"^(?:and|or|but|while|whereas|however,?)\s+", re.IGNORECASE)
NEGATED = re.compile(r"(?:do not|don't|never)\s+", re.IGNORECASE)
EXPLETIVE = re.compile(r"^(?:it|there|this|that)\b", re.IGNORECASE)
NEGATIVE_SUBJECT = re.compile(r"^(?:no|neither|none|nobody)\b", re.IGNORECASE)
ADVERB = re.compile(
    r"^(?:\w+ly|further|also|then|not|always|actively|together|jointly|please|never)\s*,?\s+",
    re.IGNORECASE,
)


def read_part(masked: str, start: int, end: int, section: SectionKind) -> list[Reading]:
    """What the part ``start:end`` says: one reading, or none where it binds nobody."""
    cues = find_cues(masked, start, end)
    if not cues:
        reading = _without_modal(masked, start, end, section)
        return [reading] if reading else []
    cue = cues[0]
    if cue.kind == "weak_may" and len(cues) > 1:
        cue = cues[1]
    if SUPPORT.match(cue.text):
        verb = (cue.start, cue.start + len(cue.text.rstrip()))
        return [_encouragement(masked, start, end, verb, masked[cue.end : end])]
    printed = masked[subject_start(masked, start, cue.start) : cue.start].strip(" ,")
    subject = CONJUNCTION.sub("", printed) or None
    typed = _type_of(masked, start, end, cue, subject, section)
    if typed is None:
        return []
    return [_reading(masked, start, end, cue, subject, *typed)]


def _reading(
    masked: str,
    start: int,
    end: int,
    cue: Cue,
    subject: str | None,
    kind: RequirementType,
    promise: bool,
) -> Reading:
    voice: Voice = "active"
    rest = masked[cue.end : end]
    if cue.text.lower() == "please":
        voice, subject = "imperative", None
    elif cue.kind == "will":
        voice = "passive" if PASSIVE.match(rest) else "promise"
    elif subject is None or EXPLETIVE.match(subject) or EXPLETIVE.match(cue.text):
        voice, subject = "expletive", None
    elif PASSIVE.match(rest) and cue.text.lower().split()[-1] not in {"to", "requested"}:
        voice = "passive"
    predicate = skip_spaces(masked, cue.end, end)
    return Reading(start, end, kind, cue.text, subject, predicate, voice, promise)


def _type_of(
    masked: str, start: int, end: int, cue: Cue, subject: str | None, section: SectionKind
) -> tuple[RequirementType, bool] | None:
    """The type of a part with a modal, and whether it is a promise ("will")."""
    part = masked[start:end]
    if cue.kind in {"none", "weak_may"}:
        return None
    if cue.kind in {"must", "may"} and subject and NEGATIVE_SUBJECT.match(subject):
        return "must_not", False
    states_time = cue.kind != "may" and pattern("en", "durations").search(part)
    if states_time or _states_eligibility(masked[cue.start : end], cue, subject, section):
        return "condition", False
    if pattern("en", "refusals").match(masked, cue.start):
        return "condition", False
    consequence = pattern("en", "consequences").match(masked, cue.start)
    if consequence and pattern("en", "triggers").search(part):
        return "condition", False
    if cue.kind == "will":
        tail = masked[cue.start :]
        handed = pattern("en", "hand_in").match(tail) or pattern("en", "take_over").match(tail)
        return ("must", False) if handed else ("condition", True)
    if cue.kind == "soft":
        return "should", False
    return cue.kind, False  # type: ignore[return-value]


def _states_eligibility(tail: str, cue: Cue, subject: str | None, section: SectionKind) -> bool:
    if cue.kind not in {"must", "should", "must_not"} or not subject:
        return False
    if section != "eligibility" and not pattern("en", "candidates").match(subject):
        return False
    return pattern("en", "eligibility").match(tail) is not None


def _without_modal(masked: str, start: int, end: int, section: SectionKind) -> Reading | None:
    """An imperative, a duration, an eligibility description or the authority's own indicative."""
    part = masked[start:end]
    if pattern("en", "durations").search(part):
        return Reading(start, end, "condition", "", part.split(" is ")[0].strip(), start, "passive")
    if section != "aims":
        imperative = _imperative(masked, start, end)
        if imperative is not None:
            return imperative
    if section == "eligibility":
        return Reading(start, end, "condition", "", None, start, "expletive")
    return _indicative(masked, start, end)


def _imperative(masked: str, start: int, end: int) -> Reading | None:
    for position in _task_places(masked, start, end):
        negated = NEGATED.match(masked, position, end)
        verb = _imperative_verb(masked, negated.end() if negated else position, end)
        if verb is not None:
            break
    else:
        return None
    word = masked[verb[0] : verb[1]].lower()
    rest = masked[verb[1] : end]
    if negated:
        return Reading(start, end, "must_not", negated.group().strip(), None, verb[0], "imperative")
    if word in words("supports_en"):
        return _encouragement(masked, start, end, verb, rest)
    kind: RequirementType = "should"
    if pattern("en", "order_verbs").match(word) and re.search(r"\b(?:if|where|when)\b", rest):
        kind = "condition"
    return Reading(start, end, kind, masked[verb[0] : verb[1]], None, verb[0], "imperative")


def _task_places(masked: str, start: int, end: int) -> list[int]:
    """Where a bare imperative may begin: first, or behind "where …, " and the like."""
    places = [subject_start(masked, start, end)]
    if pattern("en", "task_openers").match(masked[start:end]):
        places += [comma.end() for comma in re.compile(r",\s+").finditer(masked, start, end)]
    return places


def _imperative_verb(masked: str, position: int, end: int) -> tuple[int, int] | None:
    while adverb := ADVERB.match(masked[position:end]):
        position += adverb.end()
    word = re.compile(r"[A-Za-z]+").match(masked, position, end)
    if word is None:
        return None
    if word.group().lower() not in words("imperatives_en") | words("supports_en"):
        return None
    return word.start(), word.end()


def _encouragement(masked: str, start: int, end: int, verb: tuple[int, int], rest: str) -> Reading:
    """What encouragement asks: "encourage X to do" lets X; in a list of tasks it is a task."""
    named = re.match(r"\s*([^;]{3,160}?)\s+to\s+(?=\w)", rest)
    subject = named.group(1).strip(" ,") if named else None
    if subject and not _other_tasks(subject):
        return Reading(start, end, "may", masked[slice(*verb)], subject, verb[0], "encouraged")
    kind: RequirementType = "should" if _other_tasks(rest) else "may"
    return Reading(start, end, kind, masked[slice(*verb)], None, verb[0], "imperative")


def _other_tasks(text: str) -> bool:
    """Whether a further imperative is coordinated in ``text``."""
    tasks = re.findall(r"(?:,|\band)\s+(?:and\s+)?(?:\w+ly\s+)?([a-z]+)", text)
    return any(task in words("imperatives_en") for task in tasks)


def _indicative(masked: str, start: int, end: int) -> Reading | None:
    """ "The office organizes …", "the office decided to …": a promise if the subject is one."""
    part = masked[start:end]
    decided = pattern("en", "authority_now").search(part)
    position = subject_start(masked, start, end)
    if decided and start + decided.start() > position:
        subject = masked[position : start + decided.start()].strip(" ,")
        return Reading(
            start,
            end,
            "condition",
            decided.group(),
            subject,
            start + decided.end(),
            "promise",
            True,
        )
    verb = _present_verb(masked, position, end)
    if verb is None:
        return None
    subject = masked[position : verb[0]].strip(" ,")
    return Reading(start, end, "condition", masked[slice(*verb)], subject, verb[0], "promise", True)


def _present_verb(masked: str, position: int, end: int) -> tuple[int, int] | None:
    """The first verb in -s of the list of imperatives, after a subject."""
    for word in re.compile(r"[a-z]+s\b").finditer(masked, position + 1, end):
        base = word.group()
        stems = {base.removesuffix("s"), base.removesuffix("es"), re.sub("ies$", "y", base)}
        if stems & words("imperatives_en"):
            return word.start(), word.end()
    return None
