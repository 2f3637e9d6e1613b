"""What a reader must know before relying on a notice, as Remark codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.manifest import DATE_FIELDS
from ingest.nature import is_third_party
from ingest.outline import Outline
from ingest.paragraphs import Paragraph
from language.dates import find_dates
from language.normalise import normalise
from records import Attachment, DateFact, Notice, NoticeDates, NoticeKind, Remark


def nature_remarks(notice: Notice, paragraphs: Sequence[Paragraph]) -> list[Remark]:
    """Whether the notice still holds is unknown, it is no original, or another party's copy."""
    remarks = [Remark("status_unknown")] if notice.status == "unknown" else []
    if notice.kind != "full_text":
        remarks.append(Remark(notice.kind))
    if is_third_party(notice, paragraphs):
        remarks.append(Remark("third_party_copy", {"source": notice.source_url or ""}))
    return remarks


def date_remarks(dates: NoticeDates) -> list[Remark]:
    """Dates that the text does not print in full."""
    remarks = []
    for name in DATE_FIELDS:
        fact: DateFact | None = getattr(dates, name)
        if fact is None or fact.value is not None:
            continue
        mentions = find_dates(fact.printed)
        code = "date_incomplete" if mentions and mentions[0].year else "year_missing"
        remarks.append(Remark(code, {"field": name, "printed": fact.printed}))
    return remarks


def attachment_remarks(attachments: Sequence[Attachment]) -> list[Remark]:
    """Attachments whose text is not held, or that the notice's list does not name."""
    remarks = []
    for one in attachments:
        params = {"number": str(one.number or ""), "title": one.title}
        if not one.listed:
            remarks.append(Remark("attachment_not_listed", params))
        elif not one.held:
            remarks.append(Remark("attachment_absent", params))
    return remarks


def structure_remarks(kind: NoticeKind, outline: Outline) -> list[Remark]:
    """A full notice without any number or heading."""
    full = kind in ("full_text", "translation")
    numbered = any(one.headings or not one.path.startswith("p") for one in outline.units)
    return [Remark("no_structure")] if full and not numbered and len(outline.units) > 3 else []


def differences(parsed: Mapping[str, str | None], stated: Mapping[str, str | None]) -> list[Remark]:
    """A remark for every fact that the manifest states otherwise than the text reads."""
    return [
        Remark(
            "manifest_differs", {"field": name, "parsed": parsed.get(name) or "", "stated": value}
        )
        for name, value in stated.items()
        if value and normalise(parsed.get(name) or "") != normalise(value)
    ]
