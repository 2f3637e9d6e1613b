"""Since when a notice counts, and when this version of a law was made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.history import Event
from ingest.lexicon import cue
from ingest.outline import Unit
from language.dates import find_dates
from records import DateFact, Span

_LAST_CLAUSES = 4


@dataclass(frozen=True, slots=True)
class Effect:
    """The effective date that the text states; ``superseded`` is true where an amendment is later,
    so that the date is the first version's."""

    fact: DateFact | None = None
    superseded: bool = False


def released_by_history(history: Sequence[Event]) -> DateFact | None:
    """The last act of making in a law's history: this version's release."""
    made = [one for one in history if not _is_effect(one)]
    return _latest(made or list(history))


def effective_by_history(history: Sequence[Event]) -> DateFact | None:
    """The date that the history itself marks as the beginning of effect."""
    return _latest([one for one in history if _is_effect(one)])


def find_effect(
    source: str, units: Sequence[Unit], history: Sequence[Event], released: DateFact | None
) -> Effect:
    """The statement of effect in the last clauses, or elsewhere with the document's own name."""
    for index, unit in enumerate(reversed(units)):
        text = source[unit.start : unit.end]
        if "起" not in text and " effect" not in text and " force" not in text:
            continue
        for match in reversed(list(cue("effective").finditer(text))):
            sentence_start = max(text.rfind(mark, 0, match.start()) for mark in "。.；;\n") + 1
            own = cue("effective_own").search(text, sentence_start, match.start() + 1)
            if own is None and (
                index >= _LAST_CLAUSES or "《" in text[sentence_start : match.start()]
            ):
                continue
            effect = _effect(unit.start, match, history, released)
            if effect is not None:
                return effect
    return Effect()


def _effect(
    offset: int, match: re.Match[str], history: Sequence[Event], released: DateFact | None
) -> Effect | None:
    group = next(name for name in ("zh", "en", "en2") if match[name] is not None)
    printed = match[group]
    start = offset + match.start(group)
    if cue("on_promulgation").search(printed):
        fact = DateFact(
            printed.strip(), released.value if released else None, inferred=True,
            span=Span(start, start + len(printed)),
        )  # fmt: skip
        return Effect(None, True) if _amended(history) else Effect(fact)
    mentions = find_dates(printed)
    if not mentions:
        return None
    mention = mentions[0]
    value, _ = mention.resolve()
    latest = released_by_history(history)
    if _amended(history) and value and latest and latest.value and latest.value > value:
        return Effect(None, True)
    span = Span(start + mention.start, start + mention.end)
    return Effect(DateFact(mention.text, value, span=span))


def _amended(history: Sequence[Event]) -> bool:
    return len({one.date.mention.resolve()[0] for one in history if not _is_effect(one)}) > 1


def _is_effect(event: Event) -> bool:
    return cue("history_effective").search(event.text) is not None and not re.search(
        "通过|公布|发布|修订|修正|批准|颁布|adopted|promulgated|amended|revised", event.text
    )


def _latest(events: Sequence[Event]) -> DateFact | None:
    dated: list[tuple[date, Event]] = []
    for event in events:
        value, _ = event.date.mention.resolve()
        if value is not None:
            dated.append((value, event))
    if not dated:
        return None
    value, event = max(dated, key=lambda pair: pair[0])
    return DateFact(event.date.mention.text, value, span=Span(event.date.start, event.date.end))
