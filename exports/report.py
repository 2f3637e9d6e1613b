"""A checklist in the reader's words, once for all formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final

import i18n
from exports import words
from records import Checklist, Language, Notice, Requirement, Tick

CHINA_TIME: Final = timezone(timedelta(hours=8))  # Asia/Shanghai; no summer time since 1991


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: enough to find it by hand.

    ``notice`` is None where only its id is left; ``start`` and ``end`` are None where only the
    quote was kept.
    """

    notice: Notice | None
    notice_id: str
    title: str
    number: str
    validity: str
    path: str
    heading: str
    start: int | None
    end: int | None
    citation: str


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement as its reader sees it; empty strings where the source says nothing."""

    number: int
    item: Requirement
    place: Place
    type: str
    actor: str
    task: str
    deadline: str
    deadline_date: date | None
    deadline_note: str
    evidence: str
    warnings: str
    done: bool
    done_at: datetime | None
    status: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was ticked and stands in the notices no more: its quote, and when."""

    tick: Tick
    place: Place
    done_at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A notice behind the checklist, and the lines that say what kind of source it is."""

    number: int
    notice: Notice
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A checklist ready to be written: everything but the layout.

    ``notes`` hold for all of it; what holds for one notice stands with its `Source`.
    """

    title: str
    scope: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    items: tuple[Line, ...]
    commitments: tuple[Line, ...]
    left: tuple[Left, ...]
    checklist: Checklist
    exported_by: str
    language: Language

    def say(self, code: str, **params: object) -> str:
        """The label or sentence under ``export.<code>`` in the report's language."""
        return words.say(code, self.language, **params)

    def name(self, group: str, value: str) -> str:
        """The name of a value of a closed set, such as ``name("status", "in_force")``."""
        return i18n.name(group, value, self.language)


def make_report(
    checklist: Checklist,
    language: Language,
    ticks: Mapping[str, Tick],
    exported_by: str,
    *,
    headings: Mapping[str, str],
    actors: Mapping[str, str],
) -> Report:
    """Put ``checklist`` into words; the parameters are those of `exports.export_checklist`."""
    notices = {notice.id: notice for notice in checklist.notices}
    name = words.one_line(words.encodable(exported_by))

    return Report(
        title=_title(checklist, language),
        scope=_scope(checklist, language, actors),
        notes=general_notes(checklist.as_of, language, name),
        sources=tuple(
            Source(count, notice, words.source_lines(notice, language))
            for count, notice in enumerate(checklist.notices, start=1)
        ),
        items=make_lines(checklist.items, notices, ticks, language, headings, actors),
        commitments=make_lines(checklist.commitments, notices, ticks, language, headings, actors),
        left=_left_behind(checklist, ticks, language, headings),
        checklist=checklist,
        exported_by=name,
        language=language,
    )


def make_lines(
    items: Sequence[Requirement],
    notices: Mapping[str, Notice],
    ticks: Mapping[str, Tick],
    language: Language,
    headings: Mapping[str, str],
    actors: Mapping[str, str],
) -> tuple[Line, ...]:
    """Each requirement in words, numbered from 1; mappings as in `exports.export_checklist`."""
    return tuple(
        _line(count, item, notices, ticks.get(item.id), language, headings, actors)
        for count, item in enumerate(items, start=1)
    )


def general_notes(as_of: date, language: Language, exported_by: str = "") -> tuple[str, ...]:
    """The lines that every export carries, whatever its sources are."""
    exporter = words.say("note.exported_by", language, name=exported_by) if exported_by else ""
    lines = (
        words.say("note.as_of", language, date=as_of.isoformat()),
        words.say("note.quotes", language),
        exporter,
        words.say("note.names", language),
    )
    return tuple(line for line in lines if line)


def make_place(
    notice: Notice | None,
    notice_id: str,
    clause_id: str,
    span: tuple[int, int] | None,
    heading: str,
    language: Language,
) -> Place:
    """Where a quote stands, with its citation in words."""
    path = clause_id.partition("#")[2]
    start, end = span or (None, None)
    where = words.place(path, heading, start, end, language)
    return Place(
        notice=notice,
        notice_id=notice_id,
        title=words.one_line(words.title(notice, language)) if notice else "",
        number=words.number(notice, language) if notice else "",
        validity=i18n.name("status", notice.status if notice else "unknown", language),
        path=path,
        heading=words.one_line(heading),
        start=start,
        end=end,
        citation=words.cited(notice, notice_id, where, language),
    )


def _title(checklist: Checklist, language: Language) -> str:
    if len(checklist.notices) == 1:
        named = words.one_line(words.title(checklist.notices[0], language))
        return words.say("title.notice", language, title=named)
    return words.say("title.notices", language, count=len(checklist.notices))


def _scope(
    checklist: Checklist, language: Language, actors: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Label and value of what the checklist was restricted to, and its date."""
    scope = [(words.say("scope.as_of", language), checklist.as_of.isoformat())]
    if checklist.question:
        scope.append((words.say("scope.question", language), words.encodable(checklist.question)))
    if checklist.actor:
        actor = actors.get(checklist.actor, checklist.actor)
        scope.append((words.say("scope.actor", language), words.encodable(actor)))
    return tuple(scope)


def _line(
    count: int,
    item: Requirement,
    notices: Mapping[str, Notice],
    tick: Tick | None,
    language: Language,
    headings: Mapping[str, str],
    actors: Mapping[str, str],
) -> Line:
    done = tick is not None and tick.done
    deadline = item.deadline
    return Line(
        number=count,
        item=item,
        place=make_place(
            notices.get(item.notice_id),
            item.notice_id,
            item.clause_id,
            (item.span.start, item.span.end),
            headings.get(item.clause_id, ""),
            language,
        ),
        type=i18n.name("type", item.type, language),
        actor=words.actor_name(item, actors),
        task=words.task(item),
        deadline=words.one_line(deadline.printed) if deadline else "",
        deadline_date=deadline.value if deadline else None,
        deadline_note=words.deadline_note(deadline, language),
        evidence=words.listed(map(words.one_line, item.evidence), language),
        warnings=words.run_on(
            (i18n.remark(warning, language) for warning in item.warnings), language
        ),
        done=done,
        done_at=tick.at.astimezone(CHINA_TIME) if tick and done else None,
        status=words.say("state.done" if done else "state.open", language),
    )


def _left_behind(
    checklist: Checklist,
    ticks: Mapping[str, Tick],
    language: Language,
    headings: Mapping[str, str],
) -> tuple[Left, ...]:
    """What is ticked of these works and in none of their clauses, oldest first.

    A checklist of one question or actor leaves items out on purpose, so nothing can be said there.
    """
    if checklist.question or checklist.actor:
        return ()
    notices = {notice.id: notice for notice in checklist.notices}
    works = {notice.work_id for notice in checklist.notices}
    current = {item.id for item in (*checklist.items, *checklist.commitments)}
    gone = [
        tick
        for tick in ticks.values()
        if tick.done
        and tick.requirement_id not in current
        and tick.notice_id.partition("@")[0] in works
    ]
    return tuple(
        Left(
            tick,
            make_place(
                notices.get(tick.notice_id),
                tick.notice_id,
                tick.clause_id,
                None,
                headings.get(tick.clause_id, ""),
                language,
            ),
            tick.at.astimezone(CHINA_TIME),
        )
        for tick in sorted(gone, key=lambda tick: tick.at)
    )
