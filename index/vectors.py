"""The nearest-neighbour index: Chroma, one collection per encoder. The only file that imports it.

Everything here is derived from the catalogue and can be filled again from it. A collection's
``generation`` says which state of the catalogue it holds. Chroma's own embedding function would
ask the network and is never used; its telemetry is off.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import chromadb
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from chromadb.errors import NotFoundError as NoCollection

from errors import StoreDamaged
from index.embeddings import Vectors
from index.tuning import TUNING

log = logging.getLogger(__name__)

FOLDER = "chroma"
MARKER = "chroma.opening"
REPAIR = "python cli.py index"
# What Chroma raises besides its own errors: AttributeError where a client that failed to start is
# stopped, the others from its checks of arguments and files.
_FAILURES = (ChromaError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, OSError)


class VectorStore:
    """An open Chroma folder; only the owner of the data folder may hold one."""

    def __init__(self, data_dir: Path) -> None:
        """Open ``data_dir/chroma``, or start it anew where it cannot be opened.

        Damaged files can bring the process down while Chroma opens or first reads them, so a
        marker lies beside the folder until `settled`; where an earlier process left one behind,
        the folder is not trusted.
        """
        self._folder = data_dir / FOLDER
        self._marker = data_dir / MARKER
        self._collections: dict[str, chromadb.Collection] = {}
        if self._marker.exists():
            log.warning("an earlier process died opening %s; it is filled again", self._folder)
            shutil.rmtree(self._folder, ignore_errors=True)
        self._marker.touch()
        try:
            self._client = self._open()
        except StoreDamaged:
            log.warning("%s cannot be opened; it is filled again", self._folder)
            # Chroma keeps what it failed to start and would hand it out again.
            SharedSystemClient.clear_system_cache()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._client = self._open()

    def settled(self) -> None:
        """Say that the folder was read without harm."""
        self._marker.unlink(missing_ok=True)

    def generation(self, encoder: str) -> int | None:
        """The catalogue's generation that the collection holds; None where there is none."""
        with self._translated():
            collection = self._found(encoder)
            value = (collection.metadata or {}).get("generation") if collection else None
        return value if isinstance(value, int) else None

    def stamp(self, encoder: str, generation: int) -> None:
        """Record which generation of the catalogue the collection now holds."""
        with self._translated():
            self._collection(encoder).modify(metadata={"generation": generation})

    def count(self, encoder: str) -> int:
        """How many vectors the collection holds."""
        with self._translated():
            return int(self._collection(encoder).count())

    def keys(self, encoder: str) -> set[int]:
        """The keys of every vector in the collection."""
        with self._translated():
            return {int(key) for key in self._collection(encoder).get(include=[])["ids"]}

    def put(self, encoder: str, keys: Sequence[int], vectors: Vectors) -> None:
        """Add vectors (n, d) under their units' keys, in batches as Chroma takes them."""
        with self._translated():
            size = self._client.get_max_batch_size()
            for begin in range(0, len(keys), size):
                self._collection(encoder).upsert(
                    ids=[str(key) for key in keys[begin : begin + size]],
                    embeddings=vectors[begin : begin + size],
                )

    def delete(self, encoder: str, keys: Sequence[int]) -> None:
        """Delete vectors; a key that is not there is passed over."""
        with self._translated():
            size = self._client.get_max_batch_size()
            for begin in range(0, len(keys), size):
                batch = [str(key) for key in keys[begin : begin + size]]
                self._collection(encoder).delete(ids=batch)

    def clear(self, encoder: str) -> None:
        """Drop the collection, whatever state it is in, and start an empty one."""
        with self._translated():
            self._collections.pop(encoder, None)
            with suppress(NoCollection):
                self._client.delete_collection(encoder)
            self._collection(encoder)

    def drop_others(self, encoders: Sequence[str]) -> None:
        """Drop the collections of encoders that are no longer used."""
        with self._translated():
            for collection in self._client.list_collections():
                if collection.name not in encoders:
                    self._client.delete_collection(collection.name)

    def query(self, encoder: str, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """The nearest keys to ``vector`` (d,) with their cosines, nearest first."""
        with self._translated():
            collection = self._collection(encoder)
            limit = min(limit, collection.count())
            if limit <= 0:
                return []
            found = collection.query(
                query_embeddings=vector[None, :], n_results=limit, include=["distances"]
            )
        distances = found["distances"] or [[]]
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return [(int(key), 1.0 - distance) for key, distance in pairs]

    def close(self) -> None:
        """Close the client; its files are then free."""
        self._collections.clear()
        with suppress(ChromaError, RuntimeError, ValueError):
            self._client.close()

    def _open(self) -> chromadb.ClientAPI:
        with self._translated():
            return chromadb.PersistentClient(
                str(self._folder.absolute()), settings=ChromaSettings(anonymized_telemetry=False)
            )

    def _found(self, encoder: str) -> chromadb.Collection | None:
        try:
            return self._client.get_collection(encoder, embedding_function=None)
        except NoCollection:
            return None

    def _collection(self, encoder: str) -> chromadb.Collection:
        if encoder not in self._collections:
            self._collections[encoder] = self._found(encoder) or self._client.create_collection(
                encoder,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": TUNING.ef_search}},
            )
        return self._collections[encoder]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except _FAILURES as exc:
            raise self._damaged(exc) from exc
        except BaseException as exc:
            # A panic in Chroma's Rust code is a BaseException of a class that cannot be imported.
            if type(exc).__name__ != "PanicException":
                raise
            raise self._damaged(exc) from exc

    def _damaged(self, cause: BaseException) -> StoreDamaged:
        return StoreDamaged(
            f"{self._folder} cannot be used ({cause}); run: {REPAIR}",
            path=self._folder,
            problem=cause,
            remedy=REPAIR,
        )
