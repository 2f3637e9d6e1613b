"""The evaluation corpora: the five notices, and the same with laws from the public data."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path

from engine import Engine, open_engine
from errors import NotFound
from settings import ROOT, Settings

LAWS = (
    "民法商法/专利法(2020-10-17).md",
    "行政法规/商标法实施条例(2014-04-29).md",
    "行政法规/知识产权海关保护条例(2018-03-19).md",
    "行政法规/国防专利条例(2004-09-17).md",
)
ARCHIVE = "laws-zh.tar.xz"


def bench_dir(settings: Settings) -> Path:
    """The folder of public data. Raises `NotFound` where it is not named or not there."""
    folder = settings.bench_dir
    if folder is None or not folder.is_dir():
        where = f"at {folder}" if folder else "named"
        raise NotFound(
            f"no public data {where}; set NOTICEDESK_BENCH_DIR to its folder",
            code="error.no_bench",
            what=folder or "",
        )
    return folder


def evaluation_engine(settings: Settings) -> Engine:
    """An engine over the notices and the laws of the question sets, kept in the data folder."""
    home = settings.data_dir / "evals"
    notices = home / "corpus" / "notices"
    notices.mkdir(parents=True, exist_ok=True)
    for file in (ROOT / "corpus" / "notices").iterdir():
        shutil.copyfile(file, notices / file.name)
    shutil.copyfile(ROOT / "corpus" / "manifest.yaml", home / "corpus" / "manifest.yaml")
    unpack(bench_dir(settings) / ARCHIVE, LAWS, notices)
    own = settings.model_copy(update={"corpus_dir": home / "corpus", "data_dir": home / "data"})
    engine = open_engine(own, write=True)
    engine.sync()
    return engine


def unpack(archive: Path, names: tuple[str, ...], folder: Path) -> None:
    """Write the named members of the archive into ``folder``, without their own folders."""
    if all((folder / Path(name).name).exists() for name in names):
        return
    with tarfile.open(archive) as tar:
        for member in tar:
            name = member.name.removeprefix("./")
            content = tar.extractfile(member) if name in names else None
            if content is not None:
                (folder / Path(name).name).write_bytes(content.read())
