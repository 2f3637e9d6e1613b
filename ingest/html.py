"""A saved web page to text: the one place that knows lxml. Nothing in a page is run or fetched.

Dropped are scripts and forms, blocks that name themselves menus or footers, and blocks of links
around the text. What is in doubt stays: `ingest.furniture` reads the lines that are left.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from ingest.decode import BOMS, decode
from ingest.extracted import Extracted, Undecodable
from ingest.heading_marks import marked_heading
from ingest.limits import HTML_CORE_SHARE, HTML_MENU_LINKS, HTML_MENU_SHARE
from ingest.markers import find_marker
from ingest.word_numbers import format_number
from ingest.yamlfile import load_data
from language.normalise import normalise

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?:!doctype|html|body|head|div|p|br|table|span|h[1-6]|ul|ol|a)\b", re.I)
_WORDS = re.compile(r"[a-z]+")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SENTENCE = re.compile(r"[。；！？]|[.;!?](?:\s|$)")
_FILE_LINK = re.compile(r"\.(?:docx?|pdf|xlsx?|pptx?|zip|rar|wps|et|ofd|txt)(?:[?#]|$)", re.I)
_OL_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_CELL_CHARS = 300
_TITLE_CHARS = 6


def extract(data: bytes) -> Extracted:
    """The main text of a page, a line for each block; raises `Undecodable`."""
    source, encoding = _decoded(data)
    if not _ANY_TAG.search(source):
        raise Undecodable("plain_text")
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        page = document_fromstring(_CONTROLS.sub("", source).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as exc:
        raise Undecodable("damaged", type(exc).__name__) from exc
    titles = [normalise(_words(one)) for one in page.iter("title")]
    body = next(page.iter("body"), page)
    _drop(body)
    _drop_menus(body, _core(body))
    scope = _with_title(_core(body), titles[0] if titles else "", body)
    lines = [line for line in _lines(scope) if line.strip()]
    return Extracted("".join(f"{line}\n" for line in lines), encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    """By byte-order mark, else as the page says where that fits, else as `decode` finds."""
    stated = _CHARSET.search(data[:8192])
    if stated is not None and not data.startswith(tuple(mark for mark, _ in BOMS)):
        name = stated.group(1).decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name
        try:
            if not codecs.lookup(name).name.startswith(("utf-16", "utf-32", "utf-7")):
                return data.decode(name), name
        except (LookupError, UnicodeError, ValueError):
            pass  # the page was saved in another encoding than it states
    return decode(data)


# What to drop.


def _drop(body: Any) -> None:
    """Take out what is never text, and what calls itself a part of the page around it."""
    for element in list(body.iter(*load_data("html")["dropped"])):
        if element is not body:
            _remove(element)
    whole = _prose(body)
    for element in list(body.iter("*")):
        if element is body or element.getparent() is None:
            continue
        unseen = "hidden" in element.attrib or _UNSEEN.search(element.get("style", ""))
        if (unseen or _is_around(element)) and _prose(element) <= 0.5 * whole:
            _remove(element)


def _is_around(element: Any) -> bool:
    if element.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary"):
        return True
    if element.tag in ("p", "span", "a", "td", "tr", "tbody", "h1", "h2", "h3"):
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    # "topMenu" is two words.
    words = set(_WORDS.findall(re.sub(r"([a-z])([A-Z])", r"\1 \2", named).lower()))
    if not words & set(load_data("html")["around"]):
        return False
    return next(element.iter("h1"), None) is None


def _drop_menus(body: Any, core: Any) -> None:
    """Take out blocks outside ``core`` that are little but links to other pages."""
    around = set(core.iterancestors())
    for element in list(body.iter("ul", "ol", "div", "table", "p", "dl", "section", "td", "center")):
        if element is core or element in around or core in set(element.iterancestors()):
            continue
        links = [one for one in element.iter("a") if not _FILE_LINK.search(one.get("href", ""))]
        if len(links) < HTML_MENU_LINKS or element.getparent() is None:
            continue
        linked = sum(len(_words(one)) for one in links)
        if linked >= HTML_MENU_SHARE * len(_words(element)):
            _remove(element)


def _remove(element: Any) -> None:
    """Take ``element`` out and leave the text after it."""
    if element.getparent() is not None:
        element.drop_tree()


def _core(body: Any) -> Any:
    """The smallest block that holds nearly all of the page's prose."""
    core, least = body, HTML_CORE_SHARE * _prose(body)
    while True:
        inner = next(
            (child for child in core.iterchildren("*") if _prose(child) >= least > 0), None
        )
        if inner is None or inner.tag in ("p", "span", "font", "b", "strong"):
            return core
        core = inner


def _with_title(core: Any, title: str, body: Any) -> Any:
    """The nearest block around ``core`` that holds the page's title too, or the whole page."""
    scope = core
    while scope is not body and scope is not None:
        if any(_is_title(_words(one), title) for one in scope.iter("*")):
            return scope
        scope = scope.getparent()
    return body


def _is_title(text: str, title: str) -> bool:
    text = normalise(text)
    return len(text) >= _TITLE_CHARS and len(text) >= 0.4 * len(title) and text in title


def _prose(element: Any) -> int:
    """How many characters of sentences, outside links, ``element`` holds."""
    total = 0
    for text in _own_texts(element):
        if _SENTENCE.search(text) or len(text) > 60:
            total += len(text)
    return total


def _own_texts(element: Any) -> Iterator[str]:
    inside = {id(one) for link in element.iter("a") for one in link.iter()}
    for one in element.iter("*"):
        if one.text and id(one) not in inside:
            yield _BLANKS.sub(" ", one.text).strip()
        if one.tail and one is not element:
            yield _BLANKS.sub(" ", one.tail).strip()


def _words(element: Any) -> str:
    return _BLANKS.sub(" ", "".join(element.itertext())).strip()


# What stays, as lines.


def _lines(scope: Any) -> list[str]:
    """The lines of ``scope``: one for each block, row and line break."""
    writer = _Writer()
    writer.write(scope)
    writer.end_line()
    return writer.lines


class _Writer:
    """Collects lines while a tree is read; lives only in `_lines`."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line = ""
        self._prefix = ""

    def end_line(self) -> None:
        """End the line that is being written, if it holds anything."""
        text = self._line.strip(" ")
        if text.strip():
            numbered = self._prefix and find_marker(text) is None
            self.lines.append(f"{self._prefix}{text}" if numbered else text)
            self._prefix = ""
        self._line = ""

    def write(self, element: Any) -> None:
        """Write ``element`` without the text after it."""
        tag = element.tag
        block = tag in load_data("html")["blocks"]
        if block:
            self.end_line()
        if tag == "br":
            self.end_line()
        elif tag == "tr" and _is_data_row(element):
            self._write_row(element)
        elif isinstance(tag, str) and re.fullmatch("h[1-6]", tag):
            self._write_heading(element, int(tag[1]))
        else:
            if tag == "li":
                self._prefix = _item_number(element)
            self._add(element.text, kept=tag == "pre")
            for child in element.iterchildren("*"):
                self.write(child)
                self._add(child.tail, kept=tag == "pre")
        if block:
            self.end_line()

    def _add(self, text: str | None, *, kept: bool) -> None:
        if not text:
            return
        if kept:
            *whole, text = text.split("\n")
            for line in whole:
                self._line += line
                self.end_line()
        joined = _BLANKS.sub(" ", text)
        if joined.startswith(" ") and (not self._line or self._line.endswith(" ")):
            joined = joined[1:]
        self._line += joined

    def _write_row(self, row: Any) -> None:
        cells = [_words_apart(cell) for cell in row.iterchildren("td", "th")]
        if any(cells):
            self.lines.append(f"| {' | '.join(cells)} |")

    def _write_heading(self, element: Any, level: int) -> None:
        inner = _Writer()
        for text, child in _contents(element):
            inner._add(text, kept=False)
            if child is not None:
                inner.write(child)
        inner.end_line()
        if len(inner.lines) == 1:
            self.lines.append(marked_heading(inner.lines[0], level))
        else:
            self.lines += inner.lines


def _contents(element: Any) -> Iterator[tuple[str | None, Any]]:
    yield element.text, None
    for child in element.iterchildren("*"):
        yield None, child
        yield child.tail, None


def _is_data_row(row: Any) -> bool:
    """Whether a row is one of a table of facts, not of one that lays out the page."""
    cells = list(row.iterchildren("td", "th"))
    if len(cells) < 2 or any(next(cell.iter("table", "ul", "ol", "h1"), None) is not None
                             for cell in cells):  # fmt: skip
        return False
    return all(len(_words(cell)) <= _CELL_CHARS for cell in cells)


def _words_apart(cell: Any) -> str:
    """The text of a cell on one line, its blocks and line breaks set apart by a blank."""
    return " ".join(" ".join(line.split(" ")) for line in _lines(cell)).strip()


def _item_number(item: Any) -> str:
    """The number that a browser prints before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    number = _whole(parent.get("start"), 1) - 1
    for one in parent.iterchildren("li"):
        number = _whole(one.get("value"), number + 1)
        if one is item:
            break
    return f"{format_number(number, _OL_TYPES.get(parent.get('type', ''), 'decimal'))}. "


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text.strip()) else default
