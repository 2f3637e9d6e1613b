"""Extracted requirements against the labels of two readers who never saw the code.

An item counts as found where its span and a labelled span overlap by at least half of their union,
one to one. The rules were changed by reader A's labels, and reader B's misses were read too, so
neither is blind.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from engine import Engine
from records import Requirement

FOLDER = Path(__file__).parent / "labels"
READERS = ("reader_a", "reader_b")
OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled span; ``label`` is item, commitment or not_item."""

    file: str
    start: int
    end: int
    quote: str
    label: str
    type: str | None
    actor_id: str | None
    deadline_iso: str | None


@dataclass(frozen=True, slots=True)
class Miss:
    """A labelled span that was not found, or a found one that no label has."""

    reader: str
    what: str
    text: str


def labels(reader: str) -> list[Label]:
    """The labels of one reader in document order."""
    lines = (FOLDER / f"{reader}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        Label(
            row["file"], row["start"], row["end"], row["quote"], row["label"], row.get("type"),
            row.get("actor_id"), row.get("deadline_iso"),
        )
        for row in rows
    ]  # fmt: skip


def score_labels(engine: Engine) -> tuple[list[dict[str, Any]], list[Miss]]:
    """One row per reader and kind of document, and every miss."""
    rows: list[dict[str, Any]] = []
    missed: list[Miss] = []
    for reader in READERS:
        by_file: dict[str, list[Label]] = {}
        for label in labels(reader):
            by_file.setdefault(label.file, []).append(label)
        for kind, suffix in (("notices", ".txt"), ("laws", ".md")):
            files = {name: ls for name, ls in by_file.items() if name.endswith(suffix)}
            row, some = _row(engine, reader, files)
            rows.append({"reader": reader, "documents": kind, **row})
            missed += some
    return rows, missed


def _row(
    engine: Engine, reader: str, files: dict[str, list[Label]]
) -> tuple[dict[str, Any], list[Miss]]:
    pairs: list[tuple[Label, Requirement]] = []
    missed: list[Miss] = []
    labelled = extracted = promises = tempted = promised = 0
    for notice in engine.notices():
        marks = files.get(notice.file)
        if marks is None:
            continue
        read_to = max(mark.end for mark in marks)
        found = [r for r in engine.index.requirements([notice.id]) if r.span.start < read_to]
        items = [r for r in found if not r.commitment and not _garbled(r)]
        wanted = [mark for mark in marks if mark.label == "item"]
        matched = _match(wanted, items)
        pairs += matched
        labelled += len(wanted)
        extracted += len(items)
        got, hit = {id(m) for m, _ in matched}, {r.id for _, r in matched}
        missed += [Miss(reader, "not found", m.quote) for m in wanted if id(m) not in got]
        missed += [Miss(reader, "not labelled", r.source_text) for r in items if r.id not in hit]
        for mark in marks:
            near = any(_share(mark, item) >= OVERLAP for item in items)
            tempted += mark.label == "not_item" and near
            promised += mark.label == "commitment" and near
            promises += mark.label == "commitment"
    dated = [(m, r) for m, r in pairs if m.deadline_iso]
    return {
        "labelled": labelled,
        "found": _ratio(len(pairs), labelled),
        "right": _ratio(len(pairs), extracted),
        "type": _ratio(sum(m.type == r.type for m, r in pairs), len(pairs)),
        "actor": _ratio(sum(m.actor_id == r.actor_id for m, r in pairs), len(pairs)),
        "dates": f"{sum(_iso(r) == m.deadline_iso for m, r in dated)}/{len(dated)}",
        "promises as items": f"{promised}/{promises}",
        "other as items": tempted,
    }, missed


def print_misses(missed: Sequence[Miss], out: TextIO) -> None:
    """One line for each miss."""
    for miss in missed:
        out.write(f"{miss.reader} {miss.what}: {' '.join(miss.text.split())}\n")


def _match(
    wanted: Sequence[Label], items: Sequence[Requirement]
) -> list[tuple[Label, Requirement]]:
    """Pairs of labels and items, best overlap first, one to one."""
    scored = sorted(
        (
            (_share(mark, item), place, number)
            for place, mark in enumerate(wanted)
            for number, item in enumerate(items)
            if _share(mark, item) >= OVERLAP
        ),
        key=lambda row: -row[0],
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, number in scored:
        if place not in pairs and number not in taken:
            pairs[place] = number
            taken.add(number)
    return [(wanted[place], items[number]) for place, number in sorted(pairs.items())]


def _share(mark: Label, item: Requirement) -> float:
    shared = min(mark.end, item.span.end) - max(mark.start, item.span.start)
    union = max(mark.end, item.span.end) - min(mark.start, item.span.start)
    return max(0, shared) / union if union > 0 else 0.0


def _iso(item: Requirement) -> str | None:
    deadline = item.deadline
    return deadline.value.isoformat() if deadline and deadline.value else None


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _garbled(item: Requirement) -> bool:
    """Whether the item carries the warning that keeps it from being a plain one."""
    return any(warning.code == "garbled" for warning in item.warnings)
