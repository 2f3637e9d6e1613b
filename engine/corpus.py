"""Files → index: one file at a time, all or nothing for each, and a report of what became of it."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checklist.extract import extract_requirements
from engine.progress import Progress, naming
from errors import NoticeDeskError, UnreadableFile
from index import originals
from index.index import Index
from ingest.manifest import Manifest, load_manifest
from ingest.parse import parse_notice
from ingest.read import READERS, read_bytes, source_of
from records import IngestOutcome, ParsedNotice, Remark, Requirement
from settings import Settings

CORPUS_FILES = "corpus_files"
ORIGINALS_READ = "originals_read"
"""Note of a catalogue that holds what the kept originals give; a new one lacks it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A file to take in: its name, and how to get its bytes."""

    name: str
    read: Callable[[], bytes]


def notice_files(paths: Sequence[Path]) -> list[Path]:
    """The files to ingest: files as given, folders searched for readable suffixes, in order.

    Raises `UnreadableFile` for a path that is not there.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and file.suffix.lower() in READERS and not _hidden(file, path)
            )
        elif path.is_file():
            found.append(path)
        elif path.exists():  # a pipe or a device: reading it may never end
            raise UnreadableFile(
                f"{path}: no regular file; save the notice in one and try again",
                code="error.no_such_file",
                file=path,
            )
        else:
            raise UnreadableFile(
                f"{path}: no such file; check the path", code="error.no_such_file", file=path
            )
    return list(dict.fromkeys(found))


def manifest_of(settings: Settings) -> Manifest | None:
    """The corpus's manifest, or None where the corpus has none."""
    return load_manifest(settings.manifest_file) if settings.manifest_file.exists() else None


def ingest_files(
    index: Index,
    settings: Settings,
    files: Sequence[Path],
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> Iterator[IngestOutcome]:
    """Ingest ``files`` one after another; a bad file gives a failed outcome and the next goes on.

    ``replace`` writes a notice again even where nothing about it changed.
    """
    incoming = [
        _Incoming(file.name, partial(read_bytes, file, settings.max_file_mb)) for file in files
    ]
    return _ingest_all(index, settings, incoming, _twins(files), replace, progress)


def sync(
    index: Index, settings: Settings, *, rebuild: bool = False, progress: Progress | None = None
) -> list[IngestOutcome]:
    """Bring the index level with the corpus folder: added, changed and removed files.

    What was ingested from elsewhere stays; a new catalogue, and ``rebuild``, take it in again from
    the originals. A corpus folder without a single file removes nothing, since a wrong setting
    looks the same.
    """
    files = notice_files([settings.notices_dir]) if settings.notices_dir.is_dir() else []
    present = {file.name for file in files}
    if files:  # first, so that a file of a run that was killed is known to be the corpus's
        index.set_note(CORPUS_FILES, json.dumps(sorted(present | _corpus_files(index))))
    outcomes = list(ingest_files(index, settings, files, replace=rebuild, progress=progress))
    if rebuild or not index.note(ORIGINALS_READ):  # before a removal deletes what looks unused
        outcomes += _ingest_originals(index, settings, outcomes, progress)
        index.set_note(ORIGINALS_READ, "yes")
    if files:
        outcomes += _remove_gone(index, present)
        index.set_note(CORPUS_FILES, json.dumps(sorted(present)))
    return outcomes


def _ingest_originals(
    index: Index,
    settings: Settings,
    outcomes: Sequence[IngestOutcome],
    progress: Progress | None,
) -> list[IngestOutcome]:
    """Take in the kept originals that the index lacks, under the names they came with.

    The corpus folder has the word on its own files: an original of the same name is an earlier
    version, and counts only where the file itself just failed (``outcomes``).
    """
    taken = {outcome.file for outcome in outcomes if outcome.result != "failed"}
    failed = {outcome.file for outcome in outcomes} - taken
    theirs = _corpus_files(index) - failed
    held = {notice.sha256 for notice in index.notices()}
    kept = originals.kept(settings.data_dir)
    incoming = [
        _Incoming(one.file, partial(originals.content, settings.data_dir, one.sha256))
        for one in kept
        if one.sha256 not in held and one.file not in theirs
    ]
    twins = frozenset(one.sha256 for one in kept)  # were held side by side
    return list(_ingest_all(index, settings, incoming, twins, False, progress))


def _ingest_all(
    index: Index,
    settings: Settings,
    incoming: Sequence[_Incoming],
    twins: frozenset[str],
    replace: bool,
    progress: Progress | None,
) -> Iterator[IngestOutcome]:
    manifest = manifest_of(settings)
    for done, file in enumerate(incoming):
        if progress:
            progress(file.name, done, len(incoming))
        try:
            yield _ingest(index, file, manifest, twins, replace=replace)
        except NoticeDeskError as exc:
            log.warning("%s", naming(file.name, exc.message))
            problem = Remark(exc.code, {**exc.params, "message": exc.message})
            yield IngestOutcome(file.name, "failed", problem=problem)
    if progress:
        progress("", len(incoming), len(incoming))


def _ingest(
    index: Index,
    file: _Incoming,
    manifest: Manifest | None,
    twins: frozenset[str],
    *,
    replace: bool,
) -> IngestOutcome:
    content = file.read()
    parsed = parse_notice(source_of(file.name, content), manifest)
    requirements = extract_requirements(parsed)
    older = [
        notice.id
        for notice in index.notices()
        if notice.file == file.name and notice.id != parsed.notice.id and notice.sha256 not in twins
    ]
    if not replace and not older and _held(index, parsed, requirements):
        return _outcome(parsed, requirements, "unchanged")
    known = any(notice.id == parsed.notice.id for notice in index.notices())
    index.write(parsed, requirements, content)
    for notice_id in older:
        index.remove(notice_id)
    return _outcome(parsed, requirements, "replaced" if older or known else "added")


def _held(index: Index, parsed: ParsedNotice, requirements: Sequence[Requirement]) -> bool:
    """Whether the index holds exactly this: same record, clauses and requirements."""
    notice_id = parsed.notice.id
    held = {notice.id: notice for notice in index.notices()}
    return (
        held.get(notice_id) == parsed.notice
        and index.clauses(notice_id) == parsed.clauses
        and index.requirements([notice_id]) == tuple(requirements)
    )


def _outcome(
    parsed: ParsedNotice, requirements: Sequence[Requirement], result: str
) -> IngestOutcome:
    return IngestOutcome(
        file=parsed.notice.file,
        result=result,  # type: ignore[arg-type]
        notice_id=parsed.notice.id,
        clauses=len(parsed.clauses),
        requirements=len(requirements),
        warnings=parsed.notice.warnings,
    )


def _remove_gone(index: Index, present: set[str]) -> list[IngestOutcome]:
    """Remove the notices whose file was in the corpus folder the last time and is gone now."""
    gone = _corpus_files(index) - present
    outcomes = []
    for notice in index.notices():
        if notice.file in gone:
            index.remove(notice.id)
            outcomes.append(IngestOutcome(notice.file, "removed", notice_id=notice.id))
    return outcomes


def _corpus_files(index: Index) -> set[str]:
    """The names of the files that the corpus folder held the last time."""
    return set(json.loads(index.note(CORPUS_FILES) or "[]"))


def _twins(files: Sequence[Path]) -> frozenset[str]:
    """The SHA-256 of the files that share their name with another one of ``files``.

    A file of the same name as an indexed one is its next version, unless both are there.
    """
    names = Counter(file.name for file in files)
    found = set()
    for file in files:
        if names[file.name] > 1:
            with suppress(OSError):  # said where the file is read
                found.add(hashlib.sha256(file.read_bytes()).hexdigest())
    return frozenset(found)


def _hidden(file: Path, base: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(base).parts)
