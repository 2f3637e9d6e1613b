"""What the checklists show: items under their headings, badges, progress, ticks left behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import i18n
from records import (
    Citation,
    Clause,
    Language,
    Notice,
    ParsedNotice,
    Requirement,
    RequirementType,
    Tick,
)
from ui.markup import escape, tag

TYPES: tuple[RequirementType, ...] = ("must", "must_not", "should", "may", "condition")
SYMBOLS: Mapping[RequirementType, str] = {
    "must": "●",
    "must_not": "⊘",
    "should": "◐",
    "may": "○",
    "condition": "◇",
}
_BETWEEN: Mapping[Language, str] = {"en": "; ", "zh": "；"}
_IN_BADGES = ("checklist.actor_inferred", "checklist.year_inferred")  # the badges say these


@dataclass(frozen=True, slots=True)
class Section:
    """The items that stand under one heading of one notice, in document order."""

    notice: Notice
    heading_path: tuple[str, ...]
    items: tuple[Requirement, ...]


def citation_of(item: Requirement) -> Citation:
    """Where the words of an item stand."""
    return Citation(item.notice_id, item.clause_id, item.span, item.source_text)


def clauses_by_id(parsed: Iterable[ParsedNotice]) -> dict[str, Clause]:
    """Every clause of the given notices by its id."""
    return {clause.id: clause for notice in parsed for clause in notice.clauses}


def sections(
    items: Sequence[Requirement],
    notices: Mapping[str, Notice],
    clauses: Mapping[str, Clause],
) -> tuple[Section, ...]:
    """``items`` grouped by notice and heading, in the order they come.

    An item whose notice is not among ``notices`` is left out: nothing is shown without its source.
    """
    grouped: dict[tuple[str, tuple[str, ...]], list[Requirement]] = {}
    for item in items:
        clause = clauses.get(item.clause_id)
        key = (item.notice_id, clause.heading_path if clause else ())
        grouped.setdefault(key, []).append(item)
    return tuple(
        Section(notices[notice_id], path, tuple(found))
        for (notice_id, path), found in grouped.items()
        if notice_id in notices
    )


def of_types(
    items: Iterable[Requirement], types: Sequence[RequirementType]
) -> tuple[Requirement, ...]:
    """The items of the given types; all of them where none is given."""
    return tuple(item for item in items if not types or item.type in types)


def counts(items: Iterable[Requirement]) -> dict[RequirementType, int]:
    """How many items there are of each type, in the order of `TYPES`, zeros left out."""
    found = [item.type for item in items]
    return {kind: found.count(kind) for kind in TYPES if kind in found}


def done_count(items: Iterable[Requirement], ticks: Mapping[str, Tick]) -> int:
    """How many of ``items`` are ticked."""
    return sum(1 for item in items if is_done(item, ticks))


def is_done(item: Requirement, ticks: Mapping[str, Tick]) -> bool:
    """Whether ``item`` is ticked."""
    tick = ticks.get(item.id)
    return tick is not None and tick.done


def works_of(ticks: Iterable[Tick], notices: Iterable[Notice]) -> tuple[str, ...]:
    """The works that something was ticked in and that the collection holds, in any version."""
    ticked = {tick.notice_id.partition("@")[0] for tick in ticks}
    return tuple(dict.fromkeys(n.work_id for n in notices if n.work_id in ticked))


def left_behind(ticks: Mapping[str, Tick], current: Iterable[Requirement]) -> tuple[Tick, ...]:
    """What was ticked and is asked no more; ``current`` are the items of the ticked works."""
    asked = {item.id for item in current}
    gone = [tick for tick in ticks.values() if tick.done and tick.requirement_id not in asked]
    return tuple(sorted(gone, key=lambda tick: tick.at))


def type_badge(kind: RequirementType, language: Language) -> str:
    """The badge of a type: symbol, word and colour."""
    symbol = tag("span", SYMBOLS[kind], aria_hidden="true")
    return tag(
        "span", f"{symbol} {escape(i18n.name('type', kind, language))}", f"nd-badge nd-{kind}"
    )


def badges_html(item: Requirement, as_of: date, language: Language) -> str:
    """Type, actor and deadline of an item; below, its condition, forms and warnings in a line each.

    ``as_of`` tells whether the deadline has passed.
    """
    parts = [type_badge(item.type, language), _actor(item, language)]
    if item.deadline:
        parts.append(_deadline(item, as_of, language))
    lines = [tag("div", "".join(parts), "nd-badges")]
    if item.condition:
        said = i18n.text("checklists.condition", language, {"condition": item.condition})
        lines.append(tag("div", escape(said), "nd-fine"))
    if item.evidence:
        named = _BETWEEN[language].join(item.evidence)
        said = i18n.text("checklists.evidence", language, {"evidence": named})
        lines.append(tag("div", escape(said), "nd-fine"))
    warnings = [i18n.remark(w, language) for w in item.warnings if w.code not in _IN_BADGES]
    if warnings:
        lines.append(tag("div", "⚠ " + escape(" ".join(warnings)), "nd-warn-line"))
    return "".join(lines)


def _actor(item: Requirement, language: Language) -> str:
    code = f"actor.{item.actor_id}"
    resolved = i18n.text(code, language) if i18n.has(code) else ""
    printed = item.actor or ""
    if not (resolved or printed):
        return tag("span", escape(i18n.text("checklists.actor_unknown", language)), "nd-meta")
    who = tag("span", escape(resolved or printed), "nd-actor")
    if resolved and not printed:
        inferred = i18n.text("checklists.actor_inferred", language)
        return who + tag("span", escape(f"({inferred})"), "nd-meta")
    if resolved and printed.casefold() != resolved.casefold():
        who += tag("span", escape(f"({printed})"), "nd-meta")
    return who


def _deadline(item: Requirement, as_of: date, language: Language) -> str:
    deadline = item.deadline
    if deadline is None:
        return ""
    pieces = [deadline.printed]
    if deadline.value:
        iso = deadline.value.isoformat()
        pieces.append(iso if iso not in deadline.printed else "")
    if deadline.inferred:
        pieces.append(i18n.text("date.year_inferred", language))
    passed = deadline.value is not None and deadline.value < as_of
    if passed:
        pieces.append(i18n.text("checklists.passed", language))
    said = " · ".join(piece for piece in pieces if piece)
    kind = i18n.name("deadline", deadline.kind, language)
    css = "nd-badge nd-passed" if passed else "nd-badge nd-deadline"
    line = i18n.text("checklists.deadline", language, {"kind": kind, "said": said})
    return tag("span", tag("span", "◷ ", aria_hidden="true") + escape(line), css)
