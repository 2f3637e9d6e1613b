"""Who issued a notice: the body named by its title, labels, signature, history or first words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.front import Front, Located
from ingest.history import Event
from ingest.issuers import find_issuers, issuer_id, issuer_names
from ingest.lexicon import is_body_name
from ingest.numbers import code_issuer
from ingest.paragraphs import Paragraph
from records import Span

_TITLE_ZH = re.compile(r"(?P<body>[\u4e00-\u9fff、\s]{2,40}?)\s*(?:关于|印发|公布|令|公告)")
_TITLE_EN = re.compile(
    r"(?:notice|notification|circular|announcement|measures|opinions|guiding opinions|decision|"
    r"order|decree|letter|reply|provisions|regulations)\s+(?:of|from|by|issued by)\s+(?:the\s+)?"
    r"(?P<body>.+?)\s+(?:on|regarding|concerning|about|to|for|in|issuing)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"[日\s]\s*(?P<body>[\u4e00-\u9fff]{3,40}?)(?:第[一二三四五六七八九十百\d]+次|令|审判委员会|检察委员会|通过|公布|发布|批准|颁布|修订|修正)"
)
# A body that acts in a report's first words: 四川省知识产权局印发…, "the Sichuan … Office issued".
_ACTS_ZH = re.compile(
    r"(?:^|[，。；、：\s日])(?P<body>[\u4e00-\u9fff]{3,24}?)(?:近日|日前|联合|正式)?"
    r"(?:印发|发布|公布|出台|下发|制定|召开|启动)"
)
_ACTS_EN = re.compile(
    r"(?P<body>(?:[A-Z][\w'’-]+\s+(?:(?:of|and|the|for)\s+){0,2}){1,10}[A-Z][\w'’-]+)\s+"
    r"(?:\([A-Z]+\)\s+)?(?:has\s+|have\s+)?(?:recently\s+|jointly\s+)?"
    r"(?:issued|released|published|promulgated|announced|launched)\b"
)
_SESSION = re.compile(r"第[一二三四五六七八九十百\d]+届|中华人民共和国(?=国务院|主席|最高)")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body as printed, its id, and where it is printed (None: known from a number)."""

    name: str
    id: str
    span: Span | None


UNKNOWN = Issuer("", "unknown", None)


def find_issuer(
    title: Located | None, front: Front, signers: Sequence[Located], body: Sequence[Paragraph]
) -> Issuer:
    """The issuing body; `UNKNOWN` where nothing names one."""
    return (
        _from_title(title)
        or _from_label(front)
        or _from_signers(signers)
        or _from_history(front.history)
        or _from_number(front)
        or _from_text(body)
        or _named_in_title(title)
        or UNKNOWN
    )


def _located(place: Located, start: int, end: int) -> Issuer:
    name = place.text[start:end].strip()
    return Issuer(name, issuer_id(name), Span(place.start + start, place.start + end))


def _from_title(title: Located | None) -> Issuer | None:
    if title is None:
        return None
    named = find_issuers(title.text)
    if named and named[0].start == 0:
        return Issuer(named[0].text, named[0].id, _span(title, named[0].start, named[0].end))
    match = _TITLE_EN.match(title.text) or _TITLE_ZH.match(title.text)
    if match is None or len(match["body"].split()) > 14 or not is_body_name(match["body"]):
        return None
    start, end = match.span("body")
    inside = [one for one in named if start <= one.start and one.end <= end]
    name = match["body"].strip()
    identifier = (
        inside[0].id if len(inside) == 1 and inside[0].start <= start + 4 else issuer_id(name)
    )
    return Issuer(name, identifier, _span(title, start, end))


def _span(place: Located, start: int, end: int) -> Span:
    return Span(place.start + start, place.start + end)


def _from_label(front: Front) -> Issuer | None:
    label = front.labels.get("issuer")
    return _located(label, 0, len(label.text)) if label else None


def _from_signers(signers: Sequence[Located]) -> Issuer | None:
    return _located(signers[0], 0, len(signers[0].text)) if signers else None


def _from_history(history: Sequence[Event]) -> Issuer | None:
    for event in history:
        match = _HISTORY.search(event.text)
        if match is None:
            continue
        name = _SESSION.sub("", match["body"])
        start = event.date.start
        span = Span(start + match.start("body"), start + match.end("body"))
        return Issuer(name, issuer_id(name), span)
    return None


def _from_number(front: Front) -> Issuer | None:
    if front.number is None:
        return None
    identifier = code_issuer(front.number.code)
    names = issuer_names(identifier) if identifier else None
    if identifier is None or names is None:
        return None
    return Issuer(names[0] if front.number.code.isascii() else names[1], identifier, None)


def _from_text(body: Sequence[Paragraph]) -> Issuer | None:
    for paragraph in body[:2]:
        for mention in find_issuers(paragraph.text):
            span = Span(paragraph.start + mention.start, paragraph.start + mention.end)
            return Issuer(mention.text, mention.id, span)
        for pattern in (_ACTS_ZH, _ACTS_EN):
            for match in pattern.finditer(paragraph.text):
                if is_body_name(match["body"]):
                    start, end = match.span("body")
                    span = Span(paragraph.start + start, paragraph.start + end)
                    return Issuer(match["body"], issuer_id(match["body"]), span)
    return None


def _named_in_title(title: Located | None) -> Issuer | None:
    if title is None:
        return None
    for mention in find_issuers(title.text):
        return Issuer(mention.text, mention.id, _span(title, mention.start, mention.end))
    return None
