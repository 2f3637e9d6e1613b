"""The Notices page: the collection, and the reader that shows one notice with its source text."""

from __future__ import annotations

import streamlit as st

import i18n
from errors import NotFound
from records import DateFact, Notice, ParsedNotice, Span
from ui import answers, reading, widgets
from ui.links import Place, address, is_web_address, place_from, place_params
from ui.markup import escape, plain_label, tag
from ui.session import View

PAGE_LENGTH = 30
SEARCH_FROM = 8
_STATUS_BADGE = {"in_force": "nd-may", "repealed": "nd-must", "unknown": "nd-plain"}


def show(view: View) -> None:
    """Draw the list, or the notice that the address names."""
    place = place_from(st.query_params.to_dict())
    if place is None:
        _list(view)
        return
    try:
        parsed = view.engine.notice(place.notice_id)
    except NotFound:
        widgets.heading(view.text("notices.title"))
        st.warning(
            view.text("notices.unknown", notice=plain_label(place.notice_id)),
            icon=":material/search_off:",
        )
        widgets.page_link(view, "notices", view.text("notices.all"), "arrow_back")
        return
    _reader(view, parsed, place)


def _list(view: View) -> None:
    notices = view.engine.notices()
    lead = view.text("notices.lead", count=len(notices))
    widgets.heading(view.text("notices.title"), lead if notices else None)
    if not notices:
        st.info(view.text("notices.empty"), icon=":material/inbox:")
        return
    found = notices
    if len(notices) >= SEARCH_FROM:
        wanted = st.text_input(
            view.text("notices.find"), key="nd-find", icon=":material/search:"
        ).casefold()
        found = tuple(n for n in notices if wanted in _haystack(n))
        if not found:
            st.info(view.text("notices.none_found"), icon=":material/search_off:")
    pages = max(1, -(-len(found) // PAGE_LENGTH))
    page = st.pagination(pages, key="nd-page") if pages > 1 else 1
    for notice in found[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]:
        _card(view, notice)


def _haystack(notice: Notice) -> str:
    parts = (
        notice.title, notice.title_zh, notice.issuer, notice.issuer_zh, notice.number,
        notice.number_normalised,
    )  # fmt: skip
    return "\n".join(part for part in parts if part).casefold()


def _card(view: View, notice: Notice) -> None:
    with st.container(border=True, gap="xsmall", key=f"nd-card-{notice.id}"):
        name = answers.title(notice, view.language)
        widgets.page_link(view, "notices", name, None, notice=notice.work_id)
        parts = []
        if name != notice.title:
            parts.append(tag("div", escape(notice.title), "nd-original", lang=notice.language))
        parts.append(tag("div", escape(_byline(view, notice)), "nd-meta"))
        st.html("".join(parts) + _badges(view, notice))


def _byline(view: View, notice: Notice) -> str:
    issuer = i18n.issuer(notice, view.language)
    parts = [issuer, notice.number_normalised or notice.number or ""]
    for kind in ("released", "signed"):
        fact: DateFact | None = getattr(notice.dates, kind)
        if fact:
            shown = fact.value.isoformat() if fact.value else fact.printed
            parts.append(f"{view.text(f'notices.{kind}')} {shown}")
    return " · ".join(part for part in parts if part)


def _badges(view: View, notice: Notice) -> str:
    kind = i18n.name("kind", notice.kind, view.language)
    status = i18n.name("status", notice.status, view.language)
    language = i18n.name("language", notice.language, view.language)
    css = "nd-plain" if notice.kind == "full_text" else "nd-should"
    badges = [
        tag("span", escape(kind), f"nd-badge {css}"),
        tag("span", escape(status), f"nd-badge {_STATUS_BADGE.get(notice.status, 'nd-should')}"),
        tag("span", escape(language), "nd-badge nd-plain"),
    ]
    return tag("div", "".join(badges), "nd-badges")


def _reader(view: View, parsed: ParsedNotice, place: Place) -> None:
    notice = parsed.notice
    with st.container(horizontal=True, gap="small"):
        widgets.page_link(view, "notices", view.text("notices.all"), "arrow_back")
        widgets.page_link(
            view, "checklists", view.text("notices.to_checklist"), "checklist", of=notice.work_id
        )
    name = answers.title(notice, view.language)
    head = tag("h1", escape(name), "nd-h1")
    if name != notice.title:
        head += tag("div", escape(notice.title), "nd-original", lang=notice.language)
    st.html(head + tag("div", escape(_byline(view, notice)), "nd-meta") + _badges(view, notice))
    widgets.source_notes(view, [notice], notice.warnings)
    cited = reading.valid_span(place.span, parsed.text)
    if place.span and cited is None:
        st.warning(view.text("notices.place_gone"), icon=":material/location_off:")
    text, side = st.columns([7, 3], gap="large")
    with text:
        _text(view, parsed, cited)
    with side:
        _side(view, parsed, cited)
    if cited:
        widgets.scroll_to(reading.CITED_ID, reading.place_key(cited))


def _text(view: View, parsed: ParsedNotice, cited: Span | None) -> None:
    st.html(reading.text_html(parsed, cited, lambda kind: i18n.name("aside", kind, view.language)))


def _side(view: View, parsed: ParsedNotice, cited: Span | None) -> None:
    notice = parsed.notice
    url = address(st.context.url or "", "notices", place_params(Place(notice.id, cited)))
    with st.container(horizontal=True, gap="small"):
        widgets.copy_button(view, url, "nd-copy-place", view.text("notices.copy_link"))
        if is_web_address(notice.source_url):
            st.link_button(
                view.text("notices.source_page"),
                notice.source_url or "",
                icon=":material/open_in_new:",
            )
    _facts(view, notice)
    _outline(view, parsed)
    _named(view, notice)


def _facts(view: View, notice: Notice) -> None:
    rows = [
        ("issuer", i18n.issuer(notice, view.language)),
        ("number", notice.number),
        ("number_normalised", notice.number_normalised),
        *((kind, _date(view, getattr(notice.dates, kind)))
          for kind in ("signed", "released", "effective")),
        ("status", _status(view, notice)),
        ("addressees", notice.addressees),
        ("file", notice.file),
        ("sha256", notice.sha256[:16]),
    ]  # fmt: skip
    none_given = view.text("notices.none_given")
    always = {"issuer", "number", "signed", "released", "effective"}
    shown = "".join(
        tag("dt", escape(view.text(f"notices.{key}"))) + tag("dd", escape(value or none_given))
        for key, value in rows
        if value or key in always
    )
    widgets.heading(view.text("notices.facts"), level=2)
    st.html(tag("dl", shown, "nd-facts"))


def _date(view: View, fact: DateFact | None) -> str | None:
    if fact is None:
        return None
    parts = [fact.value.isoformat()] if fact.value else []
    if fact.printed and fact.printed not in parts:
        parts.append(fact.printed)
    if fact.value is None:
        parts.append(view.text("date.no_year"))
    if fact.inferred:
        parts.append(view.text("date.year_inferred"))
    if fact.source in ("manifest", "operator"):
        parts.append(i18n.name("fact_source", fact.source, view.language))
    return " · ".join(parts)


def _status(view: View, notice: Notice) -> str:
    said = i18n.name("status", notice.status, view.language)
    if notice.status_source == "unknown":
        return said
    return f"{said} · {i18n.name('fact_source', notice.status_source, view.language)}"


def _outline(view: View, parsed: ParsedNotice) -> None:
    entries = reading.outline(parsed.clauses)
    if not entries:
        return
    with st.expander(view.text("notices.contents"), icon=":material/toc:"):
        for entry in entries:
            indent = "\u2003" * (entry.depth - 1)
            place = place_params(Place(parsed.notice.id, entry.span))
            widgets.page_link(view, "notices", indent + entry.heading, None, **place)


def _named(view: View, notice: Notice) -> None:
    """What the notice names: attachments held or not, contacts, other documents."""
    attachments = [f"{a.number}. {a.title}" if a.number else a.title for a in notice.attachments]
    states = [
        view.text("notices.held" if a.held else "notices.listed" if a.listed else "notices.cited")
        for a in notice.attachments
    ]
    lists = {
        "attachments": [f"{a} — {s}" for a, s in zip(attachments, states, strict=True)],
        "contacts": [f"{c.label}: {c.value}" if c.label else c.value for c in notice.contacts],
        "cited_documents": [f"{c.title} {c.number}" if c.number else c.title for c in notice.cited],
    }
    for key, entries in lists.items():
        if entries:
            with st.expander(
                view.text(f"notices.{key}", count=len(entries)), expanded=key != "cited_documents"
            ):
                st.html(
                    tag("ul", "".join(tag("li", escape(e)) for e in entries), "nd-list",
                        lang=notice.language)
                )  # fmt: skip
