"""The Checklists page: what the notices ask, by notice and by actor, to tick and to take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from records import Checklist, Requirement, Tick
from ui import answers, session, tasks, widgets
from ui.markup import escape, plain_label, shorten, tag
from ui.session import View

ITEMS_SHOWN = 60
ALL_NOTICES_UP_TO = 50  # beyond, one notice at a time: thousands would take seconds to draw
_MIME = {"csv": "text/csv", "md": "text/markdown"}


def show(view: View) -> None:
    """Draw the choices and the checklist that follows from them."""
    widgets.heading(view.text("checklists.title"), view.text("checklists.lead"))
    if not view.engine.notices():
        st.info(view.text("notices.empty"), icon=":material/inbox:")
        return
    works, actor = _choices(view)
    _items(view, works, actor)


def _choices(view: View) -> tuple[tuple[str, ...], str | None]:
    """The notice and the actor that were chosen; an empty tuple and None for all."""
    titles = {
        notice.work_id: answers.title(notice, view.language) for notice in view.engine.notices()
    }
    actors = session.actor_choices(view)
    left, right = st.columns(2)
    everything = [""] if len(titles) <= ALL_NOTICES_UP_TO else []
    with left:
        work = _choice(
            view.text("checklists.notice"),
            "of",
            [*everything, *titles],
            lambda value: (
                shorten(titles.get(value, ""), 110) or view.text("checklists.all_notices")
            ),
        )
    with right:
        actor = _choice(
            view.text("checklists.i_am"),
            "actor",
            ["", *actors],
            lambda value: actors.get(value) or view.text("checklists.anyone"),
        )
    return ((work,) if work else ()), (actor or None)


def _choice(label: str, param: str, options: list[str], name: Callable[[str], str]) -> str:
    """A box to choose from whose choice stands in the address as ``param``, by id."""
    asked = st.query_params.get(param, "")
    current = asked if asked in options else options[0]
    key = session.widget_key(f"nd-choice-{param}", current)
    return st.selectbox(
        label,
        options,
        options.index(current),
        format_func=lambda value: plain_label(name(value)),
        key=key,
        on_change=_chosen,
        args=(param, key),
    )


def _chosen(param: str, key: str) -> None:
    value = session.chosen(f"nd-choice-{param}", key)
    if value:
        st.query_params[param] = value
    else:
        st.query_params.pop(param, None)


@st.fragment
def _items(view: View, works: tuple[str, ...], actor: str | None) -> None:
    """The checklist itself; ticking draws only this part again."""
    checklist = view.engine.checklist(notice_ids=works, actor=actor)
    ticks = session.ticks(view)
    if not checklist.items:
        st.info(
            view.text("checklists.nothing_for_actor" if actor else "checklists.nothing"),
            icon=":material/checklist:",
        )
    else:
        widgets.source_notes(view, checklist.notices)
        _summary(view, checklist, ticks)
        counts = tasks.counts(checklist.items)
        chosen = st.pills(
            view.text("checklists.types"),
            list(counts),
            selection_mode="multi",
            format_func=lambda kind: (
                f"{tasks.SYMBOLS[kind]} {view.text(f'type.{kind}')} **{counts[kind]}**"
            ),
            key="nd-types",
        )
        items = tasks.of_types(checklist.items, chosen)
        _sections(view, items, checklist, ticks)
    _commitments(view, checklist)
    _left_behind(view, ticks)
    if checklist.items or checklist.commitments:
        _downloads(view, checklist, works, ticks)


def _summary(view: View, checklist: Checklist, ticks: Mapping[str, Tick]) -> None:
    done, total = tasks.done_count(checklist.items, ticks), len(checklist.items)
    st.progress(done / total, text=view.text("checklists.done", done=done, total=total))


def _sections(
    view: View,
    items: tuple[Requirement, ...],
    checklist: Checklist,
    ticks: Mapping[str, Tick],
) -> None:
    shown = items if st.session_state.get("nd-all-items") else items[:ITEMS_SHOWN]
    held = view.known(tuple({item.notice_id: None for item in shown}))
    notices = {notice_id: parsed.notice for notice_id, parsed in held.items()}
    clauses = tasks.clauses_by_id(held.values())
    last = None
    for section in tasks.sections(shown, notices, clauses):
        if section.notice.id != last:
            last = section.notice.id
            widgets.heading(answers.title(section.notice, view.language), level=2)
        if section.heading_path:
            st.html(answers.crumbs_html(section.heading_path, section.notice.language))
        for item in section.items:
            widgets.requirement(view, item, "list", ticks, checklist.as_of)
    if len(shown) < len(items):
        st.button(
            view.text("checklists.show_all", count=len(items) - len(shown)),
            key="nd-all-items-button",
            on_click=_show_all,
        )


def _show_all() -> None:
    st.session_state["nd-all-items"] = True


def _commitments(view: View, checklist: Checklist) -> None:
    """What the authority promises: no duty of the reader, so there is nothing to tick."""
    found = checklist.commitments
    if not found:
        return
    label = view.text("checklists.commitments", count=len(found))
    with st.expander(label, icon=":material/handshake:"):
        widgets.fine_print(view.text("checklists.commitments_lead"))
        for item in found:
            widgets.requirement(view, item, "promise", {}, checklist.as_of, tickable=False)


def _left_behind(view: View, ticks: Mapping[str, Tick]) -> None:
    """What was ticked and is asked no more: shown, never dropped."""
    if not ticks:
        return
    works = tasks.works_of(ticks.values(), view.engine.notices())
    current = view.engine.checklist(notice_ids=works).items if works else ()
    gone = tasks.left_behind(ticks, current)
    if not gone:
        return
    label = view.text("checklists.left_behind", count=len(gone))
    with st.expander(label, icon=":material/history:"):
        widgets.fine_print(view.text("checklists.left_behind_lead"))
        for tick in gone:
            notice = view.notice(tick.notice_id)
            name = answers.title(notice.notice, view.language) if notice else tick.notice_id
            when = view.text("checklists.ticked_on", date=tick.at.date().isoformat())
            language = notice.notice.language if notice else "en"
            st.html(
                tag("div", f"✓ {escape(name)} · {escape(when)}", "nd-meta")
                + answers.quote_html(tick.quote, language)
            )


def _downloads(
    view: View, checklist: Checklist, works: tuple[str, ...], ticks: Mapping[str, Tick]
) -> None:
    held = session.workspace(view)
    name = held.name if held else ""
    stem = f"noticedesk-checklist-{works[0] if works else 'all'}-{checklist.as_of.isoformat()}"
    with st.container(horizontal=True, gap="small"):
        for kind, mime in _MIME.items():
            st.download_button(
                view.text(f"checklists.download_{kind}"),
                view.engine.export(checklist, kind, view.language, ticks, name),
                file_name=f"{stem}.{kind}",
                mime=mime,
                key=f"nd-download-{kind}",
                icon=":material/download:",
                on_click="ignore",
            )
    widgets.fine_print(view.text("checklists.as_of", date=checklist.as_of.isoformat()))
