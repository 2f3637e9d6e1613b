"""Sentences of badly scraped English and of Chinese."""

from __future__ import annotations

from itertools import pairwise

import pytest

from language.sentences import split_sentences
from tests.test_language_normalise import TEXTS

TABLE = [
    ("a document number has a stop",
     "The office issued No. 27. It applies to e.g. agencies. See Art. 5 of the law.",
     ["The office issued No. 27.", "It applies to e.g. agencies.", "See Art. 5 of the law."]),
    ("a stray stop of translation",
     "focus on promoting the use of patents. In the real industry. It is necessary to understand.",
     ["focus on promoting the use of patents. In the real industry.",
      "It is necessary to understand."]),
    ("a lost stop of translation",
     "submit the contact information before November 21 The scanned copy of the form will be sent.",
     ["submit the contact information before November 21",
      "The scanned copy of the form will be sent."]),
    ("an article with its items",
     "申请人应当提交：\n（一）请求书；\n（二）说明书。\n逾期不予受理。",
     ["申请人应当提交：", "（一）请求书；", "（二）说明书。", "逾期不予受理。"]),
    ("items on lines",
     "The list shall include:\n(1) the countries;\n(2) the products; and\n(3) the rights.",
     ["The list shall include:", "(1) the countries;", "(2) the products; and",
      "(3) the rights."]),
    ("hard-wrapped lines go on",
     "The office shall publish a list\nbefore the end of March. The list\nnames all countries.",
     ["The office shall publish a list\nbefore the end of March.",
      "The list\nnames all countries."]),
    ("an abbreviation ends a wrapped line",
     "See Attachment No.\n3 for all the details.", ["See Attachment No.\n3 for all the details."]),
    ("a quoted word ends a wrapped line",
     "as laid down in the “Plan”\nof the office", ["as laid down in the “Plan”\nof the office"]),
    ("Chinese hard-wrapped",
     "申报单位应当在截止日期\n前报送材料。逾期\n不予受理。",
     ["申报单位应当在截止日期\n前报送材料。", "逾期\n不予受理。"]),
    ("a stop inside brackets", "申报单位（联系人：张三。电话：010）应当提交。另行通知。",
     ["申报单位（联系人：张三。电话：010）应当提交。", "另行通知。"]),
    ("a closing quote belongs to its sentence", "修改为：“应当准许。”本决定施行。",
     ["修改为：“应当准许。”", "本决定施行。"]),
    ("a sentence that begins with a number",
     "The price is RMB 3.5 million. 20 cities were chosen.",
     ["The price is RMB 3.5 million.", "20 cities were chosen."]),
    ("a blank inside an address",
     "the platform (website: www.zlcp .org.cn) provides services. Then a company acts at once.",
     ["the platform (website: www.zlcp .org.cn) provides services.",
      "Then a company acts at once."]),
    ("a run-in heading", "(1) Create conditions. The entities should apply.",
     ["(1) Create conditions.", "The entities should apply."]),
    ("Windows line ends", "第一款。\r\n\r\n第二款。", ["第一款。", "第二款。"]),
    ("empty", " \n ", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentences"), [row[1:] for row in TABLE],
                         ids=[row[0] for row in TABLE])  # fmt: skip
def test_split(text: str, sentences: list[str]) -> None:
    spans = split_sentences(text)
    assert [text[start:end] for start, end in spans] == sentences


@pytest.mark.parametrize("text", [row[1] for row in TABLE])
def test_every_character_stands_in_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


MORE = [
    ("initials of a name", "It was signed by J. Smith. It is in force.",
     ["It was signed by J. Smith.", "It is in force."]),
    ("a decimal", "It costs 3.5 yuan. The fee is paid online.",
     ["It costs 3.5 yuan.", "The fee is paid online."]),
    ("a question and its answer", "谁可以申请？企业可以。", ["谁可以申请？", "企业可以。"]),
    ("circled items", "包括：\n①申请书；\n②证明。", ["包括：", "①申请书；", "②证明。"]),
    ("a bracket that never closes ends with its line", "申报单位（联系人：张三。\n另行通知。完。",
     ["申报单位（联系人：张三。", "另行通知。", "完。"]),
    ("a full-width question mark in brackets", "本条（何谓？见附件）施行。",
     ["本条（何谓？见附件）施行。"]),
    ("an address with stops", "See www.cnipa.gov.cn for it. Then an applicant files it.",
     ["See www.cnipa.gov.cn for it.", "Then an applicant files it."]),
    ("a quotation ends the sentence", "He said “stop.” The office is in agreement.",
     ["He said “stop.”", "The office is in agreement."]),
    ("a paragraph break ends what has no stop", "Part one\n\nPart two", ["Part one", "Part two"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentences"), [row[1:] for row in MORE],
                         ids=[row[0] for row in MORE])  # fmt: skip
def test_split_more(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_whole_notices_are_covered_in_order(text: str) -> None:
    spans = split_sentences(text)
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(start < end for start, end in spans)
