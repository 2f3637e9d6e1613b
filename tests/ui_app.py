"""Drives the app's pages through AppTest with the small engine of `ui_fakes`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Html
from streamlit.util import calc_hash

from records import Language
from tests.ui_fakes import FakeEngine

SCRIPT = """
import streamlit as st
from ui import shell
shell.run(st.session_state["test-open"])
"""
BOTH: tuple[Language, ...] = ("en", "zh")
PAGES = ("ask", "notices", "checklists", "workspace")
both = pytest.mark.parametrize("language", BOTH)


def start(engine: FakeEngine, page: str, language: Language, **params: str) -> AppTest:
    """The app at ``page``, drawn once."""
    return start_with(lambda: engine, page, language, **params)


def start_with(
    opened: Callable[[], FakeEngine], page: str, language: Language, **params: str
) -> AppTest:
    test = AppTest.from_string(SCRIPT, default_timeout=30)
    test.session_state["test-open"] = opened
    for key, value in {"lang": language, **params}.items():
        test.query_params[key] = value
    test._page_hash = calc_hash(page)
    return run(test)


def run(test: AppTest) -> AppTest:
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    """What the page draws itself, without the style sheet."""
    parts = [str(element.value) for element in test.get("html") if isinstance(element, Html)]
    return "\n".join(part for part in parts if not part.startswith("<style"))


def links(test: AppTest) -> dict[str, str]:
    """Where each link of the page leads, by its label."""
    return {link.proto.label: link.proto.query_string for link in test.get("page_link")}


def ask(test: AppTest, question: str) -> AppTest:
    test.chat_input[0].set_value(question)
    return run(test)


def param(test: AppTest, name: str) -> str:
    value = test.query_params[name]
    return str(value[0] if isinstance(value, list) else value)
