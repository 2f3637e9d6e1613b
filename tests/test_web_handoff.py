"""Commands beside a process that owns the data folder: read freely, hand over what writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.lock import OWNER_FILE, TOKEN_FILE, current_owner
from tests.conftest import ROOT
from tests.desk import WIDGETS, Commands, make_desk, open_desk
from tests.servers import Server, free_port, started

GIZMOS = WIDGETS.replace("widget", "gizmo").replace("November 21", "October 9")


@pytest.fixture(autouse=True)
def _short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.lock.WAIT_SECONDS", 0.1)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_desk(tmp_path_factory.mktemp("owned"))


@pytest.fixture(scope="module")
def owner(folders: tuple[Path, Path]) -> Iterator[Server]:
    """Another process that owns the folder and takes jobs."""
    port = free_port()
    words = (ROOT / "tests" / "served_desk.py", ROOT, *folders, str(port))
    with started(words, port, folders[0].parent) as server:
        yield server


@pytest.fixture
def beside(
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    owner: Server,
    folders: tuple[Path, Path],
) -> Commands:
    """Commands in this process, beside the owner."""
    data, corpus = folders
    held = current_owner(data)
    assert held is not None
    assert (held.pid, held.url) == (owner.process.pid, owner.url)
    return Commands(monkeypatch, capsysbinary, {"DATA_DIR": data, "CORPUS_DIR": corpus})


def test_reading_goes_on_beside_the_owner(beside: Commands) -> None:
    for words in (
        ("ask", "By when must every widget be filed?", "--json"),
        ("search", "widget", "--json"),
        ("checklist", "--json"),
        ("notices", "--json"),
    ):
        run = beside(*words)
        assert run.code == 0, run.err
        assert run.json


def test_ingest_is_handed_over_and_read_back(beside: Commands, tmp_path: Path) -> None:
    file = tmp_path / "gizmos.txt"
    file.write_text(GIZMOS, "utf-8")
    run = beside("ingest", file, "--json")
    assert run.code == 0, run.err
    (row,) = run.json["outcomes"]
    assert (row["file"], row["result"]) == ("gizmos.txt", "added")
    shown = beside("search", "gizmo October", "--json").json["passages"]
    assert any("October 9" in passage["source_text"] for passage in shown)
    assert beside("ingest", file).text.startswith("unchanged")
    removed = beside("remove", row["notice"], "--json")
    assert (removed.code, removed.json) == (0, {"removed": row["notice"]})


def test_a_relative_path_is_the_callers(
    beside: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here.txt").write_text(GIZMOS, "utf-8")
    monkeypatch.chdir(tmp_path)
    run = beside("ingest", "here.txt", "--json")
    assert run.code == 0
    assert beside("remove", run.json["outcomes"][0]["notice"]).code == 0


def test_index_and_check_are_handed_over(beside: Commands, folders: tuple[Path, Path]) -> None:
    file = folders[1] / "notices" / "gizmos.txt"
    file.write_text(GIZMOS, "utf-8")
    results = {row["file"]: row["result"] for row in beside("index", "--json").json["outcomes"]}
    assert results == {
        "gadgets.txt": "unchanged",
        "gizmos.txt": "added",
        "widgets.txt": "unchanged",
    }
    rebuilt = beside("index", "--rebuild", "--json").json["outcomes"]
    assert {row["result"] for row in rebuilt} == {"replaced"}
    file.unlink()
    assert "removed" in beside("index").text
    check = beside("index", "--check", "--json")
    assert (check.code, check.json["sound"], check.json["notices"]) == (0, True, 2)


def test_a_failed_job_reads_as_it_would_here(beside: Commands, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    run = beside("ingest", tmp_path / "empty.txt", "--json")
    assert run.code == 1
    assert "empty" in run.json["outcomes"][0]["problem"]["text"]
    missing = beside("ingest", tmp_path / "nowhere.txt", "--json")
    assert (missing.code, missing.out) == (1, b"")
    assert "nowhere.txt" in missing.reason
    unknown = beside("remove", "no-such")
    assert (unknown.code, unknown.out) == (1, b"")
    assert "no-such" in unknown.reason


def test_without_the_token_the_job_is_refused(
    beside: Commands, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    file = folders[0] / TOKEN_FILE
    kept = file.read_text("utf-8")
    (tmp_path / "gizmos.txt").write_text(GIZMOS, "utf-8")
    try:
        file.write_text("another token", "utf-8")
        wrong = beside("ingest", tmp_path / "gizmos.txt", "--json")
        file.unlink()  # what another user sees, who may not read it
        none = beside("ingest", tmp_path / "gizmos.txt", "--json")
    finally:
        file.write_text(kept, "utf-8")
    assert (wrong.code, wrong.out, none.code, none.out) == (1, b"", 1, b"")
    assert "token" in wrong.reason
    assert "is held by" in none.reason
    assert len(beside.notices()) == 2


def test_an_owner_that_does_not_answer_is_named(
    beside: Commands, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    file = folders[0] / OWNER_FILE
    kept = file.read_text("utf-8")
    url = f"http://127.0.0.1:{free_port()}"
    try:
        file.write_text(json.dumps(json.loads(kept) | {"url": url}), "utf-8")
        run = beside("index", "--json")
    finally:
        file.write_text(kept, "utf-8")
    assert (run.code, run.out) == (1, b"")
    assert url in run.reason
    assert "stop the app" in run.reason


def test_an_owner_without_url_is_named(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    data, corpus = make_desk(tmp_path)
    run = Commands(monkeypatch, capsysbinary, {"DATA_DIR": data, "CORPUS_DIR": corpus})
    holder = open_desk(data, corpus, write=True)
    try:
        for words in (("ingest", corpus), ("index",), ("index", "--check"), ("remove", "x")):
            refused = run(*words, "--json")
            assert (refused.code, refused.out) == (1, b"")
            assert "is held by" in refused.reason
            assert "process" in refused.reason
        assert run("ask", "By when must every widget be filed?", "--json").code == 0
    finally:
        holder.close()
    assert run("index", "--json").code == 0
