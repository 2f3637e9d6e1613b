"""Sentences of badly scraped, machine-translated English and of Chinese, as spans.

What no general splitter stands here: full stops that translation put inside a sentence ("of
patents. In the real industry."), full stops that it lost ("before November 21 The scanned copy"),
numbers and abbreviations with stops, lists over several lines, spaces inside web addresses.
"""

from __future__ import annotations

import re
from pathlib import Path

DATA = Path(__file__).parent / "data"
ABBREVIATIONS = frozenset((DATA / "abbreviations_en.txt").read_text(encoding="utf-8").split())
LIST_MARKER = re.compile(
    r"\s*(?:[(（]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|[ivx]{1,4})\s*[)）]"
    r"|\d{1,2}\s*[.、．)）]\s*(?!\d)|[一二三四五六七八九十]{1,3}\s*[、.．]"
    r"|[①-⑳]|[-•·●■◆]\s|第[一二三四五六七八九十百千零〇\d]+[条章节编款项])"
)
ZH_STOPS = "。！？!?"
_INTERESTING = re.compile(r"[(（)）\n。！？!?.]")
CLOSERS = "”’\"')）]】」』》"
OPENERS = "\"'“‘(（[【《「"
FRAGMENT_WORDS = 3
FRAGMENT_WORDS_AFTER_PREPOSITION = 5
PREPOSITIONS = frozenset(("in", "on", "of", "for", "to", "with", "by", "at", "from", "under"))
VERBS = frozenset((DATA / "auxiliaries_en.txt").read_text(encoding="utf-8").split())
LOST_STOP = re.compile(r"(?<=\d)\s+(?=(?:The|This|These|It)\s+[a-z])")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text`` in order, trimmed of white space, never empty.

    Together they cover every character that is not white space. A line break ends a sentence where
    the line before ends in punctuation or the next begins with a list marker or is blank.
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    for cut in [*_cuts(text), len(text)]:
        start, end = _trim(text, begin, cut)
        if start < end:
            spans.append((start, end))
        begin = cut
    return _merge_fragments(text, spans)


def _cuts(text: str) -> list[int]:
    """Offsets after which a new sentence begins, ascending."""
    cuts = {match.start() for match in LOST_STOP.finditer(text)}
    depth = 0
    for match in _INTERESTING.finditer(text):
        offset, char = match.start(), match.group()
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth = max(0, depth - 1)
        elif char == "\n":
            depth = 0
            if _line_break_ends(text, offset):
                cuts.add(offset)
        elif (char in "。！？!?" and not depth) or (
            char == "." and not depth and _stop_ends(text, offset)
        ):
            cuts.add(_after_closers(text, offset + 1))
    return sorted(cuts)


def _line_break_ends(text: str, offset: int) -> bool:
    """Whether the line break at ``offset`` ends a sentence.

    In hard-wrapped text a line may end in an abbreviation ("No.") or in a quoted word: only a stop
    that ends a sentence, or a mark before a list, counts.
    """
    if text[offset + 1 : offset + 2] in ("\n", "\r", "") or LIST_MARKER.match(text, offset + 1):
        return True
    end = offset
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end and text[end - 1] in CLOSERS:
        while end > 1 and text[end - 1] in CLOSERS:
            end -= 1
        return text[end - 1] in ZH_STOPS or (text[end - 1] == "." and _stop_ends(text, end - 1))
    if text[end - 1 : end] == ".":
        return _stop_ends(text, end - 1)
    return text[end - 1 : end] in tuple("。；;：:!?！？")


def _after_closers(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in CLOSERS:
        offset += 1
    return offset


def _stop_ends(text: str, offset: int) -> bool:
    """Whether the full stop at ``offset`` ends a sentence."""
    after = _after_closers(text, offset + 1)
    rest = text[after : after + 3]
    if rest and not rest[0].isspace():
        return False
    following = rest.lstrip()[:1]
    if following and following.islower():
        return False
    word = re.search(r"[\w.]*$", text[max(0, offset - 12) : offset])
    before = word.group().lower() if word else ""
    if before in ABBREVIATIONS and following:
        return False
    if len(before) == 1 and before.isalpha() and following:
        return False
    return not _is_list_number(text, offset)


def _is_list_number(text: str, offset: int) -> bool:
    line_start = max(text.rfind("\n", 0, offset), text.rfind(":", 0, offset)) + 1
    return re.fullmatch(r"\s*\d{1,2}", text[line_start:offset]) is not None


def _merge_fragments(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a verbless scrap, left by a stray full stop, to the sentence before it."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and _is_fragment(text, merged[-1], start, end):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _is_fragment(text: str, previous: tuple[int, int], start: int, end: int) -> bool:
    if "\n" in text[previous[1] : start] or LIST_MARKER.match(text[previous[0] : previous[1]]):
        return False
    words = re.findall(r"[A-Za-z0-9][\w'-]*", text[start:end])
    if not words or words[0].isdecimal() or not text[start:end].isascii():
        return False
    if VERBS & {word.lower() for word in words}:
        return False
    if words[0].lower() in PREPOSITIONS:
        return len(words) <= FRAGMENT_WORDS_AFTER_PREPOSITION
    return len(words) <= FRAGMENT_WORDS


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
