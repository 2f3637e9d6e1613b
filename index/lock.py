"""One process owns the data folder: an exclusive lock, and a file that names its holder.

Chroma has no lock between processes, and two writers destroy each other's vectors without an
error. The lock is the operating system's (through filelock), so a killed owner leaves none; the
owner file beside it only names, and one left over by a killed owner is overwritten.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from errors import StoreLocked, StoreReadOnly

LOCK_FILE = "owner.lock"
OWNER_FILE = "owner.json"
TOKEN_FILE = "owner.token"
WAIT_SECONDS = 1.0
"""A reader that asks who owns the folder holds the lock for a moment; an owner waits that long."""
PROBE_SECONDS = 0.2
"""And two such readers can meet, so that one attempt proves nothing."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds the data folder.

    ``url`` is where a running app takes jobs, empty for a command; ``token`` authorises them and
    can be read only by the owner's own user. ``started`` is ISO 8601 in UTC.
    """

    pid: int
    command: str
    url: str = ""
    token: str = ""
    started: str = ""


def this_process(url: str = "") -> Owner:
    """This process as an owner, with a fresh token where it takes jobs at ``url``."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:3]]).strip()
    return Owner(
        pid=os.getpid(),
        command=command,
        url=url,
        token=secrets.token_urlsafe(24) if url else "",
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


class DataLock:
    """The exclusive lock on one data folder, held until `release`."""

    def __init__(self, data_dir: Path, owner: Owner, lock: FileLock) -> None:
        self.owner = owner
        self._data_dir = data_dir
        self._lock = lock

    @classmethod
    def acquire(cls, data_dir: Path, owner: Owner) -> DataLock:
        """Take the lock and name the holder.

        Raises `StoreLocked` naming the present holder, `StoreReadOnly` where nothing can be
        written.
        """
        lock = _file_lock(data_dir)
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=WAIT_SECONDS)
            try:
                _write_owner(data_dir, owner)
            except OSError:
                lock.release()
                raise
        except Timeout as exc:
            raise _locked(data_dir) from exc
        except (OSError, NotImplementedError) as exc:
            raise StoreReadOnly(
                f"{data_dir} cannot be written ({exc}); make it writable or set "
                "NOTICEDESK_DATA_DIR",
                path=data_dir,
                problem=exc,
            ) from exc
        return cls(data_dir, owner, lock)

    def release(self) -> None:
        """Give the folder back; again is allowed."""
        if self._lock.is_locked:
            for name in (OWNER_FILE, TOKEN_FILE):
                with suppress(OSError):
                    (self._data_dir / name).unlink(missing_ok=True)
            self._lock.release()


def current_owner(data_dir: Path) -> Owner | None:
    """Who holds the folder now; None where nobody does. Writes nothing."""
    if not (data_dir / LOCK_FILE).exists() or _is_free(data_dir):
        return None
    return _read_owner(data_dir)


def _is_free(data_dir: Path) -> bool:
    lock = _file_lock(data_dir)
    try:
        lock.acquire(timeout=PROBE_SECONDS)
    except Timeout:
        return False
    except (OSError, NotImplementedError):
        return True  # nobody owns a folder that cannot be written
    lock.release()
    return True


def _file_lock(data_dir: Path) -> FileLock:
    """The operating system's lock, or an error where there is none.

    filelock's soft lock would survive a kill; its per-thread state would keep a lock taken in one
    thread from being released in another; a lock file deleted on release would race with a probe.
    """
    return FileLock(
        data_dir / LOCK_FILE, thread_local=False, fallback_to_soft=False, preserve_lock_file=True
    )


def _write_owner(data_dir: Path, owner: Owner) -> None:
    """Write the owner for everyone and its token for the same user, each in one step."""
    named = {
        "pid": owner.pid,
        "command": owner.command,
        "url": owner.url,
        "started": owner.started,
    }
    _replace(data_dir / TOKEN_FILE, owner.token, 0o600)
    _replace(data_dir / OWNER_FILE, json.dumps(named), 0o644)


def _replace(file: Path, content: str, mode: int) -> None:
    work = file.with_name(f"{file.name}.new")
    work.unlink(missing_ok=True)
    descriptor = os.open(work, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(content)
    work.replace(file)


def _read_owner(data_dir: Path) -> Owner | None:
    token = ""
    with suppress(OSError, UnicodeDecodeError):
        token = (data_dir / TOKEN_FILE).read_text(encoding="utf-8")
    try:
        named = json.loads((data_dir / OWNER_FILE).read_text(encoding="utf-8"))
        return Owner(
            int(named["pid"]),
            str(named["command"]),
            str(named["url"]),
            token,
            str(named["started"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _locked(data_dir: Path) -> StoreLocked:
    owner = _read_owner(data_dir)
    if owner is None:
        return StoreLocked(
            f"another process holds {data_dir}; stop it and try again",
            code="error.store_locked_unnamed",
            path=data_dir,
        )
    where = f" at {owner.url}" if owner.url else ""
    return StoreLocked(
        f"{data_dir} is held by '{owner.command}' (process {owner.pid}){where} since "
        f"{owner.started}; use it there, or stop it and try again",
        path=data_dir,
        pid=owner.pid,
        command=owner.command,
        url=owner.url,
        started=owner.started,
    )
