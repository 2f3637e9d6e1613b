"""By when: the deadline that a part of a sentence prints, with its date where there is one."""

from __future__ import annotations

import re
from datetime import date

from language.dates import DateMention, find_dates, find_durations
from records import Deadline, Language

_BEFORE_DATE = re.compile(
    r"(?:\b(?:no|not)\s+later\s+than|\bbefore|\bby|\bprior\s+to|\bon\s+or\s+before|\buntil|\bat"
    r"|\bwithin|\bin|\bon|\bfrom|\bsince|\bas\s+of|截至|截止到?|最迟于?|于|在|自|从|至|到)\s*"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_AFTER_DATE_ZH = re.compile(r"(?:之前|以前|前|底前|之日前|内|止)")
_DUE = re.compile(r"before|by|prior|later|until|end|前|底|截|止|最迟", re.IGNORECASE)
_EVERY = re.compile(r"每年(?:度)?的?$|\b(?:each|every)\s+year,?\s*$", re.IGNORECASE)
_YEARLY = re.compile(r",?\s*(?:of\s+)?(?:each|every)\s+year\b|\s+annually\b", re.IGNORECASE)
_RECURRING_EN = re.compile(
    r"\b(?:on\s+an?\s+(?:\w+\s+)?(?:monthly|weekly|quarterly|annual|yearly|regular|daily)\s+basis"
    r"|every\s+(?:year|month|quarter|week|\w+\s+(?:months|years))"
    r"|(?:each|per)\s+(?:year|month|quarter)|annually|monthly|quarterly|weekly|once\s+a\s+year)\b",
    re.IGNORECASE,
)
_RECURRING_ZH = re.compile(
    r"每(?:半?年|季度?|月|周|两年|三年)(?:度)?(?:[^，。；]{0,8}(?:前|底|内|初))?|按[年季月]度?|(?<![指规约法限特固])定期(?![限间])|逐月|逐年"
)
_RELATIVE_EN = re.compile(
    r"\bwithin\s+(?:a|the)\s+(?:\w+\s+)?(?:time|period|prescribed\s+time|specified\s+\w+)(?:\s+limit)?\b"
    r"|\bwithin\s+(?:\w+[\s-]+){0,3}(?:days?|weeks?|months?|years?)(?:\s+(?:of|after|from|following)\s+[^,.;]{3,60})?"
    r"|\b(?:no|not)\s+later\s+than\s+(?:\w+\s+){1,4}(?:days?|weeks?|months?|years?)(?:\s+(?:of|after|from|before)\s+[^,.;]{3,60})?"
    r"|\b(?:when|upon|after|before|during)\s+the\s+[^,.;]{0,60}(?:period|validity|expir\w+|construction)[^,;]{0,40}",
    re.IGNORECASE,
)
_COUNT_ZH = r"(?:\d+|[一二三四五六七八九十]+)(?:个工作日|个月|工作日|日|天|年)"
_RELATIVE_ZH = re.compile(
    rf"自[^，。；]{{2,60}}?(?:(?:之日|当日|当年|次日)(?:起|开始)?|日起)(?:满)?(?:{_COUNT_ZH}(?:之?内|以?前|以?后)?)?"
    rf"|(?:在|于)?[^，。；可应须得]{{2,24}}(?:届满)?(?:之前|以前|前){_COUNT_ZH}内"
    rf"|自[^，。；]{{2,40}}?后{_COUNT_ZH}内"
    r"|(?:在|于)?(?:规定|指定|合理|法定|限定)(?:的)?(?:期限|时间|期间)内|限期"
    rf"|(?:在|于)?{_COUNT_ZH}内"
    r"|(?:在|于)[^，。；]{2,24}(?:之前|以前|的时候)"
)
_LIST_ZH = re.compile(r"[：:]\s*(?=[(（][一二三四五六七八九十]+[)）])")
_STATUS_ZH = re.compile("\\s*(?:生效|失效|施行|起算|计算|享有|终止)")
_LENGTH = re.compile(r"(?:period|term|validity|valid|有效期|期限|建设期|周期)", re.IGNORECASE)


def find_deadline(text: str, language: Language, default_year: int | None) -> Deadline | None:
    """The deadline printed in ``text``: a date first, then recurring, relative, a length of time.

    A date without a year takes ``default_year`` and is marked inferred. "By 2025" has no day: its
    value is that year's last day, since the year's end is the latest moment that satisfies it.
    """
    if language == "zh":
        text = _without_conditions(text)
    for mention in find_dates(text):
        found = _dated(text, mention, default_year)
        if found is not None:
            return found
    recurring = (_RECURRING_EN if language == "en" else _RECURRING_ZH).search(text)
    if recurring:
        return Deadline(recurring.group(), "recurring")
    relative = (_RELATIVE_EN if language == "en" else _RELATIVE_ZH).search(text)
    if relative and _STATUS_ZH.match(text, relative.end()):
        relative = None  # from when something holds, not by when something is due
    if relative and not _LENGTH.search(text[: relative.start()][-12:]):
        return Deadline(relative.group().strip(), "relative")
    if _LENGTH.search(text):
        for duration in find_durations(text):
            return Deadline(duration.text, "duration")
    return None


def _dated(text: str, mention: DateMention, default_year: int | None) -> Deadline | None:
    before = _BEFORE_DATE.search(text[: mention.start])
    after = _AFTER_DATE_ZH.match(text, mention.end)
    if not (before or after or mention.period_end):
        return None
    start = before.start() if before else mention.start
    end = after.end() if after else mention.end
    printed = text[start:end]
    every, yearly = _EVERY.search(text[:start]), _YEARLY.match(text, end)
    if every or yearly:
        start, end = every.start() if every else start, yearly.end() if yearly else end
        return Deadline(text[start:end], "recurring")
    if not _DUE.search(printed):
        return None
    value, inferred = mention.resolve(default_year)
    if value is None:
        value, inferred = mention.last_day(default_year), mention.year is None
    return Deadline(printed, "date", value, inferred and value is not None)


def _without_conditions(text: str) -> str:
    """``text`` without lists and comma clauses that only state a condition (…的)."""
    lead = _LIST_ZH.split(text, maxsplit=1)[0]
    return "，".join(" " * len(one) if one.endswith("的") else one for one in lead.split("，"))


def is_past(deadline: Deadline | None, released: date | None) -> bool:
    """Whether the deadline had passed when the notice was released."""
    return bool(deadline and deadline.value and released and deadline.value < released)
