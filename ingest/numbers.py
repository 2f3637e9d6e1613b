"""Document numbers: found in every bracket style and rendering, and normalised.

A number is an issuer's code, a year and a running number (国知发保字〔2022〕27号), or an order or
announcement of a body (国家知识产权局令第73号). English pages print the code in pinyin, by initials
or by the body's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.issuers import find_issuers, issuer_names, issuers
from ingest.yamlfile import load_data
from language.numerals import NUMERAL_CHARS, parse_numeral

_OPEN, _CLOSE = r"[〔﹝\[［(（【<〈]", r"[〕﹞\]］)）】>〉]"
_HAN = r"[\u4e00-\u9fff]"
_DIGITS = rf"(?:\d{{1,5}}|[{NUMERAL_CHARS}]{{1,6}})"
_NO = r"(?:(?:No\s*[.．:]?|Number|#)\s*)"
_WORDS = r"(?P<code>[A-Z][A-Za-z'’]*(?:\s+(?:of\s+the\s+|of\s+)?[A-Z][A-Za-z'’]*){0,9})"

_PATTERNS = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        ("bracket", rf"(?P<code>{_HAN}{{1,14}}?)\s*{_OPEN}\s*(?P<year>(?:19|20)\d{{2}})\s*年?\s*"
                    rf"{_CLOSE}\s*第?\s*(?P<number>{_DIGITS})\s*号"),
        ("order", rf"(?P<code>{_HAN}{{0,30}}?)(?P<kind>令|公告|通告)\s*[(（]?\s*"
                  rf"(?:(?P<year>(?:19|20)\d{{2}})\s*年\s*)?第\s*(?P<number>{_DIGITS})\s*号"),
        ("bracket", rf"{_WORDS}\s*,?\s*{_NO}?[\[〔［【]\s*(?P<year>(?:19|20)\d{{2}})"
                    rf"\s*[\]〕］】]\s*{_NO}?(?P<number>\d{{1,5}})(?!\d)(?:\s*[Hh]ao)?"),
        ("bracket", rf"{_WORDS}\s*,?\s*[(（]\s*(?P<year>(?:19|20)\d{{2}})\s*[)）]\s*"
                    rf"{_NO}(?P<number>\d{{1,5}})(?!\d)"),
        ("bracket", rf"{_WORDS}\s*,?\s*{_NO}(?P<number>\d{{1,5}})\s*[\[〔［(（]\s*"
                    r"(?P<year>(?:19|20)\d{2})\s*[\]〕］)）]"),
        ("order", rf"(?P<kind>Order|Decree|Announcement|Public\s+Notice)\s+{_NO}"
                  rf"(?P<number>\d{{1,5}})(?:\s*,)?\s+(?:of|by)\s+(?:the\s+)?{_WORDS}"),
        ("order", rf"{_WORDS}\s+(?P<kind>Order|Decree|Announcement)\s+{_NO}(?P<number>\d{{1,5}})"
                  r"(?!\d)"),
        ("order", rf"(?P<code>)(?P<kind>Order|Decree|Announcement)\s+{_NO}"
                  r"(?P<number>\d{1,5})(?!\d)(?:\s*,?\s*(?:of\s+)?[(\[]?(?P<year>(?:19|20)\d{2})[)\]]?)?"),
        ("order", rf"(?P<kind>Order|Decree|Announcement)\s+of\s+(?:the\s+)?{_WORDS}\s*,?"
                  rf"\s*[(（]?\s*{_NO}(?P<number>\d{{1,5}})(?!\d)"),
    )
)  # fmt: skip
_ORDER_KINDS = {"order": "令", "decree": "令", "announcement": "公告", "public notice": "公告"}
_LEAD_INS = re.compile(
    r".*(?:根据|按照|依照|依据|以及|关于|印发|现将|(?<!共)和|与|及|为|在|以|由|对|的)"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number at ``start:end``: its code as printed, year, running number and form.

    ``kind`` is 令, 公告 or 通告 for orders and announcements, else empty.
    """

    start: int
    end: int
    text: str
    code: str
    year: int | None
    number: int
    kind: str = ""


def find_numbers(text: str) -> list[DocumentNumber]:
    """Every document number in ``text``, in order, none overlapping."""
    found: list[DocumentNumber] = []
    if "号" not in text and "No" not in text and "[" not in text and "〔" not in text:
        return found
    for _, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            number = _read(match)
            if number is not None and all(
                number.end <= other.start or number.start >= other.end for other in found
            ):
                found.append(number)
    return sorted(found, key=lambda number: number.start)


def normalise_number(printed: str, issuer: str | None = None) -> str | None:
    """The number in Chinese official form (国知发保字〔2022〕27号); None where it cannot be told.

    ``issuer`` is the id of the issuing body: an office's number printed by its body's name gets the
    office's code.
    """
    numbers = find_numbers(printed)
    if not numbers:
        return None
    number = numbers[0]
    if number.kind:
        name = _order_body(number.code, issuer)
        year = f"{number.year}年" if number.year else ""
        return f"{name}{number.kind}{year}第{number.number}号" if name else None
    code = _han_code(number.code, issuer)
    return f"{code}〔{number.year}〕{number.number}号" if code else None


def code_issuer(code: str) -> str | None:
    """The id of the body whose numbers open with ``code`` or whose name it is, or None."""
    named = find_issuers(code)
    if named and named[0].start == 0:
        return named[0].id
    best: tuple[int, str] | None = None
    for body in issuers():
        for codes, identifier in ((body.codes, body.id), (body.office_codes, f"{body.id}-office")):
            for opening in codes:
                if code.startswith(opening) and (best is None or len(opening) > best[0]):
                    best = (len(opening), identifier)
    return best[1] if best else None


def _read(match: re.Match[str]) -> DocumentNumber | None:
    groups = match.groupdict()
    number = parse_numeral(groups["number"])
    if number is None:
        return None
    year = int(groups["year"]) if groups.get("year") else None
    kind = groups.get("kind") or ""
    kind = _ORDER_KINDS.get(re.sub(r"\s+", " ", kind).lower(), kind)
    code, start = groups["code"], match.start("code")
    if not code.isascii():
        lead = _LEAD_INS.match(code)
        if lead and lead.end() < len(code):
            code, start = code[lead.end() :], start + lead.end()
    else:
        code, start = _trim_words(code, start)
    if not code or match.start("code") > match.start():
        start = match.start()
    return DocumentNumber(
        start, match.end(), match.string[start : match.end()], code, year, number, kind
    )


def _trim_words(code: str, start: int) -> tuple[str, int]:
    """Cut sentence words before the code ("Notice Guo Fa" → "Guo Fa")."""
    for word in re.finditer(r"\S+", code):
        tail = code[word.start() :]
        if _han_code(tail, None) is not None:
            return tail, start + word.start()
    return code, start


def _order_body(code: str, issuer: str | None) -> str | None:
    if not code:
        names = issuer_names(issuer) if issuer else None
        return names[1] if names else None
    named = find_issuers(code)
    if named:
        names = issuer_names(named[0].id)
        return names[1] if names else None
    plain = code.removeprefix("中华人民共和国")
    return None if plain.isascii() else plain


def _han_code(code: str, issuer: str | None) -> str | None:
    """The Chinese code behind a printed one, or None."""
    if not code.isascii():
        return re.sub(r"\s+", "", code)
    plain = code.strip()
    if plain.isupper() and " " not in plain:
        initials: dict[str, str] = load_data("number_pinyin")["initials"]
        return initials.get(plain)
    named = find_issuers(plain)
    if named and named[0].start == 0:
        base = named[0].id
        if issuer is not None and issuer.removesuffix("-office") == base:
            base = issuer
        opening = _first_code(base)
        rest = plain[named[0].end :].strip()
        if opening is None:
            return None
        if not rest:
            return opening
        tail = _from_pinyin(rest)
        short = _shortest_code(base) or opening
        return short + tail if tail is not None else None
    return _from_pinyin(plain)


def _codes(identifier: str) -> tuple[str, ...]:
    base = identifier.removesuffix("-office")
    body = next((one for one in issuers() if one.id == base), None)
    if body is None:
        return ()
    return body.codes if base == identifier else body.office_codes


def _first_code(identifier: str) -> str | None:
    codes = _codes(identifier)
    return codes[0] if codes else None


def _shortest_code(identifier: str) -> str | None:
    codes = _codes(identifier)
    return min(codes, key=len) if codes else None


@lru_cache(maxsize=512)
def _from_pinyin(text: str) -> str | None:
    """The characters of a code in pinyin, or None where a syllable is not in the data file."""
    letters = re.sub(r"[\s'’]+", "", text).lower()
    data = load_data("number_pinyin")
    table: dict[str, str] = {**data["syllables"], **data["phrases"]}
    longest = max(len(key) for key in table)

    def read(rest: str) -> str | None:
        if not rest:
            return ""
        for length in range(min(longest, len(rest)), 0, -1):
            piece = table.get(rest[:length])
            if piece is not None:
                tail = read(rest[length:])
                if tail is not None:
                    return piece + tail
        return None

    return read(letters) if letters else None
