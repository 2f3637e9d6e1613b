"""The numbering at the start of a paragraph: which style, which number, how long.

Styles of Chinese official documents (GB/T 9704-2012: 一、 → （一） → 1. → （1）; in laws 编, 章, 节
and 条) and of English ones. Which level a style stands on is the outline's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.numerals import parse_numeral

_HAN_NUMBER = "[一二三四五六七八九十百千零〇两]"
_NUMBER = rf"(?:{_HAN_NUMBER}{{1,8}}|\d{{1,4}})"
_LAW_RANKS = {"编": "part", "分编": "subpart", "篇": "part", "部分": "part", "章": "chapter",
              "节": "section", "条": "article"}  # fmt: skip
_ENGLISH_RANKS = {"part": "part", "chapter": "chapter", "section": "section", "article": "article"}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ORDINALS = {
    word: value
    for value, words in enumerate(
        ("first firstly", "second secondly", "third thirdly", "fourth fourthly", "fifth fifthly",
         "sixth sixthly", "seventh seventhly", "eighth eighthly", "ninth ninthly",
         "tenth tenthly"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip

# 第X条: followed by a blank, a bracketed name or, in text that lost its blanks, by words that do
# not make it a reference ("第五条规定的", "第五条第二款").
_LAW = re.compile(
    rf"第\s*(?P<number>{_NUMBER})\s*(?P<rank>部分|分编|[编篇章节条])(?:之(?P<sub>{_HAN_NUMBER}))?"
    r"(?P<after>[\s:：、.．]*)"
)
_REFERENCE = re.compile(r"[的第所、，。；和至与及或中规款项修改以以外下上之”’》)）]")
_ENGLISH = re.compile(
    r"(?P<rank>Part|Chapter|Section|Article)\s+(?P<number>\d{1,3}|[IVXL]{1,6})\b(?P<after>[.:\s]*)",
    re.IGNORECASE,
)
_STYLES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("decimal", r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.、．]\s*|\s+)(?!\d|%)"),
        ("han_comma", rf"(?P<number>{_HAN_NUMBER}{{1,3}})\s*[、.．]\s*"),
        ("han_paren", rf"[(（]\s*(?P<number>{_HAN_NUMBER}{{1,3}})\s*[)）][、.．]?\s*"),
        ("arabic_dot", r"(?P<number>\d{1,2})\s*(?:[.．](?!\d)|、)\s*"),
        ("arabic_paren", r"[(（]\s*(?P<number>\d{1,2})\s*[)）][、.．]?\s*"),
        ("arabic_half", r"(?P<number>\d{1,2})\s*[)）]\s*"),
        ("circled", r"(?P<number>[①-⑳])\s*"),
        ("roman", r"(?P<number>[IVX]{1,5})\s*[.、．]\s+"),
        ("roman_paren", r"[(（](?P<number>[ivx]{2,5}|i)[)）]\s*"),
        ("letter_paren", r"[(（](?P<number>[a-zA-Z])[)）]\s*"),
        ("letter_dot", r"(?P<number>[A-Z])[.、．)]\s+(?=[A-Z])"),
        ("han_ordinal", rf"第(?P<number>{_HAN_NUMBER}{{1,2}})[，,、]\s*"),
    )
)
_ORDINAL = re.compile(r"(?P<number>[A-Z][a-z]{3,8}),\s+")
_STARTS = frozenset("第0123456789一二三四五六七八九十(（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
                    "IVXABCDEFGHJKLMNOPQRSTUWYZ")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a paragraph.

    ``style`` names how it is written, ``number`` what it adds to a path (Arabic, ``120-1`` for
    第一百二十条之一), ``length`` how many characters it takes with the blanks after it.
    """

    style: str
    number: str
    length: int

    @property
    def in_law(self) -> bool:
        """Whether it is a part, chapter, section or article."""
        return self.style in LAW_STYLES


LAW_STYLES = ("part", "subpart", "chapter", "section", "article")


def find_marker(text: str) -> Marker | None:
    """The marker that ``text`` begins with, or None."""
    if not text or text[0] not in _STARTS:
        return None
    if text[0] == "第":
        return _law_marker(text) or _styled(text)
    if text[0].isascii() and text[0].isalpha():
        return _english_marker(text) or _styled(text)
    return _styled(text)


def _law_marker(text: str) -> Marker | None:
    match = _LAW.match(text)
    if match is None or (not match["after"] and _REFERENCE.match(text, match.end())):
        return None
    number = parse_numeral(match["number"])
    if number is None:
        return None
    sub = f"-{parse_numeral(match['sub'])}" if match["sub"] else ""
    return Marker(_LAW_RANKS[match["rank"]], f"{number}{sub}", match.end())


def _english_marker(text: str) -> Marker | None:
    match = _ENGLISH.match(text)
    if match is not None:
        rest = text[match.end() : match.end() + 1]
        if not match["after"] and rest:
            return None
        if rest and not (rest.isupper() or rest in '(["“' or not rest.isascii()):
            return None
        return Marker(
            _ENGLISH_RANKS[match["rank"].lower()], str(_arabic(match["number"])), match.end()
        )
    ordinal = _ORDINAL.match(text)
    if ordinal is not None and ordinal["number"].lower() in _ORDINALS:
        return Marker("ordinal", str(_ORDINALS[ordinal["number"].lower()]), ordinal.end())
    return None


def _styled(text: str) -> Marker | None:
    for style, pattern in _STYLES:
        match = pattern.match(text)
        if match is not None:
            number = _styled_number(style, match["number"])
            return None if number is None else Marker(style, number, match.end())
    return None


def _styled_number(style: str, printed: str) -> str | None:
    if style == "decimal":
        return printed
    if style == "circled":
        return str(ord(printed) - ord("①") + 1)
    if style in ("roman", "roman_paren"):
        return str(_arabic(printed.upper()))
    if style in ("letter_paren", "letter_dot"):
        return printed.lower()
    value = parse_numeral(printed)
    return None if value is None else str(value)


def _arabic(number: str) -> int:
    """The value of an Arabic or Roman number."""
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[char] for char in number.upper()]
    return sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )
