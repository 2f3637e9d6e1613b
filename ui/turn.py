"""One turn of the chat: the question, and its answer with source, checklist and feedback."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

import i18n
from errors import NoticeDeskError
from records import Answer, AnswerStatus, Citation, ParsedNotice, Passage, Turn
from ui import answers, session, tasks, widgets
from ui.markup import escape, tag
from ui.session import View

OPEN_CHECKLIST = 3
NEAREST_SHOWN = 3
STATUS_SYMBOLS: Mapping[AnswerStatus, str] = {"answered": "✓", "partial": "◐", "not_stated": "?"}


def show_turn(view: View, turn: Turn) -> None:
    """Draw a question and its answer."""
    with st.chat_message("user", avatar=":material/person:"):
        st.html(tag("p", escape(turn.question), "nd-question"))
    with st.chat_message("assistant", avatar=":material/policy:"):
        _answer(view, turn)


def _answer(view: View, turn: Turn) -> None:
    answer = turn.answer
    cited = [passage.citation.notice_id for passage in answer.passages]
    known = view.known(tuple(dict.fromkeys([*answers.shown_notices(answer), *cited])))
    _status(view, answer)
    numbers = answers.numbered(answer)
    _short(view, answer, numbers)
    _statements(view, answer, known, numbers)
    shown = [known[n].notice for n in answers.shown_notices(answer) if n in known]
    widgets.source_notes(view, shown, answer.warnings)
    _passages(view, answer, known)
    _checklist(view, turn)
    _searched(view, answer)
    _actions(view, turn)


def _status(view: View, answer: Answer) -> None:
    icon = tag("span", STATUS_SYMBOLS[answer.status], aria_hidden="true")
    word = escape(i18n.name("answer", answer.status, view.language))
    status = tag("div", f"{icon} {word}", f"nd-status nd-{answer.status}", role="status")
    if answer.status != "answered":
        reason = escape(i18n.remark(answer.reason, view.language))
        status += tag("p", reason, "nd-reason")
    st.html(status)


def _short(view: View, answer: Answer, numbers: Mapping[Citation, int]) -> None:
    short = answer.short
    if short is None:
        return
    notes = []
    if short.iso and short.iso not in short.text:
        notes.append(short.iso)
    if short.inferred:
        notes.append(view.text("date.year_inferred"))
    number = answers.short_number(answer, numbers)
    shown = tag("span", escape(short.text), "nd-short-text")
    if number:
        shown += tag("sup", f"[{number}]", "nd-ref")
    if notes:
        shown += tag("span", escape(" · ".join(notes)), "nd-short-note")
    st.html(tag("div", shown, "nd-short"))


def _statements(
    view: View,
    answer: Answer,
    known: Mapping[str, ParsedNotice],
    numbers: Mapping[Citation, int],
) -> None:
    for statement in answer.statements:
        first = statement.citations[0] if statement.citations else None
        held = known.get(first.notice_id) if first else None
        marks = "".join(f"[{numbers[citation]}]" for citation in statement.citations)
        language = held.notice.language if held else answer.question.language
        st.html(answers.quote_html(statement.text, language, marks))
        for citation in statement.citations:
            widgets.citation_link(view, citation, known, numbers[citation])


def _passages(view: View, answer: Answer, known: Mapping[str, ParsedNotice]) -> None:
    """The passages: plainly under their heading where nothing is stated, otherwise folded."""
    if not answer.passages:
        return
    if answer.status == "not_stated":
        widgets.heading(view.text("ask.nearest"), view.text("ask.nearest_lead"), level=2)
        for passage in answer.passages[:NEAREST_SHOWN]:
            _passage(view, passage, known)
        rest = answer.passages[NEAREST_SHOWN:]
    else:
        rest = answer.passages
    if rest:
        with st.expander(
            view.text("ask.passages", count=len(rest)), icon=":material/format_quote:"
        ):
            for passage in rest:
                _passage(view, passage, known)


def _passage(view: View, passage: Passage, known: Mapping[str, ParsedNotice]) -> None:
    citation = passage.citation
    parsed = known.get(citation.notice_id)
    found = answers.context(citation, parsed)
    language = parsed.notice.language if parsed else "en"
    name = answers.title(parsed.notice, view.language) if parsed else citation.notice_id
    path = found.path if found else tuple(part for part in (passage.heading,) if part)
    parts = [
        answers.crumbs_html((name, *path), language),
        answers.quote_html(citation.source_text, language),
    ]
    if found:
        parts.append(answers.context_html(found, view.text("ask.in_context"), language))
    with st.container(border=True, gap="xsmall"):
        st.html("".join(parts))
        if parsed:
            widgets.citation_link(view, citation, known)
        else:
            widgets.fine_print(view.text("notices.no_longer_held"))


def _checklist(view: View, turn: Turn) -> None:
    items = turn.answer.checklist
    if not items:
        return
    label = view.text("ask.checklist", count=len(items))
    opened = len(items) <= OPEN_CHECKLIST
    with st.expander(label, icon=":material/checklist:", expanded=opened):
        _tick_list(view, turn)


@st.fragment
def _tick_list(view: View, turn: Turn) -> None:
    ticks = session.ticks(view)
    known = view.known(tuple({item.notice_id: None for item in turn.answer.checklist}))
    for item in turn.answer.checklist:
        where = answers.citation_label(tasks.citation_of(item), known, view.language)
        widgets.requirement(view, item, f"turn{turn.id}", ticks, session.today(), where)


def _searched(view: View, answer: Answer) -> None:
    said = view.text(
        "ask.searched",
        clauses=answer.clauses_searched,
        notices=answer.notices_searched,
        date=answer.as_of.isoformat(),
    )
    if answer.question.searched and answer.question.searched != answer.question.text:
        said += " " + view.text("ask.searched_as", query=answer.question.searched)
    st.html(tag("p", escape(said), "nd-meta"))


def _actions(view: View, turn: Turn) -> None:
    copied = view.engine.export_answer(turn.answer, view.language)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        widgets.copy_button(view, copied, f"nd-copy-{turn.id}")
        st.download_button(
            view.text("ask.download"),
            copied,
            file_name=f"noticedesk-answer-{turn.id}.md",
            mime="text/markdown",
            key=f"nd-download-{turn.id}",
            icon=":material/download:",
            on_click="ignore",
        )
        key = f"nd-feedback-{turn.id}"
        given = None if turn.feedback is None else int(turn.feedback > 0)
        st.feedback(
            "thumbs", default=given, key=key, on_change=_give_feedback, args=(view, turn, key)
        )
    if turn.feedback == -1:
        comment = f"nd-comment-{turn.id}"
        st.text_input(
            view.text("ask.comment"),
            key=comment,
            max_chars=1000,
            on_change=_give_comment,
            args=(view, turn, comment),
        )


def _give_feedback(view: View, turn: Turn, key: str) -> None:
    given = st.session_state[key]
    if given is None:
        return
    try:
        held = session.need_workspace(view)
        view.engine.workspaces.add_feedback(held.token, turn.id, 1 if given else -1)
    except NoticeDeskError as error:
        st.session_state["nd-problem"] = error
        return
    st.toast(view.text("ask.thanks"))


def _give_comment(view: View, turn: Turn, key: str) -> None:
    try:
        held = session.need_workspace(view)
        view.engine.workspaces.add_feedback(held.token, turn.id, -1, st.session_state[key])
    except NoticeDeskError as error:
        st.session_state["nd-problem"] = error
        return
    st.toast(view.text("ask.thanks"))
