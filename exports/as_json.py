"""A checklist as JSON: the keys of ``checklist --json``, and what an export adds to them."""

from __future__ import annotations

import json
from typing import Any

import i18n
from exports.report import Left, Line, Report, Source
from exports.words import encodable


def write(report: Report) -> bytes:
    """One JSON document in UTF-8; codes and ISO dates, sentences only in ``notes`` and ``text``."""
    checklist = report.checklist
    document = {
        "title": report.title,
        "as_of": checklist.as_of.isoformat(),
        "question": checklist.question,
        "actor": checklist.actor,
        "exported_by": report.exported_by,
        "notes": list(report.notes),
        "notices": [_notice(source) for source in report.sources],
        "items": [_item(line, report) for line in report.items],
        "commitments": [_item(line, report) for line in report.commitments],
        "no_longer_found": [_left(left) for left in report.left],
    }
    written = json.dumps(document, ensure_ascii=False, indent=2)
    return (encodable(written) + "\n").encode("utf-8")


def _item(line: Line, report: Report) -> dict[str, Any]:
    item, place, deadline = line.item, line.place, line.item.deadline
    return {
        "id": item.id,
        "notice": item.notice_id,
        "clause": item.clause_id,
        "type": item.type,
        "actor": item.actor,
        "actor_id": item.actor_id,
        "action": item.action,
        "object": item.object,
        "deadline": deadline.printed if deadline else None,
        "deadline_kind": deadline.kind if deadline else None,
        "deadline_date": deadline.value.isoformat() if deadline and deadline.value else None,
        "deadline_inferred": deadline.inferred if deadline else False,
        "condition": item.condition,
        "start": item.span.start,
        "end": item.span.end,
        "source_text": item.source_text,
        "warnings": [
            {
                "code": warning.code,
                "params": dict(warning.params),
                "text": i18n.remark(warning, report.language),
            }
            for warning in item.warnings
        ],
        "evidence": list(item.evidence),
        "notice_title": place.notice.title if place.notice else None,
        "notice_number": place.notice.number if place.notice else None,
        "heading": place.heading,
        "citation": place.citation,
        "done": line.done,
        "done_at": line.done_at.isoformat() if line.done_at else None,
    }


def _left(left: Left) -> dict[str, Any]:
    tick = left.tick
    return {
        "id": tick.requirement_id,
        "notice": tick.notice_id,
        "clause": tick.clause_id,
        "source_text": tick.quote,
        "citation": left.place.citation,
        "done_at": left.done_at.isoformat(),
    }


def _notice(source: Source) -> dict[str, Any]:
    notice = source.notice
    return {
        "id": notice.id,
        "title": notice.title,
        "title_zh": notice.title_zh,
        "issuer": notice.issuer,
        "issuer_zh": notice.issuer_zh,
        "number": notice.number,
        "number_normalised": notice.number_normalised,
        "language": notice.language,
        "kind": notice.kind,
        "status": notice.status,
        "status_source": notice.status_source,
        "file": notice.file,
        "sha256": notice.sha256,
        "source_url": notice.source_url,
        "notes": list(source.lines),
    }
