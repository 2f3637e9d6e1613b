"""What is known of each notice beyond its text: the corpus's manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, get_args

from errors import ManifestError
from ingest.yamlfile import YamlDocument, YamlProblem, parse_yaml
from language.dates import find_dates
from records import DateFact, Language, NoticeKind, ValidityStatus

DATE_FIELDS = ("signed", "released", "effective")
LIST_FIELDS = ("supersedes", "superseded_by")
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(NoticeKind),
    "language": get_args(Language),
    "status": get_args(ValidityStatus),
}


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What the manifest states of one file; None where it states nothing.

    A date is ISO, or as printed where the source gives no year (then without a value).
    """

    file: str
    work_id: str | None = None
    title: str | None = None
    title_zh: str | None = None
    issuer: str | None = None
    issuer_zh: str | None = None
    issuer_id: str | None = None
    number: str | None = None
    number_normalised: str | None = None
    signed: DateFact | None = None
    released: DateFact | None = None
    effective: DateFact | None = None
    language: Language | None = None
    kind: NoticeKind | None = None
    status: ValidityStatus | None = None
    source_url: str | None = None
    translation_of: str | None = None
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of a manifest by file name."""

    entries: Mapping[str, ManifestEntry] = field(default_factory=dict)

    def entry(self, file: str) -> ManifestEntry | None:
        """What is stated of ``file`` (its name without folders), or None."""
        return self.entries.get(file)


FIELDS = tuple(item.name for item in fields(ManifestEntry))


def load_manifest(path: Path) -> Manifest:
    """Read the manifest at ``path``: a mapping with a list ``notices`` of mappings.

    Raises `ManifestError` with the line and the field for anything that is not understood: a
    missing file, a field that does not exist, a date that is none, a file stated twice.
    """
    try:
        document = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as exc:
        raise _problem(path, 0, "", f"cannot be read ({exc})") from exc
    except YamlProblem as exc:
        raise _problem(path, exc.line, "", str(exc)) from exc
    value = document.value
    if not isinstance(value, dict) or set(value) != {"notices"}:
        raise _problem(path, 1, "notices", "must hold one list named notices")
    if not isinstance(value["notices"], list):
        raise _problem(path, document.lines["notices",], "notices", "must be a list")
    entries: dict[str, ManifestEntry] = {}
    for index, item in enumerate(value["notices"]):
        entry = _entry(path, document, index, item)
        if entry.file in entries:
            raise _problem(path, document.lines["notices", index], "file", f"{entry.file} twice")
        entries[entry.file] = entry
    return Manifest(entries)


def _entry(path: Path, document: YamlDocument, index: int, item: Any) -> ManifestEntry:
    line = document.lines["notices", index]
    if not isinstance(item, dict) or not item.get("file"):
        raise _problem(path, line, "file", "every notice needs the name of its file")
    values: dict[str, Any] = {}
    for name, value in item.items():
        place = document.lines["notices", index, str(name)]
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise _problem(path, place, str(name), f"no such field; the fields are {known}")
        if value is not None:
            values[name] = _field(path, place, name, value)
    return ManifestEntry(**values)


def _field(path: Path, line: int, name: str, value: Any) -> Any:
    if name in LIST_FIELDS:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise _problem(path, line, name, "must be a list of work ids")
    if not isinstance(value, str):
        raise _problem(path, line, name, f"must be text, not {value!r}; put it in quotes")
    if name in DATE_FIELDS:
        return _date(path, line, name, value)
    if name in CHOICES and value not in CHOICES[name]:
        raise _problem(path, line, name, f"{value!r} is none of {', '.join(CHOICES[name])}")
    return value


def _date(path: Path, line: int, name: str, value: str) -> DateFact:
    try:
        return DateFact(value, date.fromisoformat(value), source="manifest")
    except ValueError as exc:
        mentions = find_dates(value)
        whole = len(mentions) == 1 and mentions[0].text == value
        if whole and mentions[0].year is None:
            return DateFact(value, None, source="manifest")
        message = f"{value!r} is no date; write YYYY-MM-DD, or as printed where the year is missing"
        raise _problem(path, line, name, message) from exc


def _problem(path: Path, line: int, name: str, what: str) -> ManifestError:
    where = f"{path.name}, line {line}" if line else path.name
    return ManifestError(
        f"{where}{', field ' + name if name else ''}: {what}",
        code="error.manifest_field" if name else "error.manifest",
        file=path.name,
        line=line,
        field=name,
        problem=what,
    )
