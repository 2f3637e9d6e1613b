"""Exit 2 for misuse, 1 for failure, one line on standard error that says why, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import Commands

MISUSES = [
    (("bogus",), "bogus", "no such command"),
    (("ask",), "--batch", "neither a question nor a batch"),
    (("ask", "a question", "--batch", "x.jsonl"), "--batch", "both"),
    (("ask", "a question", "--lang", "fr"), "'fr'", "two languages"),
    (("ask", "a question", "--as-of", "tomorrow"), "YYYY-MM-DD", "no date"),
    (("ask", "a question", "--as-of", "2022-02-30"), "YYYY-MM-DD", "no day of the calendar"),
    (("ask", "a question", "--k", "0"), "--k", "nothing to show"),
    (("ask", "a question", "--k", "many"), "--k", "no number"),
    (("ask", "a question", "--nonsense"), "--nonsense", "no such option"),
    (("ask", "--batch", "/nowhere/batch.jsonl"), "/nowhere/batch.jsonl", "no such file"),
    (("search",), "--batch", "neither a query nor a batch"),
    (("notice",), "NOTICE_ID", "which one?"),
    (("ingest",), "PATHS", "what?"),
    (("checklist", "--format", "pdf"), "xlsx", "no such format; the known ones are named"),
    (("checklist", "--as-of", "2022"), "YYYY-MM-DD", "no date"),
    (("checklist", "--format", "md", "--output", "/nowhere/list.md"), "/nowhere", "no folder"),
]
FAILURES = [
    (("ask", ""), "empty", "an empty question"),
    (("ask", "   \n\t "), "empty", "blank"),
    (("ask", "?!。"), "empty", "no letters"),
    (("ask", "为" * 10_000), "2000", "too long; the limit is named"),
    (("search", ""), "empty", "an empty query"),
    (("ask", "a question", "--notice", "no-such"), "no-such", "an unknown notice"),
    (("notice", "no-such"), "no-such", "an unknown notice"),
    (("checklist", "--notice", "no-such"), "no-such", "an unknown notice"),
    (("checklist", "--actor", "martians"), "enterprise", "an unknown actor; the known are named"),
]


@pytest.mark.parametrize(("words", "says", "reason"), MISUSES)
def test_misuse_is_2(commands: Commands, words: tuple[str, ...], says: str, reason: str) -> None:
    run = commands(*words)
    assert run.code == 2, reason
    assert run.out == b""
    assert says.lower() in run.reason.lower()


@pytest.mark.parametrize("flags", [(), ("--json",)])
@pytest.mark.parametrize(("words", "says", "reason"), FAILURES)
def test_failure_is_1(
    commands: Commands, words: tuple[str, ...], says: str, reason: str, flags: tuple[str, ...]
) -> None:
    run = commands(*words, *flags)
    assert run.code == 1, reason
    assert run.out == b""
    assert says in run.reason


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"question": "contact person?"}\nnot json\n', "line 2"),
        ('{"question": "contact person?"}\n["a list"]\n', "line 2"),
        ('{"query": "wrong key"}\n', "line 1"),
        ('{"question": 7}\n', "line 1"),
    ],
)
def test_a_batch_that_is_none_is_misuse_before_anything_is_asked(
    commands: Commands, tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text(content, encoding="utf-8")
    run = commands("ask", "--batch", file)
    assert (run.code, run.out) == (2, b"")
    assert says in run.reason


def test_a_batch_in_another_encoding_is_misuse(commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_bytes('{"question": "建设期是多久"}\n'.encode("gb18030"))
    run = commands("ask", "--batch", file)
    assert (run.code, run.out) == (2, b"")
    assert "batch.jsonl" in run.reason


def test_an_unknown_setting_is_named_with_the_known_ones(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTICEDESK_DATADIR", "/somewhere")
    run = commands("notices", "--json")
    assert (run.code, run.out) == (1, b"")
    assert "NOTICEDESK_DATADIR" in run.reason
    assert "NOTICEDESK_DATA_DIR" in run.reason


def test_a_bad_value_of_a_setting_is_named(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTICEDESK_PORT", "eighty")
    run = commands("notices", "--json")
    assert (run.code, run.out) == (1, b"")
    assert "NOTICEDESK_PORT" in run.reason


def test_without_an_index_the_command_that_makes_it_is_named(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTICEDESK_DATA_DIR", str(tmp_path / "nothing"))
    for words in (("ask", "a question"), ("search", "a query"), ("notices",), ("checklist",)):
        run = commands(*words)
        assert (run.code, run.out) == (1, b"")
        assert "cli.py index" in run.reason
    assert not (tmp_path / "nothing").exists(), "a reader makes nothing"
