"""The question sets: whole, without repeats, their gold quotes in the files."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from errors import NotFound
from evals.checklists import READERS, labels
from evals.corpus import ARCHIVE, LAWS, bench_dir, unpack
from evals.questions import FILES, FOLDER, Asked, Half, load
from language.script import han_count
from records import AnswerType, RequirementType
from settings import ROOT, load_settings

NOTICES = {
    file.name: file.read_bytes().decode("utf-8")
    for file in sorted((ROOT / "corpus" / "notices").iterdir())
}
LAW_FILES = {Path(name).name for name in LAWS}
COUNTS = {
    "tuning.jsonl": 130,
    "pairs_notices.jsonl": 180,
    "pairs_laws.jsonl": 140,
    "test.jsonl": 130,
}
HALVES: tuple[Half, ...] = ("tuning", "test")


def rows(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def folded(question: str) -> str:
    return "".join(unicodedata.normalize("NFKC", question).casefold().split())


def fails(asked: list[Asked], holds: Callable[[Asked], bool]) -> list[str]:
    """The ids of those that do not hold: never the questions, which nobody who tunes may read."""
    return [one.id for one in asked if not holds(one)]


def test_every_file_is_counted_and_belongs_to_one_half() -> None:
    named = [name for names in FILES.values() for name in names]
    assert sorted(named) == sorted(COUNTS) == sorted(file.name for file in FOLDER.iterdir())
    assert {name: len(rows(name)) for name in COUNTS} == COUNTS
    for half in HALVES:
        assert len(load(half)) == sum(COUNTS[name] for name in FILES[half])


def test_ids_and_questions_stand_once_and_never_in_both_halves() -> None:
    everything = [*load("tuning"), *load("test")]
    assert [i for i, count in Counter(one.id for one in everything).items() if count > 1] == []
    seen: dict[str, str] = {}
    repeated = []
    for one in everything:
        if seen.setdefault(folded(one.question), one.id) != one.id:
            repeated.append(one.id)
    assert repeated == []


@pytest.mark.parametrize("half", HALVES)
def test_fields_are_of_their_kinds(half: Half) -> None:
    asked = load(half)
    wrong = [
        *fails(asked, lambda one: one.answer_type in get_args(AnswerType)),
        *fails(asked, lambda one: one.group in {"enterprise", "officer", "trainer"}),
    ]
    assert wrong == []
    kinds = {"single", "multi", "cross", "metadata", "unanswerable"}
    wrong = [
        *fails(asked, lambda one: one.kind in kinds),
        *fails(asked, lambda one: one.answerable != (one.kind == "unanswerable")),
        *fails(asked, lambda one: (one.language == "zh") == (han_count(one.question) > 3)),
        *fails(asked, lambda one: len(set(one.evidence)) == len(one.evidence)),
    ]
    assert wrong == []
    languages = Counter(one.language for one in asked)
    assert abs(languages["en"] - languages["zh"]) <= 2


@pytest.mark.parametrize("half", HALVES)
def test_gold_quotes_about_notices_are_source_characters(half: Half) -> None:
    about = [one for one in load(half) if not one.about_laws]
    wrong = [
        *fails(about, lambda one: all(g.file in NOTICES for g in one.evidence)),
        *fails(about, lambda one: all(g.quote in NOTICES[g.file] for g in one.evidence)),
        *fails(about, lambda one: all(g.quote.strip() for g in one.evidence)),
    ]
    assert wrong == []


@pytest.mark.parametrize("half", HALVES)
def test_gold_quotes_about_laws_name_the_laws_of_the_corpus(half: Half) -> None:
    about = [one for one in load(half) if one.about_laws]
    wrong = [
        *fails(about, lambda one: all(g.file in LAW_FILES for g in one.evidence)),
    ]
    assert wrong == []


def test_a_short_answer_of_the_tuning_half_stands_in_its_quote() -> None:
    wrong = [
        row["id"]
        for name in FILES["tuning"]
        for row in rows(name)
        if row["short"] and not any(row["short"] in gold["quote"] for gold in row["evidence"])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["pairs_notices.jsonl", "pairs_laws.jsonl"])
def test_a_pair_is_one_answered_question_and_its_unanswered_twin(name: str) -> None:
    pairs: dict[int, list[bool]] = {}
    for row in rows(name):
        pairs.setdefault(row["pair"], []).append(bool(row["evidence"]))
    assert [pair for pair, answered in pairs.items() if sorted(answered) != [False, True]] == []


@pytest.mark.parametrize("reader", READERS)
def test_labels_are_in_order_and_quote_the_notices(reader: str) -> None:
    found = labels(reader)
    places = [(one.file, one.start, one.end) for one in found]
    assert len(places) == len(set(places))
    for one in found:
        assert one.file in NOTICES or one.file in LAW_FILES
        assert one.label in {"item", "commitment", "not_item"}
        assert one.type is None or one.type in get_args(RequirementType)
        assert one.label != "item" or one.type is not None
        if one.file in NOTICES:
            assert NOTICES[one.file][one.start : one.end] == one.quote
    for file in {one.file for one in found}:
        starts = [one.start for one in found if one.file == file]
        assert starts == sorted(starts)


@pytest.mark.bench
def test_laws_hold_their_quotes_and_labels(tmp_path: Path) -> None:
    try:
        archive = bench_dir(load_settings()) / ARCHIVE
    except NotFound as missing:
        pytest.skip(missing.message)
    unpack(archive, LAWS, tmp_path)
    texts = {file.name: file.read_bytes().decode("utf-8") for file in tmp_path.iterdir()}
    assert set(texts) == LAW_FILES
    for half in HALVES:
        about = [one for one in load(half) if one.about_laws]
        wrong = fails(about, lambda one: all(g.quote in texts[g.file] for g in one.evidence))
        assert wrong == []
    for reader in READERS:
        for label in labels(reader):
            if label.file in texts:
                assert texts[label.file][label.start : label.end] == label.quote
