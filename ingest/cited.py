"""Attachments and other documents that a notice names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.lexicon import cue, has_document_word
from ingest.markers import find_marker
from ingest.numbers import find_numbers
from ingest.paragraphs import Paragraph
from ingest.title import one_line
from language.normalise import normalise
from language.numerals import parse_numeral
from records import Attachment, CitedDocument, Span

_ITEM = re.compile(
    r"(?:^|(?<=[\s;；。:：]))(?P<number>\d{1,2})\s*[.．、]\s*(?P<title>\S.*?)"
    r"(?=[;；。]?\s*(?:\d{1,2}\s*[.．、]\s*\S|$))",
    re.S,
)
_TITLES = re.compile(r"《([^《》]{2,120})》|[\"“]([^\"“”]{6,200})[\"”]")
# "(hereinafter referred to as the Plan)", （以下简称《方案》）: another name of a document.
_SHORT_NAME = re.compile(
    r"(?:以下(?:简称|称)|hereinafter\s+(?:referred\s+to\s+as|called)\s+(?:the\s+)?)[:：]?\s*"
    r"[《“\"]?([^《》“”\"）)]{1,60})",
    re.IGNORECASE,
)
_NUMBER_BESIDE = re.compile(r"\s*[（(\[]?\s*")


def listed_attachments(paragraphs: Sequence[Paragraph]) -> list[Attachment]:
    """The attachments of the notice's list, with their numbers."""
    found: list[Attachment] = []
    for paragraph in paragraphs:
        if paragraph.role != "attachments":
            continue
        begin = 0
        number: int | None = None
        match = cue("attachments").match(paragraph.text)
        if match is not None:
            begin = match.end()
            number = parse_numeral(match["number"]) if match["number"] else None
        rest = paragraph.text[begin:]
        items = list(_ITEM.finditer(rest))
        if number is None and items:
            for item in items:
                found.append(_attachment(paragraph, begin, item, int(item["number"])))
        elif rest.strip():
            found.append(_whole(paragraph, begin, number))
    return found


def _attachment(paragraph: Paragraph, begin: int, item: re.Match[str], number: int) -> Attachment:
    title = item["title"].strip().rstrip(";；。")
    start = paragraph.start + begin + item.start("title")
    return Attachment(number, title, Span(start, start + len(title)))


def _whole(paragraph: Paragraph, begin: int, number: int | None) -> Attachment:
    rest = paragraph.text[begin:]
    lead = len(rest) - len(rest.lstrip())
    marker = find_marker(rest.lstrip())
    if marker is not None:
        number = number or parse_numeral(marker.number)
        lead += marker.length
    title = rest[lead:].strip().rstrip(";；。")
    start = paragraph.start + begin + lead
    return Attachment(number, title, Span(start, start + len(title)))


def cited_attachments(
    source: str, places: Iterable[tuple[int, int]], listed: Sequence[Attachment]
) -> list[Attachment]:
    """Attachments that the text cites by a number which the list does not have."""
    known = {one.number for one in listed}
    found: list[Attachment] = []
    for start, end in places:
        for match in cue("attachment_cited").finditer(source, start, end):
            printed = match["number"] or match["zh_number"]
            number = parse_numeral(printed)
            if number is None or number in known:
                continue
            known.add(number)
            found.append(
                Attachment(
                    number,
                    _name_before(source[start : match.start()]) or match.group(),
                    Span(match.start(), match.end()),
                    listed=False,
                )
            )
    return found


def _name_before(text: str) -> str | None:
    """The quoted name right before "(see Attachment 3)"."""
    match = re.search(
        r"(?:《([^《》]+)》|[\"“]([^\"“”]+)[\"”])\s*[（(]?\s*(?:see|参?见|详见|as per)?\s*$", text
    )
    return (match.group(1) or match.group(2)) if match else None


def cited_documents(
    source: str, places: Sequence[tuple[int, int]], own: Sequence[str]
) -> tuple[CitedDocument, ...]:
    """Documents named in quotes or by number in the given places, each once, without ``own``."""
    skip = {normalise(name) for name in own}
    for start, end in places:
        skip.update(normalise(match[1]) for match in _SHORT_NAME.finditer(source, start, end))
    found: dict[str, CitedDocument] = {}
    for start, end in places:
        text = source[start:end]
        numbers = find_numbers(text)
        used: set[int] = set()
        for match in _TITLES.finditer(text):
            group = 1 if match.group(1) else 2
            name = match.group(group).strip()
            if normalise(name) in skip or (group == 2 and not _is_document(name)):
                continue
            beside = _NUMBER_BESIDE.match(text, match.end())
            at = beside.end() if beside else match.end()
            number = next((one for one in numbers if one.start == at), None)
            if number is not None:
                used.add(number.start)
            span = Span(start + match.start(group), start + match.end(group))
            found.setdefault(
                normalise(name),
                CitedDocument(one_line(name), one_line(number.text) if number else None, span),
            )
        for number in numbers:
            if number.start not in used and normalise(number.text) not in skip:
                span = Span(start + number.start, start + number.end)
                found.setdefault(
                    normalise(number.text),
                    CitedDocument(one_line(number.text), one_line(number.text), span),
                )
    return tuple(found.values())


def _is_document(name: str) -> bool:
    words = name.split()
    if len(words) < 3 and name.isascii():
        return False
    return has_document_word(name) and (
        not name.isascii() or (words[0][:1].isupper() or words[0][:1].isdigit())
    )
