"""Spans that could answer a question of a kind: the amounts, dates, bodies … in a text."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from language.dates import find_dates, find_durations
from language.quantities import find_quantities
from language.script import HAN

_DATA = Path(__file__).parent / "data"
RELATIVE_TIME = re.compile(
    r"\bon an? (?:monthly|weekly|yearly|annual|quarterly|daily) basis\b"
    r"|\b(?:monthly|annually|yearly|quarterly|weekly)\b|每[年月季周日]|逐月|按月|按季|自.{2,30}之日起"
    r"|\bwithin a time limit\b|\bin a timely manner\b|及时|限期",
    re.IGNORECASE,
)
FROM_AN_EVENT = re.compile(r"自.{2,30}?之?日起|.{2,12}之日(?=[，。；前])")
FUNCTION_CHARS = "由经向对与和在按应被将让请据以及或"
BOUND_BEFORE = re.compile(
    r"(?:不少于|不超过|不低于|不高于|至少|最高|最低|最多|about |up to |at least |at most |"
    r"no more than |no less than |not exceeding |more than |less than )$",
    re.IGNORECASE,
)
BOUND_AFTER = re.compile(r"以[上下内]")
RANGE_MARKS = ("", "至", "到", "-", "—", "~", "to", "and")
WEBSITE_WORD = re.compile(
    r"\b(?:web ?site|platform|port|portal|e-?mail|address)\b|平台|网站|网址|邮箱|地址|窗口"
)


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    lines = (_DATA / "body_nouns.txt").read_text(encoding="utf-8").splitlines()
    nouns = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    nouns.sort(key=len, reverse=True)
    english = "|".join(re.escape(noun) for noun in nouns if not HAN.search(noun))
    longest_first = sorted(nouns, key=len, reverse=True)  # 委员会, not its first character 委
    chinese = "|".join(re.escape(noun) for noun in longest_first if HAN.search(noun))
    capital = r"[A-Z][\w'-]+"
    name = rf"{capital}(?:\s+(?:of|and|the|for|in|{capital}))*"
    return re.compile(
        rf"\b(?:{name}\s+)?(?i:{english})s?\b(?:\s+of\s+(?:the\s+)?{name})?"
        rf"|[\u4e00-\u9fff]{{0,8}}?(?:{chinese})(?:[\u4e00-\u9fff]{{0,4}}?(?:{chinese}))?"
    )


def typed_spans(kind: str, text: str) -> list[tuple[int, int]]:
    """Half-open spans in ``text`` of the kind that an answer type asks for, in order of place.

    ``kind`` is amount, date, duration, count, who or where; other kinds have no spans of their own
    and give an empty list.
    """
    return list(_typed_spans(kind, text))


@lru_cache(maxsize=65_536)
def _typed_spans(kind: str, text: str) -> tuple[tuple[int, int], ...]:
    if kind == "amount":
        spans = [(q.start, q.end) for q in find_quantities(text, "amount", "percent")]
        spans = _with_bounds(text, spans)
    elif kind == "date":
        spans = [(d.start, d.end) for d in find_dates(text)]
        spans += [match.span() for match in FROM_AN_EVENT.finditer(text)]
    elif kind == "duration":
        counted = [(d.start, d.end) for d in find_durations(text)]
        spans = counted or [match.span() for match in RELATIVE_TIME.finditer(text)]
    elif kind == "count":
        spans = [(q.start, q.end) for q in find_quantities(text, "count")]
        spans += [match.span() for match in RELATIVE_TIME.finditer(text)]
    elif kind == "who":
        spans = [
            (match.end() - len(match.group().lstrip(FUNCTION_CHARS)), match.end())
            for match in _bodies().finditer(text)
        ]
    elif kind == "where":
        spans = [(q.start, q.end) for q in find_quantities(text, "url", "email", "phone")]
        spans += [match.span() for match in WEBSITE_WORD.finditer(text)]
    else:
        spans = []
    return tuple(sorted(spans))


def _with_bounds(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take in the words that bound a quantity, and join a range: 三万元以上五百万元以下."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        before, after = BOUND_BEFORE.search(text[:start]), BOUND_AFTER.match(text[end:])
        start -= len(before.group()) if before else 0
        end += after.end() if after else 0
        if joined and text[joined[-1][1] : start].strip() in RANGE_MARKS:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


SPAN_KINDS = ("amount", "date", "duration", "count", "who", "where")
