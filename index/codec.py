"""Records as JSON and back, through pydantic."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from errors import StoreDamaged
from records import Clause, Notice, Requirement

REBUILD = "python cli.py index --rebuild"
Record = TypeVar("Record", Notice, Clause, Requirement)


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {
    kind: TypeAdapter(kind) for kind in (Notice, Clause, Requirement)
}


def to_json(record: Notice | Clause | Requirement) -> str:
    """The record as one line of JSON."""
    return _ADAPTERS[type(record)].dump_json(record).decode("utf-8")


def from_json(kind: type[Record], text: str) -> Record:
    """The record that `to_json` wrote; a field added since then takes its default.

    Raises `StoreDamaged` where ``text`` is no such record.
    """
    try:
        record: Record = _ADAPTERS[kind].validate_json(text)
    except ValidationError as exc:
        raise StoreDamaged(
            f"a stored {kind.__name__} cannot be read; run: {REBUILD}",
            record=kind.__name__,
            remedy=REBUILD,
        ) from exc
    return record
