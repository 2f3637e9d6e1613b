"""Dates and durations as notices print them, in English and Chinese, with their places.

Only finding and resolving stand here; what a date is for (signed, deadline) the caller knows.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from language.numerals import NUMERAL_CHARS, parse_numeral

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = "(?P<month_name>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_NUM = rf"(?:\d{{1,4}}|[{NUMERAL_CHARS}]{{1,4}})"
_END = r"(?P<end>(?:by\s+|before\s+|at\s+)?(?:the\s+)?end\s+of\s+(?:the\s+year\s+)?)?"

DATE_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}\s*[-/.]\s*(?P<month>\d{{1,2}})\s*[-/.]\s*(?P<day>\d{{1,2}})(?!\d)",
        rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*{_YEAR}\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\s*,?\s*{_YEAR}\b",
        rf"(?P<zh_year>[12][09]\d{{2}}|[{NUMERAL_CHARS}]{{4}})\s*年\s*(?P<month>{_NUM})\s*月"
        rf"(?:\s*(?P<day>{_NUM})\s*[日号]|(?P<zh_end>底|末)?)",
        r"(?P<zh_year>[12][09]\d{2})\s*年度?(?P<zh_end>底|末)",
        rf"{_END}\b{_MONTH}\s*,?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[,.]?\s*\d)",
        rf"(?P<end>(?:by\s+|before\s+|at\s+)?(?:the\s+)?end\s+of\s+){_MONTH}(?![a-z])",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?![a-z])",
        rf"(?<![年\d])(?P<month>{_NUM})\s*月(?:\s*(?P<day>{_NUM})\s*[日号]|(?P<zh_end>底|末))",
        rf"(?P<end>(?:the\s+)?end\s+of\s+(?:the\s+year\s+)?){_YEAR}\b",
        r"(?P<zh_year>[12][09]\d{2})\s*年度?",
        rf"(?<![\w\[〔(（［/-]){_YEAR}(?![\w\]〕)）］/-])",
    )
)

UNITS = {
    "day": "day", "days": "day", "working day": "day", "working days": "day", "week": "week",
    "weeks": "week", "month": "month", "months": "month", "year": "year", "years": "year",
    "日": "day", "天": "day", "个工作日": "day", "工作日": "day", "个月": "month", "月": "month",
    "年": "year", "周": "week", "个星期": "week",
}  # fmt: skip
_WORD_VALUES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_WORD_VALUES |= {
    f"{tens}-{unit}": _WORD_VALUES[tens] + _WORD_VALUES[unit]
    for tens in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    for unit in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}
DURATION = re.compile(
    r"\b(?P<count>\d{1,3}|" + "|".join(_WORD_VALUES) + r")(?:\s*\([\w-]+\))?[\s-]+"
    r"(?P<unit>(?:working\s+|calendar\s+|business\s+)?(?:days?|weeks?|months?|years?))\b"
    rf"|(?<![\d年月第{NUMERAL_CHARS}])(?P<zh_count>\d{{1,3}}|[{NUMERAL_CHARS}]{{1,4}})\s*"
    r"(?P<zh_unit>个月|个工作日|个星期|工作日|日|天|年|周)(?![度底末初份月日])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as printed at ``start:end``; parts that are not printed are None.

    ``period_end`` is true for "the end of 2022", 2022年底.
    """

    start: int
    end: int
    text: str
    year: int | None
    month: int | None
    day: int | None
    period_end: bool = False

    def resolve(self, default_year: int | None = None) -> tuple[date | None, bool]:
        """The date meant and whether its year was inferred from ``default_year``.

        A month or a year alone means its last day only after "end of", else there is no date:
        ``(None, False)``.
        """
        year = self.year or default_year
        if year is None:
            return None, False
        inferred = self.year is None
        try:
            if self.month and self.day:
                return date(year, self.month, self.day), inferred
        except ValueError:
            return None, False
        return (self.last_day(year), inferred) if self.period_end else (None, False)

    def last_day(self, default_year: int | None = None) -> date | None:
        """The last day of the period that is printed; None without a year."""
        year = self.year or default_year
        if year is None:
            return None
        month = self.month or 12
        day = self.day or calendar.monthrange(year, month)[1]
        return date(year, month, day)


@dataclass(frozen=True, slots=True)
class DurationMention:
    """A length of time as printed: "two years", 三个月, 15日."""

    start: int
    end: int
    text: str
    count: int
    unit: Literal["day", "week", "month", "year"]


def find_dates(text: str) -> list[DateMention]:
    """Every date in ``text``, longest reading first, none overlapping, in order of place."""
    found: list[DateMention] = []
    for pattern in DATE_PATTERNS:
        for match in pattern.finditer(text):
            mention = _mention(match)
            if mention is not None and all(
                mention.end <= other.start or mention.start >= other.end for other in found
            ):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def find_durations(text: str) -> list[DurationMention]:
    """Every length of time in ``text`` in order of place."""
    found = []
    for match in DURATION.finditer(text):
        printed = match["count"] or match["zh_count"]
        count = _WORD_VALUES.get(printed.lower()) or parse_numeral(printed)
        if not count:
            continue
        unit_text = re.sub(r"\s+", " ", (match["unit"] or match["zh_unit"]).lower())
        unit = UNITS[re.sub(r"^(?:calendar|business) ", "", unit_text)]
        found.append(
            DurationMention(match.start(), match.end(), match.group(), count, unit)  # type: ignore[arg-type]
        )
    return found


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    year_text = groups.get("year") or groups.get("zh_year")
    year = parse_numeral(year_text) if year_text else None
    month = _month(groups)
    day = parse_numeral(groups["day"]) if groups.get("day") else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if year_text and (year is None or not 1900 <= year <= 2100):
        return None
    if not year_text and groups.get("month_name") == "may" and not groups.get("end"):
        return None  # "Article 5 may …" and "may 3 …" hold the verb, not the month
    start = match.start()
    if groups.get("end"):
        start += re.match(r"(?:(?:by|before|at)\s+)?", match.group(), re.IGNORECASE).end()  # type: ignore[union-attr]
    end = match.end()
    text = match.string[start:end].rstrip(" ,")
    period_end = bool(groups.get("end") or groups.get("zh_end"))
    return DateMention(start, start + len(text), text, year, month, day, period_end)


def _month(groups: dict[str, str | None]) -> int | None:
    name = groups.get("month_name")
    if name:
        return MONTHS[name.lower()]
    number = groups.get("month")
    return parse_numeral(number) if number else None
