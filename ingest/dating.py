"""The dates of a notice: signed, released and effective, kept apart."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from ingest.dissect import Dissection
from ingest.effect import effective_by_history, find_effect, released_by_history
from ingest.history import LocatedDate
from ingest.lexicon import cue
from ingest.manifest import DATE_FIELDS, ManifestEntry
from ingest.paragraphs import Paragraph
from language.dates import find_dates
from records import DateFact, NoticeDates, NoticeKind, Remark, SourceText, Span

_FILE_DATE = re.compile(r"[(（\[]\s*(\d{4})[-.年]?(\d{1,2})[-.月]?(\d{1,2})日?\s*[)）\]]\s*$")


def read_dates(
    source: SourceText, parts: Dissection, kind: NoticeKind
) -> tuple[NoticeDates, list[Remark]]:
    """The dates that the text prints, and what to remark on them.

    A law's release is the last act of its history, or the date in its file's name where that is
    later. A date of effect before a later amendment is the first version's and is not taken.
    """
    front, history = parts.front, parts.front.history
    remarks: list[Remark] = []
    signed = _fact(parts.back.signed or front.dates.get("signed"))
    if signed is None and kind in ("report", "summary"):
        signed = _reported_date(parts.body[0], _fact(front.dates.get("released")))
    released = released_by_history(history) or _fact(front.dates.get("released"))
    named = _file_date(source.file) if history else None
    amended = released is not None and named is not None and _before(released, named)
    if named is not None and (released is None or amended):
        released = DateFact(named.isoformat(), named, source="unknown")
        remarks.append(Remark("date_from_file_name", {"date": named.isoformat()}))
    effective = _fact(front.dates.get("effective")) or effective_by_history(history)
    if effective is None:
        effect = find_effect(source.text, parts.outline.units, history, released or signed)
        effective = effect.fact
        superseded = effect.superseded
        if effective is not None and amended and named is not None:
            superseded = superseded or _before(effective, named)
        if superseded:
            effective = None
            remarks.append(Remark("effective_first_version"))
    return NoticeDates(signed, released, effective), remarks


def _before(fact: DateFact, day: date) -> bool:
    return fact.value is None or fact.value < day


def _fact(located: LocatedDate | None) -> DateFact | None:
    if located is None:
        return None
    value, _ = located.mention.resolve()
    return DateFact(located.mention.text, value, span=Span(located.start, located.end))


def _reported_date(first: Paragraph, page: DateFact | None) -> DateFact | None:
    """When a report's first paragraph says that the notice was issued.

    A missing year is that of the page, marked as inferred, unless that would be after the page.
    """
    if not cue("issued").search(first.text):
        return None
    for mention in find_dates(first.text):
        if mention.month and mention.day:
            day = page.value if page else None
            value, inferred = mention.resolve(day.year if day else None)
            if inferred and value is not None and day is not None and value > day:
                value, inferred = None, False
            span = Span(first.start + mention.start, first.start + mention.end)
            return DateFact(mention.text, value, inferred, span=span)
    return None


def _file_date(file: str) -> date | None:
    """The date in brackets at the end of a file's name, as law collections name versions."""
    match = _FILE_DATE.search(PurePath(file).stem)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def stated_dates(parsed: NoticeDates, entry: ManifestEntry | None) -> NoticeDates:
    """The manifest's dates where it states any; a date that the text prints too keeps its place."""
    if entry is None:
        return parsed
    chosen: dict[str, DateFact | None] = {}
    for name in DATE_FIELDS:
        read: DateFact | None = getattr(parsed, name)
        stated: DateFact | None = getattr(entry, name)
        agree = stated is None or (read is not None and date_text(read) == date_text(stated))
        chosen[name] = read if agree else stated
    return NoticeDates(**chosen)


def date_text(fact: DateFact | None) -> str | None:
    """A date for comparing: ISO, or as printed where the text does not give enough."""
    if fact is None:
        return None
    return fact.value.isoformat() if fact.value else fact.printed
