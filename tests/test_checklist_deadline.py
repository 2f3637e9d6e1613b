from __future__ import annotations

from datetime import date

import pytest

from checklist.deadlines import find_deadline, is_past
from records import Deadline

ROWS = [
    # text, default year, deadline, why
    ("submit it before November 21", 2022,
     Deadline("before November 21", "date", date(2022, 11, 21), True), "year of signing"),
    ("submit it before November 21", None, Deadline("before November 21", "date"), "no year known"),
    ("Before the end of 2022, it is necessary", 2021,
     Deadline("Before the end of 2022", "date", date(2022, 12, 31)), "end of a year"),
    ("By 2025, all shall be covered", 2022,
     Deadline("By 2025", "date", date(2025, 12, 31)), "a year alone means its end"),
    ("carried out at the end of 2022", 2022,
     Deadline("at the end of 2022", "date", date(2022, 12, 31)), "at the end"),
    ("to register within a time limit", 2022, Deadline("within a time limit", "relative"),
     "unspecified"),
    ("within 10 working days after the change", 2022,
     Deadline("within 10 working days after the change", "relative"), "counted from an event"),
    ("released on a monthly basis", 2022, Deadline("on a monthly basis", "recurring"), "monthly"),
    ("a report by January 31 each year", 2022,
     Deadline("by January 31 each year", "recurring"), "yearly, so no date"),
    ("The construction period is two years.", 2022, Deadline("two years", "duration"), "length"),
    ("The measures were issued on May 5, 2020.", 2022, None, "a date is no deadline"),
    ("regard it as a key task", 2022, None, "none"),
    ("于11月21日前报送", 2022, Deadline("于11月21日前", "date", date(2022, 11, 21), True), "前"),
    ("2022年底前，要实现全覆盖", 2022,
     Deadline("2022年底前", "date", date(2022, 12, 31)), "年底前"),
    ("每年12月31日前报送总结", 2022, Deadline("每年12月31日前", "recurring"), "每年"),
    ("应当自收到通知之日起15日内提出", 2014,
     Deadline("自收到通知之日起15日内", "relative"), "之日起"),
    ("要求其在指定期限内陈述意见", 2020,
     Deadline("在指定期限内", "relative"), "指定期限 is no 定期"),
    ("有效期为10年", 2018, Deadline("10年", "duration"), "有效期"),
    ("自公告之日起生效", 2020, None, "from when something holds"),
    ("未能在合理期限内起诉的，应当退还", 2018, None, "a time limit inside a condition"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "year", "deadline", "why"), ROWS, ids=[row[0] for row in ROWS])
def test_find_deadline(text: str, year: int | None, deadline: Deadline | None, why: str) -> None:
    language = "en" if text.isascii() else "zh"
    assert find_deadline(text, language, year) == deadline, why  # type: ignore[arg-type]


def test_a_deadline_before_the_release_is_past() -> None:
    due = Deadline("before November 21", "date", date(2022, 11, 21))
    assert is_past(due, date(2022, 11, 23))
    assert not is_past(due, date(2022, 11, 21))
    assert not is_past(due, None)
    assert not is_past(None, date(2022, 11, 23))
