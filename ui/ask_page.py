"""The Ask page: a chat over the notices, each answer with its source and its checklist."""

from __future__ import annotations

from datetime import date

import streamlit as st

from errors import NoticeDeskError
from records import Filters, Turn
from ui import answers, session, widgets
from ui.markup import escape, plain_label, shorten, tag
from ui.session import View
from ui.turn import STATUS_SYMBOLS, show_turn

EARLIER_SHOWN = 10
HISTORY_LENGTH = 6
_PENDING = "nd-pending-question"


def show(view: View) -> None:
    """Draw the page, and ask what was typed or chosen."""
    turns = session.turns(view)
    if not view.engine.notices():
        widgets.heading(view.text("ask.title"), view.text("ask.lead"))
        st.info(view.text("notices.empty"), icon=":material/inbox:")
        return
    if not turns:
        widgets.heading(view.text("ask.title"), view.text("ask.lead"))
        _examples(view)
    _history(view, turns)
    typed = _entry(view, bool(turns))
    question = st.session_state.pop(_PENDING, None) or typed
    if question:
        _ask(view, question, turns)


def _ask(view: View, question: str, turns: tuple[Turn, ...]) -> None:
    """Ask the engine, keep the turn, and draw the page again with it."""
    with st.chat_message("user", avatar=":material/person:"):
        st.html(tag("p", escape(question), "nd-question"))
    history = [turn.question for turn in turns[-HISTORY_LENGTH:]]
    try:
        with st.spinner(view.text("ask.searching")):
            answer = view.engine.ask(question, filters=_filters(), history=history)
            held = session.need_workspace(view)
            turn = view.engine.workspaces.add_turn(held.token, answer)
    except NoticeDeskError as error:
        widgets.problem(view, error)
        return
    st.session_state["nd-scroll-to"] = turn.id
    st.rerun()


def _examples(view: View) -> None:
    """Questions to start with, for each group of users."""
    for column, group in zip(st.columns(len(answers.GROUPS)), answers.GROUPS, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.html(tag("p", escape(view.text(f"ask.group.{group}")), "nd-group"))
            for number in range(1, answers.EXAMPLES_PER_GROUP + 1):
                question = view.text(f"ask.example.{group}.{number}")
                st.button(
                    plain_label(question),
                    key=f"nd-example-{group}-{number}",
                    width="stretch",
                    on_click=_choose,
                    args=(question,),
                )


def _choose(question: str) -> None:
    st.session_state[_PENDING] = question


def _entry(view: View, asked: bool) -> str | None:
    """The line to type in, with the filters above it; returns what was sent."""
    with st.bottom:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _filter_popover(view)
            if asked:
                with st.popover(view.text("ask.examples"), icon=":material/lightbulb:"):
                    _examples_list(view)
            said = _filters_said(view)
            if said:
                st.html(tag("span", escape(said), "nd-meta"), width="content")
        return st.chat_input(
            view.text("ask.placeholder"),
            key="nd-question",
            max_chars=view.engine.settings.max_question_chars,
        )


def _examples_list(view: View) -> None:
    for group in answers.GROUPS:
        for number in range(1, answers.EXAMPLES_PER_GROUP + 1):
            question = view.text(f"ask.example.{group}.{number}")
            st.button(
                plain_label(question),
                key=f"nd-again-{group}-{number}",
                width="stretch",
                on_click=_choose,
                args=(question,),
            )


def _filter_popover(view: View) -> None:
    titles = {
        notice.work_id: answers.title(notice, view.language) for notice in view.engine.notices()
    }
    with st.popover(view.text("ask.filters"), icon=":material/tune:"):
        st.multiselect(
            view.text("ask.filter_notices"),
            list(titles),
            format_func=lambda work: plain_label(shorten(titles.get(str(work), str(work)), 90)),
            key="nd-filter-notices",
            placeholder=view.text("ask.filter_all"),
            persist_state="session",
        )
        st.date_input(
            view.text("ask.filter_as_of"),
            value=None,
            min_value=date(1949, 10, 1),
            max_value=date(2100, 12, 31),
            key="nd-filter-as-of",
            help=view.text("ask.filter_as_of_help"),
            persist_state="session",
        )


def _filters() -> Filters:
    chosen = tuple(st.session_state.get("nd-filter-notices") or ())
    as_of = st.session_state.get("nd-filter-as-of")
    return Filters(notices=chosen, as_of=as_of if isinstance(as_of, date) else None)


def _filters_said(view: View) -> str:
    filters = _filters()
    parts = []
    if filters.notices:
        parts.append(view.text("ask.only_notices", count=len(filters.notices)))
    if filters.as_of:
        parts.append(view.text("ask.as_of", date=filters.as_of.isoformat()))
    return " · ".join(parts)


def _history(view: View, turns: tuple[Turn, ...]) -> None:
    """Earlier questions folded, the last one open."""
    if not turns:
        return
    earlier, last = turns[:-1], turns[-1]
    if len(earlier) > EARLIER_SHOWN and not st.session_state.get("nd-show-all"):
        hidden = len(earlier) - EARLIER_SHOWN
        st.button(view.text("ask.show_earlier", count=hidden), key="nd-show-all-button",
                  on_click=_show_all, type="tertiary")  # fmt: skip
        earlier = earlier[-EARLIER_SHOWN:]
    for turn in earlier:
        label = f"{STATUS_SYMBOLS[turn.answer.status]} {plain_label(shorten(turn.question, 160))}"
        folded = st.expander(label, key=f"nd-turn-{turn.id}", on_change="rerun")
        if folded.open:
            with folded:
                show_turn(view, turn)
    st.html(tag("span", "", "nd-turn", id=f"nd-turn-at-{last.id}"))
    show_turn(view, last)
    if st.session_state.pop("nd-scroll-to", None) == last.id:
        widgets.scroll_to(f"nd-turn-at-{last.id}", str(last.id))


def _show_all() -> None:
    st.session_state["nd-show-all"] = True
