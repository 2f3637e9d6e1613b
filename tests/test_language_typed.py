"""Spans of the kind that a question asks for."""

from __future__ import annotations

import pytest

from language.typed import SPAN_KINDS, typed_spans

TABLE = [
    ("amounts and shares", "amount", "给予5万元，不超过百分之三", ["5万元", "不超过百分之三"]),
    ("a date", "date", "before November 21, 2025", ["November 21, 2025"]),
    ("from an event", "date", "自公布之日起施行", ["自公布之日起"]),
    ("a length of time stands before its beginning", "duration", "自收到通知之日起15日内",
     ["15日"]),
    ("how often, where no length is printed", "duration", "Each city reports on a monthly basis.",
     ["on a monthly basis"]),
    ("how soon, in words", "duration", "有关部门应当及时报告。", ["及时"]),
    ("a count", "count", "每年推荐3家", ["每年", "3家"]),
    ("an office by its full name", "who", "It is the State Intellectual Property Office.",
     ["State Intellectual Property Office"]),
    ("an office in lower case", "who", "the bureau decides", ["bureau"]),
    ("a Chinese court", "who", "人民法院可以裁定", ["人民法院"]),
    ("the longest noun that ends a name", "who", "知识产权保护委员会",
     ["知识产权保护委员会"]),
    ("a platform", "where", "在专利业务办理平台提交", ["平台"]),
    ("an address and the word for it", "where", "website: www.cnipa.gov.cn",
     ["website", "www.cnipa.gov.cn"]),
    ("nothing of the kind", "amount", "The office shall publish a list.", []),
    ("a kind without spans of its own", "yes_no", "The office shall publish a list.", []),
    ("no text", "date", "", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "printed"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_spans(kind: str, text: str, printed: list[str]) -> None:
    spans = typed_spans(kind, text)
    assert [text[start:end] for start, end in spans] == printed
    assert spans == sorted(spans)


def test_a_caller_may_change_what_it_was_given() -> None:
    typed_spans("date", "2025-03-02").clear()
    assert typed_spans("date", "2025-03-02") == [(0, 10)]


@pytest.mark.parametrize("kind", SPAN_KINDS)
def test_every_kind_has_a_span_somewhere(kind: str) -> None:
    text = "The office of 15 cities got RMB 5 within two years from May 1, 2022: www.a.cn."
    assert typed_spans(kind, text)
