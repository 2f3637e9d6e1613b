"""Searching the units: lexically in the catalogue, densely in Chroma or exactly.

The owner of the data folder asks Chroma. Without it, or under a filter so narrow that little is to
be compared, the catalogue's own vectors are ranked exactly.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from errors import StoreDamaged
from index import embeddings, fulltext, tables
from index.catalogue import Catalogue
from index.embeddings import Vectors, VectorTable
from index.encoders import Encoder
from index.mirror import Mirror
from index.tuning import TUNING
from index.units import UnitKind
from index.vectors import VectorStore

Ranked = list[tuple[int, float]]


class Search:
    """Search over one catalogue; safe to use from several threads.

    ``mirror`` is the owner's Chroma; a reader has none.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.mirror: Mirror | None = None
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._whole: dict[str, tuple[int, VectorTable]] = {}

    def lexical(
        self,
        terms: Sequence[str],
        limit: int,
        notice_ids: Sequence[str] | None,
        kind: UnitKind | None,
    ) -> Ranked:
        """See `index.index.Index.lexical`."""
        with self._catalogue.read() as connection:
            return fulltext.search(connection, terms, limit, notice_ids, kind)

    def dense(
        self,
        encoder: Encoder,
        vector: Vectors,
        limit: int,
        notice_ids: Sequence[str] | None,
        kind: UnitKind | None,
    ) -> Ranked:
        """See `index.index.Index.dense`."""
        mirror = self.mirror
        store = mirror.level if mirror else None
        if mirror and store is not None and not self._is_narrow(notice_ids):
            try:
                found = self._approximate(store, encoder, vector, limit, notice_ids, kind)
            except StoreDamaged:
                mirror.distrust()
            else:
                if found is not None:
                    return found
        if mirror is not None and notice_ids is not None:
            with self._catalogue.read() as connection:
                table = embeddings.load_table(
                    connection, encoder.name, encoder.dimension, notice_ids=notice_ids
                )
            return table.rank(vector, limit, None, kind)
        return self._whole_table(encoder).rank(vector, limit, notice_ids, kind)

    def similarities(
        self, encoder: Encoder, vector: Vectors, keys: Iterable[int]
    ) -> dict[int, float]:
        """See `index.index.Index.similarities`."""
        wanted = list(keys)
        if self.mirror is None:
            return self._whole_table(encoder).similarities(vector, wanted)
        with self._catalogue.read() as connection:
            table = embeddings.load_table(connection, encoder.name, encoder.dimension, keys=wanted)
        return table.similarities(vector, wanted)

    def _approximate(
        self,
        store: VectorStore,
        encoder: Encoder,
        vector: Vectors,
        limit: int,
        notice_ids: Sequence[str] | None,
        kind: UnitKind | None,
    ) -> Ranked | None:
        """Chroma's answer; None where a filter drops so much that exact ranking is better.

        A metadata filter inside Chroma costs 10–200 ms, so more is asked for and then dropped.
        """
        if notice_ids is None and kind is None:
            return store.query(encoder.name, vector, limit)
        wanted = None if notice_ids is None else set(notice_ids)
        total = store.count(encoder.name)
        asked = min(limit, total)
        while asked <= TUNING.narrow_units:
            asked = min(asked * TUNING.overfetch, total)
            found = store.query(encoder.name, vector, asked)
            with self._catalogue.read() as connection:
                units = tables.units(connection, (key for key, _ in found))
            fitting = [
                (key, score)
                for key, score in found
                if (unit := units.get(key))
                and (wanted is None or unit.notice_id in wanted)
                and (kind is None or unit.kind == kind)
            ]
            if len(fitting) >= limit or asked == total:
                return fitting[:limit]
        return None

    def _is_narrow(self, notice_ids: Sequence[str] | None) -> bool:
        if notice_ids is None:
            return False
        with self._catalogue.read() as connection:
            return len(tables.unit_keys(connection, notice_ids)) <= TUNING.narrow_units

    def _whole_table(self, encoder: Encoder) -> VectorTable:
        """The vectors of all units, kept while the catalogue does not change."""
        with self._catalogue.snapshot() as connection:
            now = tables.generation(connection)
            with self._lock:
                cached = self._whole.get(encoder.name)
                if cached is None or cached[0] != now:
                    table = embeddings.load_table(connection, encoder.name, encoder.dimension)
                    cached = self._whole[encoder.name] = (now, table)
        return cached[1]
