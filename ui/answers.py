"""What the Ask page shows of an answer: numbered citations, source notes, passages in context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import i18n
from records import Answer, Citation, Language, Notice, ParsedNotice, Remark
from ui.markup import escape, shorten, tag

NEIGHBOUR_CHARS = 400
HEADING_CHARS, TITLE_CHARS = 72, 110
GROUPS = ("enterprise", "officer", "trainer")
EXAMPLES_PER_GROUP = 2
_STATUS_UNKNOWN = "status_unknown"
_SEPARATOR: Mapping[Language, str] = {"en": ", ", "zh": "、"}
BETWEEN_SENTENCES: Mapping[Language, str] = {"en": " ", "zh": ""}


def numbered(answer: Answer) -> dict[Citation, int]:
    """The citations of the answer's statements, numbered from 1 in the order they appear.

    The short answer's citation takes the number of the statement it stands in, or the next one.
    """
    numbers: dict[Citation, int] = {}
    for statement in answer.statements:
        for citation in statement.citations:
            numbers.setdefault(citation, len(numbers) + 1)
    return numbers


def short_number(answer: Answer, numbers: Mapping[Citation, int]) -> int | None:
    """The number of the statement's citation that holds the short answer's characters."""
    if answer.short is None:
        return None
    short = answer.short.citation
    for citation, number in numbers.items():
        if citation.notice_id == short.notice_id and (
            citation.span.start <= short.span.start and short.span.end <= citation.span.end
        ):
            return number
    return None


def shown_notices(answer: Answer) -> tuple[str, ...]:
    """The ids of the notices that the answer quotes; the passages' notices where it quotes none."""
    quoted = [c.notice_id for statement in answer.statements for c in statement.citations]
    quoted += [requirement.notice_id for requirement in answer.checklist]
    if not quoted:
        quoted = [passage.citation.notice_id for passage in answer.passages]
    return tuple(dict.fromkeys(quoted))


def source_notes(notices: Iterable[Notice], language: Language) -> tuple[str, ...]:
    """The line that each notice needs which is not the full original, each line once."""
    notes = (
        i18n.source_note(
            notice.kind,
            language,
            title=title(notice, language),
            issuer=i18n.issuer(notice, language),
        )
        for notice in notices
    )
    return tuple(dict.fromkeys(note for note in notes if note))


@dataclass(frozen=True, slots=True)
class Notes:
    """What the reader must know of the sources: what is said at once, and what is folded."""

    shown: tuple[str, ...]
    folded: tuple[str, ...]


def notes(notices: Sequence[Notice], warnings: Iterable[Remark], language: Language) -> Notes:
    """The notes on the shown ``notices`` and the given ``warnings``, as short as they can be.

    Of one notice its title need not be said; of several it is said once that they have to be
    confirmed and with whom, and each is named in the fold. The same thing is never said twice.
    """
    others = [w for w in warnings if w.code not in i18n.SOURCE_WARNINGS]
    said = tuple(dict.fromkeys(i18n.remark(warning, language) for warning in others))
    unknown = [notice for notice in notices if notice.status == "unknown"]
    unofficial = [notice for notice in notices if notice.kind != "full_text"]
    if len(notices) == 1:
        lines = [
            i18n.text(f"source_line.{n.kind}", language, {"issuer": i18n.issuer(n, language)})
            for n in unofficial
        ]
        lines += [i18n.remark(Remark(_STATUS_UNKNOWN), language) for _ in unknown]
        return Notes((*lines, *said[:1]), said[1:])
    each = source_notes(unofficial, language)
    each += tuple(
        i18n.remark(Remark(_STATUS_UNKNOWN, {"notice": title(n, language)}), language)
        for n in unknown
    )
    issuers = _SEPARATOR[language].join(dict.fromkeys(i18n.issuer(n, language) for n in unofficial))
    several = i18n.text("source_line.several", language, {"issuers": issuers})
    return Notes((*((several,) if unofficial else ()), *said[:1]), (*said[1:], *each))


def title(notice: Notice, language: Language) -> str:
    """The notice's title for a reader of ``language``; as published where no other is held."""
    return (notice.title_zh or notice.title) if language == "zh" else notice.title


def citation_label(
    citation: Citation, known: Mapping[str, ParsedNotice], language: Language
) -> str:
    """Where a citation stands, for a link: heading and notice title, as far as they are known."""
    parsed = known.get(citation.notice_id)
    if parsed is None:
        return citation.notice_id
    clause = next((c for c in parsed.clauses if c.id == citation.clause_id), None)
    heading = shorten(clause.heading, HEADING_CHARS) if clause and clause.heading else ""
    name = shorten(title(parsed.notice, language), TITLE_CHARS)
    return f"{heading} · {name}" if heading else name


@dataclass(frozen=True, slots=True)
class Context:
    """A passage with what stands around it: the rest of its clause, and the neighbours' text."""

    path: tuple[str, ...]
    before: str
    clause_before: str
    quote: str
    clause_after: str
    after: str


def context(citation: Citation, parsed: ParsedNotice | None) -> Context | None:
    """The surroundings of a citation, or None where its clause is no longer held."""
    if parsed is None:
        return None
    clauses = parsed.clauses
    at = next((i for i, clause in enumerate(clauses) if clause.id == citation.clause_id), None)
    if at is None or parsed.text[citation.span.start : citation.span.end] != citation.source_text:
        return None
    clause, span = clauses[at], citation.span
    before = clauses[at - 1].text if at else ""
    after = clauses[at + 1].text if at + 1 < len(clauses) else ""
    return Context(
        path=clause.heading_path,
        before=_tail(before),
        clause_before=parsed.text[clause.span.start : span.start],
        quote=citation.source_text,
        clause_after=parsed.text[span.end : clause.span.end],
        after=shorten(after, NEIGHBOUR_CHARS),
    )


def _tail(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= NEIGHBOUR_CHARS else "…" + flat[-NEIGHBOUR_CHARS:].lstrip()


def quote_html(text: str, language: Language, number: str = "") -> str:
    """A quotation as published, with its citation numbers behind it."""
    marks = tag("sup", escape(number), "nd-ref") if number else ""
    return tag("blockquote", tag("p", escape(text) + marks), "nd-quote", lang=language)


def context_html(found: Context, summary: str, language: Language) -> str:
    """The passage within its surroundings, folded under ``summary``."""
    around = [
        tag("p", escape(found.before), "nd-neighbour") if found.before else "",
        tag(
            "p",
            escape(found.clause_before)
            + tag("mark", escape(found.quote), "nd-cited")
            + escape(found.clause_after),
            "nd-clause",
        ),
        tag("p", escape(found.after), "nd-neighbour") if found.after else "",
    ]
    body = tag("div", "".join(around), "nd-context", lang=language)
    return tag("details", tag("summary", escape(summary)) + body, "nd-details")


def crumbs_html(parts: Sequence[str], language: Language) -> str:
    """Notice title and heading path as a line of crumbs."""
    crumbs = tag("span", " › ", "nd-crumb-sep").join(
        tag("span", escape(shorten(part, 90))) for part in parts if part
    )
    return tag("div", crumbs, "nd-crumbs", lang=language)
