"""An answer as it is stored, and back: JSON by way of pydantic, whatever has become of the records.

A stored answer is what a person was told that day, so it is never dropped. Its schema number is
the database's revision: a change of the records that pydantic cannot bridge (a field renamed, a
required one added) comes with a migration that rewrites the stored answers, and a test reads the
answers stored by every earlier revision. Where a row does not fit all the same, what does fit is
shown with a warning, and the row stays as it is.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from language.script import detect_language
from records import (
    Answer,
    AnswerStatus,
    Filters,
    Passage,
    Question,
    Remark,
    Requirement,
    ShortAnswer,
    Statement,
)

OUTDATED = "state.answer_outdated"
"""Warning on an answer of which a part could not be read; ``lost`` counts the parts."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def dump_answer(answer: Answer) -> str:
    """The answer as one JSON object; dates in ISO form, Chinese as it is."""
    return json.dumps(_adapter(Answer).dump_python(answer, mode="json"), ensure_ascii=False)


def load_answer(stored: str, question: str, asked: date) -> Answer:
    """The answer that `dump_answer` wrote, equal to what went in.

    ``question`` and ``asked`` stand in for what cannot be read in a row that no longer fits; such
    an answer carries the warning `OUTDATED`.
    """
    try:
        raw = json.loads(stored)
        answer: Answer = _adapter(Answer).validate_python(raw)
    except ValidationError as exc:
        _log.warning("a stored answer no longer fits the records: %s", exc)
        return _salvaged(raw, question, asked)
    except ValueError as exc:
        _log.warning("a stored answer is not JSON: %s", exc)
        return _salvaged({}, question, asked)
    return answer


def _salvaged(raw: object, question: str, asked: date) -> Answer:
    """What fits of ``raw``, field by field."""
    parts = _Parts(raw)
    fallback = Question(question, detect_language(question), question, (), ())
    answer_question = parts.one("question", Question, fallback)
    status: AnswerStatus = parts.one("status", AnswerStatus, "partial")
    reason = parts.one("reason", Remark, Remark(OUTDATED))
    short = parts.one("short", ShortAnswer | None, None)
    statements = parts.many("statements", Statement)
    passages = parts.many("passages", Passage)
    checklist = parts.many("checklist", Requirement)
    warnings = parts.many("warnings", Remark)
    return Answer(
        question=answer_question,
        status=status,
        reason=reason,
        short=short,
        statements=statements,
        passages=passages,
        checklist=checklist,
        as_of=parts.one("as_of", date, asked),
        filters=parts.one("filters", Filters, Filters()),
        clauses_searched=parts.one("clauses_searched", int, 0),
        notices_searched=parts.one("notices_searched", int, 0),
        warnings=(*warnings, Remark(OUTDATED, {"lost": str(parts.lost)})),
    )


class _Parts:
    """Reads the fields of a stored answer one at a time and counts what does not fit."""

    def __init__(self, raw: object) -> None:
        self._raw: Mapping[str, object] = raw if isinstance(raw, dict) else {}
        self.lost = 0

    def one(self, name: str, kind: Any, default: _T) -> _T:
        """The field as ``kind``, or ``default``."""
        try:
            value: _T = _adapter(kind).validate_python(self._raw[name])
        except (KeyError, ValidationError):
            self.lost += 1
            return default
        return value

    def many(self, name: str, kind: type[_T]) -> tuple[_T, ...]:
        """Those elements of the field that are a ``kind``."""
        found = self._raw.get(name)
        if not isinstance(found, list):
            self.lost += 1
            return ()
        kept = []
        for element in found:
            try:
                kept.append(_adapter(kind).validate_python(element))
            except ValidationError:
                self.lost += 1
        return tuple(kept)
