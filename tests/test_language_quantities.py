"""Amounts, shares, counts and contact details as printed."""

from __future__ import annotations

import pytest

from language.quantities import QuantityKind, find_quantities
from tests.test_language_normalise import TEXTS

FOUND: list[tuple[str, QuantityKind, str, list[str]]] = [
    ("the stop of a sentence is no digit", "amount", "fined not more than RMB 50,000.",
     ["RMB 50,000"]),
    ("nor is a comma", "amount", "RMB 500, and US$1,000.50; ¥ 300", ["RMB 500", "US$1,000.50",
     "¥ 300"]),
    ("a multiple", "amount", "RMB 3.5 million", ["RMB 3.5 million"]),
    ("the currency behind", "amount", "50 thousand yuan or 100,000 yuan",
     ["50 thousand yuan", "100,000 yuan"]),
    ("in words", "amount", "three hundred thousand yuan", ["three hundred thousand yuan"]),
    ("Chinese digits and 万", "amount", "给予最高20万元补助", ["20万元"]),
    ("千万 after digits", "amount", "不低于3千万元", ["3千万元"]),
    ("余 after 万", "amount", "支出5万余元", ["5万余元"]),
    ("多 before 万", "amount", "投入500多万元", ["500多万元"]),
    ("Chinese numerals", "amount", "处三十万元以上五百万元以下的罚款", ["三十万元", "五百万元"]),
    ("a foreign currency", "amount", "10美元", ["10美元"]),
    ("元 of other words", "amount", "二元素、100元件", []),
    ("a number without a currency", "amount", "5 million people", []),
    ("per cent", "percent", "5% or 5 per cent", ["5%", "5 per cent"]),
    ("百分之", "percent", "百分之八十以上", ["百分之八十"]),
    ("倍", "percent", "一倍以上五倍以下", ["一倍以上", "五倍以下"]),
    ("a plural", "count", "train at least 200 enterprises", ["200 enterprises"]),
    ("words between", "count", "20 natural persons", ["20 natural persons"]),
    ("no exact number", "count", "several enterprises in a number of cities",
     ["several enterprises", "a number of cities"]),
    ("a length of time is no count", "count", "3 years", []),
    ("a Chinese measure word", "count", "推荐不超过3家，两名专员，五十件",
     ["3家", "两名", "五十件"]),
    ("余 before the measure word", "count", "共10余家企业", ["10余家"]),
    ("an ordinal is no count", "count", "第一批，第二十六条，第3项", []),
    ("months and working days are no count", "count", "3个月，15个工作日", []),
    ("a mail address before a stop", "email", "e-mail: ipr@mofcom.gov.cn.", ["ipr@mofcom.gov.cn"]),
    ("a web address before a stop", "url", "see https://www.cnipa.gov.cn/a?b=1.",
     ["https://www.cnipa.gov.cn/a?b=1"]),
    ("a blank inside a web address", "url", "(website: www.zlcp .org.cn) provides",
     ["www.zlcp .org.cn"]),
    ("a web address before a Chinese stop", "url", "登录www.cnipa.gov.cn。", ["www.cnipa.gov.cn"]),
    ("a line with its area code", "phone", "电话：010-62083000", ["010-62083000"]),
    ("a mobile phone", "phone", "13800138000", ["13800138000"]),
    ("a service line", "phone", "400-123-4567", ["400-123-4567"]),
    ("a post code is no phone", "phone", "邮编：100088", []),
    ("a long number is no phone", "phone", "备案号110401400006123", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "printed"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND]
)
def test_found(kind: QuantityKind, text: str, printed: list[str]) -> None:
    assert [quantity.text for quantity in find_quantities(text, kind)] == printed


def test_all_kinds_in_order_of_place() -> None:
    text = "10家企业各得5万元，占5%，电话010-62083000"
    kinds = [quantity.kind for quantity in find_quantities(text)]
    assert kinds == ["count", "amount", "percent", "phone"]
    assert [q.kind for q in find_quantities(text, "percent", "count")] == ["count", "percent"]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_places_in_whole_notices(text: str) -> None:
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.text.strip()
