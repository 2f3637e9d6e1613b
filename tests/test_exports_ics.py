"""Deadlines as a calendar, read again with icalendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

import i18n
from tests.exports_opened import (
    calendar_of,
    events,
    exported,
)
from tests.exports_samples import (
    checklist,
    payload_item,
    upcoming,
)


@pytest.fixture(autouse=True)
def strict_messages() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


def test_ics_has_all_day_events_with_alarms_at_nine_in_china() -> None:
    data = exported("ics")
    past, coming = events(data)
    assert coming["DTSTART"].dt == date(2026, 3, 1)
    assert coming["DTEND"].dt == date(2026, 3, 2)
    assert coming["SUMMARY"] == "May: 提出申请, applicants"
    alarms = [alarm["TRIGGER"] for alarm in coming.walk("VALARM")]
    assert [trigger.dt for trigger in alarms] == [
        datetime(2026, 2, 22, 1, tzinfo=UTC), datetime(2026, 2, 28, 1, tzinfo=UTC),
    ]  # fmt: skip
    assert all(trigger.params["VALUE"] == "DATE-TIME" for trigger in alarms)
    assert past["DTSTART"].dt == date(2022, 11, 21)
    assert not past.walk("VALARM"), "what is past or done rings no more"
    assert "year inferred" in past["DESCRIPTION"]


def test_ics_says_what_it_leaves_out_and_in_which_zone() -> None:
    calendar = calendar_of(exported("ics"))
    assert calendar["X-WR-TIMEZONE"] == "Asia/Shanghai"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert "1 deadline has no date" in calendar["X-WR-CALDESC"]


def test_ics_is_the_same_each_time_and_keeps_identities() -> None:
    assert exported("ics") == exported("ics")
    assert [event["UID"] for event in events(exported("ics", "zh"))] == [
        "r-dated@noticedesk", "r-upcoming@noticedesk",
    ]  # fmt: skip


def test_ics_lines_are_folded_and_end_in_crlf() -> None:
    data = exported("ics", "zh")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_ics_text_cannot_add_properties() -> None:
    text = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\nACTION:PROCEDURE;a,b\\c\ud800"
    hostile = payload_item(text)
    timed = type(hostile)(
        **{
            name: getattr(hostile, name)
            for name in hostile.__slots__
            if name not in {"deadline", "source_text"}
        },
        deadline=upcoming().deadline,
        source_text=text,
    )
    (event,) = events(exported("ics", of=checklist(timed), by=text, ticks={}))
    assert {alarm["ACTION"] for alarm in event.walk("VALARM")} == {"DISPLAY"}
    assert "ACTION:PROCEDURE;a,b\\c?" in event["DESCRIPTION"]
