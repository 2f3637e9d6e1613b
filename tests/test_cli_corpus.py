"""`ingest`, `index`, `remove`, `notices` and `notice`, over folders that settings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.desk import GADGETS, WIDGETS, Commands, make_desk, write_corpus

NOTICE_KEYS = {
    "id", "work_id", "title", "issuer", "number", "number_normalised", "dates", "language", "kind",
    "status", "file", "sha256", "clauses", "warnings",
}  # fmt: skip
CLAUSE_KEYS = {"id", "heading", "start", "end", "page", "warnings"}


@pytest.fixture
def made(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Commands:
    """Commands over two made notices in folders of their own."""
    data, corpus = make_desk(tmp_path)
    return Commands(monkeypatch, capsysbinary, {"DATA_DIR": data, "CORPUS_DIR": corpus})


def results(rows: list[dict[str, str]]) -> dict[str, str]:
    return {row["file"]: row["result"] for row in rows}


def test_notices_lists_what_the_contract_names(commands: Commands) -> None:
    rows = commands("notices", "--json").json["notices"]
    assert {row["file"] for row in rows} == {f.name for f in (ROOT / "corpus/notices").iterdir()}
    for row in rows:
        assert set(row) >= NOTICE_KEYS
        assert set(row["dates"]) == {"signed", "released", "effective"}
        assert row["clauses"] > 0
    assert all(row["title"] in commands("notices").text for row in rows)


def test_notice_gives_the_decoded_file_and_its_clauses(commands: Commands) -> None:
    for row in commands("notices", "--json").json["notices"]:
        full = commands("notice", row["work_id"], "--json").json
        assert set(full) >= NOTICE_KEYS | {"text", "encoding"}
        file = ROOT / "corpus" / "notices" / row["file"]
        assert full["text"] == file.read_bytes().decode("utf-8-sig"), "with its line ends"
        assert len(full["clauses"]) == row["clauses"]
        for clause in full["clauses"]:
            assert set(clause) >= CLAUSE_KEYS
            assert 0 <= clause["start"] < clause["end"] <= len(full["text"])
        assert row["title"] in commands("notice", row["id"]).text


def test_settings_point_everything_at_other_folders(made: Commands, tmp_path: Path) -> None:
    rows = made("notices", "--json").json["notices"]
    assert {row["file"]: row["language"] for row in rows} == {
        "widgets.txt": "en",
        "gadgets.txt": "zh",
    }
    shown = made("ask", "By when must every widget be filed?", "--json").json["passages"]
    assert any("November 21, 2025" in passage["source_text"] for passage in shown[:3])
    assert made("checklist", "--json").json["items"]


def test_index_brings_level_with_the_corpus(made: Commands, tmp_path: Path) -> None:
    notices = tmp_path / "corpus" / "notices"
    assert set(results(made("index", "--json").json["outcomes"]).values()) == {"unchanged"}
    (notices / "widgets.txt").write_text(WIDGETS.replace("November 21", "November 28"), "utf-8")
    (notices / "new.txt").write_text(WIDGETS.replace("widget", "gizmo"), "utf-8")
    (notices / "gadgets.txt").unlink()
    run = made("index", "--json")
    assert run.code == 0
    assert results(run.json["outcomes"]) == {
        "new.txt": "added", "widgets.txt": "replaced", "gadgets.txt": "removed",
    }  # fmt: skip
    texts = [full["text"] for full in made.notices().values()]
    assert len(texts) == 2
    assert not any("November 21" in text and "widget" in text for text in texts)


def test_an_empty_corpus_folder_removes_nothing(
    made: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTICEDESK_CORPUS_DIR", str(tmp_path / "mistyped"))
    assert made("index", "--json").json == {"outcomes": []}
    assert len(made.notices()) == 2


def test_index_rebuild_loses_nothing(made: Commands, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text(WIDGETS.replace("widget", "sprocket"), "utf-8")
    assert made("ingest", elsewhere).code == 0
    before = made.notices()
    run = made("index", "--rebuild", "--json")
    assert run.code == 0
    assert made.notices() == before
    assert len(before) == 3


def test_index_check_reports_a_sound_index(made: Commands) -> None:
    run = made("index", "--check", "--json")
    assert run.code == 0
    assert run.json["sound"] is True
    assert run.json["notices"] == 2
    assert made("index", "--check").text.startswith("sound")


def test_ingest_takes_files_and_folders_and_reports_each(made: Commands, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "more", first=WIDGETS.replace("widget", "gizmo"))
    (folder / "notices" / "empty.txt").write_text("")
    run = made("ingest", folder / "notices", "--json")
    assert run.code == 1, "one of them failed"
    assert results(run.json["outcomes"]) == {"empty.txt": "failed", "first.txt": "added"}
    failed = next(row for row in run.json["outcomes"] if row["result"] == "failed")
    assert "empty" in failed["problem"]["text"]
    again = made("ingest", folder / "notices" / "first.txt", "--json")
    assert (again.code, results(again.json["outcomes"])) == (0, {"first.txt": "unchanged"})
    anew = made("ingest", folder / "notices" / "first.txt", "--replace", "--json")
    assert results(anew.json["outcomes"]) == {"first.txt": "replaced"}
    assert "unchanged" in made("ingest", folder / "notices" / "first.txt").text


def test_ingest_of_nothing_is_a_failure_that_names_it(made: Commands, tmp_path: Path) -> None:
    run = made("ingest", tmp_path / "nowhere.txt", "--json")
    assert (run.code, run.out) == (1, b"")
    assert "nowhere.txt" in run.reason


def test_two_files_of_one_name_in_two_folders_are_two_notices(
    made: Commands, tmp_path: Path
) -> None:
    notices = tmp_path / "corpus" / "notices"
    for year, text in (("2024", WIDGETS.replace("widget", "gizmo")), ("2025", GADGETS + "附则。")):
        (notices / year).mkdir()
        (notices / year / "notice.txt").write_text(text, "utf-8")
    assert made("index").code == 0
    first = made.notices()
    assert len(first) == 4
    again = made("index", "--json").json["outcomes"]
    assert {row["result"] for row in again} == {"unchanged"}
    assert made.notices() == first


def test_remove_takes_one_notice_out(made: Commands) -> None:
    gone = next(key for key, value in made.notices().items() if value["file"] == "widgets.txt")
    run = made("remove", gone, "--json")
    assert (run.code, run.json) == (0, {"removed": gone})
    assert [full["file"] for full in made.notices().values()] == ["gadgets.txt"]
    assert made("remove", gone).code == 1
