"""Whether Chroma holds what the catalogue says, and how it is made to.

Unit keys are never used twice and a unit's vector never changes, so keys alone tell what is
missing; that the vectors can be found as well is tried with samples, since a lost HNSW folder
answers with nothing and no error.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import StoreDamaged, StoreMismatch
from index import embeddings, tables
from index.catalogue import Catalogue, set_aside
from index.codec import REBUILD
from index.encoders import Encoder
from index.progress import Progress
from index.tuning import TUNING
from index.vectors import VectorStore
from records import Remark

log = logging.getLogger(__name__)

_REFILL_BATCH = 2000


@dataclass(frozen=True, slots=True)
class EncoderCheck:
    """One encoder's vectors: expected by the catalogue, found in Chroma, samples found again.

    ``found`` and ``samples_found`` are None for a reader, which opens no Chroma.
    """

    name: str
    expected: int
    found: int | None
    samples: int
    samples_found: int | None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of the index found; sound where there are no ``problems``."""

    notices: int
    clauses: int
    units: int
    generation: int
    encoders: tuple[EncoderCheck, ...]
    problems: tuple[Remark, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(
    connection: sqlite3.Connection, encoders: Sequence[Encoder], store: VectorStore | None
) -> CheckReport:
    """Check pages, counts and, where ``store`` is given, Chroma; repairs nothing."""
    problems = [Remark("index.pages_damaged", {"problem": text}) for text in damage(connection)]
    notices, clauses, units = tables.counts(connection)
    generation = tables.generation(connection)
    checks = []
    for encoder in encoders:
        expected = embeddings.count(connection, encoder.name)
        if expected != units:
            problems.append(
                _remark("index.vectors_missing", encoder, expected=units, found=expected)
            )
        found = samples_found = None
        samples = _samples(tables.unit_keys(connection))
        if store is not None:
            found, samples_found, wrong = _check_store(
                connection, encoder, store, expected, samples, generation
            )
            problems += wrong
        checks.append(EncoderCheck(encoder.name, expected, found, len(samples), samples_found))
    return CheckReport(notices, clauses, units, generation, tuple(checks), tuple(problems))


def damage(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the catalogue's pages; reads all of them."""
    rows = connection.execute("PRAGMA integrity_check(10)")
    return [str(row[0]) for row in rows if row[0] != "ok"]


def require_sound(connection: sqlite3.Connection) -> None:
    """Raise `StoreDamaged` where the catalogue's pages are damaged."""
    found = damage(connection)
    if found:
        raise StoreDamaged(
            f"the catalogue is damaged ({found[0]}); run: {REBUILD}",
            problem=found[0],
            remedy=REBUILD,
        )


def open_for_owner(path: Path, *, rebuild: bool) -> Catalogue:
    """Open a catalogue for writing; with ``rebuild``, set one aside that cannot be used.

    Raises what `Catalogue.open_writer` raises; with ``rebuild`` not for a damaged or newer one.
    """
    if not rebuild:
        return Catalogue.open_writer(path)
    catalogue = None
    try:
        catalogue = Catalogue.open_writer(path)
        with catalogue.read() as connection:
            require_sound(connection)
    except (StoreDamaged, StoreMismatch) as exc:
        log.warning("%s; it is set aside", exc)
        if catalogue is not None:
            catalogue.close()
        set_aside(path)
        return Catalogue.open_writer(path)
    return catalogue


def synchronise(
    connection: sqlite3.Connection,
    encoder: Encoder,
    store: VectorStore,
    progress: Progress,
) -> None:
    """Make Chroma hold the catalogue's vectors of ``encoder``, with as little work as possible.

    Nothing where it does; the difference where the generation is another; all of it where that is
    not enough. Encodes nothing.
    """
    keys = tables.unit_keys(connection)
    generation = tables.generation(connection)
    samples = _samples(keys)
    try:
        if store.generation(encoder.name) != generation:
            present = store.keys(encoder.name)
            store.delete(encoder.name, sorted(present - set(keys)))
            absent = [key for key in keys if key not in present]
            _fill(connection, encoder, store, absent, progress)
            store.stamp(encoder.name, generation)
        problems = _check_store(connection, encoder, store, len(keys), samples, generation)[2]
    except StoreDamaged as exc:
        problems = [Remark(exc.code, exc.params)]
    if problems:
        log.warning("vectors of %s are filled again: %s", encoder.name, problems[0].code)
        store.clear(encoder.name)
        _fill(connection, encoder, store, keys, progress)
        store.stamp(encoder.name, generation)


def _check_store(
    connection: sqlite3.Connection,
    encoder: Encoder,
    store: VectorStore,
    expected: int,
    samples: Sequence[int],
    generation: int,
) -> tuple[int, int, list[Remark]]:
    """Vectors in the collection, samples that find themselves, and what is wrong."""
    problems = []
    stamped = store.generation(encoder.name)
    if stamped != generation:
        problems.append(
            _remark("index.generation_differs", encoder, expected=generation, found=stamped)
        )
    found = store.count(encoder.name)
    if found != expected:
        problems.append(_remark("index.count_differs", encoder, expected=expected, found=found))
    table = embeddings.load_table(connection, encoder.name, encoder.dimension, keys=samples)
    answered = 0
    for vector in table.matrix:
        best = store.query(encoder.name, vector, 1)
        answered += bool(best) and best[0][1] >= 1.0 - TUNING.same
    if answered != len(table.keys):
        problems.append(
            _remark("index.samples_lost", encoder, expected=len(table.keys), found=answered)
        )
    return found, answered, problems


def _fill(
    connection: sqlite3.Connection,
    encoder: Encoder,
    store: VectorStore,
    keys: Sequence[int],
    progress: Progress,
) -> None:
    done = 0
    for batch, matrix in embeddings.batches(
        connection, encoder.name, encoder.dimension, keys, _REFILL_BATCH
    ):
        store.put(encoder.name, batch, matrix)
        done += len(batch)
        progress("vectors", done, len(keys))


def _samples(keys: Sequence[int]) -> list[int]:
    """Up to `TUNING.samples` keys, evenly spread."""
    step = max(1, len(keys) // TUNING.samples)
    return list(keys[::step][: TUNING.samples])


def _remark(code: str, encoder: Encoder, **facts: object) -> Remark:
    return Remark(code, {"encoder": encoder.name, **{k: str(v) for k, v in facts.items()}})
