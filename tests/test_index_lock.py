"""One owner per data folder, named to whoever comes second."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from errors import StoreLocked, StoreReadOnly
from index.lock import OWNER_FILE, TOKEN_FILE, DataLock, Owner, current_owner, this_process

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.lock.WAIT_SECONDS", 0.1)


APP = Owner(4711, "serve.py", "http://127.0.0.1:8501", "secret", "2026-01-02T03:04:05+00:00")


def test_second_owner_is_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    lock = DataLock.acquire(tmp_path, APP)
    with pytest.raises(StoreLocked) as caught:
        DataLock.acquire(tmp_path, this_process())
    assert caught.value.params == {
        "path": str(tmp_path),
        "pid": "4711",
        "command": "serve.py",
        "url": "http://127.0.0.1:8501",
        "started": "2026-01-02T03:04:05+00:00",
    }
    assert "secret" not in str(caught.value)
    lock.release()


def test_released_folder_has_no_owner_and_can_be_taken(tmp_path: Path) -> None:
    lock = DataLock.acquire(tmp_path, APP)
    assert current_owner(tmp_path) == APP
    lock.release()
    lock.release()
    assert current_owner(tmp_path) is None
    DataLock.acquire(tmp_path, APP).release()


def test_stale_owner_file_is_no_obstacle(tmp_path: Path) -> None:
    DataLock.acquire(tmp_path, APP).release()
    (tmp_path / OWNER_FILE).write_text('{"pid": 1, "command": "dead", "url": "", "started": ""}')
    assert current_owner(tmp_path) is None
    mine = Owner(os.getpid(), "cli.py index")
    lock = DataLock.acquire(tmp_path, mine)
    assert current_owner(tmp_path) == mine
    lock.release()


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from index.lock import DataLock, this_process\n"
        "lock = DataLock.acquire(Path(sys.argv[2]), this_process())\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(ROOT), str(tmp_path)], check=False)
    assert (tmp_path / OWNER_FILE).exists()
    assert current_owner(tmp_path) is None
    DataLock.acquire(tmp_path, APP).release()


def test_token_is_for_the_same_user_only(tmp_path: Path) -> None:
    lock = DataLock.acquire(tmp_path, APP)
    assert stat.S_IMODE((tmp_path / TOKEN_FILE).stat().st_mode) == 0o600
    assert "secret" not in (tmp_path / OWNER_FILE).read_text()
    lock.release()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}'])
def test_unreadable_owner_file_still_refuses(tmp_path: Path, content: str) -> None:
    lock = DataLock.acquire(tmp_path, APP)
    (tmp_path / OWNER_FILE).write_text(content)
    with pytest.raises(StoreLocked) as caught:
        DataLock.acquire(tmp_path, APP)
    assert caught.value.code == "error.store_locked_unnamed"
    lock.release()


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    with pytest.raises(StoreReadOnly):
        DataLock.acquire(tmp_path / "file", APP)


def test_an_app_has_a_token_and_a_command_none() -> None:
    assert this_process("http://127.0.0.1:8501").token
    assert not this_process().token
