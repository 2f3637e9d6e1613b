"""A SIGKILL at any moment of an ingest: the old state answers, and the next ingest completes."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine import Engine
from records import ParsedNotice
from tests.conftest import ROOT
from tests.desk import GADGETS, WIDGETS, found, make_desk, open_desk

MOMENTS = 12
SEED = 20260101
CHANGED = WIDGETS.replace("widget", "gizmo")
OLD = {"kept": WIDGETS, "changed": CHANGED, "gone": GADGETS}
NEW = {
    "kept": WIDGETS,
    "changed": CHANGED.replace("November 21", "December 5"),
    "added": GADGETS.replace("部件", "齿轮"),
}


def everything(engine: Engine) -> dict[str, ParsedNotice]:
    return {notice.id: engine.notice(notice.id) for notice in engine.notices()}


def bring_level(*words: str | Path) -> str:
    script = ROOT / "tests" / "killed_desk.py"
    done = subprocess.run(
        [sys.executable, script, ROOT, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@pytest.fixture(scope="module")
def old(folder: Path) -> tuple[Path, dict[str, ParsedNotice]]:
    """The data folder of the old state, and that state."""
    data, corpus = make_desk(folder / "old", **OLD)
    engine = open_desk(data, corpus, write=False)
    state = everything(engine)
    engine.close()
    return data, state


@pytest.fixture(scope="module")
def new(folder: Path) -> tuple[Path, dict[str, ParsedNotice]]:
    """The new corpus, and the state it is to lead to."""
    data, corpus = make_desk(folder / "new", **NEW)
    engine = open_desk(data, corpus, write=False)
    state = everything(engine)
    engine.close()
    return corpus, state


@pytest.fixture(scope="module")
def killed(
    folder: Path, old: tuple[Path, object], new: tuple[Path, object]
) -> list[tuple[int, Path]]:
    """Data folders whose ingest of the new corpus was killed, each with its moment."""
    copy = folder / "whole"
    shutil.copytree(old[0], copy)
    steps = int(bring_level("0", copy, new[0]))
    assert steps > 500
    moments = sorted(random.Random(SEED).sample(range(1, steps), MOMENTS))
    words: list[str | Path] = []
    folders = []
    for moment in moments:
        data = folder / f"killed-{moment}"
        shutil.copytree(old[0], data)
        words += [str(moment), data, new[0]]
        folders.append((moment, data))
    bring_level(*words)
    return folders


@pytest.mark.parametrize("number", range(MOMENTS))
def test_a_killed_ingest_leaves_a_whole_state_and_can_be_repeated(
    killed: list[tuple[int, Path]],
    old: tuple[Path, dict[str, ParsedNotice]],
    new: tuple[Path, dict[str, ParsedNotice]],
    number: int,
) -> None:
    moment, data = killed[number]
    corpus = new[0]
    known = old[1] | new[1]
    reader = open_desk(data, corpus, write=False)
    state = everything(reader)
    reader.close()
    files = {parsed.notice.file for parsed in state.values()}
    assert {"kept.txt", "changed.txt"} <= files, f"moment {moment}: nothing is lost"
    assert all(state[key] == known[key] for key in state), f"moment {moment}: no notice is half"
    assert "widget" in found(data, corpus, "must every widget be filed"), "the old state answers"

    owner = open_desk(data, corpus, write=True)
    owner.sync()
    assert owner.check().ok, f"moment {moment}"
    assert everything(owner) == new[1], f"moment {moment}: a new ingest completes"
    assert any("December 5" in hit.text for hit in owner.search("gizmo December").hits)
    assert {outcome.result for outcome in owner.sync()} == {"unchanged"}
    owner.close()
