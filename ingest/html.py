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

from ingest.apart import extract_apart
from ingest.decode import BOMS, decode
from ingest.extracted import Extracted, Undecodable
from ingest.html_lines import BLANKS, lines_of, words_of
from ingest.limits import HTML_CORE_SHARE, HTML_MENU_LINKS, HTML_MENU_SHARE
from ingest.yamlfile import load_data
from language.normalise import normalise

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?:!doctype|html|body|head|div|p|br|table|span|h[1-6]|ul|ol|a)\b", re.I)
_WORDS = re.compile(r"[a-z]+")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；！？]|[.;!?](?:\s|$)")
_FILE_LINK = re.compile(r"\.(?:docx?|pdf|xlsx?|pptx?|zip|rar|wps|et|ofd|txt)(?:[?#]|$)", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MENU_TAGS = ("ul", "ol", "div", "table", "p", "dl", "section", "td", "center")
_TITLE_CHARS = 6
_TITLE_PARTS = 3


def read_html(data: bytes) -> Extracted:
    """The main text of a page, a line for each block; raises `Undecodable`.

    Reads in a process of its own: `ingest.apart` says within which bounds.
    """
    return extract_apart(__name__, data)


def extract(data: bytes) -> Extracted:
    """As `read_html`, in this process."""
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
    # At its limits of depth and length the parser would go on without the rest of the page.
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise Undecodable("damaged", "elements nested too deep or too long")
    titles = [normalise(words_of(one)) for one in page.iter("title")]
    body = next(page.iter("body"), page)
    title = titles[0] if titles else ""
    _drop(body, title)
    _drop_menus(body, _core(body))
    scope = _with_title(_core(body), title, body)
    lines = [line for line in lines_of(scope) if line.strip()]
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


def _drop(body: Any, title: str) -> None:
    """Take out what is never text, what is not shown, and what calls itself a part of the page
    around the text, unless it holds most of the text or the title."""
    for element in list(body.iter(*load_data("html")["dropped"])):
        if element is not body:
            _remove(element)
    whole = _prose(body)
    for element in list(body.iter("*")):
        if element is body or element.getparent() is None:
            continue
        unseen = "hidden" in element.attrib or _UNSEEN.search(element.get("style", ""))
        if not unseen and not _is_around(element):
            continue
        if _prose(element) <= 0.5 * whole and (unseen or not _holds_title(element, title)):
            _remove(element)


def _is_around(element: Any) -> bool:
    if element.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary"):
        return True
    if element.tag in ("p", "span", "a", "td", "tr", "tbody", "h1", "h2", "h3"):
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    # "topMenu" is two words.
    words = set(_WORDS.findall(re.sub(r"([a-z])([A-Z])", r"\1 \2", named).lower()))
    names = load_data("html")
    return bool(words & set(names["around"])) and not words & set(names["kept"])


def _drop_menus(body: Any, core: Any) -> None:
    """Take out blocks outside ``core`` that are little but links to other pages."""
    around = set(core.iterancestors())
    for element in list(body.iter(*_MENU_TAGS)):
        if element is core or element in around or core in set(element.iterancestors()):
            continue
        links = [one for one in element.iter("a") if not _FILE_LINK.search(one.get("href", ""))]
        if len(links) < HTML_MENU_LINKS or element.getparent() is None:
            continue
        linked = sum(len(words_of(one)) for one in links)
        if linked >= HTML_MENU_SHARE * len(words_of(element)):
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
        if _holds_title(scope, title):
            return scope
        scope = scope.getparent()
    return body


def _holds_title(element: Any, title: str) -> bool:
    leaves = (one for one in element.iter("*") if len(one) <= _TITLE_PARTS)
    return any(_is_title(words_of(one), title) for one in leaves)


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
            yield BLANKS.sub(" ", one.text).strip()
        if one.tail and one is not element:
            yield BLANKS.sub(" ", one.tail).strip()
