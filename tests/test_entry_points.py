"""What starts the program: the Makefile's choice of Python, the log, and text for people."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import naming, start_logging
from engine.logs import OURS
from settings import ROOT
from tests.desk import Commands
from tests.test_layers import MAY_IMPORT

# The log


@pytest.fixture
def levels() -> Iterator[None]:
    """Puts the levels back that a test sets."""
    before = {name: logging.getLogger(name).level for name in OURS}
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("levels")
def test_our_lines_are_logged_as_asked_and_others_from_warning_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.Logger("root", logging.WARNING)
    manager = logging.Manager(root)  # type: ignore[arg-type]
    monkeypatch.setattr(logging, "root", root)
    monkeypatch.setattr(logging.Logger, "root", root)
    monkeypatch.setattr(logging.Logger, "manager", manager)
    start_logging("INFO")
    logging.getLogger("sentence_transformers.base").info("loading from /a/path")
    logging.getLogger("chromadb").warning("is odd")
    logging.getLogger("index.mirror").info("refilled")
    logging.getLogger("index.mirror").debug("in detail")
    assert capsys.readouterr().err.splitlines() == [
        "WARNING chromadb: is odd",
        "INFO index.mirror: refilled",
    ]


def test_every_folder_of_the_program_is_ours() -> None:
    folders = {name for name in MAY_IMPORT if (ROOT / name).is_dir()}
    assert folders | {"cli", "noticedesk"} == set(OURS)


def test_a_file_is_named_once() -> None:
    assert naming("a.txt", "a.txt: is empty") == "a.txt: is empty"
    assert naming("a.txt", "the disk is full") == "a.txt: the disk is full"


# Text for people


def test_the_list_of_notices_has_no_trailing_blanks(commands: Commands) -> None:
    lines = commands("notices").text.splitlines()
    assert lines
    assert not [line for line in lines if line != line.rstrip()]


def test_replace_has_no_twin(commands: Commands, tmp_path: Path) -> None:
    assert commands("ingest", tmp_path, "--no-replace").code == 2


# The Makefile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A folder as the whole PATH, with a shell alone."""
    shell = shutil.which("sh")
    assert shell is not None
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sh").symlink_to(shell)
    return tmp_path / "bin"


def program(folder: Path, name: str, line: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{line}\n")
    (folder / name).chmod(0o755)


def make(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`make` for the environment alone, in a folder of its own."""
    found = shutil.which("make")
    assert found is not None
    venv = path.parent / "venv"
    return subprocess.run(
        [found, "-C", ROOT, f"VENV={venv}", *words, f"{venv}/.ready"],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("name", ["python3.11", "python3.12", "python3"])
def test_make_takes_a_python_that_fits(path: Path, name: str) -> None:
    program(path, "python3.11" if name != "python3.11" else "python3", "exit 1")  # too old
    program(path, name, f'exec {sys.executable} "$@"')
    assert f"{name} -m venv" in make(path, "-n").stdout


@pytest.mark.parametrize("words", [(), ("PYTHON=python3",)], ids=["none", "named"])
def test_make_says_which_python_it_needs(path: Path, words: tuple[str, ...]) -> None:
    program(path, "python3", "exit 1")  # too old
    run = make(path, *words)
    assert run.returncode != 0
    assert "needs Python 3.11 or 3.12" in run.stderr
    assert not (path.parent / "venv").exists()
