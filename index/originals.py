"""The notice files as they came, kept by SHA-256: what the whole index can be made again from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from errors import NotFound, StoreDamaged, StoreReadOnly

FOLDER = "originals"


@dataclass(frozen=True, slots=True)
class Original:
    """One kept file: its checksum and the name it came under."""

    sha256: str
    file: str


def keep(data_dir: Path, file: str, content: bytes) -> str:
    """Keep ``content``, which came as ``file``; its SHA-256. Raises `StoreReadOnly`."""
    digest = hashlib.sha256(content).hexdigest()
    folder = data_dir / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / digest).is_file():
            _replace(folder / digest, content)
        _replace(folder / f"{digest}.json", json.dumps({"file": file}).encode("utf-8"))
    except OSError as exc:
        raise StoreReadOnly(
            f"{folder} cannot be written ({exc})", path=folder, problem=exc
        ) from exc
    return digest


def content(data_dir: Path, sha256: str) -> bytes:
    """The bytes kept under ``sha256``.

    Raises `NotFound` where there are none, `StoreDamaged` where they no longer have that checksum.
    """
    file = data_dir / FOLDER / sha256
    try:
        kept = file.read_bytes()
    except OSError as exc:
        raise NotFound(f"no original {sha256[:12]}… in {file.parent}", what=sha256) from exc
    if hashlib.sha256(kept).hexdigest() != sha256:
        raise StoreDamaged(
            f"{file} is no longer what was kept; ingest the file again",
            path=file,
            remedy="python cli.py ingest",
        )
    return kept


def kept(data_dir: Path) -> list[Original]:
    """Every kept file, by name and checksum."""
    found = []
    for note in sorted((data_dir / FOLDER).glob("*.json")):
        try:
            name = str(json.loads(note.read_text(encoding="utf-8"))["file"])
        except (OSError, ValueError, KeyError, TypeError):
            name = note.stem
        found.append(Original(note.stem, name))
    return sorted(found, key=lambda original: (original.file, original.sha256))


def forget_others(data_dir: Path, sha256s: Iterable[str]) -> int:
    """Delete every kept file whose checksum is not among ``sha256s``; how many."""
    wanted = set(sha256s)
    gone = [original for original in kept(data_dir) if original.sha256 not in wanted]
    for original in gone:
        (data_dir / FOLDER / original.sha256).unlink(missing_ok=True)
        (data_dir / FOLDER / f"{original.sha256}.json").unlink(missing_ok=True)
    return len(gone)


def _replace(file: Path, content: bytes) -> None:
    work = file.with_name(f"{file.name}.new")
    work.write_bytes(content)
    work.replace(file)
