"""The Workspace page: the display name, the private link, and deleting everything."""

from __future__ import annotations

import streamlit as st

from errors import NoticeDeskError
from records import Workspace
from ui import session, widgets
from ui.links import address
from ui.markup import escape, tag
from ui.session import View

NAME_CHARS = 80
_INTENDED = "nd-intended"


def show(view: View) -> None:
    """Draw the workspace, or offer to start one."""
    widgets.heading(view.text("workspace.title"), view.text("workspace.lead"))
    found = session.workspace(view)
    if found is None:
        _start(view)
        return
    _name(view, found)
    _link(view, found)
    _contents(view, found)


def _start(view: View) -> None:
    if session.token() is not None:
        return  # the frame has said that the link is unknown and offers a new workspace
    st.info(view.text("workspace.none_yet"), icon=":material/folder_shared:")
    st.button(
        view.text("workspace.start"),
        type="primary",
        key="nd-start",
        on_click=_create,
        args=(view,),
    )


def _create(view: View) -> None:
    try:
        session.need_workspace(view)
    except NoticeDeskError as error:
        st.session_state["nd-problem"] = error


def _name(view: View, found: Workspace) -> None:
    with st.form("nd-name-form", border=True):
        name = st.text_input(
            view.text("workspace.name"),
            value=found.name,
            max_chars=NAME_CHARS,
        )
        widgets.fine_print(view.text("workspace.self_declared"))
        saved = st.form_submit_button(view.text("workspace.save"), icon=":material/save:")
    if saved:
        if not name.strip():
            st.warning(view.text("workspace.name_empty"))
            return
        view.engine.workspaces.rename(found.token, name.strip())
        st.toast(view.text("workspace.saved"))


def _link(view: View, found: Workspace) -> None:
    widgets.heading(view.text("workspace.link"), view.text("workspace.link_lead"), level=2)
    url = address(st.context.url or "", "ask", {"w": found.token, "lang": view.language})
    st.code(url, language=None, wrap_lines=True)
    widgets.copy_button(view, url, "nd-copy-link", view.text("workspace.copy_link"))


def _contents(view: View, found: Workspace) -> None:
    turns = view.engine.workspaces.turns(found.token)
    ticks = view.engine.workspaces.ticks(found.token)
    done = sum(1 for tick in ticks.values() if tick.done)
    widgets.heading(view.text("workspace.contents"), level=2)
    said = [
        view.text("workspace.questions", count=len(turns)),
        view.text("workspace.ticks", count=done),
        view.text("workspace.since", date=found.created_at.date().isoformat()),
    ]
    st.html(tag("ul", "".join(tag("li", escape(line)) for line in said), "nd-list"))
    with st.container(horizontal=True, gap="small"):
        for what, icon in (("clear", "clear_all"), ("delete", "delete")):
            if what == "delete" or turns:
                st.button(
                    view.text(f"workspace.{what}"),
                    key=f"nd-{what}",
                    icon=f":material/{icon}:",
                    on_click=_intend,
                    args=(what,),
                )
    intended = st.session_state.get(_INTENDED)
    if intended in ("clear", "delete"):
        _confirm(view, found.token, intended)


def _intend(what: str | None) -> None:
    st.session_state[_INTENDED] = what


def _confirm(view: View, token: str, what: str) -> None:
    """Ask once more; deleting everything takes a tick besides."""
    with st.container(border=True, key="nd-confirm"):
        st.warning(view.text(f"workspace.{what}_sure"), icon=":material/warning:")
        sure = what == "clear" or st.checkbox(
            view.text("workspace.delete_understood"), key="nd-delete-sure"
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                view.text(f"workspace.{what}_yes"),
                type="primary",
                key="nd-confirm-yes",
                disabled=not sure,
                on_click=_do,
                args=(view, token, what),
            )
            st.button(view.text("cancel"), key="nd-confirm-no", on_click=_intend, args=(None,))


def _do(view: View, token: str, what: str) -> None:
    _intend(None)
    try:
        if what == "clear":
            view.engine.workspaces.clear_turns(token)
        else:
            view.engine.workspaces.delete(token)
            session.let_go()
    except NoticeDeskError as error:
        st.session_state["nd-problem"] = error
