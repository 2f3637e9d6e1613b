"""The word lists of ``data/`` as compiled patterns and quick questions about a line."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.issuers import find_issuers
from ingest.numbers import DocumentNumber, find_numbers
from ingest.paragraphs import Paragraph, columns
from ingest.yamlfile import load_data
from language.dates import DateMention, find_dates

_TIME_AND_MARKS = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?|[\W_]|(?:mon|tues|wednes|thurs|fri|satur|sun)day|星期[一二三四五六日]",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d|年")


@lru_cache(maxsize=64)
def cue(name: str) -> re.Pattern[str]:
    """A pattern of ``data/cues.yaml``, compared without case over the source text."""
    return re.compile(load_data("cues")[name], re.IGNORECASE)


@lru_cache(maxsize=1)
def label_pattern() -> re.Pattern[str]:
    """A label of ``data/front_labels.yaml`` with its colon, over the source text."""
    labels = {label for group in load_data("front_labels").values() for label in group}
    names = "|".join(
        r"\s*".join(re.escape(char) for char in label)
        if not label.isascii()
        else re.escape(label).replace(r"\ ", r"\s+")
        for label in sorted(labels, key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![\w])[【\[（(]?\s*(?P<label>{names})\s*[】\])）]?\s*[:：]\s*", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def label_fields() -> dict[str, str]:
    """Which fact a label stands before; blanks in the label removed."""
    return {
        re.sub(r"\s+", "", label): name
        for name, labels in load_data("front_labels").items()
        for label in labels
    }


def only_date(text: str) -> DateMention | None:
    """The date that ``text`` consists of (with a time, weekday or brackets), or None."""
    if len(text) > 60 or _DATED.search(text) is None:
        return None
    mentions = find_dates(text)
    if len(mentions) != 1:
        return None
    rest = text[: mentions[0].start] + text[mentions[0].end :]
    return mentions[0] if not _TIME_AND_MARKS.sub("", rest) else None


def number_line(text: str) -> DocumentNumber | None:
    """The document number that a line consists of, or None."""
    if columns(text) > 120:
        return None
    numbers = find_numbers(text)
    if len(numbers) != 1:
        return None
    rest = text[: numbers[0].start] + text[numbers[0].end :]
    return numbers[0] if len(re.sub(r"[\W_]", "", rest)) <= 4 else None


@lru_cache(maxsize=1)
def _org_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_data("org_words")
    han = "|".join(sorted(words["zh"], key=len, reverse=True))
    latin = "|".join(words["en"])
    return (
        re.compile(rf"[\u4e00-\u9fff、\s（）()]*(?:{han})"),
        re.compile(rf"\b(?:{latin})\b", re.IGNORECASE),
    )


def is_body_name(text: str) -> bool:
    """Whether a line is the name of a public body, as in a signature."""
    text = text.strip()
    if not 2 <= len(text) <= 120 or text[-1] in ".。:：;；,，":
        return False
    for mention in find_issuers(text):
        if mention.start == 0 and len(text) - mention.end <= 2:
            return True
    han, latin = _org_patterns()
    if han.fullmatch(text):
        return len(text) <= 60
    words = text.split()
    capital = sum(1 for word in words if word[:1].isupper())
    small = sum(1 for word in words if word.lower() in ("of", "the", "and", "for", "in", "on", "&"))
    return (
        bool(words)
        and len(words) <= 16
        and capital + small == len(words)
        and latin.search(text) is not None
        and not has_document_word(text)
    )


@lru_cache(maxsize=1)
def _document_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_data("title_words")
    han = "|".join(sorted(words["zh"], key=len, reverse=True))
    latin = "|".join(re.escape(word) for word in words["en"])
    return (
        re.compile(rf"(?:{han})(?:[（(〔【][^（）()]{{0,30}}[）)〕】])*$"),
        re.compile(rf"\b(?:{latin})\b", re.IGNORECASE),
    )


def has_document_word(text: str) -> bool:
    """Whether a line calls itself a kind of document: 办法 at its end, "measures" in it."""
    han, latin = _document_words()
    stripped = text.strip(" \t\u3000》\"”’'")
    return han.search(stripped) is not None or latin.search(stripped) is not None


@lru_cache(maxsize=1)
def _menu_words() -> frozenset[str]:
    return frozenset(load_data("title_words")["menu"])


def is_menu(text: str) -> bool:
    """Whether a line is several short Title-Case tokens, most of which menus are made of."""
    words = re.findall(r"[A-Za-z]+|[\u4e00-\u9fff]+", text)
    if len(words) < 2 or len(text) > 200:
        return False
    known = sum(1 for word in words if word.lower() in _menu_words())
    lower = sum(1 for word in words if word[0].islower() and word.lower() not in _menu_words())
    return known >= 0.6 * len(words) and lower <= 1


def is_addressees(paragraph: Paragraph) -> bool:
    """Whether a paragraph names whom the notice addresses: bodies, then a colon, no sentence."""
    text = paragraph.text
    if text[-1] not in ":：" or len(text) > 800:
        return False
    if re.search(r"[。；;《]|\.\s", text) or cue("lead_in").search(text):
        return False
    if text.startswith(
        ("为", "根据", "依据", "依照", "按照", "经", "现", "In ", "According", "Pursuant")
    ):
        return False
    words = load_data("org_words")
    if any(word in text for word in words["addressees_zh"]):
        return True
    lower = set(re.findall(r"[a-z]+", text.lower()))
    return bool(lower & set(words["addressees_en"])) or text.startswith(("To ", "To:", "Dear "))
