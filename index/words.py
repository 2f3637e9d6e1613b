"""The corpus's words: how many sentences hold each, and its vector.

A question is aligned with a sentence word by word (`retrieval.alignment`), which needs the vector
of every word of the candidates; encoding them at question time would take seconds. A word is
encoded alone, by the last of the index's encoders, which is the small and quick one.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index import tables
from index.catalogue import Catalogue
from index.embeddings import Vectors
from index.encoders import Encoder
from index.units import UnitDraft
from language.words import content_words

MOST_KEPT = 50_000
"""Words kept in memory: at 512 numbers each, 100 MB."""


def counted(drafts: Sequence[UnitDraft]) -> Counter[str]:
    """How many of the drafts' texts hold each word; their titles and headings count once."""
    counts: Counter[str] = Counter()
    clauses_with_sentences = {draft.clause_id for draft in drafts if draft.kind == "sentence"}
    for draft in drafts:
        if draft.kind == "passage" and draft.clause_id in clauses_with_sentences:
            continue  # its sentences count; the passage would count them twice
        counts.update(set(content_words(draft.text)))
    for context in {draft.context for draft in drafts} | {draft.text for draft in drafts}:
        for word in set(content_words(context)) - counts.keys():
            counts[word] = 1
    return counts


def missing(connection: sqlite3.Connection, encoder: Encoder, words: Iterable[str]) -> list[str]:
    """Those of ``words`` that have no vector yet, sorted."""
    return sorted(set(words) - vectors(connection, encoder, words).keys())


def put_vectors(
    connection: sqlite3.Connection, encoder: Encoder, words: Sequence[str], matrix: Vectors
) -> None:
    """Store one vector per word; ``matrix`` has shape (len(words), dimension)."""
    connection.executemany(
        "INSERT OR REPLACE INTO words VALUES (?, ?, ?)",
        (
            (encoder.name, word, vector.astype("<f4").tobytes())
            for word, vector in zip(words, matrix, strict=True)
        ),
    )


def put_counts(connection: sqlite3.Connection, notice_id: str, counts: Mapping[str, int]) -> None:
    """Store a notice's counts; they go with the notice."""
    connection.executemany(
        "INSERT OR REPLACE INTO word_counts VALUES (?, ?, ?)",
        ((notice_id, word, count) for word, count in counts.items()),
    )


def vectors(
    connection: sqlite3.Connection, encoder: Encoder, words: Iterable[str]
) -> dict[str, Vectors]:
    """The stored vectors (d,) of those of ``words`` that have one."""
    rows = connection.execute(
        "SELECT word, vector FROM words WHERE encoder = ? "
        "AND word IN (SELECT value FROM json_each(?))",
        (encoder.name, json.dumps(sorted(set(words)))),
    )
    return {word: np.frombuffer(blob, dtype="<f4").astype(np.float32) for word, blob in rows}


def frequencies(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    """In how many sentences of the corpus each of ``words`` stands; absent ones left out."""
    rows = connection.execute(
        "SELECT word, sum(sentences) FROM word_counts "
        "WHERE word IN (SELECT value FROM json_each(?)) GROUP BY word",
        (json.dumps(sorted(set(words))),),
    )
    return {word: int(count) for word, count in rows}


def mean(connection: sqlite3.Connection, encoder: Encoder) -> Vectors:
    """The mean vector (d,) of all words of the corpus; zeros where there is none."""
    total = np.zeros(encoder.dimension, dtype=np.float64)
    count = 0
    for (blob,) in connection.execute(
        "SELECT vector FROM words WHERE encoder = ?", (encoder.name,)
    ):
        total += np.frombuffer(blob, dtype="<f4")
        count += 1
    return (total / max(count, 1)).astype(np.float32)


def prune(connection: sqlite3.Connection, encoder: Encoder) -> int:
    """Delete the vectors of words that no notice holds, and those of other encoders; how many."""
    cursor = connection.execute(
        "DELETE FROM words WHERE encoder <> ? "
        "OR NOT EXISTS (SELECT 1 FROM word_counts AS used WHERE used.word = words.word)",
        (encoder.name,),
    )
    return cursor.rowcount


class CorpusWords:
    """What a question's alignment asks of the corpus; safe to use from several threads."""

    def __init__(self, catalogue: Catalogue, encoder: Encoder) -> None:
        self._catalogue = catalogue
        self._encoder = encoder
        self._lock = threading.Lock()
        self._mean: tuple[int, Vectors] | None = None
        self._known: tuple[int, dict[str, Vectors]] = (-1, {})

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """In how many sentences each of ``words`` stands; absent ones left out."""
        with self._catalogue.read() as connection:
            return frequencies(connection, words)

    def sentences(self) -> int:
        """How many ranked texts the corpus has: the N of inverse document frequency."""
        with self._catalogue.read() as connection:
            return tables.counts(connection)[2]

    def mean(self) -> Vectors:
        """The mean vector (d,) of the corpus's words, kept while the corpus does not change."""
        with self._lock, self._catalogue.snapshot() as connection:
            now = tables.generation(connection)
            if self._mean is None or self._mean[0] != now:
                self._mean = (now, mean(connection, self._encoder))
            return self._mean[1]

    def vectors(self, words: Iterable[str]) -> dict[str, Vectors]:
        """The vectors (d,) of ``words``, in their order; one the corpus lacks is encoded now."""
        wanted = list(dict.fromkeys(words))
        with self._lock, self._catalogue.snapshot() as connection:
            now = tables.generation(connection)
            if self._known[0] != now or len(self._known[1]) > MOST_KEPT:
                self._known = (now, {})
            known = self._known[1]
            known |= vectors(connection, self._encoder, (w for w in wanted if w not in known))
            found = {word: known[word] for word in wanted if word in known}
        absent = [word for word in wanted if word not in found]
        if absent:
            found |= dict(zip(absent, self._encoder.encode_queries(absent), strict=True))
        return {word: found[word] for word in wanted}
