"""Phones, mail and web addresses in the notice's own text, with the words that label them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from records import Contact, Span

_PHONE = (
    r"(?<![\d.〕\]年/-])(?:\+?86[-\s]?)?(?:\(?0\d{2,3}\)?[-—–\s]{0,2}\d{7,8}(?:[-—转]\d{1,5})?|1[3-9]\d{9}"
    r"|(?:400|800)[-\s]?\d{3}[-\s]?\d{4}|123\d{2}(?=\D*(?:热线|hotline)))(?:[、/]\d{7,8})*(?![\d.])"
)
_EMAIL = r"[A-Za-z0-9_][\w.+-]{0,63}\s?@\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]{2,})+"
# A blank may have got into an address; it is taken in only before a known ending.
_SITE = (
    r"(?:https?://|www\s?\.)(?:[A-Za-z0-9-]+(?:\s?\.\s?(?=[A-Za-z0-9-]+\s?[./])|\.))*[A-Za-z0-9-]+"
    r"(?:\s?\.\s?(?:com|org|gov|edu|net|cn)\b)*(?::\d+)?(?:/[\w./?=&%#~+-]*)?"
)
_FOUND = re.compile(rf"(?P<email>{_EMAIL})|(?P<website>{_SITE})|(?P<phone>{_PHONE})", re.ASCII)
# Most text has no address: then phones alone are looked for, which is ten times quicker.
_FOUND_PHONE = re.compile(rf"(?P<phone>{_PHONE})", re.ASCII)
_ADDRESS_SIGN = re.compile(r"@|www|https?:")
_DELIMITER = re.compile(
    r"[(（\[【)）,，;；。、\n]|(?<=[a-z]{4})\.\s|contact(?:\s+(?:information|details|persons?|us))?\s*[:：]"
    r"|联系(?:方式|人|单位|部门)(?:及(?:联系)?(?:电话|方式))?\s*[:：]",
    re.IGNORECASE,
)
_LEAD_WORDS = re.compile(
    r"^(?:hereinafter\s+(?:referred\s+to\s+as|called)\s+(?:the\s+)?|以下(?:简称|称))[:：]?\s*",
    re.IGNORECASE,
)
_MARKS = " \t\r\n\u3000:：-—."
# What kind of address follows; said only where no name stands before it.
_KIND_WORD = re.compile(
    r"(?:联系|咨询|办公)?(?:电话|手机|传真|邮箱|网址|网站|电子邮件|邮件)$|\b(?:tel(?:ephone)?\.?|phone|fax|e-?mail|"
    r"website|web)$",
    re.IGNORECASE,
)


def holds_contact(text: str) -> bool:
    """Whether ``text`` holds a phone, mail or web address."""
    return _pattern(text).search(text) is not None


def _pattern(text: str) -> re.Pattern[str]:
    return _FOUND if _ADDRESS_SIGN.search(text) else _FOUND_PHONE


def find_contacts(source: str, places: Iterable[tuple[int, int]]) -> tuple[Contact, ...]:
    """The contacts in the given parts of ``source``, each once, in order.

    ``value`` is without the blanks that got into an address; ``label`` are the words before it.
    """
    found: dict[tuple[str, str], Contact] = {}
    for start, end in places:
        text = source[start:end]
        done = 0
        for match in _pattern(text).finditer(text):
            kind = match.lastgroup or "phone"
            raw = match.group().rstrip(".,，。")
            value = re.sub(r"\s+", "" if kind != "phone" else " ", raw)
            contact = Contact(
                kind,  # type: ignore[arg-type]
                value,
                _label(text[done : match.start()]),
                Span(start + match.start(), start + match.start() + len(raw)),
            )
            found.setdefault((kind, value), contact)
            done = match.end()
    return tuple(found.values())


def _label(before: str) -> str:
    """Whom or what a contact reaches: the words before it that are not just "tel." or "email".

    At most a dozen words, from the last two parts between brackets, commas and breaks.
    """
    parts = [part.strip(_MARKS) for part in _DELIMITER.split(before[-120:])]
    parts = [part for part in parts if part][-2:]
    for part in reversed(parts):
        named = _LEAD_WORDS.sub("", _KIND_WORD.sub("", part)).strip(_MARKS)
        if named and len(named.split()) <= 12:
            return named
    return parts[-1] if parts and len(parts[-1].split()) <= 12 else ""
