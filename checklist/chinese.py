"""Chinese sentences: what binds in them, part by part.

A sentence falls into segments at semicolons, a segment into parts where a comma clause brings a
modality, an actor or a deadline of its own; a list of 项 after a colon belongs to its lead. The
word lists stand in ``data/cues_zh.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from checklist.chinese_clauses import group_parts, split_clauses
from checklist.chinese_parts import Surroundings, read_part
from checklist.lexicon import pattern
from checklist.reading import Reading, SectionKind, blank, trim, unblank
from language.sentences import LIST_MARKER

FILLER = "＿"
GOES_ON = re.compile("^也(?:没有|不是|未)")


def read_chinese(text: str, section: SectionKind = "body", *, law: bool = False) -> list[Reading]:
    """What binds in one sentence of ``text``, in order of place; offsets are of ``text``.

    ``law`` is true for an article of a law, where a plain indicative is a norm as well; in a notice
    it is background unless it tells someone's task.
    """
    masked = "\n".join(blank(line, FILLER) for line in text.split("\n"))
    lead_end = _lead_end(masked)
    lead = masked[:lead_end]
    if text.rstrip().endswith(("?", "？")) or _no_norm(lead):
        return []
    readings: list[Reading] = []
    for start, end in _segments(lead):
        previous = readings[-1] if readings else None
        if previous and GOES_ON.match(lead[start:end]):
            readings[-1] = replace(previous, end=end)
            continue
        readings += _read_segment(lead, start, end, Surroundings(section, law, previous))
    if readings and lead_end < len(masked):
        readings[-1] = replace(readings[-1], end=trim(text, 0, len(text), "；;")[1])
    return [_printed(text, reading) for reading in readings]


def _printed(text: str, reading: Reading) -> Reading:
    """``reading`` with its subject in the source's own characters."""
    if reading.subject is None:
        return reading
    return replace(reading, subject=unblank(text, reading.subject, FILLER))


def _lead_end(masked: str) -> int:
    """The end of the sentence proper, before the list of 项 that a colon opens."""
    for match in re.finditer(r"[：:]\s*", masked):
        if LIST_MARKER.match(masked[match.end() :]) or masked[match.end() :].startswith(FILLER):
            return match.start() + 1
    return len(masked)


def _no_norm(lead: str) -> bool:
    """Definitions, scope, delegation, purposes, aims."""
    bare = lead.strip(" 。；：\n")
    if pattern("zh", "definitions").search(bare) and not re.search("不得|应当|视为", bare):
        return True
    return any(pattern("zh", key).search(bare) for key in ("scope", "aims"))


def _segments(lead: str) -> list[tuple[int, int]]:
    """Spans between semicolons; a chain of date rules ("…，以…为准；…") stays whole."""
    end = len(lead.rstrip())
    spans, begin = [], 0
    for match in re.finditer(r"[；;]|$", lead[:end]):
        span = trim(lead, begin, match.start(), "，,")
        if span[0] < span[1]:
            spans.append(span)
        begin = match.end()
    if spans:
        spans[-1] = (spans[-1][0], end)
    rules = [pattern("zh", "date_rules").search(lead[a:b]) is not None for a, b in spans]
    if len(spans) > 1 and all(rules):
        return [(spans[0][0], end)]
    return spans


def _read_segment(lead: str, start: int, end: int, around: Surroundings) -> list[Reading]:
    body, upgraded = _frame(lead, start, end)
    readings: list[Reading] = []
    for number, part in enumerate(group_parts(lead, split_clauses(lead, body, end))):
        first = start if number == 0 else part[0].start
        last = trim(lead, first, part[-1].end, "，,")[1]
        previous = readings[-1] if readings else around.previous
        reading = read_part(lead, part, first, last, replace(around, previous=previous))
        if reading is not None:
            readings.append(reading)
        elif readings:
            readings[-1] = replace(readings[-1], end=last)
    if readings:
        readings[-1] = replace(readings[-1], end=end)
    if upgraded:
        return [replace(one, type="must") if one.type == "should" else one for one in readings]
    return readings


def _frame(lead: str, start: int, end: int) -> tuple[int, bool]:
    """Where the reported clause begins ("通知要求，…"), and whether the frame demands it."""
    for key in ("frames_require", "frames_report"):
        match = pattern("zh", key).match(lead[start:end])
        if match:
            return trim(lead, start + match.end(), end, "，,：:")[0], key == "frames_require"
    return start, False
