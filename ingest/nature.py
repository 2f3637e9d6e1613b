"""What kind of text a notice's page carries, and whether another party published it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from ingest.back import Back
from ingest.front import Front
from ingest.lexicon import cue
from ingest.markers import find_marker
from ingest.paragraphs import Paragraph
from language.script import detect_language
from records import Notice, NoticeKind

_COMPANY = re.compile(
    r"\b(?:co\.?,? ?ltd|llc|law firm|agency|association|company|inc)\b|公司|事务所|律师|协会|代理",
    re.I,
)
_OWNER = re.compile(r"©|copyright|版权所有|主办", re.IGNORECASE)


# So many headings 一、二、三、 make a Chinese text the notice itself.
_HEADINGS = 3


def _is_heading(paragraph: Paragraph) -> bool:
    marker = find_marker(paragraph.text)
    return marker is not None and marker.style == "han_comma"


def find_kind(paragraphs: Sequence[Paragraph], front: Front, back: Back) -> NoticeKind:
    """Full text, its translation, a summary in the third person, or a press report.

    A text with its own number, addressees, signature, history or articles is the notice itself; in
    English it is a translation, since Chinese authorities issue in Chinese.
    """
    body = [one for one in paragraphs if one.role == "body"]
    english = detect_language(" ".join(one.text for one in body)) == "en"
    own = (
        front.number is not None
        or front.addressees is not None
        or bool(front.history)
        or back.signed_at > 0
        or (not english and sum(1 for one in body if _is_heading(one)) >= _HEADINGS)
        or any((marker := find_marker(one.text)) and marker.style == "article" for one in body)
    )
    if own:
        return "translation" if english else "full_text"
    opening = " ".join(one.text for one in body[:8])
    byline = any(
        one.role == "byline" and re.search(r"reporter|correspondent|记者|通讯员", one.folded)
        for one in paragraphs
    )
    if byline:
        return "report"
    if cue("third_person").search(opening):
        return "summary"
    if cue("report").search(opening):
        return "report"
    return "translation" if english else "full_text"


def is_third_party(notice: Notice, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the source is no government site, or the page's own footer names a company."""
    if notice.source_url:
        host = urlsplit(notice.source_url).hostname or ""
        return not host.endswith((".gov.cn", ".gov", ".court.gov.cn", ".npc.gov.cn"))
    return any(
        one.role == "boilerplate" and _OWNER.search(one.text) and _COMPANY.search(one.text)
        for one in paragraphs
    )
