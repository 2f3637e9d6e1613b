"""English sentences: what binds in them, part by part.

A sentence falls into segments at semicolons, a segment into parts where a further modal begins a
clause of its own. The word lists stand in ``data/cues_en.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from checklist.actors import opens_with_actor
from checklist.english_cues import PASSIVE, PRONOUN, Cue, find_cues, skip_spaces, subject_start
from checklist.english_parts import read_part
from checklist.lexicon import pattern, words
from checklist.reading import Reading, SectionKind, blank, trim, unblank
from records import RequirementType

COORDINATION = re.compile(r",\s*(?:and|but|or|while|whereas|however,?)?\s+|\s+(?:and|but)\s+")
MAX_SUBJECT_WORDS = 45


def read_english(text: str, section: SectionKind = "body") -> list[Reading]:
    """What binds in one sentence of ``text``, in order of place; offsets are of ``text``."""
    if text.rstrip().endswith(("?", "？")):
        return []
    masked = blank(text)
    if pattern("en", "aims").search(masked) and not _strong(masked):
        return []
    readings: list[Reading] = []
    carried: RequirementType | None = None
    for start, end in _segments(masked):
        found, carried = _read_segment(masked, start, end, section, carried)
        readings += found
    return [_printed(text, reading) for reading in readings]


def _printed(text: str, reading: Reading) -> Reading:
    """``reading`` with its subject in the source's own characters."""
    if reading.subject is None:
        return reading
    return replace(reading, subject=unblank(text, reading.subject))


def _strong(masked: str) -> bool:
    return re.search(r"\b(?:must|shall|required? to|should)\b", masked, re.IGNORECASE) is not None


def _segments(masked: str) -> list[tuple[int, int]]:
    spans, begin = [], 0
    for match in re.finditer(r"[;；]|$", masked):
        start, end = trim(masked, begin, match.start(), "")
        ordinal = pattern("en", "ordinals").match(masked[start:end])
        start += ordinal.end() if ordinal else 0
        if start < end:
            spans.append((start, end))
        begin = match.end()
    if spans:  # the last segment keeps its full stop
        spans[-1] = (spans[-1][0], len(masked.rstrip()))
    return spans


def _read_segment(
    masked: str, start: int, end: int, section: SectionKind, carried: RequirementType | None
) -> tuple[list[Reading], RequirementType | None]:
    """The readings of one segment, and the type that a frame gives to the segments after it."""
    body_start, upgrade = _frame(masked, start, end, carried)
    if (
        upgrade
        and re.match(r"\s*[^,;]{0,140}?\bto\s+\w+", masked[body_start:end])
        and not (find_cues(masked, body_start, end))
    ):
        return [_required_infinitive(masked, start, body_start, end)], upgrade
    body_start = _after_purpose(masked, body_start, end)
    readings = _merged_conditions(
        [
            reading
            for part in _parts(masked, body_start, end)
            for reading in read_part(masked, *part, section)
        ]
    )
    if readings and readings[0].start == body_start and not _purpose(masked, start):
        readings[0] = replace(readings[0], start=start)
    if upgrade:
        readings = [_upgraded(reading) for reading in readings]
    return readings, upgrade


def _frame(
    masked: str, start: int, end: int, carried: RequirementType | None
) -> tuple[int, RequirementType | None]:
    """Where the reported clause begins, and ``must`` where the frame demands it."""
    requires = pattern("en", "frames_require").match(masked, start, end)
    if requires:
        return skip_spaces(masked, requires.end(), end), "must"
    reports = pattern("en", "frames_report").match(masked, start, end)
    if reports:
        return skip_spaces(masked, reports.end(), end), carried
    return start, carried


def _purpose(masked: str, start: int) -> bool:
    return pattern("en", "purposes").match(masked[start:]) is not None


def _after_purpose(masked: str, start: int, end: int) -> int:
    """Where the statement begins after "In order to …, ": a purpose is no part of an item."""
    if not _purpose(masked, start):
        return start
    cues = [cue.start for cue in find_cues(masked, start, end)]
    stop = cues[0] if cues else end
    for comma in re.compile(r",\s*").finditer(masked, start, stop):
        if opens_with_actor(masked[comma.end() : end]):
            return comma.end()
    return subject_start(masked, start, stop)


def _merged_conditions(readings: list[Reading]) -> list[Reading]:
    """The readings with neighbouring consequences joined: they are one item."""
    merged: list[Reading] = []
    for reading in readings:
        last = merged[-1] if merged else None
        if last and last.type == reading.type == "condition" and last.promise == reading.promise:
            merged[-1] = replace(last, end=reading.end)
        else:
            merged.append(reading)
    return merged


def _required_infinitive(masked: str, start: int, body: int, end: int) -> Reading:
    """ "The notice requires all offices to organise …": the object of "requires" is bound."""
    infinitive = re.compile(r"\bto\s+(?=\w)").search(masked, body, end)
    assert infinitive is not None
    subject = masked[body : infinitive.start()].strip(" ,") or None
    cue = masked[start:body].strip()
    return Reading(start, end, "must", cue, subject, infinitive.end(), "active")


def _upgraded(reading: Reading) -> Reading:
    return replace(reading, type="must") if reading.type == "should" else reading


def _parts(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """``start:end`` cut where a further modal, with a subject or a type of its own, begins."""
    cues = [cue for cue in find_cues(masked, start, end) if cue.kind != "weak_may"]
    cuts = [start]
    for before, after in pairwise(cues):
        cut = _cut_between(masked, before, after)
        if cut is not None:
            cuts.append(cut)
    order = _order_clause(masked, cuts[-1], end)
    if order is not None:
        cuts.append(order)
    bounds = [*cuts, end]
    return [trim(masked, a, b, ",") for a, b in pairwise(bounds)]


def _cut_between(masked: str, before: Cue, after: Cue) -> int | None:
    """Where the clause of the cue ``after`` begins; None where it goes on with the one before."""
    if before.kind == "must" and pattern("en", "hand_in").match(masked, after.start):
        return None  # "submit the form and the scanned copy will be sent to …": one duty
    joints = [
        match
        for match in COORDINATION.finditer(masked, before.end, after.start)
        if len(masked[match.end() : after.start].split()) <= MAX_SUBJECT_WORDS
    ]
    for match in reversed(joints):
        subject = masked[match.end() : after.start].strip(" ,")
        if not subject:
            return match.start() if before.kind != after.kind else None
        if _looks_like_subject(subject) and not PRONOUN.match(subject):
            if before.kind == after.kind == "will" and not _consequence(masked, after, subject):
                return None if _go_together(masked, before, after) else match.start()
            return _with_trigger(masked, before.end, match.start())
    return None


def _consequence(masked: str, cue: Cue, subject: str) -> bool:
    """Whether "those who fail … will be disqualified" follows."""
    return (
        pattern("en", "consequences").match(masked, cue.start) is not None
        and pattern("en", "triggers").search(subject) is not None
    )


def _go_together(masked: str, before: Cue, after: Cue) -> bool:
    """Whether two passives after "will" announce one thing."""
    if pattern("en", "take_over").match(masked, after.start):
        return False
    return all(PASSIVE.match(masked[cue.end :]) is not None for cue in (before, after))


def _with_trigger(masked: str, floor: int, cut: int) -> int:
    """``cut`` moved before an "if …," that belongs to the clause after it."""
    for match in reversed(list(COORDINATION.finditer(masked, floor, cut))):
        if pattern("en", "triggers").match(masked[match.end() : cut]):
            return match.start()
    return cut


def _order_clause(masked: str, start: int, end: int) -> int | None:
    """Where "…, and order rectification if …" begins: a consequence after an imperative."""
    orders = pattern("en", "order_verbs")
    for match in re.finditer(r",?\s+and\s+", masked[start:end]):
        tail = masked[start + match.end() : end]
        if orders.match(tail) and re.search(r"\b(?:if|where|when|unless)\b", tail):
            return start + match.end()
    return None


def _looks_like_subject(text: str) -> bool:
    first = re.match(r"[A-Za-z']+", text)
    if first is None:
        return False
    word = first.group().lower()
    determiner = word in {"the", "all", "each", "any", "no", "every", "such", "a", "an", "they"}
    return determiner or word not in words("imperatives_en") | {"to", "in", "by", "of", "for"}
