"""The pattern and word files of `retrieval`: every pattern with questions for and against."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
import yaml

from language.normalise import normalise
from language.script import HAN
from records import AnswerType, ClauseKind
from retrieval.glossary import FILE as GLOSSARY
from retrieval.question import METADATA_FILE, TYPES_FILE

TYPES: dict[str, list[str]] = yaml.safe_load(TYPES_FILE.read_text(encoding="utf-8"))
METADATA: dict[str, str] = yaml.safe_load(METADATA_FILE.read_text(encoding="utf-8"))

ASKED = {  # one question for each line of a kind's patterns, in the file's order
    "amount": [
        "How much is it?", "What annual fee is due?", "Is it paid in yuan?",
        "What percentage is paid back?", "罚多少",
    ],
    "date": ["When does it begin?", "What is the deadline?", "什么时候开始"],
    "duration": ["How long is it valid?", "有效期是几年"],
    "count": ["How many were chosen?", "选了多少家"],
    "who": ["Who decides?", "由谁决定"],
    "where": ["Where do I file?", "在哪里提交"],
    "documents": ["Which documents are needed?", "要交哪些材料"],
    "yes_no": ["Is it free?", "If not, is it free?", "要收钱吗"],
    "definition": ["What does it mean?", "什么叫示范区"],
    "list": ["Which cities were chosen?", "有哪些城市"],
    "procedure": ["How do I file?", "怎么申请"],
    "metadata": ["What is the document number?", "文号是"],
}  # fmt: skip
NOT_ASKED = {
    "amount": ["How much time is left?", "多少人参加"],
    "date": ["What must we do when we get it?", "日常监管"],
    "duration": ["How far is it?", "几家"],
    "count": ["How much is it?", "几个月"],
    "who": ["The wholesale market", "谈判"],
    "where": ["The case where it fails", "存在哪些问题"],
    "documents": ["What is needed?", "由材料公司"],
    "yes_no": ["Which is it?", "吸引企业"],
    "definition": ["What is it worth?", "定位"],
    "list": ["Who is it?", "列车"],
    "procedure": ["However, it is free.", "怎能"],
    "metadata": ["What number of cities?", "打个招呼"],
}
PARTS = {
    "contacts": (["What is the phone number?", "电话是多少"], ["Is it free?", "话题"]),
    "number": (["What is the reference number?", "文号是什么"], ["number of cities", "门号"]),
    "signature": (["Who issued it?", "落款日期"], ["Who designs it?", "签到"]),
    "released": (["When was it published?", "何时公布"], ["public opinion", "公开"]),
    "addressees": (["Who was it sent to?", "主送谁"], ["What is sent back?", "送达"]),
    "attachments": (["What is in Annex 2?", "附件里有什么"], ["tax", "附近"]),
    "title": (["What is its title?", "通知的标题"], ["entitled to it", "标准"]),
}


def test_every_kind_of_answer_has_patterns_and_examples() -> None:
    assert set(TYPES) == set(ASKED) == set(NOT_ASKED) == set(get_args(AnswerType)) - {"other"}
    for kind, patterns in TYPES.items():
        assert len(patterns) == len(set(patterns)) == len(ASKED[kind]), kind


@pytest.mark.parametrize(
    ("pattern", "question"),
    [
        (pattern, question)
        for kind, patterns in TYPES.items()
        for pattern, question in zip(patterns, ASKED[kind], strict=False)
    ],
)
def test_a_pattern_finds_its_question_and_not_nothing(pattern: str, question: str) -> None:
    assert re.search(pattern, normalise(question))
    assert not re.search(pattern, "")


@pytest.mark.parametrize("kind", TYPES)
def test_a_kind_leaves_other_questions_alone(kind: str) -> None:
    for question in NOT_ASKED[kind]:
        found = [p for p in TYPES[kind] if re.search(p, normalise(question))]
        assert not found, question


@pytest.mark.parametrize("kind", PARTS)
def test_questions_about_a_part_of_the_notice(kind: str) -> None:
    asked, not_asked = PARTS[kind]
    assert all(re.search(METADATA[kind], normalise(question)) for question in asked)
    assert not any(re.search(METADATA[kind], normalise(question)) for question in not_asked)


def test_every_part_of_a_notice_but_its_body_can_be_asked_for() -> None:
    assert set(METADATA) == set(PARTS) == set(get_args(ClauseKind)) - {"body"}


def glossary() -> list[Any]:
    rows: list[Any] = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    return rows


def test_glossary_entries_are_well_formed() -> None:
    rows = glossary()
    assert len(rows) == 1290
    for row in rows:
        assert set(row) == {"zh", "en"}
        for language, wordings in row.items():
            assert wordings, row
            assert all(isinstance(one, str) and one.strip() == one != "" for one in wordings), row
            assert all(bool(HAN.search(one)) == (language == "zh") for one in wordings), row
            folded = [normalise(one) for one in wordings]
            assert len(folded) == len(set(folded)), row


def test_no_concept_stands_twice() -> None:
    concepts = [(frozenset(row["zh"]), frozenset(row["en"])) for row in glossary()]
    assert len(concepts) == len(set(concepts))
