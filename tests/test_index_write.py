"""Writing: all or nothing, nothing encoded twice, Chroma brought level after whatever happened."""

from __future__ import annotations

import hashlib
import logging
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from errors import ModelError, StoreDamaged, StoreError, StoreLocked, StoreMismatch
from index import originals
from index.catalogue import FILE_NAME
from index.embeddings import Vectors
from index.index import Index
from index.lock import Owner
from index.vectors import FOLDER, MARKER, VectorStore
from records import ParsedNotice
from settings import Settings
from tests.fakes import HashingEncoder, fake_encoders, make_parsed, make_requirement

ROOT = Path(__file__).resolve().parent.parent
FIRST = make_parsed(["The period is two years. It may be renewed.", "建设期为两年。"], "first")
SECOND = make_parsed(["Enterprises shall submit the form. It is free.", "Nobody pays."], "second")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def write(index: Index, parsed: ParsedNotice) -> None:
    index.write(
        parsed, [make_requirement(clause) for clause in parsed.clauses], parsed.text.encode()
    )


def prepared(settings: Settings, *parsed: ParsedNotice) -> tuple[HashingEncoder, HashingEncoder]:
    encoders = fake_encoders()
    with Index.open(settings, write=True, encoders=encoders) as index:
        for notice in parsed:
            write(index, notice)
    return encoders


def nearest(index: Index, text: str) -> str:
    encoder = index.encoders[0]
    key, _ = index.dense(encoder.name, encoder.encode_queries([text])[0], 1)[0]
    return index.units([key])[key].text


def test_same_notice_again_encodes_nothing_and_leaves_one(settings: Settings) -> None:
    encoders = fake_encoders()
    with Index.open(settings, write=True, encoders=encoders) as index:
        write(index, FIRST)
        before = [encoder.encoded for encoder in encoders]
        units, generation = index.check().units, index.generation
        write(index, FIRST)
        assert [encoder.encoded for encoder in encoders] == before
        report = index.check()
        assert (report.ok, report.notices, report.units) == (True, 1, units)
        assert len(index.requirements()) == len(FIRST.clauses)
        assert index.generation == generation + 1


def test_only_new_texts_are_encoded(settings: Settings) -> None:
    encoders = fake_encoders()
    changed = make_parsed([FIRST.clauses[0].text, "建设期为三年。"], "first")
    with Index.open(settings, write=True, encoders=encoders) as index:
        write(index, FIRST)
        before = encoders[0].encoded
        write(index, changed)
        assert encoders[0].encoded == before + 1


def test_remove_takes_everything_of_the_notice(settings: Settings) -> None:
    encoders = fake_encoders()
    with Index.open(settings, write=True, encoders=encoders) as index:
        write(index, FIRST)
        write(index, SECOND)
        index.remove(FIRST.notice.id)
        assert index.notices() == (SECOND.notice,)
        assert index.lexical(["两年", "period"], 5) == []
        assert {item.notice_id for item in index.requirements()} == {SECOND.notice.id}
        assert index.check().ok
        assert [kept.file for kept in originals.kept(settings.data_dir)] == ["second.txt"]
    with closing(sqlite3.connect(settings.data_dir / FILE_NAME)) as connection:
        orphans = connection.execute(
            "SELECT count(*) FROM vectors "
            "WHERE text_hash NOT IN (SELECT text_hash FROM unit_vectors)"
        ).fetchone()
    assert orphans == (0,)


class Killed(BaseException):
    """Stands for a process that ends at this line."""


@pytest.mark.parametrize("method", ["delete", "put", "stamp"])
def test_kill_between_catalogue_and_chroma(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    encoders = fake_encoders()
    index = Index.open(settings, write=True, encoders=encoders)
    write(index, FIRST)

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(VectorStore, method, killed)
    with pytest.raises(Killed):
        write(index, SECOND)
    monkeypatch.undo()
    index.close()
    before = [encoder.encoded for encoder in encoders]
    with Index.open(settings, write=True, encoders=encoders) as index:
        assert index.check().ok
        assert nearest(index, "Nobody pays.") == "Nobody pays."
    assert [encoder.encoded for encoder in encoders] == before


def test_kill_inside_the_transaction_leaves_the_old_state(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoders = prepared(settings, FIRST)
    changed = make_parsed(["Another text."], "first", id=FIRST.notice.id)
    index = Index.open(settings, write=True, encoders=encoders)

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr("index.fulltext.insert_terms", killed)
    with pytest.raises(Killed):
        write(index, changed)
    monkeypatch.undo()
    index.close()
    with Index.open(settings, write=True, encoders=encoders) as index:
        assert index.clauses(FIRST.notice.id) == FIRST.clauses
        assert index.check().ok


@pytest.mark.parametrize("stop", [1, 3, 6, 10, 15, 25])
def test_real_kill_at_some_moment(settings: Settings, stop: int) -> None:
    """A process is killed at its n-th catalogue statement or Chroma call while it writes."""
    encoders = prepared(settings, FIRST)
    script = ROOT / "tests" / "index_killed_writer.py"
    command = [sys.executable, str(script), str(ROOT), str(settings.data_dir), str(stop)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode in (-9, 0), done.stderr
    with Index.open(settings, write=True, encoders=encoders) as index:
        assert index.check().ok
        assert FIRST.notice in index.notices()
        assert index.clauses(FIRST.notice.id) == FIRST.clauses
        assert nearest(index, "建设期为两年。") == "建设期为两年。"
        write(index, SECOND)
        assert index.check().ok


DATABASE = "chroma.sqlite3"
DAMAGE = [
    # (what is done to the Chroma folder, reason)
    (lambda folder: shutil.rmtree(folder), "the whole folder is lost"),
    (lambda folder: (folder / DATABASE).unlink(), "its database is lost"),
    (
        lambda folder: (folder / DATABASE).write_bytes(b"x" * 5000),
        "its database is not one",
    ),
    (lambda folder: (folder / DATABASE).write_bytes(b""), "its database is empty"),
]


@pytest.mark.parametrize(("damage", "reason"), DAMAGE)
def test_damaged_chroma_is_filled_again(settings: Settings, damage: object, reason: str) -> None:
    encoders = prepared(settings, FIRST, SECOND)
    before = encoders[0].encoded
    damage(settings.data_dir / FOLDER)  # type: ignore[operator]
    with Index.open(settings, write=True, encoders=encoders) as index:
        assert index.check().ok, reason
        assert nearest(index, "Nobody pays.") == "Nobody pays."
    assert encoders[0].encoded == before


def test_lost_hnsw_folder_is_filled_again(settings: Settings) -> None:
    """Beyond Chroma's sync threshold of 1,000 the vectors stand in the HNSW folder alone."""
    encoders = fake_encoders()
    many = make_parsed([f"Article {number} concerns matter {number}." for number in range(1100)])
    with Index.open(settings, write=True, encoders=encoders) as index:
        write(index, many)
        assert index.check().ok
    for folder in (settings.data_dir / FOLDER).iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    with Index.open(settings, write=True, encoders=encoders) as index:
        assert index.check().ok
        assert nearest(index, many.clauses[7].text) == many.clauses[7].text


def test_process_that_died_opening_chroma(settings: Settings) -> None:
    encoders = prepared(settings, FIRST)
    stray = settings.data_dir / FOLDER / "stray"
    stray.touch()
    (settings.data_dir / MARKER).touch()
    with Index.open(settings, write=True, encoders=encoders) as index:
        assert index.check().ok
        assert not stray.exists()
        assert not (settings.data_dir / MARKER).exists()


def test_check_names_what_is_wrong_and_repair_mends_it(settings: Settings) -> None:
    encoders = prepared(settings, FIRST, SECOND)
    with Index.open(settings, write=True, encoders=encoders) as index:
        assert index._mirror is not None
        index._mirror.store.clear(encoders[0].name)
        with closing(sqlite3.connect(settings.data_dir / FILE_NAME)) as connection:
            connection.execute("UPDATE vectors SET vector = x'00' WHERE rowid % 2")
            connection.execute("DELETE FROM unit_vectors WHERE unit_key = 1")
            connection.commit()
        with pytest.raises(StoreDamaged):
            index.check()
        report = index.repair()
        assert report.ok
        index._mirror.store.delete(encoders[0].name, [2])
        codes = {problem.code for problem in index.check().problems}
        assert codes == {"index.count_differs", "index.samples_lost"}
        assert index.repair().ok


def test_chroma_that_fails_while_running_is_not_needed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    encoders = prepared(settings, FIRST)
    with Index.open(settings, write=True, encoders=encoders) as index:

        def broken(*_: object) -> None:
            raise StoreDamaged("broken")

        with caplog.at_level(logging.CRITICAL):
            monkeypatch.setattr(VectorStore, "query", broken)
            assert nearest(index, "建设期为两年。") == "建设期为两年。"
            monkeypatch.undo()
            monkeypatch.setattr(VectorStore, "put", broken)
            write(index, SECOND)
            assert nearest(index, "Nobody pays.") == "Nobody pays."
            monkeypatch.undo()
        write(index, SECOND)
        assert index.check().ok


def test_second_owner_is_refused_and_the_first_goes_on(settings: Settings) -> None:
    encoders = fake_encoders()
    app = Owner(4711, "serve.py", "http://127.0.0.1:8501")
    with Index.open(settings, write=True, encoders=encoders, owner=app) as index:
        with pytest.raises(StoreLocked) as caught:
            Index.open(settings, write=True, encoders=encoders)
        assert caught.value.params["url"] == "http://127.0.0.1:8501"
        write(index, FIRST)
        assert index.check().ok
        assert index.owner == app


def test_reader_beside_a_writer_finds_new_notices(settings: Settings) -> None:
    encoders = fake_encoders()
    with Index.open(settings, write=True, encoders=encoders) as owner:
        write(owner, FIRST)
        with Index.open(settings, write=False, encoders=encoders) as reader:
            assert reader.owner is None
            assert nearest(reader, "Nobody pays.") != "Nobody pays."
            before = reader.generation
            write(owner, SECOND)
            assert nearest(reader, "Nobody pays.") == "Nobody pays."
            assert reader.generation == before + 1
            assert len(reader.notices()) == 2
            owner.remove(FIRST.notice.id)
            assert reader.notices() == (SECOND.notice,)


def content(folder: Path) -> dict[str, str]:
    """Checksums of every file but SQLite's shared-memory and journal files beside it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_reader_never_writes(settings: Settings) -> None:
    encoders = prepared(settings, FIRST)
    before = content(settings.data_dir)
    with Index.open(settings, write=False, encoders=encoders) as reader:
        nearest(reader, "two years")
        assert reader.check().ok
        for act in (reader.prune, reader.repair, reader.rebuild_vectors):
            with pytest.raises(StoreError):
                act()
        with pytest.raises(StoreError):
            reader.remove(FIRST.notice.id)
        with pytest.raises(StoreError):
            write(reader, SECOND)
    assert content(settings.data_dir) == before


@pytest.mark.parametrize("writing", [True, False])
def test_other_model_is_refused_with_the_rebuild_command(settings: Settings, writing: bool) -> None:
    prepared(settings, FIRST)
    other = (HashingEncoder("other-32", 32),)
    with pytest.raises(StoreMismatch) as caught:
        Index.open(settings, write=writing, encoders=other)
    assert caught.value.code == "error.store_other_model"
    assert caught.value.params["found"] == "hashing-64, hashing-48"
    assert caught.value.params["remedy"] == "python cli.py index --rebuild"


def test_rebuild_takes_the_other_model(settings: Settings) -> None:
    prepared(settings, FIRST)
    other = (HashingEncoder("other-32", 32),)
    with Index.open(settings, write=True, encoders=other, rebuild=True) as index:
        assert index.check().ok
        assert nearest(index, "建设期为两年。") == "建设期为两年。"
        assert index.prune() > 0
        assert index.notices() == (FIRST.notice,)
    Index.open(settings, write=False, encoders=other).close()


def test_empty_index_takes_any_model(settings: Settings) -> None:
    prepared(settings)
    Index.open(settings, write=True, encoders=(HashingEncoder("other-32", 32),)).close()


class BrokenEncoder(HashingEncoder):
    """Fails after its first texts."""

    def encode_passages(self, texts: Sequence[str], progress: object = None) -> Vectors:
        if self.encoded:
            raise ModelError("out of memory")
        self.encoded += len(texts)
        return self._encode(texts)


def test_encoder_that_fails_leaves_the_old_state(settings: Settings) -> None:
    encoders = (BrokenEncoder("broken-16", 16),)
    with Index.open(settings, write=True, encoders=encoders) as index:
        write(index, FIRST)
        with pytest.raises(ModelError):
            write(index, SECOND)
        assert index.notices() == (FIRST.notice,)
        assert index.check().ok


def test_altered_original_is_refused(settings: Settings) -> None:
    encoders = prepared(settings, FIRST)
    kept = originals.kept(settings.data_dir)[0]
    (settings.data_dir / originals.FOLDER / kept.sha256).write_bytes(b"other")
    with (
        Index.open(settings, write=False, encoders=encoders) as index,
        pytest.raises(StoreDamaged),
    ):
        index.original(FIRST.notice.id)


def test_hashing_encoder_is_deterministic_and_of_unit_length() -> None:
    one, two = (
        HashingEncoder().encode_queries(["两年 years"]),
        HashingEncoder().encode_queries(["两年 years"]),
    )
    assert np.array_equal(one, two)
    assert np.linalg.norm(one, axis=1) == pytest.approx([1.0])
