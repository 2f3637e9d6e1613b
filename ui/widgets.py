"""Widgets that several pages share: headings, links into notices, checklist items, copying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import streamlit as st

import i18n
from errors import NoticeDeskError
from records import Citation, Notice, ParsedNotice, Remark, Requirement, Tick
from ui import answers, session, tasks
from ui.links import PageName, citation_params
from ui.markup import escape, plain_label, tag
from ui.session import View

_HERE = Path(__file__).resolve().parent
_COPY = st.components.v2.component(
    "noticedesk_copy",
    html='<button type="button"></button><span role="status"></span>',
    css=(_HERE / "copy.css").read_text(encoding="utf-8"),
    js=(_HERE / "copy.js").read_text(encoding="utf-8"),
)


def styles() -> None:
    """The app's own style sheet."""
    st.html(_HERE / "style.css")


def heading(text: str, lead: str | None = None, level: int = 1) -> None:
    """A heading of the page with an optional line below; both may hold any characters."""
    parts = [tag(f"h{level}", escape(text), f"nd-h{level}")]
    if lead:
        parts.append(tag("p", escape(lead), "nd-lead"))
    st.html("".join(parts))


def fine_print(text: str) -> None:
    """A line in the muted colour, which `st.caption` draws too pale for WCAG AA."""
    st.html(tag("p", escape(text), "nd-meta nd-fine-print"))


def page_link(view: View, page: PageName, label: str, icon: str | None, **params: str) -> None:
    """A link to a page of the app that keeps language and workspace."""
    st.page_link(
        view.pages[page],
        label=plain_label(label),
        icon=f":material/{icon}:" if icon else None,
        query_params=view.params(params),
    )


def citation_link(
    view: View, citation: Citation, known: Mapping[str, ParsedNotice], number: int | None = None
) -> None:
    """A link that opens the notice at the cited characters, with the citation's number."""
    where = answers.citation_label(citation, known, view.language)
    label = f"[{number}] {where}" if number else where
    page_link(view, "notices", label, "find_in_page", **citation_params(citation))


def source_notes(view: View, shown: Sequence[Notice], warnings: Iterable[Remark] = ()) -> None:
    """One line on the sources: unofficial or not, in force or not, and the given warnings."""
    notes = answers.notes(shown, warnings, view.language)
    if not (notes.shown or notes.folded):
        return
    between = answers.BETWEEN_SENTENCES[view.language]
    body = tag("span", "⚠ ", aria_hidden="true") + escape(between.join(notes.shown))
    if notes.folded:
        summary = escape(view.text("notes.more", count=len(notes.folded)))
        entries = tag("ul", "".join(tag("li", escape(line)) for line in notes.folded))
        body += tag("details", tag("summary", summary) + entries, "nd-details")
    st.html(tag("div", body, "nd-note", role="note"))


def problem(view: View, error: NoticeDeskError) -> None:
    """An error in the reader's words."""
    st.error(plain_label(i18n.error(error, view.language)), icon=":material/error:")


def copy_button(view: View, text: str, key: str, label: str | None = None) -> None:
    """A button that puts ``text`` on the clipboard."""
    shown = label or view.text("copy.label")
    data = {"text": text, "label": shown, "done": view.text("copy.done")}
    _COPY(data=data, key=key, height="content", width="content")


def scroll_to(element_id: str, place: str) -> None:
    """Bring an element of the page into view; ``place`` tells one target from the next.

    Both are written by the program, never by a notice or a person: they stand inside a script.
    """
    if not (element_id + place).replace("-", "").isalnum():
        raise ValueError(f"not a place on the page: {element_id!r}, {place!r}")
    script = (_HERE / "scroll.js").read_text(encoding="utf-8")
    script = script.replace("ELEMENT", element_id).replace("PLACE", place)
    st.html(f"<script>{script}</script><span></span>", unsafe_allow_javascript=True)


def requirement(
    view: View,
    item: Requirement,
    scope: str,
    ticks: Mapping[str, Tick],
    as_of: date,
    where: str | None = None,
    tickable: bool = True,
) -> None:
    """One item: its badges, its words as a box to tick, the link to its place.

    ``scope`` keeps the same item apart where a page shows it twice; ``where`` is the link's label.
    """
    with st.container(border=True, gap="xsmall"):
        st.html(tasks.badges_html(item, as_of, view.language))
        if tickable:
            key = f"tick-{scope}-{item.id}"
            st.checkbox(
                plain_label(item.source_text),
                tasks.is_done(item, ticks),
                key=key,
                on_change=_tick,
                args=(view, item, key),
            )
        else:
            notice = view.notice(item.notice_id)
            language = notice.notice.language if notice else "en"
            st.html(answers.quote_html(item.source_text, language))
        place = citation_params(tasks.citation_of(item))
        label = where or view.text("open_in_notice")
        page_link(view, "notices", label, "find_in_page", **place)


def _tick(view: View, item: Requirement, key: str) -> None:
    done = bool(st.session_state[key])
    for other in st.session_state:
        if str(other).startswith("tick-") and str(other).endswith(f"-{item.id}"):
            st.session_state[other] = done  # the same item under another question
    try:
        held = session.need_workspace(view)
        view.engine.workspaces.set_tick(held.token, item, done)
    except NoticeDeskError as error:
        st.session_state["nd-problem"] = error
