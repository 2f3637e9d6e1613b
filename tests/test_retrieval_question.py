"""Questions, analysed."""

from __future__ import annotations

import pytest

from errors import QuestionError
from records import AnswerType
from retrieval.question import analyse, answer_types, constraints, question_parts

KINDS: list[tuple[str, str, AnswerType]] = [
    ("a fee", "How much is the filing fee?", "amount"),
    ("a fine, colloquial", "做假材料最高罚多少？", "amount"),
    ("time is no money", "How much time do we have to reply?", "duration"),
    ("by when", "By when must the form be in?", "date"),
    ("a deadline in Chinese", "材料最晚哪天交？", "date"),
    ("a term", "有效期多长？", "duration"),
    ("how often", "How often does a zone report?", "count"),
    ("which office", "Which department reviews the forms?", "who"),
    ("who, in the middle", "这事归谁管？", "who"),
    ("which website", "Which website takes the applications?", "where"),
    ("到哪 of a place", "到哪里办？", "where"),
    ("papers", "需要提交哪些材料？", "documents"),
    ("an auxiliary first", "Can a foreign firm take part?", "yes_no"),
    ("吗", "个人可以申请吗？", "yes_no"),
    ("a meaning", "What is meant by “platform-based”?", "definition"),
    ("a list", "有哪些城市入选？", "list"),
    ("a procedure", "How do we register a product?", "procedure"),
    ("the notice itself", "这份通知的文号是多少？", "metadata"),
    ("no kind", "Tell us about Blue Sky.", "other"),
]


@pytest.mark.parametrize(
    ("text", "kind"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS]
)
def test_kind_of_answer(text: str, kind: AnswerType) -> None:
    assert kind in answer_types(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("存在哪些问题？", "where"),
        ("What must a city do when it is chosen?", "date"),
        ("示范期多少年？", "amount"),
        ("How many working days does it take?", "amount"),
    ],
)
def test_not_that_kind(text: str, kind: AnswerType) -> None:
    assert kind not in answer_types(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("How many cities were chosen, and by when must they report?", [{"count"}, {"date"}]),
        ("申请人是谁，什么时候截止？", [{"who"}, {"date"}]),
        ("Who may apply? How long is it valid?", [{"who"}, {"duration"}]),
        ("How many cities and provinces were chosen?", []),
        ("企业、高校和协会，都要报送吗？", []),
    ],
)
def test_parts_of_a_question(text: str, parts: list[set[str]]) -> None:
    found = question_parts(text)
    assert len(found) == len(parts)
    assert all(wanted <= set(kinds) for wanted, kinds in zip(parts, found, strict=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What was decided in 2021?", [("year", "2021")]),
        ("国知办发运字〔2023〕8号规定了什么？", [("number", "[2023]8")]),
        ("What does letter [2022] No. 27 say?", [("number", "[2022]27")]),
        ("What is in Attachment No. 2?", [("attachment", "2")]),
        ("附件三里有什么？", [("attachment", "三")]),
        ("《专利法》第几条？", [("name", "专利法")]),
        ("Was it in the second batch?", [("batch", "second batch")]),
        ("第一批名单里有谁？", [("batch", "第一批")]),
        ("Who may apply?", []),
    ],
)
def test_what_an_answer_has_to_cover(text: str, found: list[tuple[str, str]]) -> None:
    assert list(constraints(text)) == found


def test_a_question_in_full() -> None:
    question = analyse("  How long is a demonstration zone valid?  ")
    assert question.text == question.searched == "How long is a demonstration zone valid?"
    assert question.language == "en"
    assert question.answer_types[0] == "duration"
    assert {"demonstr", "zone", "valid"} <= set(question.terms)
    assert "示范区" in question.expansions
    assert question.warnings == ()


def test_the_asker_may_choose_the_language() -> None:
    assert analyse("建设期多久？").language == "zh"
    assert analyse("建设期多久？", language="en").language == "en"


@pytest.mark.parametrize(
    ("history", "text", "follows"),
    [
        (["Who must report?"], "And by when?", True),
        (["谁来验收示范区？"], "那什么时候？", True),
        (["Who must report?"], "Do they pay a fee?", True),
        (["Who must report?"], "Which enterprises may register a patented product?", False),
        (["And by when?"], "And by when?", False),
        ([], "And by when?", False),
    ],
)
def test_a_follow_up_is_searched_with_the_question_before(
    history: list[str], text: str, follows: bool
) -> None:
    question = analyse(text, history=history)
    assert question.text == text
    assert question.searched == (f"{history[-1]} {text}" if follows else text)
    codes = [warning.code for warning in question.warnings]
    assert codes == (["follow_up"] if follows else [])
    if follows:
        assert question.warnings[0].params == {"searched": question.searched}


@pytest.mark.parametrize("text", ["", "  \n", "?!", "12345", "——。"])
def test_an_empty_question_is_refused(text: str) -> None:
    with pytest.raises(QuestionError) as caught:
        analyse(text)
    assert caught.value.code == "error.question_empty"


def test_an_over_long_question_is_refused_with_both_numbers() -> None:
    with pytest.raises(QuestionError) as caught:
        analyse("ab" * 6, max_chars=10)
    assert caught.value.code == "error.question_too_long"
    assert caught.value.params == {"length": "12", "limit": "10"}
    assert analyse("ab" * 5, max_chars=10).text == "ab" * 5


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("Как зарегистрировать патент?", True),
        ("특허 등록은 어떻게 하나요?", True),
        ("Wie meldet man ein Patent an?", False),
        ("专利怎么申请？", False),
    ],
)
def test_a_third_script_is_warned_of(text: str, warned: bool) -> None:
    codes = [warning.code for warning in analyse(text).warnings]
    assert codes == (["third_language"] if warned else [])
