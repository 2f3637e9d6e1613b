"""The title: which line before the body is the notice's name, or what else to call it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import is_edge, is_prose
from ingest.issuers import find_issuers
from ingest.lexicon import (
    has_document_word,
    is_addressees,
    is_body_name,
    is_menu,
    label_pattern,
    number_line,
    only_date,
)
from ingest.limits import SHORT_TITLE_CHARS, TITLE_COLUMNS, TITLE_SCORE
from ingest.numbers import find_numbers
from ingest.paragraphs import Paragraph
from ingest.yamlfile import load_data
from language.tokens import index_tokens

_QUOTED = re.compile(r"《([^《》]{4,120})》|[\"“]([^\"“”]{8,200})[\"”]")
# Lines of one centred title are both set in.
_CENTRED = 4
_SITE_SUFFIX = re.compile(r"\s*[_|–—-]\s*[^_|–—-]{2,30}$")


def find_title(paragraphs: Sequence[Paragraph], first: int) -> tuple[int, int] | None:
    """First and last index of the title among the paragraphs before index ``first``, or None."""
    heading = next((i for i, one in enumerate(paragraphs) if one.level == 1), None)
    if heading is not None and heading <= first:
        return heading, heading
    candidates = [i for i in range(min(first, len(paragraphs))) if _may_be_title(paragraphs[i])]
    if not candidates:
        return None
    body = set(index_tokens(" ".join(one.text for one in paragraphs[first : first + 12])))
    scored = [(_score(paragraphs[i].text, body), i) for i in candidates]
    best = max(score for score, _ in scored)
    if best < TITLE_SCORE:
        return None
    chosen = max(i for score, i in scored if score >= best - 0.25)
    return _grown(paragraphs, candidates, chosen)


def title_from_body(paragraphs: Sequence[Paragraph]) -> tuple[int, int, str]:
    """Place and words of a name for a notice without a title line.

    The quoted name of the document that the first paragraph reports, else its first sentence,
    shortened.
    """
    first = paragraphs[0]
    for match in _QUOTED.finditer(first.text):
        name = match.group(1) or match.group(2)
        if has_document_word(name):
            start = first.start + match.start(1 if match.group(1) else 2)
            return start, start + len(name), name
    sentence = re.split(r"(?<=[.。!?！？])(?:\s|$)|[。\r\n]", first.text, maxsplit=1)[0]
    if len(sentence) > SHORT_TITLE_CHARS:
        cut = sentence.rfind(" ", 0, SHORT_TITLE_CHARS)
        sentence = sentence[: cut if cut > SHORT_TITLE_CHARS // 2 else SHORT_TITLE_CHARS]
    return first.start, first.start + len(sentence), sentence.strip()


def _may_be_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.role == "body"
        and TITLE_COLUMNS[0] <= paragraph.columns <= TITLE_COLUMNS[1]
        and not is_prose(paragraph)
        and not is_edge(paragraph)
        and not is_addressees(paragraph)
        and not is_menu(text)
        and only_date(text) is None
        and label_pattern().match(text) is None
    )


def _score(text: str, body: set[str]) -> float:
    """How like a title a line is: what it calls itself, who issues it, what the body repeats."""
    score = 0.0
    if has_document_word(text):
        score += 3
    if find_issuers(text):
        score += 1
    words = re.findall(r"[a-z]+", text.lower())
    if set(words) & {"of", "on", "the", "for", "to", "and", "in"} or "关于" in text:
        score += 1
    tokens = set(index_tokens(text))
    if tokens:
        score += 3 * len(tokens & body) / len(tokens)
    if is_body_name(text):
        score -= 3
    numbers = find_numbers(text)
    if numbers and len(numbers[0].text) > 0.7 * len(text):
        score -= 4
    return score


def _grown(
    paragraphs: Sequence[Paragraph], candidates: Sequence[int], chosen: int
) -> tuple[int, int]:
    """The title's lines where it is broken over several."""
    begin = end = chosen
    while end + 1 in candidates and _goes_on(paragraphs[end], paragraphs[end + 1]):
        end += 1
    while begin - 1 in candidates and _goes_on(paragraphs[begin - 1], paragraphs[begin]):
        begin -= 1
    return begin, end


def _goes_on(line: Paragraph, following: Paragraph) -> bool:
    text = line.text
    if is_body_name(text) and text.isascii():
        return False
    if following.spaced and not _open_ended(text):
        return False
    if _open_ended(text) or following.text[0].islower():
        return True
    if text.isascii():
        if min(line.indent, following.indent) >= _CENTRED and not number_line(text):
            return True
        first = following.text.split()[0].lower()
        return first in load_data("title_words")["open_ends"]
    if following.text.startswith(("关于", "的", "印发", "《")):
        return not has_document_word(text)
    return (
        not has_document_word(text)
        and has_document_word(following.text)
        and (text.startswith("关于") or "关于" in text or is_body_name(text))
    )


def _open_ended(text: str) -> bool:
    last = re.search(r"([A-Za-z]+)$", text)
    if last:
        return last.group(1).lower() in load_data("title_words")["open_ends"]
    return text[-1:] in "、的和与及" or text.count("《") > text.count("》")


def without_site(title: str) -> str:
    """A page title without the site's name after a dash or bar."""
    shorter = _SITE_SUFFIX.sub("", title)
    return shorter if has_document_word(shorter) and not has_document_word(title) else title


def one_line(text: str) -> str:
    """``text`` without line breaks; none becomes a blank between Han characters."""
    joined = re.sub(r"(?<=[\u2e80-\uffef])\s*[\r\n]+\s*(?=[\u2e80-\uffef])", "", text)
    return re.sub(r"\s+", " ", joined).strip()
