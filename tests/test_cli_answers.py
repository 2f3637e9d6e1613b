"""`ask` and `search`: one JSON document, or one object a line of a batch, as the contract says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.desk import Commands, wrong_offsets

ENGLISH = "By when must provincial offices name a contact person?"
CHINESE = "示范区建设期是多久？"
ASK_KEYS = {
    "question", "language", "status", "reason", "short", "answer", "passages", "checklist",
    "as_of", "searched", "warnings",
}  # fmt: skip
PLACE_KEYS = {"notice", "clause", "start", "end", "source_text"}
REQUIREMENT_KEYS = {
    "id", "notice", "clause", "type", "actor", "actor_id", "action", "object", "deadline",
    "deadline_date", "deadline_inferred", "condition", "start", "end", "source_text", "warnings",
}  # fmt: skip


@pytest.mark.parametrize("question", [ENGLISH, CHINESE, "Who files industrial IP alliances?"])
def test_ask_gives_one_document_of_the_contract(commands: Commands, question: str) -> None:
    run = commands("ask", question, "--json")
    assert run.code == 0
    answer = run.json
    assert set(answer) == ASK_KEYS
    assert answer["question"] == question
    assert answer["status"] in ("answered", "partial", "not_stated")
    assert set(answer["reason"]) == {"code", "params", "text"}
    assert answer["as_of"] == date.today().isoformat()
    assert 0 < len(answer["passages"]) <= 10
    for passage in answer["passages"]:
        assert set(passage) == PLACE_KEYS | {"heading", "score"}
        assert len(passage["source_text"]) <= 800
    for statement in answer["answer"]:
        assert set(statement) == {"text", "citations"}
        assert all(set(citation) == PLACE_KEYS for citation in statement["citations"])
    for item in answer["checklist"]:
        assert set(item) >= REQUIREMENT_KEYS
    if answer["short"]:
        assert set(answer["short"]) == {"text", "type", "iso", "inferred", "citation"}
        assert set(answer["short"]["citation"]) == PLACE_KEYS
    texts = {key: value["text"] for key, value in commands.notices().items()}
    assert not wrong_offsets(answer, texts)


def test_what_is_not_stated_says_so_and_is_no_failure(commands: Commands) -> None:
    run = commands("ask", "qwertz uiop asdfgh", "--json")
    assert run.code == 0
    assert run.json["status"] == "not_stated"
    assert run.json["answer"] == run.json["checklist"] == []
    assert run.json["short"] is None
    assert run.json["reason"]["text"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ((), "en"),  # the question's own language
        (("--lang", "zh"), "zh"),
        (("--lang", "en"), "en"),
    ],
)
def test_lang_decides_the_language_of_reasons(
    commands: Commands, words: tuple[str, ...], language: str
) -> None:
    answer = commands("ask", ENGLISH, "--json", *words).json
    assert answer["language"] == language
    han = any("一" <= char <= "鿿" for char in answer["reason"]["text"])
    assert han == (language == "zh")


def test_as_of_leaves_out_what_did_not_count_yet(commands: Commands) -> None:
    work = "cnipa-ip-protection-demonstration-zones-2022"
    notices = commands.notices()
    dated = {
        key: value["dates"]["effective"] or value["dates"]["released"] or value["dates"]["signed"]
        for key, value in notices.items()
    }
    answer = commands("ask", CHINESE, "--as-of", "2022-01-01", "--json", "--k", "50").json
    assert answer["as_of"] == "2022-01-01"
    shown = {passage["notice"] for passage in answer["passages"]}
    assert all(dated[key] is None or dated[key] <= "2022-01-01" for key in shown)
    later = {key for key, when in dated.items() if when and when > "2022-01-01"}
    assert len(later) == 2, f"{work} and the registration notice are of later in 2022"
    search = commands("search", CHINESE, "--as-of", "2022-01-01", "--json", "--k", "50").json
    assert later.isdisjoint(passage["notice"] for passage in search["passages"])


def test_notice_restricts_by_work_or_version(commands: Commands) -> None:
    for key, value in commands.notices().items():
        for name in (key, value["work_id"]):
            shown = commands("ask", ENGLISH, "--notice", name, "--json").json["passages"]
            assert {passage["notice"] for passage in shown} == {key}


@pytest.mark.parametrize("command", ["ask", "search"])
def test_k_bounds_the_passages(commands: Commands, command: str) -> None:
    assert len(commands(command, ENGLISH, "--k", "3", "--json").json["passages"]) == 3
    assert len(commands(command, ENGLISH, "--json").json["passages"]) == 10


def test_search_gives_passages_with_scores_best_first(commands: Commands) -> None:
    run = commands("search", "contact person", "--json")
    assert run.code == 0
    assert set(run.json) == {"query", "passages"}
    assert run.json["query"] == "contact person"
    scores = [passage["score"] for passage in run.json["passages"]]
    assert scores == sorted(scores, reverse=True)
    for passage in run.json["passages"]:
        assert set(passage) >= PLACE_KEYS | {"heading", "score"}
        assert len(passage["source_text"]) <= 800


def test_text_output_is_for_people(commands: Commands) -> None:
    asked = commands("ask", ENGLISH)
    assert asked.code == 0
    assert "{" not in asked.text
    assert ENGLISH in asked.text
    assert "Notice" in commands("search", "contact person").text


def test_a_batch_gives_an_object_a_line_in_order_and_goes_on(
    commands: Commands, tmp_path: Path
) -> None:
    questions = [ENGLISH, "", CHINESE, "x" * 10_000, "？？？", "line\u2028separator \x85 inside"]
    file = tmp_path / "batch.jsonl"
    rows = [
        json.dumps({"id": n, "question": q}, ensure_ascii=False) for n, q in enumerate(questions)
    ]
    file.write_text("\r\n".join([rows[0], "", *rows[1:]]) + "\r\n", encoding="utf-8-sig")
    run = commands("ask", "--batch", file)
    assert run.code == 0
    assert run.text.count("\n") == len(questions), "compact: one line each"
    answers = run.lines
    assert [answer["question"] for answer in answers] == questions
    for answer in answers:
        assert set(answer) == ASK_KEYS
    for unreadable in (answers[1], answers[3], answers[4]):
        assert unreadable["status"] == "not_stated"
        assert unreadable["reason"]["code"].startswith("error.question")
        assert unreadable["reason"]["text"]
        assert unreadable["passages"] == []
    alone = commands("ask", CHINESE, "--json").json
    assert answers[2] == alone, "a batch answers as one question does"


def test_a_search_batch_too(commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text('{"query": "contact person"}\n{"query": " "}\n{"query": "建设期"}', "utf-8")
    run = commands("search", "--batch", file, "--k", "2")
    assert run.code == 0
    first, empty, last = run.lines
    assert (first["query"], len(first["passages"])) == ("contact person", 2)
    assert (empty["passages"], empty["reason"]["code"]) == ([], "error.question_empty")
    assert (last["query"], len(last["passages"])) == ("建设期", 2)


def test_a_broken_character_in_a_question_breaks_nothing(
    commands: Commands, tmp_path: Path
) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text('{"question": "contact \\ud83d person \\u0000?"}\n', "utf-8")
    run = commands("ask", "--batch", file)
    assert run.code == 0
    assert run.lines[0]["passages"]
