"""The notice reader: every character once and in order, marked as what it is."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from records import Span
from tests.ui_fakes import ENGLISH, chinese_notice, english_notice, span_of
from ui.reading import CITED_ID, outline, pieces, place_key, text_html, valid_span

CITED = span_of(ENGLISH, "must file *every* widget")


@pytest.mark.parametrize(
    "cited",
    [
        (),
        (CITED,),
        (Span(0, len(ENGLISH)),),  # all of it
        (Span(0, 40), Span(20, 60)),  # overlapping
        (Span(5, 30),),  # from an aside into the title
    ],
)
def test_every_character_is_shown_once_and_in_order(cited: tuple[Span, ...]) -> None:
    found = pieces(english_notice(), cited)
    assert "".join(piece.text for piece in found) == ENGLISH
    assert all(ENGLISH[p.span.start : p.span.end] == p.text for p in found)


def test_pieces_are_marked() -> None:
    found = {piece.text: piece for piece in pieces(english_notice(), [CITED])}
    assert found["must file *every* widget"].cited
    assert found["Home | News | Contact"].aside == "boilerplate"
    assert found["1. Filing"].kind == "heading"
    assert found['Notice on filing widgets <script>alert("x")</script>'].kind == "title"


def test_a_heading_between_clauses_is_found() -> None:
    parsed = english_notice()
    bare = tuple(replace(c, sentences=c.sentences[1:]) for c in parsed.clauses)
    found = {p.text: p for p in pieces(replace(parsed, clauses=bare))}
    assert found["1. Filing"].kind == found["2. Publicity"].kind == "heading"


def text_of(markup: str) -> str:
    """What a browser shows of ``markup``, without the labels of asides."""
    markup = re.sub(r'<span class="nd-aside-label">.*?</span>', "", markup)
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_the_html_shows_the_source_and_nothing_else() -> None:
    markup = text_html(english_notice(), CITED, lambda kind: f"({kind})")
    assert text_of(markup) == ENGLISH


def test_markup_in_a_notice_shows_as_text() -> None:
    markup = text_html(english_notice(), None, str)
    assert "<script" not in markup
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in markup


def test_the_cited_place_is_marked_once() -> None:
    cited = Span(CITED.start - 40, CITED.end)  # over a heading, so in several pieces
    markup = text_html(english_notice(), cited, str)
    assert markup.count(f'id="{CITED_ID}"') == 1
    assert markup.count("<mark") > 1
    assert f'data-place="{place_key(cited)}"' in markup


def test_asides_are_labelled_and_their_label_is_escaped() -> None:
    markup = text_html(english_notice(), None, lambda kind: f"<{kind}>")
    assert markup.count('class="nd-aside-label">&lt;boilerplate&gt;<') == 2


@pytest.mark.parametrize(
    ("span", "valid"),
    [(Span(0, 5), True), (Span(0, 6), False), (Span(3, 3), False), (Span(-1, 2), False)],
)
def test_a_span_must_lie_in_the_text(span: Span, valid: bool) -> None:
    assert (valid_span(span, "12345") is not None) is valid


def test_the_outline_names_each_heading_once() -> None:
    assert [entry.heading for entry in outline(chinese_notice().clauses)] == [
        "一、备案",
        "二、宣传",
    ]
