"""Dates and lengths of time as notices print them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from language.dates import find_dates, find_durations
from tests.test_language_normalise import TEXTS

DATES = [
    ("month first", "before November 21, 2025.", "November 21, 2025", "2025-11-21"),
    ("an abbreviated month with a stop", "Sept. 5, 2022", "Sept. 5, 2022", "2022-09-05"),
    ("no comma before the year", "Nov. 21 2025", "Nov. 21 2025", "2025-11-21"),
    ("day first", "on 5 September 2024", "5 September 2024", "2024-09-05"),
    ("an ordinal", "the 21st of March 2024", "21st of March 2024", "2024-03-21"),
    ("ISO", "Release Time:\n2025-03-02", "2025-03-02", "2025-03-02"),
    ("slashes", "2025/3/2 09:12", "2025/3/2", "2025-03-02"),
    ("Chinese", "应于2023年4月30日前", "2023年4月30日", "2023-04-30"),
    ("Chinese with blanks of a scrape", "2025年 1 月 5 日", "2025年 1 月 5 日", "2025-01-05"),
    ("Chinese numerals", "二〇二三年三月十五日", "二〇二三年三月十五日", "2023-03-15"),
    ("end of a year", "by the end of 2022", "the end of 2022", "2022-12-31"),
    ("end of a month", "before the end of June 2023", "the end of June 2023", "2023-06-30"),
    ("end of a leap February", "2024年2月底前", "2024年2月底", "2024-02-29"),
    ("end of a year in Chinese", "2025年底", "2025年底", "2025-12-31"),
    ("a month alone is no day", "in March 2022", "March 2022", None),
    ("a year alone is no day", "the plan for 2021 is", "2021", None),
    ("a day that does not exist", "February 30, 2024", "February 30, 2024", None),
    ("lower case with its year", "may 21, 2025", "may 21, 2025", "2025-05-21"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "printed", "iso"), [row[1:] for row in DATES], ids=[row[0] for row in DATES]
)
def test_a_date_in_full(text: str, printed: str, iso: str | None) -> None:
    (mention,) = find_dates(text)
    assert mention.text == text[mention.start : mention.end] == printed
    value, inferred = mention.resolve(default_year=1999)
    assert (value.isoformat() if value else None) == iso
    assert not inferred


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("until March 1", "March 1", date(2023, 3, 1)),
        ("on the 3rd of May", "3rd of May", date(2023, 5, 3)),
        ("5月20日前完成初审", "5月20日", date(2023, 5, 20)),
        ("十二月三十一日", "十二月三十一日", date(2023, 12, 31)),
        ("9月底前完成摸底", "9月底", date(2023, 9, 30)),
        ("at the end of June", "the end of June", date(2023, 6, 30)),
        ("by the end of May", "the end of May", date(2023, 5, 31)),
    ],
)
def test_a_date_without_its_year_takes_the_one_given(text: str, printed: str, value: date) -> None:
    (mention,) = find_dates(text)
    assert mention.text == printed
    assert mention.resolve(2023) == (value, True)
    assert mention.resolve() == (None, False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("国知办发运字〔2023〕8号", "the year of a document number"),
        ("No. 27 [2021]", "the same in English"),
        ("十三月一日", "no such month"),
        ("2022-13-01", "no such month, in digits"),
        ("20220317", "a number"),
        ("he marched 12 miles", "a word that begins like a month"),
        ("Mayor 3", "a word that begins like a month and a number"),
        ("The units in Article 5 may apply", "the verb after a number"),
        ("Each city may 3 times a year", "the verb before a number"),
        ("1898年1月1日", "before any notice"),
    ],
)
def test_no_date(text: str, reason: str) -> None:
    assert find_dates(text) == [], reason


def test_several_dates_stand_in_order_and_apart() -> None:
    text = "from March 1 to March 5, 2022, 截至2022年12月31日, 2021—2035年"
    assert [mention.text for mention in find_dates(text)] == [
        "March 1", "March 5, 2022", "2022年12月31日", "2021", "2035年",
    ]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_dates_of_whole_notices_never_overlap(text: str) -> None:
    mentions = find_dates(text)
    assert all(mention.text == text[mention.start : mention.end] for mention in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    for duration in find_durations(text):
        assert text[duration.start : duration.end] == duration.text
        assert duration.count > 0


def test_the_last_day_of_what_is_printed() -> None:
    (year,) = find_dates("2021年度")
    assert year.last_day() == date(2021, 12, 31)
    (day,) = find_dates("March 1")
    assert day.last_day() is None
    assert day.last_day(2024) == date(2024, 3, 1)


DURATIONS = [
    ("a number word", "valid for two years", "two years", 2, "year"),
    ("number and digits in brackets", "three (3) working days", "three (3) working days", 3, "day"),
    ("digits and word in brackets", "12 (twelve) months", "12 (twelve) months", 12, "month"),
    ("a hyphen", "a 3-year plan", "3-year", 3, "year"),
    ("a compound number word", "within twenty-five days", "twenty-five days", 25, "day"),
    ("calendar days", "within 30 calendar days", "30 calendar days", 30, "day"),
    ("Chinese days", "15日内", "15日", 15, "day"),
    ("Chinese months", "三个月以内", "三个月", 3, "month"),
    ("working days", "30个工作日", "30个工作日", 30, "day"),
    ("a construction period", "为期2年", "2年", 2, "year"),
    ("weeks", "两个星期", "两个星期", 2, "week"),
    ("after a full date", "自2020年5月1日起10年", "10年", 10, "year"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "printed", "count", "unit"),
    [row[1:] for row in DURATIONS],
    ids=[row[0] for row in DURATIONS],
)
def test_a_duration(text: str, printed: str, count: int, unit: str) -> None:
    (mention,) = find_durations(text)
    assert (mention.text, mention.count, mention.unit) == (printed, count, unit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023年", "a year of the calendar"),
        ("3月5日", "a day of the calendar"),
        ("第十年", "an ordinal"),
        ("2021年度", "a year of account"),
        ("几天", "no number"),
        ("2小时", "hours are not read"),
    ],
)
def test_no_duration(text: str, reason: str) -> None:
    assert find_durations(text) == [], reason
