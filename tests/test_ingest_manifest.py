"""The manifest: what it may state, and what it says of a mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from errors import ManifestError
from ingest.manifest import load_manifest

ROOT = Path(__file__).resolve().parents[1]


def write(folder: Path, text: str) -> Path:
    path = folder / "manifest.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_corpus_manifest_names_every_notice() -> None:
    manifest = load_manifest(ROOT / "corpus" / "manifest.yaml")
    files = {path.name for path in (ROOT / "corpus" / "notices").glob("*")}
    assert set(manifest.entries) >= {name for name in files if name.endswith(".txt")}
    for name, entry in manifest.entries.items():
        assert entry.work_id == Path(name).stem
        assert entry.status == "unknown"


def test_dates(tmp_path: Path) -> None:
    path = write(tmp_path, "notices:\n- file: a.txt\n  signed: June 1\n  released: 2021-03-30\n")
    entry = load_manifest(path).entry("a.txt")
    assert entry is not None and entry.signed is not None and entry.released is not None
    assert (entry.signed.printed, entry.signed.value) == ("June 1", None)
    assert entry.released.value == date(2021, 3, 30)
    assert entry.released.source == "manifest"


MISTAKES = [
    ("unknown field", "notices:\n- file: a.txt\n  isuer: X\n", "3", "isuer"),
    ("bad date", "notices:\n- file: a.txt\n  title: T\n  signed: 2021-13-01\n", "4", "signed"),
    ("no date at all", "notices:\n- file: a.txt\n  signed: soon\n", "3", "signed"),
    ("year alone", "notices:\n- file: a.txt\n  released: '2021'\n", "3", "released"),
    ("bad choice", "notices:\n- file: a.txt\n  kind: letter\n", "3", "kind"),
    ("no file", "notices:\n- title: T\n", "2", "file"),
    ("file twice", "notices:\n- file: a.txt\n- file: a.txt\n", "3", "file"),
    ("key twice", "notices:\n- file: a.txt\n  title: A\n  title: B\n", "4", ""),
    ("not YAML", "notices: [\n", "2", ""),
    ("not a list", "notices: 3\n", "1", "notices"),
    ("other top", "files: []\n", "1", "notices"),
    ("list field", "notices:\n- file: a.txt\n  supersedes: b\n", "3", "supersedes"),
    ("number as title", "notices:\n- file: a.txt\n  title: 73\n", "3", "title"),
]


@pytest.mark.parametrize(("text", "line", "field"), [row[1:] for row in MISTAKES],
                         ids=[row[0] for row in MISTAKES])  # fmt: skip
def test_mistakes_name_line_and_field(tmp_path: Path, text: str, line: str, field: str) -> None:
    with pytest.raises(ManifestError) as caught:
        load_manifest(write(tmp_path, text))
    assert caught.value.params["line"] == line
    assert caught.value.params["field"] == field
    assert "manifest.yaml" in str(caught.value)


def test_missing_manifest(tmp_path: Path) -> None:
    with pytest.raises(ManifestError):
        load_manifest(tmp_path / "none.yaml")
