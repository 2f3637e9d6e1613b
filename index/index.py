"""The index: what the rest of the program reads, searches and writes.

The catalogue is the source of truth. Its owner also holds Chroma, brought level with the catalogue
at the start and after each write; a reader beside it ranks exactly over the catalogue's vectors and
sees each newly committed state. A kill at any moment leaves the last committed state answering.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from errors import NotFound, StoreError, StoreMismatch
from index import check as checks
from index import embeddings, filling, fulltext, originals, tables, words
from index.catalogue import FILE_NAME, Catalogue
from index.check import CheckReport
from index.embeddings import Vectors
from index.encoders import Encoder, default_encoders
from index.lock import DataLock, Owner, this_process
from index.mirror import Mirror
from index.progress import Progress, silent
from index.search import Ranked, Search
from index.units import Unit, UnitDraft, UnitKind, units_of
from records import Clause, Notice, ParsedNotice, Requirement
from settings import Settings


class Index:
    """An open index; safe to use from several threads. Made by `open`, given back by `close`."""

    def __init__(
        self,
        settings: Settings,
        encoders: Sequence[Encoder],
        catalogue: Catalogue,
        lock: DataLock | None,
        progress: Progress,
    ) -> None:
        """Use `open`."""
        self.encoders = tuple(encoders)
        self._settings = settings
        self._catalogue = catalogue
        self._lock = lock
        self._progress = progress
        self._mirror: Mirror | None = None
        self._search = Search(catalogue)
        self.words = words.CorpusWords(catalogue, self.encoders[-1])
        self._writing = threading.RLock()
        self._cached_notices: tuple[int, tuple[Notice, ...]] | None = None

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        write: bool,
        encoders: Sequence[Encoder] | None = None,
        owner: Owner | None = None,
        progress: Progress | None = None,
        rebuild: bool = False,
    ) -> Index:
        """Open the index of ``settings.data_dir``; no model is loaded.

        With ``write`` this process becomes the folder's owner: the catalogue is made or migrated,
        and Chroma is brought level. ``rebuild`` (with ``write``) accepts what is otherwise refused:
        a damaged or newer catalogue is set aside as ``catalogue.db.set-aside`` and an empty one
        begun, and vectors of another model are encoded anew.

        Raises `StoreLocked` naming the owner, `StoreReadOnly`, `StoreMissing` (reader only),
        `StoreDamaged`, `StoreMismatch` for a newer schema or another model.
        """
        tell = progress or silent
        chosen = tuple(encoders) if encoders is not None else default_encoders(settings, tell)
        path = settings.data_dir / FILE_NAME
        with ExitStack() as undo:
            lock = None
            if write:
                lock = DataLock.acquire(settings.data_dir, owner or this_process())
                undo.callback(lock.release)
                catalogue = checks.open_for_owner(path, rebuild=rebuild)
            else:
                catalogue = Catalogue.open_reader(path)
            undo.callback(catalogue.close)
            index = cls(settings, chosen, catalogue, lock, tell)
            if write:
                index._start(rebuild=rebuild)
            else:
                with catalogue.read() as connection:
                    filling.require_encoders(connection, chosen)
            undo.pop_all()
        return index

    def close(self) -> None:
        """Close the stores and give the folder back; again is allowed."""
        with self._writing:
            if self._mirror is not None:
                self._mirror.close()
                self._mirror = self._search.mirror = None
            self._catalogue.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What is there

    @property
    def owner(self) -> Owner | None:
        """This process as owner of the folder; None for a reader."""
        return self._lock.owner if self._lock else None

    @property
    def generation(self) -> int:
        """How many times the notices have changed; a cache made under another one is stale."""
        with self._catalogue.read() as connection:
            return tables.generation(connection)

    def notices(self) -> tuple[Notice, ...]:
        """Every notice, by id."""
        with self._catalogue.snapshot() as connection:
            now = tables.generation(connection)
            cached = self._cached_notices
            if cached is None or cached[0] != now:
                cached = self._cached_notices = (now, tables.notices(connection))
        return cached[1]

    def text(self, notice_id: str) -> str:
        """The text that a notice's offsets count in. Raises `NotFound`."""
        with self._catalogue.read() as connection:
            text = tables.notice_text(connection, notice_id)
        if text is None:
            raise _no_notice(notice_id)
        return text

    def original(self, notice_id: str) -> bytes:
        """A notice's file as it came. Raises `NotFound`, `StoreDamaged`."""
        for notice in self.notices():
            if notice.id == notice_id:
                return originals.content(self._settings.data_dir, notice.sha256)
        raise _no_notice(notice_id)

    def clauses(self, notice_id: str) -> tuple[Clause, ...]:
        """A notice's clauses in order. Raises `NotFound`."""
        with self._catalogue.read() as connection:
            found = tables.clauses(connection, notice_id)
            if not found and tables.notice_text(connection, notice_id) is None:
                raise _no_notice(notice_id)
        return found

    def clause(self, clause_id: str) -> Clause:
        """One clause. Raises `NotFound`."""
        with self._catalogue.read() as connection:
            found = tables.clause(connection, clause_id)
        if found is None:
            raise NotFound(f"no clause {clause_id}", code="error.no_such_clause", what=clause_id)
        return found

    def clauses_by_id(self, clause_ids: Iterable[str]) -> dict[str, Clause]:
        """These clauses, in the order asked for; one that is gone since it was found left out."""
        with self._catalogue.read() as connection:
            return tables.clauses_by_id(connection, clause_ids)

    def neighbours(
        self, clauses: Iterable[Clause]
    ) -> dict[str, tuple[Clause | None, Clause | None]]:
        """For each clause id the clause before and the clause after it in its notice."""
        with self._catalogue.read() as connection:
            return tables.neighbours(connection, clauses)

    def clause_count(self, notice_ids: Sequence[str]) -> int:
        """How many clauses these notices have."""
        with self._catalogue.read() as connection:
            return tables.clause_count(connection, notice_ids)

    def note(self, key: str) -> str:
        """What `set_note` kept under ``key``; empty where nothing was."""
        with self._catalogue.read() as connection:
            return tables.meta(connection, f"note.{key}")

    def set_note(self, key: str, value: str) -> None:
        """Keep a line of the caller's own beside the notices. Raises `StoreError` for a reader."""
        with self._writing:
            self._writable()
            with self._catalogue.write() as connection:
                tables.set_meta(connection, f"note.{key}", value)

    def requirements(self, notice_ids: Sequence[str] | None = None) -> tuple[Requirement, ...]:
        """The requirements of these notices, or of all, by notice and in order."""
        with self._catalogue.read() as connection:
            return tables.requirements(connection, notice_ids)

    def units(self, keys: Iterable[int]) -> dict[int, Unit]:
        """The units of these keys; a key whose unit is gone since it was found is left out."""
        with self._catalogue.read() as connection:
            return tables.units(connection, keys)

    def clause_units(self, clause_ids: Iterable[str]) -> dict[str, tuple[Unit, ...]]:
        """For each clause that has units: its passages, then its sentences, in order.

        A passage that is one single sentence has no sentence unit beside it and counts as both.
        """
        with self._catalogue.read() as connection:
            return tables.clause_units(connection, clause_ids)

    # Search

    def lexical(
        self,
        terms: Sequence[str],
        limit: int,
        notice_ids: Sequence[str] | None = None,
        kind: UnitKind | None = None,
    ) -> Ranked:
        """Units that hold any of the index terms, as (key, BM25), best first; higher is better."""
        return self._search.lexical(terms, limit, notice_ids, kind)

    def dense(
        self,
        encoder_name: str,
        query_vector: Vectors,
        limit: int,
        notice_ids: Sequence[str] | None = None,
        kind: UnitKind | None = None,
    ) -> Ranked:
        """The units nearest to a query vector (d,) of unit length, as (key, cosine), nearest first.

        The owner asks Chroma; readers, and the owner under a narrow filter, rank exactly.
        Raises `StoreMismatch` for an encoder that is not this index's.
        """
        encoder = self._encoder(encoder_name)
        return self._search.dense(encoder, query_vector, limit, notice_ids, kind)

    def similarities(
        self, encoder_name: str, query_vector: Vectors, keys: Iterable[int]
    ) -> dict[int, float]:
        """The exact cosine of each of these units with a query vector, where the unit exists."""
        return self._search.similarities(self._encoder(encoder_name), query_vector, keys)

    # Writing

    def write(
        self, parsed: ParsedNotice, requirements: Sequence[Requirement], original: bytes
    ) -> None:
        """Add a notice, or put it in the place of the one with its id; all of it or nothing.

        Only texts that have no vector yet are encoded; their vectors are kept as they come, so
        that a job that was killed goes on from there. Raises `StoreError` for a reader.
        """
        with self._writing:
            mirror = self._writable()
            originals.keep(self._settings.data_dir, parsed.notice.file, original)
            drafts = units_of(parsed)
            hashes = self._ensure_vectors(drafts)
            counts = self._ensure_words(drafts)
            with self._catalogue.write() as connection:
                gone = tables.delete_notice(connection, parsed.notice.id)
                tables.insert_notice(connection, parsed, requirements)
                keys = tables.insert_units(connection, drafts)
                fulltext.insert_terms(connection, keys, drafts)
                words.put_counts(connection, parsed.notice.id, counts)
                for encoder, texts in zip(self.encoders, hashes, strict=True):
                    embeddings.link(connection, encoder.name, keys, texts)
                generation = tables.next_generation(connection)
            mirror.follow(gone, keys, generation)

    def remove(self, notice_id: str) -> None:
        """Delete a notice and all that hangs on it, its original too. Raises `NotFound`."""
        with self._writing:
            mirror = self._writable()
            with self._catalogue.write() as connection:
                if tables.notice_text(connection, notice_id) is None:
                    raise _no_notice(notice_id)
                gone = tables.delete_notice(connection, notice_id)
                generation = tables.next_generation(connection)
            mirror.follow(gone, [], generation)
            self.prune()

    def prune(self) -> int:
        """Delete vectors no unit uses and originals no notice came from; how many vectors."""
        with self._writing:
            self._writable()
            with self._catalogue.write() as connection:
                deleted = embeddings.prune(connection, [encoder.name for encoder in self.encoders])
                words.prune(connection, self.encoders[-1])
            kept = {notice.sha256 for notice in self.notices()}
            originals.forget_others(self._settings.data_dir, kept)
            return deleted

    # Check and repair

    def check(self) -> CheckReport:
        """Check pages, counts and, for the owner, what Chroma finds; repairs nothing."""
        with self._catalogue.read() as connection:
            return checks.check(
                connection, self.encoders, self._mirror.store if self._mirror else None
            )

    def repair(self) -> CheckReport:
        """Encode what has no vector, fill Chroma again from the catalogue, and check."""
        with self._writing:
            self._writable()
            self.rebuild_vectors()
            return self.check()

    def rebuild_vectors(self) -> None:
        """Compose every unit's text again, encode what has no vector, fill Chroma again."""
        with self._writing:
            mirror = self._writable()
            with self._catalogue.read() as connection:
                pairs = tables.unit_drafts(connection)
            keys = [key for key, _ in pairs]
            drafts = [draft for _, draft in pairs]
            hashes = self._ensure_vectors(drafts)
            self._ensure_words(drafts)
            with self._catalogue.write() as connection:
                for encoder, texts in zip(self.encoders, hashes, strict=True):
                    embeddings.link(connection, encoder.name, keys, texts)
                filling.record_encoders(connection, self.encoders)
                tables.next_generation(connection)
            mirror.refill()

    # Inside

    def _start(self, *, rebuild: bool) -> None:
        """As the owner: settle the model, open Chroma, bring it level."""
        other = False
        with self._catalogue.write() as connection:
            if not tables.counts(connection)[2]:
                filling.record_encoders(connection, self.encoders)
            try:
                filling.require_encoders(connection, self.encoders)
            except StoreMismatch:
                if not rebuild:
                    raise
                other = True
        mirror = Mirror(self._settings.data_dir, self._catalogue, self.encoders, self._progress)
        self._mirror = self._search.mirror = mirror
        try:
            if other:
                self.rebuild_vectors()
            else:
                mirror.bring_level()
            mirror.store.settled()
        except BaseException:
            mirror.close()
            raise

    def _ensure_vectors(self, drafts: Sequence[UnitDraft]) -> list[list[str]]:
        """The text hash of each draft, for each encoder; every hash has its vector stored."""
        return [
            filling.ensure_vectors(self._catalogue, encoder, drafts, self._progress)
            for encoder in self.encoders
        ]

    def _ensure_words(self, drafts: Sequence[UnitDraft]) -> Counter[str]:
        """How many sentences hold each word of the drafts; every word has its vector stored."""
        encoder = self.encoders[-1]
        counts = words.counted(drafts)
        with self._catalogue.read() as connection:
            absent = words.missing(connection, encoder, counts)
        if absent:
            matrix = encoder.encode_queries(absent)
            with self._catalogue.write() as connection:
                words.put_vectors(connection, encoder, absent, matrix)
        return counts

    def _encoder(self, name: str) -> Encoder:
        for encoder in self.encoders:
            if encoder.name == name:
                return encoder
        raise filling.other_model(name, self.encoders)

    def _writable(self) -> Mirror:
        if self._mirror is None:
            raise StoreError(
                f"{self._catalogue.path} is open for reading only",
                code="error.store_reader",
                path=self._catalogue.path,
            )
        return self._mirror


def _no_notice(notice_id: str) -> NotFound:
    return NotFound(f"no notice {notice_id}", code="error.no_such_notice", what=notice_id)
