"""Source text on its way to the screen."""

from __future__ import annotations

import pytest

from ui.markup import escape, plain_label, shorten, tag


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("*every* widget", r"\*every\* widget"),  # no emphasis
        ("[text](http://x)", r"\[text\](http://x)"),  # no link
        ("<b>bold</b>", r"\<b\>bold\</b\>"),  # no markup
        ("costs $5 or $6", r"costs \$5 or \$6"),  # no formula
        (":red[fees]", ":\u2060red\\[fees\\]"),  # no colour
        (":smile: and :material/home:", ":\u2060smile: and :\u2060material/home:"),  # no icons
        ("at 10:30: now", "at 10:\u206030: now"),  # a time might be one; nothing is lost
        ("As follows: one", "As follows: one"),  # a plain colon stays
        ("1. Filing", "1\u2060. Filing"),  # no list
        ("- item", r"\- item"),
        ("# heading", r"\# heading"),
        ("two\n\nlines", "two lines"),  # a label is one line
        ("专利（产品）备案：第一批", "专利（产品）备案：第一批"),
    ],
)
def test_a_label_shows_its_characters(text: str, label: str) -> None:
    assert plain_label(text) == label


def test_html_is_escaped() -> None:
    assert escape("""<a href="x" onclick='y'>&""") == (
        "&lt;a href=&quot;x&quot; onclick=&#x27;y&#x27;&gt;&amp;"
    )


def test_attributes_are_escaped_and_none_is_left_out() -> None:
    assert tag("p", "x", "c", lang=None, id_='a"b', data_place="1-2") == (
        '<p class="c" id="a&quot;b" data-place="1-2">x</p>'
    )


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [("short", 10, "short"), ("a longer text", 8, "a longe…"), ("two  \n words", 20, "two words")],
)
def test_shorten(text: str, longest: int, expected: str) -> None:
    assert shorten(text, longest) == expected
