"""The notice record: facts read from the parts of a text, overridden by the manifest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.cited import cited_attachments, cited_documents, listed_attachments
from ingest.contacts import find_contacts
from ingest.dating import date_text, read_dates, stated_dates
from ingest.dissect import Dissection
from ingest.front import Front, Located
from ingest.issuers import issuer_id, issuer_names, slug
from ingest.issuing import find_issuer
from ingest.limits import SLUG_CHARS
from ingest.manifest import DATE_FIELDS, ManifestEntry
from ingest.nature import find_kind
from ingest.numbers import normalise_number
from ingest.paragraphs import Paragraph
from ingest.remarks import (
    attachment_remarks,
    date_remarks,
    differences,
    nature_remarks,
    structure_remarks,
)
from ingest.title import one_line, title_from_body, without_site
from language.normalise import normalise
from language.script import detect_language
from records import (
    Aside,
    FactSource,
    Notice,
    NoticeDates,
    NoticeKind,
    Remark,
    SourceText,
    Span,
    ValidityStatus,
)

_BRACKETED_DATE = re.compile(r"[(（\[][^()（）\[\]]*\d{4}[^()（）\[\]]*[)）\]]")
_STATUS_WORDS: tuple[tuple[str, ValidityStatus], ...] = (
    ("部分失效", "partly_repealed"), ("partly", "partly_repealed"), ("失效", "repealed"),
    ("废止", "repealed"), ("repealed", "repealed"), ("invalid", "repealed"), ("修改", "amended"),
    ("修订", "amended"), ("amended", "amended"), ("尚未", "not_yet_in_force"),
    ("not yet", "not_yet_in_force"), ("有效", "in_force"), ("in force", "in_force"),
    ("effective", "in_force"), ("valid", "in_force"),
)  # fmt: skip


_FILE_TYPE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)$", re.IGNORECASE)
_CONTACT_ROLES = ("contacts", "attachments")


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
    remarks: tuple[Remark, ...]


def build_notice(source: SourceText, parts: Dissection, entry: ManifestEntry | None) -> Notice:
    """The record of one notice, its warnings in the order of importance to a reader."""
    facts = _read_facts(source, parts)
    stated = entry or ManifestEntry(source.file)
    text = source.text
    own = [(one.start, one.end) for one in parts.outline.units]
    matter = [(one.start, one.end) for one in parts.paragraphs if one.role in _CONTACT_ROLES]
    listed = listed_attachments(parts.paragraphs)
    listed = [replace(one, held=_held(one.title, text, parts)) for one in listed]
    attachments = (*listed, *cited_attachments(text, own, listed))
    dates = stated_dates(facts.dates, entry)
    title = stated.title or facts.title
    number = stated.number or facts.number
    work_id = stated.work_id or slug(_BRACKETED_DATE.sub("", title), SLUG_CHARS)
    language = stated.language or detect_language("".join(text[a:b] for a, b in own))
    status, status_source = _status(stated, parts.front)
    issuer, body_id = stated.issuer or facts.issuer, _stated_issuer_id(stated) or facts.issuer_id
    notice = Notice(
        id=_version_id(work_id, dates, source.sha256),
        work_id=work_id,
        title=title,
        issuer=issuer,
        issuer_id=body_id,
        number=number,
        number_normalised=stated.number_normalised or facts.number_normalised,
        dates=dates,
        language=language,
        kind=stated.kind or facts.kind,
        file=source.file,
        sha256=source.sha256,
        encoding=source.encoding,
        title_zh=stated.title_zh or (title if language == "zh" else None),
        addressees=parts.front.addressees.text if parts.front.addressees else None,
        status=status,
        status_source=status_source,
        translation_of=stated.translation_of,
        supersedes=stated.supersedes,
        superseded_by=stated.superseded_by,
        source_url=stated.source_url,
        attachments=attachments,
        contacts=find_contacts(text, sorted([*own, *matter])),
        cited=cited_documents(text, own, [title, facts.title, number or ""]),
        asides=_asides(parts.paragraphs),
        places=facts.places,
        issuer_zh=stated.issuer_zh or _issuer_zh(issuer, body_id),
    )
    warnings = (
        *source.warnings,
        *nature_remarks(notice, parts.paragraphs),
        *facts.remarks,
        *date_remarks(dates),
        *attachment_remarks(attachments),
        *structure_remarks(notice.kind, parts.outline),
        *differences(_compared(facts), _stated(stated)),
    )
    return replace(notice, warnings=warnings)


def _read_facts(source: SourceText, parts: Dissection) -> _Facts:
    front, body = parts.front, parts.body
    title = front.title
    if title is None:
        title = Located(*title_from_body(body))
    issuer = find_issuer(front.title, front, parts.back.signers, body)
    kind = find_kind(parts.paragraphs, front, parts.back)
    dates, remarks = read_dates(source, parts, kind)
    number = front.number
    places = {"title": Span(title.start, title.end)}
    if issuer.span is not None:
        places["issuer"] = issuer.span
    if number is not None:
        at = front.number_at
        places["number"] = Span(at + number.start, at + number.end)
    if front.addressees is not None:
        places["addressees"] = Span(front.addressees.start, front.addressees.end)
    for name in DATE_FIELDS:
        fact = getattr(dates, name)
        if fact is not None and fact.span is not None:
            places[name] = fact.span
    return _Facts(
        title=without_site(one_line(title.text)),
        places=places,
        issuer=one_line(issuer.name),
        issuer_id=issuer.id,
        number=one_line(number.text) if number else None,
        number_normalised=normalise_number(number.text, issuer.id) if number else None,
        dates=dates,
        kind=kind,
        remarks=tuple(remarks),
    )


def _held(title: str, text: str, parts: Dissection) -> bool:
    """Whether the attachment called ``title`` follows in the same text, under its own heading."""
    wanted = normalise(_FILE_TYPE.sub("", title).strip('《》"“”'))
    return any(normalise(text[start:end]) == wanted for start, end in parts.outline.headings)


def _compared(facts: _Facts) -> dict[str, str | None]:
    """The parsed facts that the manifest may state otherwise, as text."""
    dates = {name: date_text(getattr(facts.dates, name)) for name in DATE_FIELDS}
    return {
        "title": facts.title,
        "issuer": facts.issuer_id,
        "number": facts.number_normalised,
        "kind": facts.kind,
        **dates,
    }


def _stated(entry: ManifestEntry) -> dict[str, str | None]:
    dates = {name: date_text(getattr(entry, name)) for name in DATE_FIELDS}
    return {
        "title": entry.title,
        "issuer": _stated_issuer_id(entry),
        "number": entry.number_normalised,
        "kind": entry.kind,
        **dates,
    }


def _version_id(work_id: str, dates: NoticeDates, sha256: str) -> str:
    values = (fact.value for fact in (dates.effective, dates.released, dates.signed) if fact)
    known = next((value for value in values if value is not None), None)
    return f"{work_id}@{known.strftime('%Y%m%d') if known else 'undated'}-{sha256[:8]}"


def _stated_issuer_id(entry: ManifestEntry) -> str | None:
    return entry.issuer_id or (issuer_id(entry.issuer) if entry.issuer else None)


def _issuer_zh(issuer: str, identifier: str) -> str | None:
    """The Chinese name of the issuer: as printed where that is Chinese, else its known name."""
    if issuer and detect_language(issuer) == "zh":
        return issuer
    names = issuer_names(identifier)
    return names[1] if names else None


def _status(entry: ManifestEntry, front: Front) -> tuple[ValidityStatus, FactSource]:
    if entry.status and entry.status != "unknown":
        return entry.status, "manifest"
    label = front.labels.get("status")
    words = label.text.lower() if label else ""
    found = next((status for word, status in _STATUS_WORDS if word in words), None)
    return (found, "text") if found else ("unknown", "unknown")


def _asides(paragraphs: Sequence[Paragraph]) -> tuple[Aside, ...]:
    asides = []
    for one in paragraphs:
        if one.role in ("boilerplate", "byline", "duplicate"):
            original = Span(*one.copy_of) if one.copy_of else None
            asides.append(Aside(one.role, Span(one.start, one.end), original))
    return tuple(asides)
