"""Score answers against a question set: what is found, what is shown, what is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine import Engine
from evals.questions import Asked, Gold
from records import Answer, Citation

FOUND_SHARE = 0.8
"""A gold quote counts as held by a span that covers this share of its characters."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One question's outcome; the booleans are None where they do not apply."""

    asked: Asked
    status: str
    probability: float
    top5: bool | None
    top1: bool | None
    shown: bool | None
    refused: bool


def score(engine: Engine, questions: Iterable[Asked]) -> list[Scored]:
    """Ask every question and compare with its gold evidence."""
    places = Places(engine)
    return [_scored(asked, engine.ask(asked.question), places) for asked in questions]


class Places:
    """Where a gold quote stands: every occurrence in the notice's text, in code points."""

    def __init__(self, engine: Engine) -> None:
        self._texts = {n.file: (n.id, engine.index.text(n.id)) for n in engine.notices()}
        self._known: dict[Gold, list[tuple[str, int, int]]] = {}

    def of(self, gold: Gold) -> list[tuple[str, int, int]]:
        """All (notice id, start, end) of the quote; ValueError where it is nowhere."""
        if gold not in self._known:
            notice_id, text = self._texts[gold.file]
            found = []
            start = text.find(gold.quote)
            while start >= 0:
                found.append((notice_id, start, start + len(gold.quote)))
                start = text.find(gold.quote, start + 1)
            if not found:
                raise ValueError(f"{gold.file} does not hold {gold.quote[:60]!r}")
            self._known[gold] = found
        return self._known[gold]


def held(citations: Iterable[Citation], places: Sequence[tuple[str, int, int]]) -> bool:
    """Whether one of ``citations`` covers enough of one of ``places``."""
    return any(
        min(end, c.span.end) - max(start, c.span.start) >= FOUND_SHARE * (end - start)
        for c in citations
        for notice_id, start, end in places
        if c.notice_id == notice_id
    )


def _scored(asked: Asked, answer: Answer, places: Places) -> Scored:
    refused = not answer.statements
    if not asked.answerable:
        return Scored(asked, answer.status, 0.0, None, None, None, refused)
    golds = [places.of(gold) for gold in asked.evidence]
    passages = [passage.citation for passage in answer.passages]
    statements = [citation for s in answer.statements[:3] for citation in s.citations]
    return Scored(
        asked,
        answer.status,
        0.0,
        top5=all(held(passages[:5], gold) for gold in golds),
        top1=any(held(passages[:1], gold) for gold in golds) if _single(asked) else None,
        shown=all(held(statements, gold) for gold in golds),
        refused=refused,
    )


def _single(asked: Asked) -> bool:
    return len(asked.evidence) == 1


def table(scored: Sequence[Scored]) -> list[dict[str, object]]:
    """One row for each language and document kind, and one for all of a language."""
    rows = []
    for label, part in _parts(scored).items():
        answerable = [s for s in part if s.asked.answerable]
        unanswerable = [s for s in part if not s.asked.answerable]
        rows.append(
            {
                "questions": label,
                "n": len(part),
                "top5": _mean(s.top5 for s in answerable),
                "top1": _mean(s.top1 for s in answerable if s.top1 is not None),
                "shown": _mean(s.shown for s in answerable),
                "refused_unanswerable": _mean(s.refused for s in unanswerable),
                "refused_answerable": _mean(s.refused for s in answerable),
            }
        )
    return rows


def _parts(scored: Sequence[Scored]) -> Mapping[str, list[Scored]]:
    parts: dict[str, list[Scored]] = defaultdict(list)
    kinds: list[Callable[[Scored], str]] = [
        lambda s: s.asked.language,
        lambda s: f"{s.asked.language} {'laws' if s.asked.about_laws else 'notices'}",
    ]
    for kind in kinds:
        for item in scored:
            parts[kind(item)].append(item)
    return dict(sorted(parts.items()))


def _mean(values: Iterable[bool | None]) -> float | None:
    known = [bool(value) for value in values]
    return round(sum(known) / len(known), 3) if known else None
