"""What stands after the body: attachments, signature and date, contacts, and the page's tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.contacts import holds_contact
from ingest.front import Located
from ingest.furniture import is_edge, is_furniture, is_prose, is_sentence, is_table_row, is_tail
from ingest.history import LocatedDate
from ingest.lexicon import cue, has_document_word, is_body_name, only_date
from ingest.limits import TAIL_SHARE
from ingest.markers import LAW_STYLES, find_marker
from ingest.paragraphs import Paragraph, Role
from language.dates import find_dates

_SIGNERS = 8
_ATTACHED_HEADING = re.compile(
    r"(?:附\s*件|附\s*录|附\s*表|attachment|annex|appendix)\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?$",
    re.I,
)
_SAME_LINE = re.compile(r"^(?P<body>.{2,60}?)[\s\u3000]+(?P<date>\S.{5,24})$")


@dataclass(frozen=True, slots=True)
class Back:
    """The paragraphs with the back's roles given, and its facts.

    ``signed_at`` is the index after the signature (0 without one): what follows it is an attached
    document or the page's tail.
    """

    paragraphs: list[Paragraph]
    signed: LocatedDate | None = None
    signers: tuple[Located, ...] = ()
    signed_at: int = 0


def mark_back(paragraphs: Sequence[Paragraph], body: int) -> Back:
    """Find the back of the notice after index ``body`` and set aside the page's tail."""
    marked = list(paragraphs)
    _mark_attachments(marked, body)
    signed, signers, signed_at = _mark_signature(marked, body)
    tail = _tail_start(marked, body)
    _mark_contacts(marked, body, tail)
    last = _last_solid(marked, body, tail, signed_at)
    for index in range(last + 1, len(marked)):
        if marked[index].role == "body":
            marked[index] = replace(marked[index], role="boilerplate")
    if tail < len(marked):
        for index in range(tail, len(marked)):
            if marked[index].role != "byline":
                marked[index] = replace(marked[index], role="boilerplate")
    return Back(marked, signed, signers, signed_at)


def _set(marked: list[Paragraph], index: int, role: Role) -> None:
    marked[index] = replace(marked[index], role=role)


def _mark_attachments(marked: list[Paragraph], body: int) -> None:
    index = body
    while index < len(marked):
        if marked[index].role == "body" and _opens_attachments(marked, index):
            _set(marked, index, "attachments")
            index += 1
            if cue("attachments").fullmatch(marked[index - 1].text) and not _numbered(
                marked[index]
            ):
                _set(marked, index, "attachments")
                index += 1
            while index < len(marked) and _goes_on(marked, index):
                _set(marked, index, "attachments")
                index += 1
        else:
            index += 1


def _opens_attachments(marked: Sequence[Paragraph], index: int) -> bool:
    paragraph = marked[index]
    match = cue("attachments").match(paragraph.text)
    if match is None or paragraph.level or (match.group()[0] > "\u2e80" and not match["mark"]):
        return False
    rest = paragraph.text[match.end() :]
    if is_prose(paragraph) and re.search(r"[。]\S|\.\s+[A-Z]", rest):
        return False
    colon = match["mark"].strip() in (":", "：")
    if rest:
        return colon or (match["number"] is not None and _listed_beside(marked, index))
    if not colon or index + 1 == len(marked):
        return False
    following = marked[index + 1]
    return _numbered(following) or (
        following.role == "body" and not _is_solid(following) and not is_edge(following)
    )


def _listed_beside(marked: Sequence[Paragraph], index: int) -> bool:
    """Whether a neighbour is a line of the same list or the end matter."""
    for near in (index - 1, index + 1):
        if 0 <= near < len(marked):
            other = marked[near]
            if other.role == "attachments" or (
                cue("attachments").match(other.text) and not is_prose(other)
            ):
                return True
    return False


def _numbered(paragraph: Paragraph) -> bool:
    marker = find_marker(paragraph.text)
    return marker is not None and marker.style in ("arabic_dot", "arabic_paren", "arabic_half")


def _goes_on(marked: Sequence[Paragraph], index: int) -> bool:
    paragraph = marked[index]
    if paragraph.role != "body" or paragraph.level or paragraph.columns > 200:
        return False
    if _numbered(paragraph):
        return not re.search(r"[。]\S|[a-z]\.\s+[A-Z]", paragraph.text)
    if _opens_attachments(marked, index):
        return True
    return bool(re.search(r"\.(?:pdf|docx?|xlsx?|zip|rar|wps|ofd)$", paragraph.folded))


def _mark_signature(
    marked: list[Paragraph], body: int
) -> tuple[LocatedDate | None, tuple[Located, ...], int]:
    """The first run of signers and date after the body began."""
    for index in range(body + 1, len(marked)):
        paragraph = marked[index]
        if paragraph.role != "body" or paragraph.columns > 120 or paragraph.level:
            continue
        mention = only_date(paragraph.text)
        begin = index
        if mention is not None:
            while begin - 1 > body and index - begin < _SIGNERS and _signs(marked[begin - 1]):
                begin -= 1
            signers = tuple(Located(p.start, p.end, p.text) for p in marked[begin:index])
            if (
                not signers
                and index + 1 < len(marked)
                and _has_structure(marked[index + 1 : index + 60])
            ):
                continue
        else:
            match = _SAME_LINE.match(paragraph.text)
            mention = only_date(match["date"]) if match else None
            if match is None or mention is None or not is_body_name(match["body"]):
                continue
            signers = (
                Located(paragraph.start, paragraph.start + match.end("body"), match["body"]),
            )
        if mention.day is None:
            continue
        for one in range(begin, index + 1):
            _set(marked, one, "signature")
        shift = 0 if begin < index or not signers else paragraph.text.rindex(mention.text)
        start = paragraph.start + (shift or find_dates(paragraph.text)[0].start)
        return LocatedDate(start, start + len(mention.text), mention), signers, index + 1
    return None, (), 0


def _signs(paragraph: Paragraph) -> bool:
    return paragraph.role == "body" and not paragraph.level and is_body_name(paragraph.text)


def _has_structure(rest: Sequence[Paragraph]) -> bool:
    return sum(1 for one in rest if one.role == "body" and find_marker(one.text)) > 2


def _tail_start(marked: Sequence[Paragraph], body: int) -> int:
    """Index of the line that opens the page's tail, or the number of paragraphs."""
    weights = [one.columns if one.role == "body" and is_prose(one) else 0 for one in marked]
    before = sum(weights[:body])
    after = sum(weights[body:])
    for index in range(body, len(marked)):
        before += weights[index]
        after -= weights[index]
        if index > body and marked[index].role == "boilerplate" and is_tail(marked[index]):
            numbered = sum(
                1
                for one in marked[index:]
                if one.role == "body" and is_prose(one) and find_marker(one.text)
            )
            if after <= TAIL_SHARE * before and numbered == 0:
                return index
    return len(marked)


def _mark_contacts(marked: list[Paragraph], body: int, tail: int) -> None:
    """The notice's own contact notes: between its body and the page's tail."""
    for index in range(body + 1, min(tail, len(marked))):
        paragraph = marked[index]
        if paragraph.role != "body" or find_marker(paragraph.text) is not None:
            continue
        begins = cue("contacts").match(paragraph.text) is not None
        follows = marked[index - 1].role == "contacts" and is_edge(paragraph)
        bracketed = paragraph.text[0] in "(（" and paragraph.text[-1] in ")）"
        if (begins or follows or bracketed) and _is_contact_line(marked, index):
            _set(marked, index, "contacts")


def _is_contact_line(marked: Sequence[Paragraph], index: int) -> bool:
    text = marked[index].text
    if holds_contact(text):
        return marked[index].columns <= 400
    following = marked[index + 1 : index + 3]
    return marked[index].columns <= 80 and any(
        is_edge(one) and holds_contact(one.text) for one in following
    )


def _last_solid(marked: Sequence[Paragraph], body: int, tail: int, signed_at: int) -> int:
    """Index of the last paragraph that belongs to the notice."""
    stop = min(tail, len(marked))
    if signed_at and not _attached_document(marked[signed_at:stop]):
        inside = [
            i for i in range(signed_at, stop) if marked[i].role in ("attachments", "contacts")
        ]
        return inside[-1] if inside else signed_at - 1
    if _is_clean(marked, body):
        return len(marked) - 1
    last = body
    keeps_lines = False
    for index in range(body, stop):
        paragraph = marked[index]
        if paragraph.role in ("signature", "attachments", "contacts"):
            last, keeps_lines = index, False
        elif paragraph.role == "body":
            if _is_solid(paragraph) and not is_edge(paragraph):
                last, keeps_lines = index, paragraph.text[-1] in ":："
            elif _ATTACHED_HEADING.match(paragraph.text) or paragraph.level:
                last, keeps_lines = index, True
            elif keeps_lines and not is_edge(paragraph):
                last = index
        elif paragraph.role == "boilerplate":
            keeps_lines = False
    return last


def _is_clean(marked: Sequence[Paragraph], body: int) -> bool:
    """Whether no page stands around the text, so that its last lines are its own."""
    return not any(
        one.role == "byline"
        or (one.role == "boilerplate" and (index >= body or is_furniture(one)))
        or (one.role == "body" and index > body and is_edge(one))
        for index, one in enumerate(marked)
        if not one.text.startswith(("<!--", "---"))
    )


def _is_solid(paragraph: Paragraph) -> bool:
    return (
        is_prose(paragraph)
        or is_sentence(paragraph)
        or is_table_row(paragraph)
        or find_marker(paragraph.text) is not None
        or cue("closing").match(paragraph.text) is not None
    )


def _attached_document(rest: Sequence[Paragraph]) -> bool:
    """Whether what follows the signature is a document of its own, not the page's tail."""
    own = [one for one in rest if one.role == "body"]
    markers = [find_marker(one.text) for one in own]
    if any(marker is not None and marker.style in LAW_STYLES for marker in markers):
        return True
    if sum(1 for marker in markers if marker is not None) >= 2:
        return True
    prose = [i for i, one in enumerate(own) if is_prose(one) and not is_edge(one)]
    if len(prose) >= 3 or any(_ATTACHED_HEADING.match(one.text) or one.level for one in own):
        return True
    return any(
        has_document_word(one.text) and not is_prose(one) for one in own[: prose[0] if prose else 0]
    )
