"""The history of a law: what was done to it on which date, as its first lines print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.lexicon import cue
from ingest.numbers import DocumentNumber, find_numbers
from ingest.paragraphs import Paragraph
from language.dates import DateMention, find_dates
from language.script import han_count


@dataclass(frozen=True, slots=True)
class LocatedDate:
    """A date of the source with its place there."""

    start: int
    end: int
    mention: DateMention


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a law on a date, from its history."""

    date: LocatedDate
    text: str


def mark_history(
    marked: list[Paragraph], info_end: int | None
) -> tuple[tuple[Event, ...], tuple[DocumentNumber, int] | None]:
    """The dated acts before ``INFO END`` and in the brackets under a law's title.

    And the number of the order by which it was issued, with the offset that the number counts from,
    where the history names one and no more.
    """
    events: list[Event] = []
    orders: list[tuple[DocumentNumber, int]] = []
    for index in range(min(len(marked), (info_end or 0) + 8)):
        paragraph = marked[index]
        if paragraph.role != "body" or paragraph.level:
            continue
        inside = info_end is not None and index < info_end
        if not inside and not is_bracketed(paragraph):
            continue
        mentions = find_dates(paragraph.text)
        known = cue("history").search(paragraph.text) is not None
        if not inside and not (mentions and known):
            continue
        orders += [(one, paragraph.start) for one in find_numbers(paragraph.text)]
        for mention, text in zip(mentions, _acts(paragraph.text, mentions), strict=True):
            events.append(Event(located_date(paragraph, mention), text))
        marked[index] = replace(paragraph, role="released")
    return tuple(events), orders[0] if len(orders) == 1 else None


def _acts(text: str, mentions: Sequence[DateMention]) -> list[str]:
    """What is said of each date: Chinese says it after the date, English before."""
    if han_count(text):
        ends = [*(one.start for one in mentions[1:]), len(text)]
        return [text[one.start : end] for one, end in zip(mentions, ends, strict=False)]
    starts = [0, *(one.end for one in mentions)]
    return [text[start : one.end] for one, start in zip(mentions, starts, strict=False)]


def located_date(paragraph: Paragraph, mention: DateMention) -> LocatedDate:
    """A date of a paragraph with its place in the source."""
    return LocatedDate(paragraph.start + mention.start, paragraph.start + mention.end, mention)


def is_bracketed(paragraph: Paragraph) -> bool:
    """Whether a paragraph stands in brackets as a whole."""
    return paragraph.text[0] in "（(" and paragraph.text[-1] in "）)"
