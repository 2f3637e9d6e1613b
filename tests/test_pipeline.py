"""From file to answer with the real model over the five notices, through the command line."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from index.encoders import Encoder
from tests.conftest import ROOT
from tests.desk import Commands, wrong_offsets

pytestmark = pytest.mark.model

GATE = ROOT / "tests" / "gate"
# The issue's own questions, each with words of the clause that has to come first.
ACCEPTED = [
    (
        "Who now handles the filing of industrial IP alliances?",
        "the Provincial Intellectual Property Office will be responsible for the filing",
    ),
    ("示范区建设期是多久？", "The construction period is two years."),
    ("By when must provincial offices name a contact person?", "before November 21"),
]
NOT_STATED = "How much money does each key city receive?"
BLOCKED = """
import socket, sys
def refuse(event, words):
    if event in ("socket.connect", "socket.sendto") and isinstance(words[1], tuple):
        host = words[1][0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = words[0]
    else:
        return
    if host not in ("127.0.0.1", "::1", "localhost", None):
        raise PermissionError(f"a network address was asked for: {host}")
sys.addaudithook(refuse)
sys.path.insert(0, sys.argv[1])
sys.argv = sys.argv[2:]
import cli
sys.exit(cli.main())
"""


@pytest.fixture
def real(
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    real_desk: tuple[Path, Sequence[Encoder]],
) -> Commands:
    """Commands over the five notices with the real model."""
    data, encoders = real_desk
    return Commands(monkeypatch, capsysbinary, {"DATA_DIR": data}, encoders)


def batch(run: Commands, command: str, file: Path) -> list[dict[str, Any]]:
    """What ``command`` gives for the issue's questions and some of the gate's."""
    rows = yaml.safe_load((GATE / "questions.yaml").read_text(encoding="utf-8"))[::6]
    asked = [*(question for question, _ in ACCEPTED), NOT_STATED, *(row["ask"] for row in rows)]
    key = "question" if command == "ask" else "query"
    lines = [json.dumps({key: question}, ensure_ascii=False) for question in asked]
    file.write_text("\n".join(lines), encoding="utf-8")
    done = run(command, "--batch", file)
    assert done.code == 0, done.err
    assert [row[key] for row in done.lines] == asked
    return done.lines


@pytest.mark.parametrize(("question", "words"), ACCEPTED)
def test_the_right_clause_comes_first(real: Commands, question: str, words: str) -> None:
    answer = real("ask", question, "--json").json
    assert answer["status"] == "answered"
    assert words in answer["passages"][0]["source_text"]
    assert any(
        words in citation["source_text"]
        for statement in answer["answer"]
        for citation in statement["citations"]
    )


def test_what_the_notices_do_not_state_is_not_answered(real: Commands) -> None:
    answer = real("ask", NOT_STATED, "--json").json
    assert answer["status"] == "not_stated"
    assert answer["answer"] == answer["checklist"] == []
    assert answer["short"] is None
    assert answer["passages"], "the nearest passages are shown as such"


def test_every_offset_gives_its_source_text_back(
    real: Commands, gate_answers: list[dict[str, Any]], tmp_path: Path
) -> None:
    full = real.notices()
    texts = {key: value["text"] for key, value in full.items()}
    for key, value in full.items():
        assert not wrong_offsets(value, texts, key)
    assert sum(answer["status"] == "answered" for answer in gate_answers) > 20
    assert sum(bool(answer["checklist"]) for answer in gate_answers) > 5
    assert not wrong_offsets(gate_answers, texts)
    for command in ("ask", "search"):
        assert not wrong_offsets(batch(real, command, tmp_path / command), texts)
    assert not wrong_offsets(real("checklist", "--json").json, texts)
    for question, _ in ACCEPTED:
        assert not wrong_offsets(real("checklist", "--question", question, "--json").json, texts)


def test_no_boilerplate_is_a_clause_an_answer_or_an_item(
    real: Commands, gate_answers: list[dict[str, Any]]
) -> None:
    gate = yaml.safe_load((GATE / "notices.yaml").read_text(encoding="utf-8"))
    full = real.notices()
    furniture = {
        key: [*gate[value["file"]]["must_not_contain"], "相关新闻", "Copyright ©"]
        for key, value in full.items()
    }
    shown: list[tuple[str, str]] = [
        (key, value["text"][clause["start"] : clause["end"]])
        for key, value in full.items()
        for clause in value["clauses"]
    ]
    listed = real("checklist", "--json").json
    for item in listed["items"] + listed["commitments"]:
        shown.append((item["notice"], item["source_text"]))
    lures = ["Telephone of the head office in Shenzhen", "版权所有 联系电话", "相关新闻", "cookies"]
    answers = gate_answers + [real("ask", lure, "--json").json for lure in lures]
    for answer in answers:
        places = [c for statement in answer["answer"] for c in statement["citations"]]
        places += answer["passages"] + answer["checklist"]
        places += [answer["short"]["citation"]] if answer["short"] else []
        shown += [(place["notice"], place["source_text"]) for place in places]
    found = {(line, text[:80]) for key, text in shown for line in furniture[key] if line in text}
    assert not found


def test_ask_opens_no_connection(real_desk: tuple[Path, Sequence[Encoder]]) -> None:
    """A command in a process of its own, in which any address but loopback is refused."""
    environment = {**os.environ, "NOTICEDESK_DATA_DIR": str(real_desk[0])}
    words = ["cli.py", "ask", ACCEPTED[1][0], "--json"]
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, ROOT, *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["status"] == "answered"
    assert "network address" not in done.stderr


def test_the_block_blocks() -> None:
    """What refuses the network in the test above does refuse it."""
    ast.parse(BLOCKED)
    opening = BLOCKED.split("sys.path")[0] + "socket.create_connection(('192.0.2.1', 80), 1)"
    done = subprocess.run([sys.executable, "-c", opening], capture_output=True, check=False)
    assert b"PermissionError" in done.stderr
