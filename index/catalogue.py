"""The catalogue's file: opening, connections, transactions. The only file that opens SQLite.

`tables` and `fulltext` hold the statements. Connections are pooled, not tied to threads: Streamlit
makes a thread for every rerun, and a connection for each would pile up.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from errors import StoreDamaged, StoreError, StoreMismatch, StoreMissing, StoreReadOnly
from index.codec import REBUILD
from index.schema import HEAD, KNOWN, migrate

FILE_NAME = "catalogue.db"
BUSY_SECONDS = 10.0
INDEX_COMMAND = "python cli.py index"
_WRITER_PRAGMAS = ("PRAGMA foreign_keys=ON", "PRAGMA synchronous=FULL")


class Catalogue:
    """An open catalogue; safe to use from several threads."""

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        self.path = path
        self._connect = connect
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    @classmethod
    def open_writer(cls, path: Path) -> Catalogue:
        """Open for reading and writing; make or migrate the file first where needed.

        Raises `StoreReadOnly`, `StoreDamaged`, or `StoreMismatch` for a newer schema.
        """

        def connect() -> sqlite3.Connection:
            connection = _connect(f"{path.absolute().as_uri()}?mode=rw")
            for pragma in _WRITER_PRAGMAS:
                connection.execute(pragma)
            return connection

        with translated(path):
            version = _version(path)
            if version != HEAD:
                try:
                    migrate(path)
                except RuntimeError as exc:
                    _raise_unwritable(path, str(exc), exc)
            with closing(connect()) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
        return cls(path, connect)

    @classmethod
    def open_reader(cls, path: Path) -> Catalogue:
        """Open for reading only; nothing is locked, made or migrated.

        Raises `StoreMissing`, `StoreDamaged`, or `StoreMismatch` for another schema.
        """
        with translated(path):
            version = _version(path)
            if version is None:
                raise StoreMissing(
                    f"there is no index in {path.parent}; run: {INDEX_COMMAND}",
                    path=path.parent,
                    remedy=INDEX_COMMAND,
                )
            if version != HEAD:
                raise StoreMismatch(
                    f"{path} has schema {version}, this program needs {HEAD}; "
                    f"stop the app if it runs, then run: {INDEX_COMMAND}",
                    path=path,
                    found=version,
                    expected=HEAD,
                    remedy=INDEX_COMMAND,
                )
        return cls(path, lambda: _connect_reader(path))

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading; each statement sees the newest committed state."""
        connection = self._take()
        try:
            with translated(self.path):
                yield connection
        finally:
            self._give(connection)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection whose statements all see one and the same state."""
        with self.read() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed where the block ends, rolled back where it raises."""
        with self.read() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def close(self) -> None:
        """Close every idle connection; one in use closes when it is given back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise StoreError(f"{self.path} is closed", path=self.path)
            if self._idle:
                return self._idle.pop()
        with translated(self.path):
            return self._connect()

    def _give(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()


def set_aside(path: Path) -> None:
    """Rename a catalogue and its side files to ``….set-aside``, over an earlier one."""
    with translated(path):
        for suffix in ("", "-wal", "-shm"):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.replace(path.with_name(f"{path.name}.set-aside{suffix}"))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors on ``path`` into ours, each with what to do next."""
    try:
        yield
    except sqlite3.OperationalError as exc:
        _raise_unwritable(path, str(exc), exc)
    except sqlite3.IntegrityError as exc:
        raise StoreError(f"{path} refuses the record: {exc}", path=path, problem=exc) from exc
    except OSError as exc:
        _raise_unwritable(path, f"unable to open: {exc}", exc)
    except sqlite3.DatabaseError as exc:
        raise StoreDamaged(
            f"{path} is damaged ({exc}); run: {REBUILD}", path=path, problem=exc, remedy=REBUILD
        ) from exc


def _raise_unwritable(path: Path, problem: str, cause: Exception) -> None:
    if "readonly" in problem or "unable to open" in problem:
        raise StoreReadOnly(
            f"{path.parent} cannot be written ({problem}); make it writable or set "
            "NOTICEDESK_DATA_DIR",
            path=path.parent,
            problem=problem,
        ) from cause
    if "full" in problem:
        raise StoreError(
            f"no space left for {path}; free some and try again",
            code="error.store_full",
            path=path,
        ) from cause
    raise StoreError(f"{path}: {problem}", path=path, problem=problem) from cause


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
    )


def _connect_reader(path: Path) -> sqlite3.Connection:
    """Read-only; where the folder cannot be written, as a file that nobody changes.

    A WAL database needs its ``-shm`` file even for reading; on a medium where SQLite cannot make
    one, ``immutable`` reads the main file alone, which a clean close leaves complete.
    """
    uri = path.absolute().as_uri()
    connection = None
    try:
        connection = _connect(f"{uri}?mode=ro")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        connection.execute("PRAGMA query_only=ON")
    except sqlite3.OperationalError:
        if connection is not None:
            connection.close()
        if os.access(path.parent, os.W_OK):
            raise
        return _connect(f"{uri}?mode=ro&immutable=1")
    return connection


def _version(path: Path) -> str | None:
    """The schema's revision; None where there is no catalogue yet.

    Raises `StoreMismatch` for a revision this program does not know.
    """
    if not path.is_file() or not path.stat().st_size:
        return None
    with closing(_connect_reader(path)) as connection:
        named = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone()
        if named is None:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        return None
    version = str(row[0])
    if version not in KNOWN:
        raise StoreMismatch(
            f"{path} was written by a newer version of NoticeDesk (schema {version}, this one "
            f"knows up to {HEAD}); update the program, or run: {REBUILD}",
            code="error.store_newer",
            path=path,
            found=version,
            expected=HEAD,
            remedy=REBUILD,
        )
    return version
