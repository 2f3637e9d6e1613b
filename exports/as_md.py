"""A checklist as Markdown: a task list whose items carry quote and citation."""

from __future__ import annotations

from exports.markdown import plain, quoted
from exports.report import Left, Line, Report, Source
from exports.words import deadline_line, facts, labelled, listed, say, title
from records import Language

_INDENT = "  "  # under the text of a list item that opens with "- "


def write(report: Report) -> bytes:
    """The report in UTF-8: head, sources, requirements, promises, what is no longer found."""
    parts = [f"# {plain(report.title)}", _head(report), f"## {report.say('part.sources')}"]
    parts += [source_entry(source, report.language) for source in report.sources]
    parts.append(f"## {report.say('part.items')}")
    parts += [item_entry(line, report.language) for line in report.items] or [report.say("nothing")]
    if report.commitments:
        parts += [f"## {report.say('part.commitments')}", report.say("commitments_lead")]
        parts += [_commitment(line) for line in report.commitments]
    if report.left:
        parts += [f"## {report.say('part.left')}", report.say("left_lead")]
        parts += [_left(left, report) for left in report.left]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def source_entry(source: Source, language: Language) -> str:
    """A numbered entry for one notice: what it is, its dates, and the lines on its source."""
    notice = source.notice
    opener = f"{source.number}. "
    lines = [f"**{plain(title(notice, language))}**", plain(facts(notice, language))]
    lines += [plain(line) for line in source.lines]
    return opener + f"  \n{' ' * len(opener)}".join(lines)


def item_entry(line: Line, language: Language) -> str:
    """A task: type, who and what in one line; below it deadline, quote, citation, warnings."""
    item = line.item
    opener = f"- [{'x' if line.done else ' '}] **{line.number}. {plain(line.type)}**"
    said = listed([line.actor, line.task], language)
    details = [
        ("deadline", deadline_line(item.deadline, language)),
        ("condition", item.condition or ""),
        ("evidence", line.evidence),
    ]
    parts = [f"{opener} {plain(said)}".rstrip()]
    parts += [
        _INDENT + plain(labelled(say(f"column.{code}", language), value, language))
        for code, value in details
        if value
    ]
    parts += [quoted(item.source_text, _INDENT), f"{_INDENT}— {plain(line.place.citation)}"]
    if line.warnings:
        parts.append(f"{_INDENT}⚠ {plain(line.warnings)}")
    return "\n\n".join(parts)


def _head(report: Report) -> str:
    scope = [f"- {plain(labelled(*entry, report.language))}" for entry in report.scope]
    return "\n".join([*scope, *(f"- {plain(note)}" for note in report.notes)])


def _commitment(line: Line) -> str:
    return f"{quoted(line.item.source_text)}\n\n— {plain(line.place.citation)}"


def _left(left: Left, report: Report) -> str:
    when = report.say("ticked_on", date=left.done_at.date().isoformat())
    quote = quoted(left.tick.quote, _INDENT)
    return f"- [x] {plain(when)}\n\n{quote}\n\n{_INDENT}— {plain(left.place.citation)}"
