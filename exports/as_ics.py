"""The deadlines of a checklist as a calendar (RFC 5545), by icalendar.

A deadline is a day in China, so an all-day event: calendars elsewhere show the same day. The alarm
rings at a moment, which is said in UTC as the format demands of absolute alarms.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vText

from exports.report import CHINA_TIME, Line, Report
from exports.words import deadline_line, encodable, labelled, listed

ZONE: Final = "Asia/Shanghai"
ALARM_DAYS: Final = (7, 1)  # before the deadline: a week to act in, a day to send
ALARM_TIME: Final = time(9, 0)  # in China

_PRODUCT: Final = "-//NoticeDesk//Checklists//EN"
_SUMMARY_LENGTH: Final = 120
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(report: Report) -> bytes:
    """The report's dated deadlines as events; how many have no date stands in the description."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _text(report.title))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("x-wr-caldesc", _text("\n".join(_description(report))))
    calendar.add_component(_timezone())
    for line in report.items:
        if line.deadline_date is not None:
            calendar.add_component(_event(line, line.deadline_date, report))
    written: bytes = calendar.to_ical()
    return written


def _text(text: str) -> vText:
    """A TEXT value, which icalendar escapes; for properties it does not know it has to be told.

    Controls other than tab and line feed are not allowed (section 3.1).
    """
    return vText(_CONTROLS.sub("\ufffd", encodable("\n".join(text.splitlines()))))


def _description(report: Report) -> list[str]:
    undated = sum(1 for line in report.items if line.deadline and line.deadline_date is None)
    lines = [report.say("calendar.undated", count=undated)] if undated else []
    return [*lines, *report.notes, *(note for source in report.sources for note in source.lines)]


def _timezone() -> Timezone:
    """China's time since 1991, without summer time."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15))
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _event(line: Line, day: date, report: Report) -> Event:
    """An event whose identity is the requirement's, so that a second import updates it.

    Its time stamp is the checklist's own day, so that the same checklist gives the same file.
    """
    event = Event()
    event.add("uid", f"{line.item.id}@noticedesk")
    event.add("dtstamp", datetime.combine(report.checklist.as_of, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    summary = listed([f"{line.type}: {line.task}", line.actor], report.language)
    event.add("summary", _text(summary[:_SUMMARY_LENGTH]))
    event.add("description", _text("\n".join(_details(line, report))))
    event.add("transp", "TRANSPARENT")  # a deadline leaves the day free
    event.add("categories", [line.type])
    if not line.done and day >= report.checklist.as_of:
        for days in ALARM_DAYS:
            event.add_component(_alarm(day - timedelta(days=days), summary))
    return event


def _details(line: Line, report: Report) -> list[str]:
    source = next(
        (source for source in report.sources if source.notice.id == line.item.notice_id), None
    )
    return [
        labelled(report.say("column.status"), line.status, report.language),
        labelled(
            report.say("column.deadline"),
            deadline_line(line.item.deadline, report.language),
            report.language,
        ),
        line.item.source_text,
        f"— {line.place.citation}",
        *([line.warnings] if line.warnings else []),
        *(source.lines if source else ()),
        *report.notes,
    ]


def _alarm(day: date, summary: str) -> Alarm:
    moment = datetime.combine(day, ALARM_TIME, CHINA_TIME).astimezone(UTC)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(summary[:_SUMMARY_LENGTH]))
    alarm.add("trigger", moment, parameters={"VALUE": "DATE-TIME"})
    return alarm
