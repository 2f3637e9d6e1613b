"""Workspaces: the link, the chat, the ticks, and what several people do at once."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from errors import NotFound, StoreError
from records import Requirement, Span
from state import Workspaces
from tests.state_samples import full_answer, plain_answer, requirement

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Workspaces]:
    opened = Workspaces.open(tmp_path)
    yield opened
    opened.close()


NAMES = [
    ("Li Na", "Li Na", "a plain name stays"),
    ("", "", "nobody has to give a name"),
    ("  \t\n ", "", "white space is no name"),
    ("  李娜 \n 王伟 ", "李娜 王伟", "one line, single spaces"),
    ("x" * 200, "x" * 80, "cut at the length of the column"),
    ("x" * 79 + "  y", "x" * 79, "a cut leaves no space at the end"),
    ("<b>=cmd|'/C calc'!A0</b>", "<b>=cmd|'/C calc'!A0</b>", "markup and formulas are only text"),
    ("ab\x00c\x1b[31m", "abc[31m", "control characters steer terminals"),
    ("user\u202egnp.exe", "usergnp.exe", "direction marks make a name look like another"),
    ("a\ud800b", "ab", "a lone surrogate is in no encoding"),
    ("👩‍🔬 Wu", "👩‍🔬 Wu", "joined emoji stay joined"),
    ("Robert'); DROP TABLE workspaces;--", "Robert'); DROP TABLE workspaces;--", "no SQL is built"),
]


@pytest.mark.parametrize(("given", "kept", "why"), NAMES, ids=[row[2] for row in NAMES])
def test_names(state: Workspaces, given: str, kept: str, why: str) -> None:
    made = state.create(given)
    assert made.name == kept, why
    assert state.get(made.token) == made
    assert state.rename(made.token, given + " 2").token == made.token


def test_rename_is_seen_by_the_next_reader(state: Workspaces) -> None:
    made = state.create("before")
    assert state.rename(made.token, " after ").name == "after"
    assert state.get(made.token).name == "after"
    assert state.get(made.token).created_at == made.created_at


def test_times_are_utc(state: Workspaces) -> None:
    made = state.create("")
    moments = [
        state.get(made.token).created_at,
        state.add_turn(made.token, plain_answer()).created_at,
        state.turns(made.token)[0].created_at,
        state.set_tick(made.token, requirement("r1"), True).at,
        state.ticks(made.token)["r1"].at,
    ]
    assert all(moment.tzinfo is UTC and moment.utcoffset() == timedelta(0) for moment in moments)


def test_tokens_are_long_differ_and_are_not_in_the_files(state: Workspaces, tmp_path: Path) -> None:
    tokens = [state.create("name").token for _ in range(20)]
    assert len(set(tokens)) == 20
    assert all(len(token) == 32 for token in tokens)
    state.close()
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"name" in stored
    assert not any(token.encode() in stored for token in tokens)


STRANGE_TOKENS = [
    ("", "empty"),
    ("x" * 100_000, "very long"),
    ("' OR 1=1 --", "SQL"),
    ("\ud800", "a lone surrogate"),
    ("\x00", "NUL"),
    ("%", "a wildcard"),
]


@pytest.mark.parametrize(("token", "why"), STRANGE_TOKENS, ids=[row[1] for row in STRANGE_TOKENS])
def test_a_wrong_link_opens_nothing(state: Workspaces, token: str, why: str) -> None:
    kept = state.create("somebody")
    for call in (
        lambda: state.get(token),
        lambda: state.rename(token, "x"),
        lambda: state.delete(token),
        lambda: state.turns(token),
        lambda: state.add_turn(token, plain_answer()),
        lambda: state.clear_turns(token),
        lambda: state.ticks(token),
        lambda: state.set_tick(token, requirement("r1"), True),
        lambda: state.tick_history(token, "r1"),
        lambda: state.add_feedback(token, 1, 1),
    ):
        with pytest.raises(NotFound) as caught:
            call()
        assert caught.value.code == "error.workspace_not_found"
        assert not token or token not in caught.value.message, "messages are logged"
    assert state.get(kept.token).name == "somebody"


def test_a_token_differs_by_its_case(state: Workspaces) -> None:
    token = state.create("").token
    with pytest.raises(NotFound):
        state.get(token.swapcase())


def test_turns_come_back_equal_and_in_order(state: Workspaces) -> None:
    token = state.create("").token
    first = state.add_turn(token, full_answer())
    second = state.add_turn(token, plain_answer("有哪些条件？"))
    assert state.turns(token) == (first, second)
    assert state.turns(token)[0].answer == full_answer()
    assert state.turns(token)[1].question == "有哪些条件？"


def test_a_question_that_no_encoding_holds_is_kept_legible(state: Workspaces) -> None:
    token = state.create("").token
    turn = state.add_turn(token, plain_answer("who\ud800 files\0?"))
    assert turn.question == "who? files\ufffd?"
    assert state.turns(token)[0].question == turn.question


def test_clearing_turns_keeps_ticks_and_reuses_no_number(state: Workspaces) -> None:
    token = state.create("").token
    old = state.add_turn(token, plain_answer())
    state.set_tick(token, requirement("r1"), True)
    state.clear_turns(token)
    assert state.turns(token) == ()
    assert set(state.ticks(token)) == {"r1"}
    assert state.add_turn(token, plain_answer()).id != old.id


def test_feedback_one_per_turn_the_last_wins(state: Workspaces, tmp_path: Path) -> None:
    token = state.create("").token
    turn = state.add_turn(token, plain_answer())
    assert state.turns(token)[0].feedback is None
    state.add_feedback(token, turn.id, 1, "good")
    state.add_feedback(token, turn.id, -1, "  <b>wrong</b> clause " + "x" * 5000)
    assert state.turns(token)[0].feedback == -1
    with sqlite3.connect(tmp_path / "state.sqlite3") as raw:
        (comment,) = raw.execute("SELECT feedback_comment FROM turns").fetchone()
    raw.close()
    assert comment.startswith("<b>wrong</b> clause x")
    assert len(comment) == 2000


def test_feedback_on_another_workspaces_turn_is_refused(state: Workspaces) -> None:
    mine, theirs = state.create("").token, state.create("").token
    turn = state.add_turn(theirs, plain_answer())
    for turn_id in (turn.id, turn.id + 1, -1):
        with pytest.raises(NotFound) as caught:
            state.add_feedback(mine, turn_id, -1)
        assert caught.value.code == "error.turn_not_found"
    assert state.turns(theirs)[0].feedback is None


def test_feedback_has_two_values_only(state: Workspaces) -> None:
    token = state.create("").token
    turn = state.add_turn(token, plain_answer())
    with pytest.raises(StoreError) as caught:
        state.add_feedback(token, turn.id, 5)  # type: ignore[arg-type]
    assert caught.value.code == "error.state_refused"
    assert state.turns(token)[0].feedback is None


def test_ticks_and_their_history(state: Workspaces) -> None:
    token = state.create("").token
    wanted = requirement("r1")
    ticked = state.set_tick(token, wanted, True)
    assert ticked.quote == wanted.source_text
    assert state.ticks(token) == {"r1": ticked}
    assert state.set_tick(token, wanted, True) == ticked, "a second click changes nothing"
    unticked = state.set_tick(token, wanted, False)
    again = state.set_tick(token, wanted, True)
    assert state.ticks(token) == {"r1": again}
    assert state.tick_history(token, "r1") == (ticked, unticked, again)
    assert state.tick_history(token, "r2") == ()


def test_a_tick_keeps_the_quote_that_was_ticked(state: Workspaces) -> None:
    """A new version may word the same requirement anew; what was ticked then stays readable."""
    token = state.create("").token
    state.set_tick(token, requirement("r1", "The old wording."), True)
    state.set_tick(token, requirement("r1", "The new wording."), True)
    quotes = [tick.quote for tick in state.tick_history(token, "r1")]
    assert quotes == ["The old wording.", "The new wording."]


def test_workspaces_do_not_see_each_other(state: Workspaces) -> None:
    one, two = state.create("same name").token, state.create("same name").token
    state.set_tick(one, requirement("r1"), True)
    state.add_turn(one, plain_answer())
    assert state.ticks(two) == {}
    assert state.turns(two) == ()


def test_deleting_takes_everything_of_one_workspace_with_it(tmp_path: Path) -> None:
    state = Workspaces.open(tmp_path)
    gone, kept = state.create("gone").token, state.create("kept").token
    for token, word in ((gone, "Vanishing"), (kept, "Remaining")):
        turn = state.add_turn(token, plain_answer(f"{word} question"))
        state.add_feedback(token, turn.id, 1, f"{word} comment")
        state.set_tick(token, requirement("r1", f"{word} quote"), True)
    state.delete(gone)
    with pytest.raises(NotFound):
        state.get(gone)
    assert len(state.turns(kept)) == len(state.ticks(kept)) == 1
    state.close()
    with sqlite3.connect(tmp_path / "state.sqlite3") as raw:
        counts = [
            raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("workspaces", "turns", "tick_events")
        ]
    raw.close()
    assert counts == [1, 1, 1]
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Remaining" in stored
    assert b"Vanishing" not in stored, "deleted means overwritten"


def _tick_many(data_dir: Path, token: str, worker: int) -> None:
    """Ten threads of one process, each ticking requirements of its own and one that all share."""
    state = Workspaces.open(data_dir)

    def tick(thread: int) -> None:
        for number in range(10):
            wanted = requirement(f"p{worker}-t{thread}-{number}")
            state.set_tick(token, wanted, True)
            state.set_tick(token, requirement("shared"), number % 2 == 0)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(tick, range(10)))
    state.close()


def test_two_processes_with_ten_threads_lose_no_tick(tmp_path: Path) -> None:
    state = Workspaces.open(tmp_path)
    token = state.create("").token
    workers = [SPAWN.Process(target=_tick_many, args=(tmp_path, token, n)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    ticks = state.ticks(token)
    expected = {f"p{p}-t{t}-{n}" for p in range(2) for t in range(10) for n in range(10)}
    assert set(ticks) == expected | {"shared"}
    assert all(ticks[name].done for name in expected)
    history = [tick.done for tick in state.tick_history(token, "shared")]
    assert all(before != after for before, after in pairwise(history))
    state.close()


def test_a_workspace_deleted_elsewhere_ends_in_not_found(tmp_path: Path) -> None:
    mine, other = Workspaces.open(tmp_path), Workspaces.open(tmp_path)
    token = mine.create("").token
    other.delete(token)
    with pytest.raises(NotFound):
        mine.set_tick(token, requirement("r1"), True)
    mine.close()
    other.close()


def test_long_texts_and_markup_are_kept_as_they_are(state: Workspaces) -> None:
    token = state.create("").token
    quote = "<script>alert(1)</script>\r\n=cmd|'/C calc'!A0\u00a0“引号”\t" * 500
    wanted = Requirement(
        "r", "n", "n#1", "must", None, "enterprise", "do", "it", Span(0, len(quote)), quote
    )
    state.set_tick(token, wanted, True)
    assert state.ticks(token)["r"].quote == quote
