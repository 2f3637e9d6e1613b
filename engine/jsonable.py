"""Records → the JSON of the command line's contract (docs/architecture.md).

Codes become ``{code, params, text}``; ``say`` renders the text, so that this file knows no
language.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from index.check import CheckReport
from records import (
    Answer,
    Checklist,
    Citation,
    Clause,
    DateFact,
    Hit,
    Hits,
    IngestOutcome,
    Notice,
    ParsedNotice,
    Passage,
    Remark,
    Requirement,
)

Json = dict[str, Any]
Say = Callable[[Remark], str]


def remark(item: Remark, say: Say) -> Json:
    """A reason or warning with its sentence."""
    return {"code": item.code, "params": dict(item.params), "text": say(item)}


def notice(item: Notice, clauses: int, say: Say) -> Json:
    """One row of ``notices --json``."""
    dates = item.dates
    return {
        "id": item.id,
        "work_id": item.work_id,
        "title": item.title,
        "title_zh": item.title_zh,
        "issuer": item.issuer,
        "issuer_zh": item.issuer_zh,
        "issuer_id": item.issuer_id,
        "number": item.number,
        "number_normalised": item.number_normalised,
        "dates": {
            "signed": _iso(dates.signed),
            "released": _iso(dates.released),
            "effective": _iso(dates.effective),
        },
        "dates_printed": {
            "signed": dates.signed.printed if dates.signed else None,
            "released": dates.released.printed if dates.released else None,
            "effective": dates.effective.printed if dates.effective else None,
        },
        "language": item.language,
        "kind": item.kind,
        "status": item.status,
        "status_source": item.status_source,
        "source_url": item.source_url,
        "file": item.file,
        "sha256": item.sha256,
        "clauses": clauses,
        "warnings": [remark(warning, say) for warning in item.warnings],
    }


def parsed_notice(item: ParsedNotice, say: Say) -> Json:
    """``notice ID --json``: the record, the text that offsets count in, and the clauses."""
    row = notice(item.notice, len(item.clauses), say)
    record = item.notice
    row |= {
        "text": item.text,
        "encoding": record.encoding,
        "addressees": record.addressees,
        "attachments": [
            {"number": a.number, "title": a.title, "listed": a.listed, "held": a.held, **_span(a)}
            for a in record.attachments
        ],
        "contacts": [
            {"kind": c.kind, "value": c.value, "label": c.label, **_span(c)}
            for c in record.contacts
        ],
        "cited": [{"title": c.title, "number": c.number, **_span(c)} for c in record.cited],
        "asides": [{"kind": a.kind, **_span(a)} for a in record.asides],
        "clauses": [clause(c, say) for c in item.clauses],
    }
    return row


def clause(item: Clause, say: Say) -> Json:
    """One clause of ``notice ID --json``."""
    return {
        "id": item.id,
        "kind": item.kind,
        "heading": item.heading,
        "heading_path": list(item.heading_path),
        "start": item.span.start,
        "end": item.span.end,
        "page": item.page,
        "warnings": [remark(warning, say) for warning in item.warnings],
    }


def answer(item: Answer, say: Say) -> Json:
    """``ask --json``."""
    short = item.short
    return {
        "question": item.question.text,
        "language": item.question.language,
        "status": item.status,
        "reason": remark(item.reason, say),
        "short": None
        if short is None
        else {
            "text": short.text,
            "type": short.type,
            "iso": short.iso,
            "inferred": short.inferred,
            "citation": citation(short.citation),
        },
        "answer": [
            {"text": s.text, "citations": [citation(c) for c in s.citations]}
            for s in item.statements
        ],
        "passages": [passage(p) for p in item.passages],
        "checklist": [requirement(r, say) for r in item.checklist],
        "as_of": item.as_of.isoformat(),
        "searched": {
            "query": item.question.searched,
            "answer_types": list(item.question.answer_types),
            "expansions": list(item.question.expansions),
            "notices": item.notices_searched,
            "clauses": item.clauses_searched,
            "filters": {
                "notices": list(item.filters.notices),
                "issuers": list(item.filters.issuers),
                "languages": list(item.filters.languages),
            },
        },
        "warnings": [remark(warning, say) for warning in item.warnings],
    }


def hits(item: Hits) -> Json:
    """``search --json``."""
    return {"query": item.question.text, "passages": [_hit(hit) for hit in item.hits]}


def citation(item: Citation) -> Json:
    """A place and its characters."""
    return {
        "notice": item.notice_id,
        "clause": item.clause_id,
        "start": item.span.start,
        "end": item.span.end,
        "source_text": item.source_text,
    }


def passage(item: Passage) -> Json:
    """A passage of an answer."""
    return {**citation(item.citation), "heading": item.heading, "score": round(item.score, 4)}


def requirement(item: Requirement, say: Say) -> Json:
    """One item of a checklist."""
    deadline = item.deadline
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
        "deadline_inferred": bool(deadline and deadline.inferred),
        "condition": item.condition,
        "evidence": list(item.evidence),
        "start": item.span.start,
        "end": item.span.end,
        "source_text": item.source_text,
        "warnings": [remark(warning, say) for warning in item.warnings],
    }


def checklist(item: Checklist, say: Say) -> Json:
    """``checklist --json``."""
    return {
        "as_of": item.as_of.isoformat(),
        "question": item.question,
        "actor": item.actor,
        "items": [requirement(r, say) for r in item.items],
        "commitments": [requirement(r, say) for r in item.commitments],
    }


def outcome(item: IngestOutcome, say: Say) -> Json:
    """What became of one file."""
    return {
        "file": item.file,
        "result": item.result,
        "notice": item.notice_id,
        "clauses": item.clauses,
        "requirements": item.requirements,
        "problem": remark(item.problem, say) if item.problem else None,
        "warnings": [remark(warning, say) for warning in item.warnings],
    }


def check(item: CheckReport, say: Say) -> Json:
    """What a check of the stores found."""
    return {
        "sound": item.ok,
        "notices": item.notices,
        "clauses": item.clauses,
        "units": item.units,
        "vectors": [
            {"encoder": e.name, "expected": e.expected, "found": e.found} for e in item.encoders
        ],
        "problems": [remark(problem, say) for problem in item.problems],
    }


def _hit(hit: Hit) -> Json:
    return {
        "notice": hit.notice.id,
        "clause": hit.clause.id,
        "heading": hit.clause.heading or hit.notice.title,
        "start": hit.span.start,
        "end": hit.span.end,
        "source_text": hit.text,
        "score": round(hit.scores.fused, 4),
        "lexical": round(hit.scores.lexical, 4),
        "dense": round(hit.scores.dense, 4),
        "aligned": round(hit.scores.aligned, 4),
    }


def _iso(fact: DateFact | None) -> str | None:
    return fact.value.isoformat() if fact and fact.value else None


def _span(item: Any) -> Json:
    return {"start": item.span.start, "end": item.span.end}
