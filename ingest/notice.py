"""The notice record: facts read from the parts of a text, overridden by the manifest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from ingest.back import Back
from ingest.cited import cited_attachments, cited_documents, listed_attachments
from ingest.contacts import find_contacts
from ingest.effect import effective_by_history, find_effect, released_by_history
from ingest.front import Front, Located, LocatedDate
from ingest.issuers import issuer_id, slug
from ingest.issuing import find_issuer
from ingest.lexicon import cue
from ingest.limits import SLUG_CHARS
from ingest.manifest import DATE_FIELDS, ManifestEntry
from ingest.nature import find_kind, is_third_party
from ingest.numbers import normalise_number
from ingest.outline import Outline
from ingest.paragraphs import Paragraph
from ingest.title import one_line, title_from_body, without_site
from language.dates import find_dates
from language.normalise import normalise
from language.script import detect_language
from records import (
    Aside,
    Attachment,
    DateFact,
    Notice,
    NoticeDates,
    NoticeKind,
    Remark,
    SourceText,
    Span,
    ValidityStatus,
)

_DATE_SUFFIX = re.compile(r"\s*[(（\[]\s*(\d{4})[-.年]?(\d{1,2})[-.月]?(\d{1,2})日?\s*[)）\]]\s*$")
_BRACKETED_DATE = re.compile(r"[(（\[][^()（）\[\]]*\d{4}[^()（）\[\]]*[)）\]]")
_STATUS_WORDS: tuple[tuple[str, ValidityStatus], ...] = (
    ("部分失效", "partly_repealed"), ("partly", "partly_repealed"), ("失效", "repealed"),
    ("废止", "repealed"), ("repealed", "repealed"), ("invalid", "repealed"), ("修改", "amended"),
    ("修订", "amended"), ("amended", "amended"), ("尚未", "not_yet_in_force"),
    ("not yet", "not_yet_in_force"), ("有效", "in_force"), ("in force", "in_force"),
    ("effective", "in_force"), ("valid", "in_force"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the parser alone reads, before the manifest."""

    title: str
    places: dict[str, Span]
    issuer: str
    issuer_id: str
    number: str | None
    number_normalised: str | None
    dates: NoticeDates
    kind: NoticeKind
    status: ValidityStatus
    remarks: tuple[Remark, ...]


def build_notice(
    source: SourceText,
    paragraphs: Sequence[Paragraph],
    front: Front,
    back: Back,
    outline: Outline,
    entry: ManifestEntry | None,
) -> Notice:
    """The record of one notice, its warnings in the order of importance to a reader."""
    facts = _read_facts(source, paragraphs, front, back, outline)
    text = source.text
    own = [(one.start, one.end) for one in outline.units]
    matter = [(one.start, one.end) for one in paragraphs if one.role in ("contacts", "attachments")]
    listed = listed_attachments(text, paragraphs)
    attachments = [*listed, *cited_attachments(text, own, listed)]
    dates = _stated_dates(facts.dates, entry)
    title = (entry and entry.title) or facts.title
    number = (entry and entry.number) or facts.number
    work_id = (entry and entry.work_id) or slug(_BRACKETED_DATE.sub("", title), SLUG_CHARS)
    body = "".join(text[start:end] for start, end in own)
    language = (entry and entry.language) or detect_language(body)
    kind = (entry and entry.kind) or facts.kind
    status = (entry and entry.status) or facts.status
    notice = Notice(
        id=_version_id(work_id, dates, source.sha256),
        work_id=work_id,
        title=title,
        issuer=(entry and entry.issuer) or facts.issuer,
        issuer_id=_issuer_id(entry, facts),
        number=number,
        number_normalised=(entry and entry.number_normalised) or facts.number_normalised,
        dates=dates,
        language=language,
        kind=kind,
        file=source.file,
        sha256=source.sha256,
        encoding=source.encoding,
        title_zh=(entry and entry.title_zh) or (facts.title if language == "zh" else None),
        addressees=front.addressees.text if front.addressees else None,
        status=status,
        status_source=_status_source(entry, facts),
        translation_of=entry.translation_of if entry else None,
        supersedes=entry.supersedes if entry else (),
        superseded_by=entry.superseded_by if entry else (),
        source_url=entry.source_url if entry else None,
        attachments=tuple(attachments),
        contacts=find_contacts(text, sorted([*own, *matter])),
        cited=cited_documents(text, own, [title, facts.title, number or ""]),
        asides=_asides(paragraphs),
        places=facts.places,
    )
    warnings = [*_nature_remarks(notice, paragraphs), *facts.remarks]
    warnings += _date_remarks(dates) + _attachment_remarks(attachments)
    warnings += _structure_remarks(kind, outline) + (_differences(facts, entry) if entry else [])
    return replace(notice, warnings=tuple([*source.warnings, *warnings]))


def _read_facts(
    source: SourceText,
    paragraphs: Sequence[Paragraph],
    front: Front,
    back: Back,
    outline: Outline,
) -> _Facts:
    body = [one for one in paragraphs if one.role == "body"]
    title = front.title
    if title is None:
        start, end, words = title_from_body(body)
        title = Located(start, end, words)
        named = None
    else:
        named = title
        title = replace(title, text=without_site(one_line(title.text)))
    issuer = find_issuer(named, front, back.signers, body)
    places = {"title": Span(title.start, title.end)}
    if issuer.span is not None:
        places["issuer"] = issuer.span
    number = front.number
    if number is not None:
        at = front.number_at
        places["number"] = Span(at + number.start, at + number.end)
    if front.addressees is not None:
        places["addressees"] = Span(front.addressees.start, front.addressees.end)
    kind = find_kind(source.text, paragraphs, front, back)
    dates, remarks = _dates(source, front, back, outline, body, kind)
    for name in DATE_FIELDS:
        fact: DateFact | None = getattr(dates, name)
        if fact is not None and fact.span is not None:
            places[name] = fact.span
    return _Facts(
        title=title.text,
        places=places,
        issuer=issuer.name,
        issuer_id=issuer.id,
        number=number.text if number else None,
        number_normalised=normalise_number(number.text, issuer.id) if number else None,
        dates=dates,
        kind=kind,
        status=_status(front),
        remarks=tuple(remarks),
    )


def _dates(
    source: SourceText,
    front: Front,
    back: Back,
    outline: Outline,
    body: Sequence[Paragraph],
    kind: NoticeKind,
) -> tuple[NoticeDates, list[Remark]]:
    remarks: list[Remark] = []
    signed = _fact(back.signed or front.dates.get("signed"))
    if signed is None and kind in ("report", "summary"):
        signed = _reported_date(body)
    released = released_by_history(front.history) or _fact(front.dates.get("released"))
    named = _file_date(source.file)
    if named and front.history and (released is None or released.value is None or named > released.value):
        released = DateFact(named.isoformat(), named, source="unknown")
        remarks.append(Remark("date_from_file_name", {"date": named.isoformat()}))
    effective = _fact(front.dates.get("effective")) or effective_by_history(front.history)
    if effective is None:
        effect = find_effect(source.text, outline.units, front.history, released or signed)
        effective = effect.fact
        later = released and effective and released.value and effective.value
        if effect.superseded or (
            front.history and later and effective is not None and effective.value is not None
            and released is not None and released.value is not None
            and released.source == "unknown" and effective.value < released.value
        ):  # fmt: skip
            effective = None
            remarks.append(Remark("effective_first_version"))
    return NoticeDates(signed, released, effective), remarks


def _fact(located: LocatedDate | None) -> DateFact | None:
    if located is None:
        return None
    value, _ = located.mention.resolve()
    return DateFact(located.mention.text, value, span=Span(located.start, located.end))


def _reported_date(body: Sequence[Paragraph]) -> DateFact | None:
    """When a report's first paragraph says that the notice was issued."""
    first = body[0]
    if not cue("issued").search(first.text):
        return None
    for mention in find_dates(first.text):
        if mention.month and mention.day:
            value, _ = mention.resolve()
            span = Span(first.start + mention.start, first.start + mention.end)
            return DateFact(mention.text, value, span=span)
    return None


def _file_date(file: str) -> date | None:
    """The date in brackets at the end of a file's name, as law collections name versions."""
    match = _DATE_SUFFIX.search(PurePath(file).stem)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _stated_dates(parsed: NoticeDates, entry: ManifestEntry | None) -> NoticeDates:
    """The manifest's dates where it states any; a date that the text prints too keeps its place."""
    if entry is None:
        return parsed
    chosen: dict[str, DateFact | None] = {}
    for name in DATE_FIELDS:
        read: DateFact | None = getattr(parsed, name)
        stated: DateFact | None = getattr(entry, name)
        agree = stated is None or (read is not None and _date_text(read) == _date_text(stated))
        chosen[name] = read if agree else stated
    return NoticeDates(**chosen)


def _version_id(work_id: str, dates: NoticeDates, sha256: str) -> str:
    values = (fact.value for fact in (dates.effective, dates.released, dates.signed) if fact)
    known = next((value for value in values if value is not None), None)
    return f"{work_id}@{known.strftime('%Y%m%d') if known else 'undated'}-{sha256[:8]}"


def _issuer_id(entry: ManifestEntry | None, facts: _Facts) -> str:
    if entry and entry.issuer_id:
        return entry.issuer_id
    if entry and entry.issuer:
        return issuer_id(entry.issuer)
    return facts.issuer_id


def _status(front: Front) -> ValidityStatus:
    label = front.labels.get("status")
    words = label.text.lower() if label else ""
    return next((status for word, status in _STATUS_WORDS if word in words), "unknown")


def _status_source(entry: ManifestEntry | None, facts: _Facts) -> Any:
    if entry and entry.status and entry.status != "unknown":
        return "manifest"
    return "text" if facts.status != "unknown" else "unknown"


def _asides(paragraphs: Sequence[Paragraph]) -> tuple[Aside, ...]:
    asides = []
    for one in paragraphs:
        if one.role in ("boilerplate", "byline", "duplicate"):
            original = Span(*one.copy_of) if one.copy_of else None
            asides.append(Aside(one.role, Span(one.start, one.end), original))  # type: ignore[arg-type]
    return tuple(asides)


def _nature_remarks(notice: Notice, paragraphs: Sequence[Paragraph]) -> list[Remark]:
    remarks = [Remark("status_unknown")] if notice.status == "unknown" else []
    if notice.kind != "full_text":
        remarks.append(Remark(notice.kind))
    if is_third_party(notice, paragraphs):
        remarks.append(Remark("third_party_copy", {"source": notice.source_url or ""}))
    return remarks


def _date_remarks(dates: NoticeDates) -> list[Remark]:
    remarks = []
    for name in DATE_FIELDS:
        fact: DateFact | None = getattr(dates, name)
        if fact is None or fact.value is not None:
            continue
        mentions = find_dates(fact.printed)
        code = "date_incomplete" if mentions and mentions[0].year else "year_missing"
        remarks.append(Remark(code, {"field": name, "printed": fact.printed}))
    return remarks


def _attachment_remarks(attachments: Sequence[Attachment]) -> list[Remark]:
    remarks = []
    for one in attachments:
        params = {"number": str(one.number or ""), "title": one.title}
        if not one.listed:
            remarks.append(Remark("attachment_not_listed", params))
        elif not one.held:
            remarks.append(Remark("attachment_absent", params))
    return remarks


def _structure_remarks(kind: NoticeKind, outline: Outline) -> list[Remark]:
    full = kind in ("full_text", "translation")
    numbered = any(one.headings or not one.path.startswith("p") for one in outline.units)
    return [Remark("no_structure")] if full and not numbered and len(outline.units) > 3 else []


def _differences(facts: _Facts, entry: ManifestEntry) -> list[Remark]:
    pairs: list[tuple[str, str | None, str | None]] = [
        ("title", facts.title, entry.title),
        ("issuer", facts.issuer_id, entry.issuer_id or (issuer_id(entry.issuer) if entry.issuer else None)),
        ("number", facts.number_normalised, entry.number_normalised),
        ("kind", facts.kind, entry.kind),
    ]
    for name in DATE_FIELDS:
        parsed: DateFact | None = getattr(facts.dates, name)
        stated: DateFact | None = getattr(entry, name)
        pairs.append((name, _date_text(parsed), _date_text(stated)))
    return [
        Remark("manifest_differs", {"field": name, "parsed": parsed or "", "stated": stated})
        for name, parsed, stated in pairs
        if stated and normalise(parsed or "") != normalise(stated)
    ]


def _date_text(fact: DateFact | None) -> str | None:
    if fact is None:
        return None
    return fact.value.isoformat() if fact.value else fact.printed
