"""The vectors in the catalogue, and exact ranking over them.

A vector belongs to a text and an encoder, so a text that comes back is never encoded again; each
unit points to its text's vector for every encoder.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from errors import StoreDamaged
from index.codec import REBUILD
from index.tables import only

Vectors = NDArray[np.float32]


def content_hash(text: str) -> str:
    """32 hex digits of SHA-256 over exactly this text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def missing(
    connection: sqlite3.Connection, encoder: str, dimension: int, hashes: Iterable[str]
) -> set[str]:
    """Those of ``hashes`` that have no vector of ``encoder`` yet, or one of another length."""
    wanted = set(hashes)
    rows = connection.execute(
        "SELECT text_hash FROM vectors WHERE encoder = ? AND length(vector) = ? "
        "AND text_hash IN (SELECT value FROM json_each(?))",
        (encoder, 4 * dimension, json.dumps(sorted(wanted))),
    )
    return wanted - {row[0] for row in rows}


def put(
    connection: sqlite3.Connection, encoder: str, hashes: Sequence[str], vectors: Vectors
) -> None:
    """Store one vector per text hash; ``vectors`` has shape (len(hashes), dimension)."""
    connection.executemany(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
        (
            (encoder, text_hash, vector.astype("<f4").tobytes())
            for text_hash, vector in zip(hashes, vectors, strict=True)
        ),
    )


def link(
    connection: sqlite3.Connection, encoder: str, keys: Sequence[int], hashes: Sequence[str]
) -> None:
    """Point units to the vectors of their texts."""
    connection.executemany(
        "INSERT OR REPLACE INTO unit_vectors VALUES (?, ?, ?)",
        ((encoder, key, text_hash) for key, text_hash in zip(keys, hashes, strict=True)),
    )


def prune(connection: sqlite3.Connection, encoders: Sequence[str]) -> int:
    """Delete vectors that no unit points to, and those of other encoders; how many."""
    others = "encoder NOT IN (SELECT value FROM json_each(?))"
    names = json.dumps(list(encoders))
    connection.execute(f"DELETE FROM unit_vectors WHERE {others}", (names,))
    cursor = connection.execute(
        "DELETE FROM vectors WHERE NOT EXISTS (SELECT 1 FROM unit_vectors AS used "
        "WHERE used.encoder = vectors.encoder AND used.text_hash = vectors.text_hash)"
    )
    return cursor.rowcount


def count(connection: sqlite3.Connection, encoder: str) -> int:
    """How many units have a vector of ``encoder``."""
    row = connection.execute(
        "SELECT count(*) FROM unit_vectors WHERE encoder = ?", (encoder,)
    ).fetchone()
    return int(row[0])


@dataclass(frozen=True, slots=True)
class VectorTable:
    """Vectors of n units: ``keys`` ascending, ``kinds``, ``notices``, ``matrix`` (n, d)."""

    keys: NDArray[np.int64]
    kinds: NDArray[np.str_]
    notices: NDArray[np.str_]
    matrix: Vectors

    def rank(
        self,
        query: Vectors,
        limit: int,
        notice_ids: Sequence[str] | None = None,
        kind: str | None = None,
    ) -> list[tuple[int, float]]:
        """The units nearest to ``query`` (d,), as (key, cosine), nearest first."""
        rows = np.arange(len(self.keys))
        if kind is not None:
            rows = rows[self.kinds == kind]
        if notice_ids is not None:
            rows = rows[np.isin(self.notices[rows], list(notice_ids))]
        if not len(rows) or limit <= 0:
            return []
        scores = self.matrix[rows] @ query if len(rows) < len(self.keys) else self.matrix @ query
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(self.keys[rows[i]]), float(scores[i])) for i in best]

    def similarities(self, query: Vectors, keys: Sequence[int]) -> dict[int, float]:
        """The cosine with ``query`` (d,) of those of ``keys`` that are in the table."""
        rows = np.flatnonzero(np.isin(self.keys, np.array(keys, dtype=np.int64)))
        scores = self.matrix[rows] @ query
        return dict(zip(self.keys[rows].tolist(), scores.tolist(), strict=True))


def load_table(
    connection: sqlite3.Connection,
    encoder: str,
    dimension: int,
    *,
    notice_ids: Sequence[str] | None = None,
    keys: Sequence[int] | None = None,
) -> VectorTable:
    """The vectors of these units, of these notices' units, or of all. Raises `StoreDamaged`."""
    where, params = only(notice_ids, "units.notice_id")
    if keys is not None:
        where += " AND units.key IN (SELECT value FROM json_each(?))"
        params = (*params, json.dumps(list(keys)))
    # CROSS JOIN keeps SQLite from starting at the vectors, which reads all for a few units.
    rows = connection.execute(
        "SELECT units.key, units.kind, units.notice_id, vectors.vector FROM units "
        "CROSS JOIN unit_vectors AS used ON used.unit_key = units.key AND used.encoder = ? "
        "CROSS JOIN vectors "
        "ON vectors.encoder = used.encoder AND vectors.text_hash = used.text_hash "
        f"WHERE 1 {where} ORDER BY units.key",
        (encoder, *params),
    ).fetchall()
    return VectorTable(
        keys=np.array([row[0] for row in rows], dtype=np.int64),
        kinds=np.array([row[1] for row in rows], dtype=np.str_),
        notices=np.array([row[2] for row in rows], dtype=np.str_),
        matrix=_matrix([row[3] for row in rows], dimension),
    )


def batches(
    connection: sqlite3.Connection, encoder: str, dimension: int, keys: Sequence[int], size: int
) -> Iterator[tuple[list[int], Vectors]]:
    """The vectors of ``keys`` in order, ``size`` at a time; keys without a vector are left out."""
    for begin in range(0, len(keys), size):
        table = load_table(connection, encoder, dimension, keys=keys[begin : begin + size])
        yield table.keys.tolist(), table.matrix


def _matrix(blobs: Sequence[bytes], dimension: int) -> Vectors:
    if any(len(blob) != 4 * dimension for blob in blobs):
        raise StoreDamaged(
            f"a stored vector does not have {dimension} numbers; run: {REBUILD}",
            record="vector",
            remedy=REBUILD,
        )
    flat = np.frombuffer(b"".join(blobs), dtype="<f4").astype(np.float32)
    return flat.reshape(-1, dimension)
