"""SQLite, the default database of the state: connections, transactions, and its errors as ours.

Only this file knows that the database is SQLite. Another database needs a file with the same
three functions: `open_engine`, `check`, `translated`.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from errors import StoreDamaged, StoreError, StoreLocked, StoreReadOnly

STATE_FILE: Final = "state.sqlite3"
BUSY_SECONDS: Final = 15.0  # how long a writer waits for another; one write takes milliseconds
WAL_PAUSE_SECONDS: Final = 0.02
POOL_SIZE: Final = 20  # threads of one process that read at once

_PRIMARY_CODE: Final = 0xFF  # the low byte of an extended result code: sqlite.org/rescode.html


def open_engine(data_dir: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine on ``data_dir/state.sqlite3``; the folder is made where it is missing.

    Transactions begin as writers only with the execution option ``writes=True``, and then at once
    (BEGIN IMMEDIATE), so that a writer waits at its start instead of failing in the middle.
    ``foreign_keys=False`` is for migrations, which rebuild tables: with them on, dropping the old
    table would cascade to its children. Raises `StoreReadOnly`.
    """
    path = data_dir / STATE_FILE
    _require_writable(data_dir, path)
    pooling = {"pool_size": POOL_SIZE, "max_overflow": 0, "pool_timeout": BUSY_SECONDS}
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool if foreign_keys else NullPool,
        connect_args={"timeout": BUSY_SECONDS},
        **(pooling if foreign_keys else {}),
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        _prepare(connection, foreign_keys)

    event.listen(engine, "begin", _begin)
    return engine


def check(connection: Connection, data_dir: Path) -> None:
    """Read the database's structure once; raises `StoreDamaged` where it does not hold."""
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise _damaged(data_dir / STATE_FILE, str(found))


@contextmanager
def translated(data_dir: Path) -> Iterator[None]:
    """Turn what SQLAlchemy raises in the block into a `StoreError` that says what to do."""
    try:
        yield
    except SQLAlchemyError as exc:
        raise _as_store_error(exc, data_dir / STATE_FILE) from exc


def _require_writable(data_dir: Path, path: Path) -> None:
    """Raise `StoreReadOnly` unless the folder and the database in it can be written.

    SQLite needs the folder too: its log stands beside the database.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise _read_only(path, exc.strerror or str(exc)) from exc
    if not os.access(data_dir, os.W_OK | os.X_OK):
        raise _read_only(path, "the folder cannot be written")
    if path.exists() and not (path.is_file() and os.access(path, os.R_OK | os.W_OK)):
        raise _read_only(path, "the file cannot be written")


def _prepare(connection: sqlite3.Connection, foreign_keys: bool) -> None:
    """Set what SQLite keeps per connection; the journal mode stays with the file."""
    connection.isolation_level = None  # we send BEGIN ourselves: the driver's own comes too late
    _use_write_ahead_log(connection)
    connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
    connection.execute("PRAGMA synchronous=FULL")  # what is ticked stays ticked after a power cut
    connection.execute("PRAGMA secure_delete=ON")  # what a person deletes is overwritten
    connection.execute("PRAGMA trusted_schema=OFF")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch to WAL: readers never wait for a writer.

    The switch itself does not wait for others as other statements do, so two processes that make
    the file at once have to try again.
    """
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(WAL_PAUSE_SECONDS)
        else:
            return


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _as_store_error(error: SQLAlchemyError, path: Path) -> StoreError:
    """What an error of SQLAlchemy or SQLite means for the person who runs the app."""
    if isinstance(error, PoolTimeoutError):
        return _busy(path)
    cause = getattr(error, "orig", None)
    reason = str(cause or error)
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _busy(path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _read_only(path, reason)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(path, reason)
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return StoreError(
            f"{path} cannot be written ({reason}); make room on the disk and try again",
            code="error.state_disk",
            path=path,
            reason=reason,
        )
    if isinstance(cause, sqlite3.OperationalError):  # a table or column that should be there
        return _damaged(path, reason)
    return StoreError(
        f"{path} refused a change ({reason})",
        code="error.state_refused",
        path=path,
        reason=reason,
    )


def _busy(path: Path) -> StoreLocked:
    return StoreLocked(
        f"{path} was busy for {BUSY_SECONDS:.0f} seconds; try again",
        code="error.state_busy",
        path=path,
        seconds=f"{BUSY_SECONDS:.0f}",
    )


def _read_only(path: Path, reason: str) -> StoreReadOnly:
    return StoreReadOnly(
        f"{path} cannot be opened for writing ({reason}); make its folder writable for this user, "
        "or set NOTICEDESK_DATA_DIR to a folder that is",
        code="error.state_read_only",
        path=path,
        reason=reason,
    )


def _damaged(path: Path, reason: str) -> StoreDamaged:
    return StoreDamaged(
        f"{path} is damaged ({reason}); stop the app and restore it from a backup, or move it away "
        "with its -wal and -shm files to begin with empty workspaces",
        code="error.state_damaged",
        path=path,
        reason=reason,
    )
