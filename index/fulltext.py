"""Full text over the units: SQLite's FTS5, on terms that `language.tokens` makes.

The columns are body, headings and title, so that a word in a heading can weigh less than in the
text. Scores are Okapi BM25 with k1 = 1.2 and b = .75 (https://sqlite.org/fts5.html#the_bm25_function).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from index.tables import only
from index.tuning import TUNING
from index.units import UnitDraft, UnitKind
from language.tokens import index_tokens


def insert_terms(
    connection: sqlite3.Connection, keys: Iterable[int], drafts: Iterable[UnitDraft]
) -> None:
    """Index each unit's text, headings and title under its key."""
    connection.executemany(
        "INSERT INTO unit_terms (rowid, body, headings, title) VALUES (?, ?, ?, ?)",
        (
            (key, _joined(draft.text), _joined(draft.headings), _joined(draft.title))
            for key, draft in zip(keys, drafts, strict=True)
        ),
    )


def search(
    connection: sqlite3.Connection,
    terms: Sequence[str],
    limit: int,
    notice_ids: Sequence[str] | None = None,
    kind: UnitKind | None = None,
) -> list[tuple[int, float]]:
    """Units that hold any of ``terms``, best first, as (key, BM25 with more meaning better).

    ``terms`` are index terms and are matched whole. No terms, no units.
    """
    query = " OR ".join(_quoted(term) for term in dict.fromkeys(terms) if term.strip())
    if not query or limit <= 0:
        return []
    filtered = notice_ids is not None or kind is not None
    join = "JOIN units ON units.key = unit_terms.rowid" if filtered else ""
    where, params = only(notice_ids, "units.notice_id")
    if kind is not None:
        where, params = f"{where} AND units.kind = ?", (*params, kind)
    weights = ", ".join(str(weight) for weight in TUNING.column_weights)
    rows = connection.execute(
        f"SELECT unit_terms.rowid, bm25(unit_terms, {weights}) AS score FROM unit_terms {join} "
        f"WHERE unit_terms MATCH ? {where} ORDER BY score, unit_terms.rowid LIMIT ?",
        (query, *params, limit),
    )
    return [(key, -score) for key, score in rows]


def _joined(text: str) -> str:
    return " ".join(index_tokens(text))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
