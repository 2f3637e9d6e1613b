"""The frame around every page: header, language, messages, and the page itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

import i18n
from errors import NoticeDeskError
from records import Language
from ui import ask_page, checklists_page, notices_page, session, widgets, workspace_page
from ui.links import LANGUAGES, PAGES, PageName, language_of
from ui.markup import plain_label, tag
from ui.session import View

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from engine import Engine

_ICON = Path(__file__).resolve().parent / "icon.svg"
_SWITCH = "nd-language-switch"
_ICONS: dict[PageName, str] = {
    "ask": "forum",
    "notices": "description",
    "checklists": "checklist",
    "workspace": "folder_shared",
}
_SHOW: dict[PageName, Callable[[View], None]] = {
    "ask": ask_page.show,
    "notices": notices_page.show,
    "checklists": checklists_page.show,
    "workspace": workspace_page.show,
}


def run(open_engine: Callable[[], Engine]) -> None:
    """Draw the app: open the engine, then show the page that the address names.

    Whatever goes wrong on purpose (`NoticeDeskError`) is told in the reader's language.
    """
    language = session.language()
    st.set_page_config(page_title="NoticeDesk", page_icon=str(_ICON), layout="wide")
    widgets.styles()
    pages: dict[PageName, Page] = {}
    for name in PAGES:
        pages[name] = st.Page(
            partial(_draw, name, pages, language, open_engine),
            title=f"{i18n.text(f'nav.{name}', language)} · NoticeDesk",
            icon="",  # a Material icon here becomes a favicon that is fetched from outside
            url_path=name,
            default=name == "ask",
        )
    st.navigation(list(pages.values()), position="hidden").run()


def _draw(
    name: PageName,
    pages: dict[PageName, Page],
    language: Language,
    open_engine: Callable[[], Engine],
) -> None:
    try:
        with st.spinner(i18n.text("shell.opening", language), show_time=True):
            engine = open_engine()
        view = View(engine, language, pages)
        _header(view)
        _messages(view)
        _SHOW[name](view)
    except NoticeDeskError as error:
        st.error(plain_label(i18n.error(error, language)), icon=":material/error:")


def _header(view: View) -> None:
    with st.container(key="nd-header", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.html(tag("span", "NoticeDesk", "nd-brand"), width="content")
        for name in PAGES:
            widgets.page_link(view, name, view.text(f"nav.{name}"), _ICONS[name])
        st.space("stretch")
        key = session.widget_key(_SWITCH, view.language)
        st.segmented_control(
            "Language / 语言",
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            default=view.language,
            key=key,
            required=True,
            label_visibility="collapsed",
            on_change=_switch,
            args=(key,),
        )


def _switch(key: str) -> None:
    chosen = language_of(session.chosen(_SWITCH, key))
    if chosen:
        session.choose_language(chosen)


def _messages(view: View) -> None:
    """Problems left by a callback, and a private link that nobody knows."""
    left: NoticeDeskError | None = st.session_state.pop("nd-problem", None)
    if left:
        widgets.problem(view, left)
    if session.token() and session.workspace(view) is None:
        st.warning(view.text("workspace.unknown"), icon=":material/link_off:")
        st.button(
            view.text("workspace.start_new"),
            key="nd-start-new",
            icon=":material/add:",
            on_click=_start_new,
            args=(view,),
        )


def _start_new(view: View) -> None:
    session.let_go()
    try:
        session.need_workspace(view)
    except NoticeDeskError as error:
        st.session_state["nd-problem"] = error
