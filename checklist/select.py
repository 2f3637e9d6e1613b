"""Requirements picked by whom they bind and by the passages they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checklist.actors import seen_by
from records import Requirement, Span


def by_actor(requirements: Iterable[Requirement], actor_id: str) -> tuple[Requirement, ...]:
    """What concerns ``actor_id``, in the order given: its own items and those its group sees.

    A provincial office also sees what binds departments at all levels; see ``data/actors.yaml``.
    """
    seen = seen_by(actor_id)
    return tuple(one for one in requirements if one.actor_id in seen)


def for_passages(
    requirements: Iterable[Requirement], spans: Mapping[str, Sequence[Span]]
) -> tuple[Requirement, ...]:
    """Those whose span lies by at least half in one of the passages of their notice.

    ``spans`` maps a notice's id to passages in its text.
    """
    return tuple(
        one
        for one in requirements
        if any(
            _shared(one.span, span) * 2 >= _length(one.span)
            for span in spans.get(one.notice_id, ())
        )
    )


def _length(span: Span) -> int:
    return span.end - span.start


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
