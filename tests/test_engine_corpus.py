"""Files and the index: what a rebuild brings back, and how a bad file is told."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index import originals
from tests.desk import WIDGETS, Commands, open_desk, write_corpus

SPROCKETS = WIDGETS.replace("widget", "sprocket")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """(data, corpus): the made corpus, and beside it a notice that was ingested from elsewhere."""
    data, corpus = tmp_path / "data", write_corpus(tmp_path / "corpus")
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text(SPROCKETS, "utf-8")
    engine = open_desk(data, corpus, write=True)
    engine.sync()
    engine.ingest([elsewhere])
    engine.close()
    elsewhere.unlink()
    return data, corpus


@pytest.fixture
def made(
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    folders: tuple[Path, Path],
) -> Commands:
    data, corpus = folders
    return Commands(monkeypatch, capsysbinary, {"DATA_DIR": data, "CORPUS_DIR": corpus})


def damage(catalogue: Path) -> None:
    catalogue.write_bytes(b"no database at all" * 500)


def age(catalogue: Path) -> None:
    with closing(sqlite3.connect(catalogue)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def results(run: Any) -> dict[str, str]:
    return {row["file"]: row["result"] for row in run.json["outcomes"]}


@pytest.mark.parametrize(
    ("spoil", "command"),
    [(damage, ("index", "--rebuild")), (age, ("index", "--rebuild")), (Path.unlink, ("index",))],
    ids=["damaged", "newer", "deleted"],
)
def test_a_new_catalogue_holds_what_was_ingested_from_elsewhere(
    made: Commands, folders: tuple[Path, Path], spoil: Callable[[Path], None], command: tuple[str]
) -> None:
    before = made.notices()
    for side in ("catalogue.db-wal", "catalogue.db-shm"):
        (folders[0] / side).unlink(missing_ok=True)
    spoil(folders[0] / "catalogue.db")
    run = made(*command, "--json")
    assert run.code == 0
    assert results(run) == dict.fromkeys(("elsewhere.txt", "gadgets.txt", "widgets.txt"), "added")
    assert made.notices() == before
    assert made("remove", next(iter(before))).code == 0
    kept = {original.sha256 for original in originals.kept(folders[0])}
    assert kept == {notice["sha256"] for notice in made.notices().values()}


def test_the_corpus_has_the_word_on_its_own_files(
    made: Commands, folders: tuple[Path, Path]
) -> None:
    data, corpus = folders
    damage(data / "catalogue.db")
    (corpus / "notices" / "widgets.txt").write_text(
        WIDGETS.replace("November 21", "November 28"), "utf-8"
    )
    (corpus / "notices" / "gadgets.txt").write_text("")
    run = made("index", "--rebuild", "--json")
    assert run.code == 1
    assert [(row["file"], row["result"]) for row in run.json["outcomes"]] == [
        ("gadgets.txt", "failed"),
        ("widgets.txt", "added"),
        ("elsewhere.txt", "added"),
        ("gadgets.txt", "added"),  # the last good version
    ]
    texts = [full["text"] for full in made.notices().values()]
    assert len(texts) == 3
    assert not any("November 21" in text and "widget" in text for text in texts)


def test_two_notices_of_one_name_come_back_both(
    made: Commands, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        write_corpus(tmp_path / "more" / name, notice=WIDGETS.replace("widget", f"{name}et"))
    assert made("ingest", tmp_path / "more").code == 0
    before = made.notices()
    assert len(before) == 5
    damage(folders[0] / "catalogue.db")
    assert made("index", "--rebuild").code == 0
    assert made.notices() == before


def test_an_original_that_is_damaged_is_reported(
    made: Commands, folders: tuple[Path, Path]
) -> None:
    (lost,) = [one for one in originals.kept(folders[0]) if one.file == "elsewhere.txt"]
    (folders[0] / originals.FOLDER / lost.sha256).write_bytes(b"other bytes")
    damage(folders[0] / "catalogue.db")
    run = made("index", "--rebuild", "--json")
    assert (run.code, results(run)["elsewhere.txt"]) == (1, "failed")
    assert len(made.notices()) == 2


def test_what_is_removed_does_not_come_back(made: Commands) -> None:
    gone = next(key for key, full in made.notices().items() if full["file"] == "elsewhere.txt")
    assert made("remove", gone).code == 0
    assert "elsewhere.txt" not in results(made("index", "--rebuild", "--json"))
    assert gone not in made.notices()


def test_a_bad_file_is_named_once(
    made: Commands, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "bad.xyz").write_bytes(b"a picture")
    with caplog.at_level(logging.WARNING):
        run = made("ingest", tmp_path / "bad.xyz")
    assert run.code == 1
    (logged,) = [record.getMessage() for record in caplog.records]
    assert logged.count("bad.xyz") == 1
    assert run.text.count("bad.xyz") == 1
