"""Records into files that people take away: a checklist in six formats, an answer as Markdown.

`report` puts a checklist into the reader's words once; each ``as_<format>`` module writes that
report in one format and knows one library. Every export carries the same lines: as of when, from
what kind of source and with whom to confirm, whether it is still in force, and that names are
self-declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from errors import ExportError
from exports.report import Report, make_report
from records import Checklist, Language, Tick

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "md": "text/markdown",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "ics": "text/calendar",
        "json": "application/json",
    }
)
"""The formats of a checklist, which are also the file name extensions, with their media types."""

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_TICKS: Mapping[str, Tick] = MappingProxyType({})


class _Writer(Protocol):
    def write(self, report: Report) -> bytes: ...


def export_checklist(
    checklist: Checklist,
    format: str,
    language: Language,
    ticks: Mapping[str, Tick] = _NO_TICKS,
    exported_by: str = "",
    *,
    headings: Mapping[str, str] = _NOTHING,
    actors: Mapping[str, str] = _NOTHING,
) -> bytes:
    """The checklist as one file of ``format``, labelled in ``language``, quotes as published.

    ``ticks`` are by requirement id, as the state gives them; ticks whose requirement is in no
    clause any more are listed as such, unless the checklist is only a part (a question's or an
    actor's). ``exported_by`` is a self-declared name. ``headings`` gives the heading of a clause by
    its id, ``actors`` the name of an actor by its id; what they lack shows as the clause's path and
    as the source's own wording. Raises `ExportError` for an unknown format.
    """
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise ExportError(
            f"no export format is called {format!r}; the formats are {known}",
            code="export.unknown_format",
            format=format,
            known=known,
        )
    # A library is loaded when its format is asked for: together they take most of a second.
    writer = cast(_Writer, import_module(f"exports.as_{format}"))
    return writer.write(
        make_report(checklist, language, ticks, exported_by, headings=headings, actors=actors)
    )
