"""Opening the state: new, old, newer, damaged, read-only, and many at once."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exc

from errors import StoreDamaged, StoreError, StoreLocked, StoreMismatch, StoreReadOnly
from state import Workspaces, schema, sqlite
from state.schema import MIGRATIONS, revision_of
from state.tables import HEAD, metadata
from tests.state_samples import requirement

ROOT = Path(__file__).resolve().parent.parent
SPAWN = multiprocessing.get_context("spawn")


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_migrations_give_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    Workspaces.open(tmp_path).close()
    engine = sqlite.open_engine(tmp_path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert revision_of(connection) == HEAD
    engine.dispose()


def test_the_database_is_in_write_ahead_mode_with_foreign_keys(tmp_path: Path) -> None:
    Workspaces.open(tmp_path).close()
    engine = sqlite.open_engine(tmp_path)
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "secure_delete")
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 15000, "secure_delete": 1,
    }  # fmt: skip


def test_migrations_run_without_foreign_keys(tmp_path: Path) -> None:
    """A table that a migration rebuilds is dropped; with foreign keys on, its children go too."""
    engine = sqlite.open_engine(tmp_path, foreign_keys=False)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
    engine.dispose()


def test_opening_at_head_does_not_import_alembic(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from state import Workspaces; "
        "Workspaces.open(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    seen = [
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True, capture_output=True, text=True,
        ).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    assert seen == ["True", "False"]


def test_a_missing_folder_with_an_odd_name_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "50% 数据 ?x=1#y"
    state = Workspaces.open(folder)
    token = state.create("here").token
    state.close()
    assert (folder / "state.sqlite3").is_file()
    again = Workspaces.open(folder)
    assert again.get(token).name == "here"
    again.close()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    Workspaces.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "state.sqlite3")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreMismatch) as caught:
        Workspaces.open(tmp_path)
    assert caught.value.code == "error.state_newer"
    assert caught.value.params["found"] == "9999"
    with closing(sqlite3.connect(tmp_path / "state.sqlite3")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_an_interrupted_first_start_is_finished_by_the_next(tmp_path: Path) -> None:
    """A kill in a migration rolls it back, so the next start finds an empty database."""
    (tmp_path / "state.sqlite3").touch()
    state = Workspaces.open(tmp_path)
    assert state.create("x").name == "x"
    state.close()


NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    with op.batch_alter_table("workspaces", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.Text))
    {then}
"""


def _with_a_next_migration(
    folder: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> tuple[Path, str]:
    """A data folder at head with one tick, and code that knows one migration more."""
    state = Workspaces.open(folder / "data")
    token = state.create("before").token
    state.set_tick(token, requirement("r1"), True)
    state.close()
    shutil.copytree(MIGRATIONS, folder / "migrations")
    (folder / "migrations" / "versions" / "v0002.py").write_text(NEXT.format(then=then))
    monkeypatch.setattr(schema, "MIGRATIONS", folder / "migrations")
    monkeypatch.setattr(schema, "HEAD", "0002")
    return folder / "data", token


def test_a_migration_that_rebuilds_a_table_keeps_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir, token = _with_a_next_migration(tmp_path, monkeypatch, "pass")
    state = Workspaces.open(data_dir)
    assert state.get(token).name == "before"
    assert set(state.ticks(token)) == {"r1"}
    state.close()
    with closing(sqlite3.connect(data_dir / "state.sqlite3")) as raw:
        assert raw.execute("SELECT colour FROM workspaces").fetchall() == [(None,)]
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)


def test_a_migration_that_stops_half_way_leaves_the_old_schema_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir, token = _with_a_next_migration(tmp_path, monkeypatch, "raise RuntimeError('killed')")
    with pytest.raises(RuntimeError):
        Workspaces.open(data_dir)
    monkeypatch.undo()
    state = Workspaces.open(data_dir)
    assert set(state.ticks(token)) == {"r1"}
    state.close()
    with closing(sqlite3.connect(data_dir / "state.sqlite3")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert "colour" not in str(raw.execute("SELECT sql FROM sqlite_master").fetchall())


def _damage_header(file: Path) -> None:
    file.write_bytes(b"not a database at all, but long enough to be looked at" * 40)


def _damage_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:12288] = b"\xff" * 8192
    file.write_bytes(data)


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:6000])


def _drop_a_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("DROP TABLE tick_events")


def _another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("CREATE TABLE workspaces (id INTEGER PRIMARY KEY)")


@pytest.mark.parametrize(
    "damage", [_damage_header, _damage_middle, _truncate, _drop_a_table, _another_program]
)
def test_damage_is_named_with_what_to_do_and_the_file_is_kept(
    tmp_path: Path, damage: object
) -> None:
    Workspaces.open(tmp_path).close()
    file = tmp_path / "state.sqlite3"
    assert callable(damage)
    damage(file)
    before = file.read_bytes()
    with pytest.raises(StoreDamaged) as caught:
        state = Workspaces.open(tmp_path)
        try:
            state.ticks(state.create("").token)
        finally:
            state.close()
    assert caught.value.code == "error.state_damaged"
    assert str(file) in caught.value.message
    assert "restore it from a backup" in caught.value.message
    if damage is not _drop_a_table:  # there, a workspace was still written
        assert file.read_bytes() == before


READ_ONLY = [
    ("the folder", 0o555, 0o644),
    ("the file", 0o777, 0o444),
    ("both", 0o555, 0o444),
]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


def _open_as_nobody(data_dir: Path, answers: multiprocessing.Queue[str]) -> None:
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        Workspaces.open(data_dir).close()
        answers.put("opened")
    except StoreError as exc:
        answers.put(f"{type(exc).__name__} {exc.code}")


@pytest.mark.parametrize(("what", "folder_mode", "file_mode"), READ_ONLY)
def test_what_cannot_be_written_is_said_so(
    open_folder: Path, what: str, folder_mode: int, file_mode: int
) -> None:
    Workspaces.open(open_folder).close()
    (open_folder / "state.sqlite3").chmod(file_mode)
    open_folder.chmod(folder_mode)
    answers = SPAWN.Queue()
    process = SPAWN.Process(target=_open_as_nobody, args=(open_folder, answers))
    process.start()
    assert answers.get(timeout=60) == "StoreReadOnly error.state_read_only", what
    process.join(60)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreReadOnly):
        Workspaces.open(tmp_path / "file" / "data")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite3").mkdir()
    with pytest.raises(StoreReadOnly):
        Workspaces.open(tmp_path)


def test_a_writer_that_never_ends_gives_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    state = Workspaces.open(tmp_path)
    token = state.create("before").token
    with closing(sqlite3.connect(tmp_path / "state.sqlite3")) as raw:
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked) as caught:
            state.rename(token, "after")
        assert caught.value.code == "error.state_busy"
        assert state.get(token).name == "before", "readers do not wait for writers"
    assert state.rename(token, "after").name == "after"
    state.close()


def _driver_error(
    code: int, kind: type[sqlite3.Error] = sqlite3.OperationalError
) -> exc.DBAPIError:
    cause = kind("as SQLite puts it")
    cause.sqlite_errorcode = code
    return exc.DBAPIError("SELECT 1", None, cause)


DRIVER_ERRORS = [
    (_driver_error(sqlite3.SQLITE_BUSY_SNAPSHOT), StoreLocked, "error.state_busy"),
    (_driver_error(sqlite3.SQLITE_LOCKED), StoreLocked, "error.state_busy"),
    (exc.TimeoutError("pool"), StoreLocked, "error.state_busy"),
    (_driver_error(sqlite3.SQLITE_READONLY_DBMOVED), StoreReadOnly, "error.state_read_only"),
    (_driver_error(sqlite3.SQLITE_CANTOPEN), StoreReadOnly, "error.state_read_only"),
    (_driver_error(sqlite3.SQLITE_CORRUPT_VTAB), StoreDamaged, "error.state_damaged"),
    (_driver_error(sqlite3.SQLITE_NOTADB), StoreDamaged, "error.state_damaged"),
    (_driver_error(sqlite3.SQLITE_FULL), StoreError, "error.state_disk"),
    (_driver_error(sqlite3.SQLITE_IOERR_WRITE), StoreError, "error.state_disk"),
    (_driver_error(sqlite3.SQLITE_ERROR), StoreDamaged, "error.state_damaged"),
    (
        _driver_error(sqlite3.SQLITE_CONSTRAINT_CHECK, sqlite3.IntegrityError),
        StoreError,
        "error.state_refused",
    ),
]


@pytest.mark.parametrize(("error", "kind", "code"), DRIVER_ERRORS)
def test_every_error_of_the_database_becomes_ours(
    tmp_path: Path, error: exc.SQLAlchemyError, kind: type[StoreError], code: str
) -> None:
    with pytest.raises(StoreError) as caught, sqlite.translated(tmp_path):
        raise error
    assert type(caught.value) is kind
    assert caught.value.code == code
    assert caught.value.__cause__ is error
    assert str(tmp_path) in caught.value.message


def _open_and_create(data_dir: Path) -> None:
    state = Workspaces.open(data_dir)
    state.create("one of many")
    state.close()


def test_processes_that_open_an_empty_folder_at_once(tmp_path: Path) -> None:
    workers = [SPAWN.Process(target=_open_and_create, args=(tmp_path,)) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 6
    with closing(sqlite3.connect(tmp_path / "state.sqlite3")) as raw:
        assert raw.execute("SELECT count(*) FROM workspaces").fetchone() == (6,)
