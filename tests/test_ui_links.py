"""Addresses inside the app."""

from __future__ import annotations

import pytest

from records import Span
from ui.links import (
    Place,
    address,
    is_web_address,
    language_of,
    language_of_locale,
    place_from,
    place_params,
)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"notice": "a@2022-x", "start": "4", "end": "9"}, Place("a@2022-x", Span(4, 9))),
        ({"notice": "a"}, Place("a")),  # a notice without a place
        ({"notice": "a", "start": "9", "end": "4"}, Place("a")),  # turned round
        ({"notice": "a", "start": "4", "end": "4"}, Place("a")),  # nothing to highlight
        ({"notice": "a", "start": "-4", "end": "9"}, Place("a")),  # no offset is negative
        ({"notice": "a", "start": "x", "end": "<b>"}, Place("a")),  # not numbers
        ({"notice": "a", "start": "１", "end": "９"}, Place("a")),  # digits, but not ours
        ({"notice": "a", "start": "1", "end": "9" * 400}, Place("a")),  # too long to be an offset
        ({"notice": "  "}, None),
        ({}, None),
    ],
)
def test_a_place_is_read_from_the_address(params: dict[str, str], expected: Place | None) -> None:
    assert place_from(params) == expected


def test_a_place_survives_the_way_through_the_address() -> None:
    place = Place("cnipa@2022-06-22-ab12#1", Span(0, 12))
    assert place_from(place_params(place)) == place


@pytest.mark.parametrize(
    ("current", "expected"),
    [
        ("http://127.0.0.1:8501", "http://127.0.0.1:8501/notices?notice=a%40b"),
        ("http://127.0.0.1:8501/workspace", "http://127.0.0.1:8501/notices?notice=a%40b"),
        ("https://ip.example/desk/checklists?w=1", "https://ip.example/desk/notices?notice=a%40b"),
    ],
)
def test_a_full_address_is_built_from_the_open_page(current: str, expected: str) -> None:
    assert address(current, "notices", {"notice": "a@b"}) == expected


def test_the_ask_page_is_the_root() -> None:
    assert address("http://h/notices", "ask", {"w": "t"}) == "http://h/?w=t"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("/notices", False),
        ("https://", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(value: str | None, expected: bool) -> None:
    assert is_web_address(value) is expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("zh-CN", "zh"), ("zh", "zh"), ("ZH-TW", "zh"), ("en-US", "en"), ("de", "en"), (None, "en")],
)
def test_the_browser_chooses_the_first_language(locale: str | None, expected: str) -> None:
    assert language_of_locale(locale) == expected


def test_only_known_languages_are_taken_from_the_address() -> None:
    assert [language_of(value) for value in ("en", "zh", "fr", "", None)] == [
        "en", "zh", None, None, None,
    ]  # fmt: skip
