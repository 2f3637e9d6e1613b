"""What one browser session knows: its language, its workspace, and the engine it asks.

The address is the truth for both (``?lang=…&w=…``), so that a reload, a bookmark or another browser
brings the same page back; the session remembers them where an address lacks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

import i18n
from errors import NotFound
from records import Language, ParsedNotice, Tick, Turn, Workspace
from ui.links import PageName, language_of, language_of_locale

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from engine import Engine

_LANGUAGE = "nd-language"
_TOKEN = "nd-token"


@dataclass(frozen=True)
class View:
    """What every page is given: the engine, the reader's language, the pages to link to."""

    engine: Engine
    language: Language
    pages: Mapping[PageName, Page]

    def text(self, code: str, **params: object) -> str:
        """The message under ``code`` in the reader's language."""
        return i18n.text(code, self.language, params)

    def params(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """Query parameters for a link inside the app: ``extra``, the language, the workspace."""
        held = token()
        return dict(extra or {}) | {"lang": self.language} | ({"w": held} if held else {})

    def notice(self, notice_id: str) -> ParsedNotice | None:
        """The notice, or None where the collection no longer holds it."""
        try:
            return self.engine.notice(notice_id)
        except NotFound:
            return None

    def known(self, notice_ids: tuple[str, ...]) -> dict[str, ParsedNotice]:
        """Those of the notices that the collection holds, by the id that was asked for."""
        found = {notice_id: self.notice(notice_id) for notice_id in notice_ids}
        return {notice_id: parsed for notice_id, parsed in found.items() if parsed}


def language() -> Language:
    """The interface language: from the address, the session, or else the browser."""
    chosen = language_of(st.query_params.get("lang")) or st.session_state.get(_LANGUAGE)
    found = chosen or language_of_locale(st.context.locale)
    st.session_state[_LANGUAGE] = found
    return found


def choose_language(chosen: Language) -> None:
    """Switch the interface to ``chosen``, in the session and in the address."""
    st.session_state[_LANGUAGE] = chosen
    st.query_params["lang"] = chosen


def widget_key(name: str, value: str) -> str:
    """The key of a widget whose ``value`` stands in the address.

    It changes where the address changed by itself (Back, a link), so that the widget starts from
    there. Setting the widget's state instead would lose a click that comes before a run ends.
    """
    held, count = st.session_state.get(f"{name}-at", (value, 0))
    if held != value:
        count += 1
    st.session_state[f"{name}-at"] = (value, count)
    return f"{name}-{count}"


def chosen(name: str, key: str) -> str:
    """What was just chosen in the widget of `widget_key`; call it from the widget's callback."""
    value: str = st.session_state[key]
    st.session_state[f"{name}-at"] = (value, st.session_state[f"{name}-at"][1])
    return value


def token() -> str | None:
    """The workspace's token from the address or the session, known or not; None where none is."""
    held = st.query_params.get("w") or st.session_state.get(_TOKEN)
    if held:
        st.session_state[_TOKEN] = held
    return held


def hold(new_token: str) -> None:
    """Make ``new_token`` this session's workspace and put it in the address."""
    st.session_state[_TOKEN] = new_token
    st.query_params["w"] = new_token


def let_go() -> None:
    """Forget the workspace in this session and in the address."""
    st.session_state.pop(_TOKEN, None)
    st.query_params.pop("w", None)


def workspace(view: View) -> Workspace | None:
    """The workspace of this session; None where there is no token or nobody knows it."""
    held = token()
    if held is None:
        return None
    try:
        return view.engine.workspaces.get(held)
    except NotFound:
        return None


def need_workspace(view: View) -> Workspace:
    """The workspace of this session, created now where there is none yet."""
    found = workspace(view)
    if found is None:
        found = view.engine.workspaces.create(view.text("workspace.default_name"))
        hold(found.token)
    return found


def turns(view: View) -> tuple[Turn, ...]:
    """The questions asked in this workspace, oldest first."""
    found = workspace(view)
    return view.engine.workspaces.turns(found.token) if found else ()


def ticks(view: View) -> dict[str, Tick]:
    """What is ticked in this workspace, by requirement id."""
    found = workspace(view)
    return view.engine.workspaces.ticks(found.token) if found else {}


def actor_choices(view: View) -> dict[str, str]:
    """What the reader can say he is, in his language, by actor id."""
    return {
        actor: chinese if view.language == "zh" else english
        for actor, english, chinese in view.engine.actors()
    }


def today() -> date:
    """The day on which the page is drawn."""
    return date.today()
