"""Files that are no notice: one clear message for each, and the old index still answers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.desk import WIDGETS, Commands, found, make_desk, open_desk

MENU = "Home\nAbout us\nNews\nContact\nTelephone:\nCopyright ©2016\n"
BAD_FILES = [
    ("empty.txt", b"", "empty", "nothing in it"),
    ("blank.txt", " \n\t\u3000\n".encode(), "empty", "only white space"),
    ("bom.txt", b"\xef\xbb\xbf", "empty", "only a byte-order mark"),
    ("binary.txt", bytes(range(256)) * 64, "Save it as UTF-8", "binary"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 500, "Save it as UTF-8", "a picture"),
    ("zeros.txt", b"\x00" * 4096, "Save it as UTF-8", "only NUL"),
    ("undecodable.txt", b"\x81\xff\xfe\x80\xff" * 300, "Save it as UTF-8", "no known encoding"),
    ("large.txt", b"All offices must file. " * 60_000, "NOTICEDESK_MAX_FILE_MB", "over the limit"),
    ("notice.exe", b"MZ" + b"\x00" * 100, ".txt", "no reader for the suffix"),
    ("menu.txt", MENU.encode(), "menu.txt", "no clause, only furniture"),
]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return make_desk(tmp_path)


@pytest.fixture
def made(
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    folders: tuple[Path, Path],
) -> Commands:
    environment: dict[str, Path | str] = {
        "DATA_DIR": folders[0],
        "CORPUS_DIR": folders[1],
        "MAX_FILE_MB": "1",
    }
    return Commands(monkeypatch, capsysbinary, environment)


@pytest.mark.parametrize(("name", "content", "says", "reason"), BAD_FILES)
def test_a_bad_file_is_reported_and_harms_nothing(
    made: Commands, tmp_path: Path, name: str, content: bytes, says: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    before = made.notices()
    run = made("ingest", tmp_path / name)
    assert run.code == 1, reason
    (line,) = run.text.strip().split("\n")
    assert line.startswith("failed") and name in line and says in line
    assert "Traceback" not in run.err
    assert made.notices() == before
    assert made("ask", "By when must every widget be filed?", "--json").json["passages"]


def test_bad_files_among_good_ones(folders: tuple[Path, Path]) -> None:
    """In the corpus folder too: the good ones are taken in, each bad one has its reason."""
    data, corpus = folders
    for name, content, _, _ in BAD_FILES:
        (corpus / "notices" / name).write_bytes(content)
    (corpus / "notices" / "zzz.txt").write_text(WIDGETS.replace("widget", "gizmo"), "utf-8")
    engine = open_desk(data, corpus, write=True)
    outcomes = {outcome.file: outcome for outcome in engine.sync()}
    engine.close()
    failed = {name for name, outcome in outcomes.items() if outcome.result == "failed"}
    assert failed == {name for name, *_ in BAD_FILES if name.endswith(".txt")}
    assert all(outcomes[name].problem for name in failed)
    assert outcomes["zzz.txt"].result == "added"
    assert "gizmo" in found(data, corpus, "must every gizmo be filed")


def test_a_file_that_turned_bad_keeps_its_last_good_version(folders: tuple[Path, Path]) -> None:
    data, corpus = folders
    (corpus / "notices" / "widgets.txt").write_bytes(b"")
    engine = open_desk(data, corpus, write=True)
    results = {outcome.file: outcome.result for outcome in engine.sync()}
    engine.close()
    assert results == {"widgets.txt": "failed", "gadgets.txt": "unchanged"}
    assert "widget" in found(data, corpus, "must every widget be filed")


def test_what_is_no_regular_file_is_refused(made: Commands, tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    missing = made("ingest", tmp_path / "dangling.txt")
    assert missing.code == 1
    os.mkfifo(tmp_path / "pipe.txt")
    pipe = made("ingest", tmp_path / "pipe.txt")
    assert pipe.code == 1
    assert "pipe.txt" in pipe.text + pipe.err


def test_a_notice_without_structure_is_taken_in_as_paragraphs(
    made: Commands, tmp_path: Path
) -> None:
    text = (
        "all sprocket offices must send their reports to the central sprocket office every "
        "quarter and must keep a copy of each report for five years in their own archive.\n"
    )
    (tmp_path / "plain.txt").write_text(text, "utf-8")
    run = made("ingest", tmp_path / "plain.txt", "--json")
    assert run.code == 0
    (row,) = run.json["outcomes"]
    full = made("notice", row["notice"], "--json").json
    assert any("sprocket" in full["text"][c["start"] : c["end"]] for c in full["clauses"])
    shown = made("search", "sprocket reports", "--json").json["passages"]
    assert "sprocket" in shown[0]["source_text"]


def test_a_manifest_that_cannot_be_read_stops_nothing_but_the_ingest(
    made: Commands, folders: tuple[Path, Path]
) -> None:
    (folders[1] / "manifest.yaml").write_text("notices: [unclosed", "utf-8")
    run = made("index", "--json")
    assert (run.code, run.out) == (1, b"")
    assert "manifest.yaml" in run.reason
    assert len(made.notices()) == 2
