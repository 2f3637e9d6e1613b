"""Amounts of money, counts and contact details as notices print them, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from language.numerals import NUMERAL_CHARS

_DIGITS = r"\d+(?:[,.]\d+)*"
_ZH_NUMBER = rf"(?:{_DIGITS}|[{NUMERAL_CHARS}]+)"
_EN_NUMBER = rf"(?:{_DIGITS}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|hundred))"
AMOUNT = re.compile(
    rf"(?:RMB|CNY|USD|US\$|[¥￥$€])\s*{_DIGITS}(?:\s*(?:thousand|million|billion))?"
    rf"|{_EN_NUMBER}(?:\s*(?:hundred|thousand|million|billion|,000))*\s*(?:RMB|CNY|yuan|dollars?)\b"
    rf"|{_ZH_NUMBER}\s*(?:多|余|几)?\s*[万亿千百]*\s*(?:多|余)?\s*(?:美元|元|圆|人民币|块钱?)"
    r"(?!素|件|数|旦)",
    re.IGNORECASE,
)
PERCENT = re.compile(
    rf"\d[\d.]*\s*(?:%|％|per\s?cent)|百分之{_ZH_NUMBER}|{_ZH_NUMBER}倍(?:以[上下])?|\b\w+ times\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|fifty|hundred|several|a number of)(?:\s+(?!of\b|and\b|in\b)[a-z-]+){0,3}"
    r"\s+(?!(?:year|month|day|week|hour)s\b)[a-z]+s\b"
    rf"|(?<![第\d.{NUMERAL_CHARS}]){_ZH_NUMBER}\s*(?:余|多)?\s*"
    r"[个家件项名人份种类批所座处次条套款章例位](?!月|工作日)",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
URL = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9][A-Za-z0-9./_?=&%#~:-]*(?<![.?:])(?:\s\.[a-z]{2,}(?:\.[a-z]{2,})*)?"
)
PHONE = re.compile(
    r"(?<![\d-])(?:\+?86[- ]?)?(?:0\d{2,3}[-— ]?\d{7,8}|1[3-9]\d{9}|400[- ]?\d{3}[- ]?\d{4})(?!\d)"
)

QuantityKind = Literal["amount", "percent", "count", "email", "url", "phone"]
_PATTERNS: tuple[tuple[QuantityKind, re.Pattern[str]], ...] = (
    ("amount", AMOUNT),
    ("percent", PERCENT),
    ("count", COUNT),
    ("email", EMAIL),
    ("url", URL),
    ("phone", PHONE),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount, share, count or contact detail as printed at ``start:end``."""

    kind: QuantityKind
    start: int
    end: int
    text: str


def find_quantities(text: str, *kinds: QuantityKind) -> list[Quantity]:
    """The quantities of the given kinds in ``text`` (all kinds without any), in order of place."""
    found = [
        Quantity(kind, match.start(), match.end(), match.group())
        for kind, pattern in _PATTERNS
        if not kinds or kind in kinds
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda quantity: (quantity.start, quantity.end))
