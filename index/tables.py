"""The catalogue's statements: notices, clauses, requirements, units. SQL stands here and beside.

Each function takes a connection of `catalogue.Catalogue` and leaves the transaction to its caller.
Lists of keys travel as one JSON parameter, since SQLite limits the number of parameters.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from index.codec import from_json, to_json
from index.units import HEADING_JOINER, Unit, UnitDraft, UnitKind
from records import Clause, Notice, ParsedNotice, Requirement, Span

_UNIT_COLUMNS = 'key, notice_id, clause_id, "start", "end", kind, text, title, headings'
_IN_LIST = "IN (SELECT value FROM json_each(?))"


def meta(connection: sqlite3.Connection, key: str) -> str:
    """A value of the ``meta`` table; an empty string where the key is absent."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Write a value of the ``meta`` table."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def generation(connection: sqlite3.Connection) -> int:
    """How many times the set of notices or units has changed."""
    return int(meta(connection, "generation") or 0)


def next_generation(connection: sqlite3.Connection) -> int:
    """Count one change and return the new generation."""
    value = generation(connection) + 1
    set_meta(connection, "generation", str(value))
    return value


def insert_notice(
    connection: sqlite3.Connection, parsed: ParsedNotice, requirements: Sequence[Requirement]
) -> None:
    """Add a notice with its clauses and requirements; its id must not be there."""
    notice = parsed.notice
    connection.execute(
        "INSERT INTO notices VALUES (?, ?, ?, ?, ?, ?)",
        (notice.id, notice.work_id, notice.file, notice.sha256, to_json(notice), parsed.text),
    )
    connection.executemany(
        "INSERT INTO clauses VALUES (?, ?, ?, ?)",
        [(clause.id, notice.id, clause.ordinal, to_json(clause)) for clause in parsed.clauses],
    )
    connection.executemany(
        "INSERT INTO requirements VALUES (?, ?, ?, ?)",
        [(notice.id, number, item.id, to_json(item)) for number, item in enumerate(requirements)],
    )


def insert_units(connection: sqlite3.Connection, drafts: Iterable[UnitDraft]) -> list[int]:
    """Add units and return their new keys in order."""
    statement = (
        'INSERT INTO units (notice_id, clause_id, kind, "start", "end", text, title, headings) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    keys: list[int] = []
    for draft in drafts:
        cursor = connection.execute(
            statement,
            (
                draft.notice_id,
                draft.clause_id,
                draft.kind,
                draft.span.start,
                draft.span.end,
                draft.text,
                draft.title,
                draft.headings,
            ),
        )
        keys.append(int(cursor.lastrowid or 0))
    return keys


def delete_notice(connection: sqlite3.Connection, notice_id: str) -> list[int]:
    """Delete a notice and all that hangs on it; the keys of the units it had.

    Vectors stay: they belong to texts and are pruned apart.
    """
    keys = unit_keys(connection, [notice_id])
    connection.execute(f"DELETE FROM unit_terms WHERE rowid {_IN_LIST}", (json.dumps(keys),))
    connection.execute("DELETE FROM notices WHERE id = ?", (notice_id,))
    return keys


def notices(connection: sqlite3.Connection) -> tuple[Notice, ...]:
    """Every notice, by id."""
    rows = connection.execute("SELECT record FROM notices ORDER BY id")
    return tuple(from_json(Notice, row[0]) for row in rows)


def notice_text(connection: sqlite3.Connection, notice_id: str) -> str | None:
    """The text that a notice's offsets count in; None where there is no such notice."""
    row = connection.execute("SELECT text FROM notices WHERE id = ?", (notice_id,)).fetchone()
    return str(row[0]) if row else None


def clauses(connection: sqlite3.Connection, notice_id: str) -> tuple[Clause, ...]:
    """A notice's clauses in order."""
    rows = connection.execute(
        "SELECT record FROM clauses WHERE notice_id = ? ORDER BY ordinal", (notice_id,)
    )
    return tuple(from_json(Clause, row[0]) for row in rows)


def clause(connection: sqlite3.Connection, clause_id: str) -> Clause | None:
    """One clause; None where there is none of that id."""
    row = connection.execute("SELECT record FROM clauses WHERE id = ?", (clause_id,)).fetchone()
    return from_json(Clause, row[0]) if row else None


def clauses_by_id(connection: sqlite3.Connection, clause_ids: Iterable[str]) -> dict[str, Clause]:
    """The clauses of these ids, in the order asked for; an unknown one is left out."""
    wanted = list(clause_ids)
    rows = connection.execute(
        f"SELECT id, record FROM clauses WHERE id {_IN_LIST}", (json.dumps(wanted),)
    ).fetchall()
    found = {row[0]: from_json(Clause, row[1]) for row in rows}
    return {clause_id: found[clause_id] for clause_id in wanted if clause_id in found}


def neighbours(
    connection: sqlite3.Connection, clauses: Iterable[Clause]
) -> dict[str, tuple[Clause | None, Clause | None]]:
    """For each clause the one before and the one after it in its notice."""
    wanted = list(clauses)
    places = [[clause.notice_id, clause.ordinal + step] for clause in wanted for step in (-1, 1)]
    rows = connection.execute(
        "SELECT clauses.record FROM clauses JOIN json_each(?) AS place "
        "ON clauses.notice_id = json_extract(place.value, '$[0]') "
        "AND clauses.ordinal = json_extract(place.value, '$[1]')",
        (json.dumps(places),),
    ).fetchall()
    found = {(c.notice_id, c.ordinal): c for c in (from_json(Clause, row[0]) for row in rows)}
    return {
        clause.id: (
            found.get((clause.notice_id, clause.ordinal - 1)),
            found.get((clause.notice_id, clause.ordinal + 1)),
        )
        for clause in wanted
    }


def clause_count(connection: sqlite3.Connection, notice_ids: Sequence[str]) -> int:
    """How many clauses these notices have."""
    where, params = only(notice_ids, "notice_id")
    row = connection.execute(f"SELECT count(*) FROM clauses WHERE 1 {where}", params).fetchone()
    return int(row[0])


def requirements(
    connection: sqlite3.Connection, notice_ids: Sequence[str] | None
) -> tuple[Requirement, ...]:
    """The requirements of these notices, or of all, by notice and in order."""
    where, params = only(notice_ids, "notice_id")
    rows = connection.execute(
        f"SELECT record FROM requirements WHERE 1 {where} ORDER BY notice_id, ordinal", params
    )
    return tuple(from_json(Requirement, row[0]) for row in rows)


def unit_keys(connection: sqlite3.Connection, notice_ids: Sequence[str] | None = None) -> list[int]:
    """The keys of these notices' units, or of all, ascending."""
    where, params = only(notice_ids, "notice_id")
    rows = connection.execute(f"SELECT key FROM units WHERE 1 {where} ORDER BY key", params)
    return [row[0] for row in rows]


def units(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, Unit]:
    """The units of these keys; a key that is gone is left out."""
    rows = connection.execute(
        f"SELECT {_UNIT_COLUMNS} FROM units WHERE key {_IN_LIST}", (json.dumps(list(keys)),)
    )
    return {row[0]: _unit(row) for row in rows}


def clause_units(
    connection: sqlite3.Connection, clause_ids: Iterable[str]
) -> dict[str, tuple[Unit, ...]]:
    """For each clause that has units, these in order of their keys."""
    rows = connection.execute(
        f"SELECT {_UNIT_COLUMNS} FROM units WHERE clause_id {_IN_LIST} ORDER BY key",
        (json.dumps(list(clause_ids)),),
    )
    found: dict[str, list[Unit]] = {}
    for row in rows:
        found.setdefault(row[2], []).append(_unit(row))
    return {clause_id: tuple(members) for clause_id, members in found.items()}


def unit_drafts(connection: sqlite3.Connection) -> list[tuple[int, UnitDraft]]:
    """Every unit's key and draft, to compose its embedded text anew."""
    rows = connection.execute(f"SELECT {_UNIT_COLUMNS} FROM units ORDER BY key")
    return [
        (key, UnitDraft(notice_id, clause_id, Span(start, end), kind, text, title, headings))
        for key, notice_id, clause_id, start, end, kind, text, title, headings in rows
    ]


def counts(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """How many notices, clauses and units there are."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM notices), (SELECT count(*) FROM clauses), "
        "(SELECT count(*) FROM units)"
    ).fetchone()
    return row[0], row[1], row[2]


def only(values: Sequence[str] | None, column: str) -> tuple[str, tuple[str, ...]]:
    """``AND column IN (…)`` and its parameter; nothing where ``values`` is None."""
    if values is None:
        return "", ()
    return f"AND {column} {_IN_LIST}", (json.dumps(list(values)),)


def _unit(row: tuple[int, str, str, int, int, UnitKind, str, str, str]) -> Unit:
    key, notice_id, clause_id, start, end, kind, text, title, headings = row
    context = HEADING_JOINER.join(part for part in (title, headings) if part)
    return Unit(key, notice_id, clause_id, Span(start, end), kind, text, context)
