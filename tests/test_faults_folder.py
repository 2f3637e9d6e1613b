"""A data folder or a model that cannot be used: one line that says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import open_engine
from index.encoders import (
    DEFAULT_DIMENSION,
    SENTENCE_ENCODER_DIMENSION,
    SENTENCE_ENCODER_NAME,
    default_encoders,
)
from index.weights import MODEL_NAME, model_folder
from settings import Settings
from tests.conftest import ROOT
from tests.desk import GADGETS, Commands, found, make_desk, open_desk, write_corpus
from tests.fakes import HashingEncoder

# Root may write where the mode forbids it; without these two rights it may not.
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
QUESTION = "By when must every widget be filed?"


def as_anyone() -> list[str]:
    """What goes before a command so that file modes bind it; skips where there is no way."""
    if os.geteuid():
        return []
    tool = shutil.which(WITHOUT_RIGHTS[0])
    if not tool or subprocess.run([*WITHOUT_RIGHTS, "true"], check=False).returncode:
        pytest.skip("root cannot give up its rights here: setpriv of util-linux is needed")
    return WITHOUT_RIGHTS


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """An indexed desk whose data folder nobody may write."""
    data, corpus = make_desk(tmp_path)
    places = [data, *data.rglob("*")]
    modes = [place.stat().st_mode for place in places]
    for place in places:
        place.chmod(place.stat().st_mode & ~0o222)
    yield data, corpus
    for place, mode in zip(places, modes, strict=True):
        place.chmod(mode)


def command(data: Path, corpus: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {"NOTICEDESK_DATA_DIR": str(data), "NOTICEDESK_CORPUS_DIR": str(corpus)}
    return subprocess.run(
        [*as_anyone(), sys.executable, ROOT / "tests" / "fake_cli.py", ROOT, *words],
        env={**os.environ, **environment, "NOTICEDESK_LOG_LEVEL": "WARNING"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_read_only_folder_is_read_and_not_written(
    sealed: tuple[Path, Path], tmp_path: Path
) -> None:
    data, corpus = sealed
    read = command(data, corpus, "ask", QUESTION, "--json")
    assert read.returncode == 0, read.stderr
    assert "November 21" in read.stdout
    (tmp_path / "new.txt").write_text(GADGETS, "utf-8")
    for words in (("ingest", tmp_path / "new.txt", "--json"), ("index", "--json")):
        written = command(data, corpus, *words)
        assert (written.returncode, written.stdout) == (1, ""), written.stderr
        (reason,) = written.stderr.strip().split("\n")
        assert str(data) in reason
        assert "NOTICEDESK_DATA_DIR" in reason
    assert "widget" in found(data, corpus, QUESTION)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    (tmp_path / "file").write_text("in the way")
    refused = command(tmp_path / "file" / "data", corpus, "index", "--json")
    assert (refused.returncode, refused.stdout) == (1, "")
    (reason,) = refused.stderr.strip().split("\n")
    assert "NOTICEDESK_DATA_DIR" in reason


@pytest.fixture
def modelled(tmp_path: Path) -> tuple[Path, Path]:
    """A desk indexed under the names of the real encoders, beside a model folder of one file."""
    corpus, data = write_corpus(tmp_path / "corpus"), tmp_path / "data"
    engine = open_desk(data, corpus, write=True, encoders=named_like_the_real())
    engine.sync()
    engine.close()
    folder = model_folder(data)
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "SHA256SUMS").write_text(
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  config.json\n"
    )
    return data, corpus


def named_like_the_real() -> tuple[HashingEncoder, HashingEncoder]:
    return (
        HashingEncoder(MODEL_NAME, DEFAULT_DIMENSION),
        HashingEncoder(SENTENCE_ENCODER_NAME, SENTENCE_ENCODER_DIMENSION),
    )


@pytest.mark.parametrize(
    ("file", "content", "says", "reason"),
    [
        ("config.json", "{ }", "SHA-256", "an altered file"),
        ("config.json", None, "config.json", "a missing file"),
        ("SHA256SUMS", None, "SHA256SUMS", "the list of checksums is missing"),
    ],
)
def test_a_model_that_is_not_what_it_was_is_refused(
    modelled: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    file: str,
    content: str | None,
    says: str,
    reason: str,
) -> None:
    data, corpus = modelled
    place = model_folder(data) / file
    if content is None:
        place.unlink()
    else:
        place.write_text(content)
    environment = {"DATA_DIR": data, "CORPUS_DIR": corpus}
    real = default_encoders(Settings(data_dir=data))
    run = Commands(monkeypatch, capsysbinary, environment, real)
    refused = run("ask", QUESTION, "--json")
    assert (refused.code, refused.out) == (1, b""), reason
    assert says in refused.reason
    assert "start again" in refused.reason
    assert len(run("notices", "--json").json["notices"]) == 2, "what needs no model goes on"
    sound = Commands(monkeypatch, capsysbinary, environment, named_like_the_real())
    assert sound("ask", QUESTION, "--json").json["passages"], "the index is whole"


def test_a_model_folder_that_is_none_is_named(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("cli.open_engine", open_engine)
    monkeypatch.setenv("NOTICEDESK_MODEL_DIR", str(tmp_path / "nowhere"))
    run = commands("ask", QUESTION, "--json")
    assert (run.code, run.out) == (1, b"")
    assert str(tmp_path / "nowhere") in run.reason


def test_an_index_of_another_model_names_the_command(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.open_engine", open_engine)
    run = commands("ask", QUESTION, "--json")
    assert (run.code, run.out) == (1, b"")
    assert "index --rebuild" in run.reason


def test_a_damaged_catalogue_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    data, corpus = make_desk(tmp_path)
    run = Commands(monkeypatch, capsysbinary, {"DATA_DIR": data, "CORPUS_DIR": corpus})
    (data / "catalogue.db").write_bytes(b"no database at all" * 500)
    for words in (("ask", QUESTION), ("index",)):
        refused = run(*words, "--json")
        assert (refused.code, refused.out) == (1, b"")
        assert "index --rebuild" in refused.reason
    assert run("index", "--rebuild", "--json").code == 0
    assert len(run.notices()) == 2


def test_a_lost_vector_store_is_filled_again(tmp_path: Path) -> None:
    data, corpus = make_desk(tmp_path)
    shutil.rmtree(data / "chroma")
    engine = open_desk(data, corpus, write=True)
    assert engine.check().ok
    assert "widget" in engine.search(QUESTION).hits[0].text.lower()
    engine.close()
