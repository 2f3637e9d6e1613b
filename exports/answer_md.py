"""An answer as Markdown, for copying and for download: the quotes, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import i18n
from exports import words
from exports.as_md import item_entry
from exports.markdown import plain, quoted
from exports.report import general_notes, make_lines, make_place
from exports.words import say
from records import Answer, Citation, Language, Notice, Remark, ShortAnswer

_NOTHING: Mapping[str, str] = MappingProxyType({})


def answer_markdown(
    answer: Answer,
    notices: Mapping[str, Notice],
    language: Language,
    *,
    headings: Mapping[str, str] = _NOTHING,
    actors: Mapping[str, str] = _NOTHING,
) -> str:
    """The answer as a document that needs nothing beside it.

    ``notices`` are by notice id; one that is missing is cited by its id. ``headings`` (by clause
    id) adds to those that the answer's passages carry; ``actors`` names actors by their id.
    """
    shown = {p.citation.clause_id: p.heading for p in answer.passages if p.heading}
    sources = _Sources(notices, {**shown, **headings}, language)
    parts = [f"# {plain(answer.question.text)}", *_verdict(answer, sources, language)]
    for statement in answer.statements:
        marks = " ".join(sources.mark(citation) for citation in statement.citations)
        parts += [quoted(statement.text), marks]
    if answer.status == "not_stated" and answer.passages:
        parts += [f"## {say('part.nearest', language)}", say("nearest_lead", language)]
        for passage in answer.passages:
            parts += [quoted(passage.citation.source_text), sources.mark(passage.citation)]
    if answer.checklist:
        parts.append(f"## {say('part.items', language)}")
        lines = make_lines(answer.checklist, notices, {}, language, sources.headings, actors)
        parts += [item_entry(line, language) for line in lines]
        sources.seen_in(line.item.notice_id for line in lines)
    parts += sources.written()
    parts += _closing(answer, sources, language)
    return "\n\n".join(part for part in parts if part) + "\n"


class _Sources:
    """Numbers the places that are cited, in the order in which they first come."""

    def __init__(
        self, notices: Mapping[str, Notice], headings: Mapping[str, str], language: Language
    ) -> None:
        self.headings = headings
        self._notices = notices
        self._language = language
        self._numbers: dict[Citation, int] = {}
        self._seen: dict[str, None] = {}

    def mark(self, citation: Citation) -> str:
        """The number of a citation in brackets: no link, so plain text reads the same."""
        self._seen[citation.notice_id] = None
        return f"[{self._numbers.setdefault(citation, len(self._numbers) + 1)}]"

    def seen_in(self, notice_ids: Iterable[str]) -> None:
        """Count notices as sources that are cited in place, without a number."""
        self._seen.update(dict.fromkeys(notice_ids))

    def written(self) -> list[str]:
        """The list of sources, or nothing where nothing is cited by number."""
        if not self._numbers:
            return []
        lines = [f"[{number}] {plain(self._cited(c))}" for c, number in self._numbers.items()]
        return [f"## {say('part.sources', self._language)}", "  \n".join(lines)]

    def notes(self) -> list[str]:
        """What kind of source each notice is, and whether it is in force."""
        found = [self._notices[seen] for seen in self._seen if seen in self._notices]
        return [line for notice in found for line in words.source_lines(notice, self._language)]

    def said_of(self, warning: Remark) -> bool:
        """Whether `notes` say already what ``warning`` says of one of the sources."""
        titles = {self._notices[seen].title for seen in self._seen if seen in self._notices}
        return warning.code in i18n.SOURCE_WARNINGS and warning.params.get("notice") in titles

    def _cited(self, citation: Citation) -> str:
        place = make_place(
            self._notices.get(citation.notice_id),
            citation.notice_id,
            citation.clause_id,
            (citation.span.start, citation.span.end),
            self.headings.get(citation.clause_id, ""),
            self._language,
        )
        return place.citation


def _verdict(answer: Answer, sources: _Sources, language: Language) -> list[str]:
    """Status, the reason where something is missing, and the short answer where there is one."""
    status = i18n.name("answer", answer.status, language)
    parts = [f"**{plain(status)}**"]
    if answer.status != "answered":  # where it is, the status has said it
        parts.append(plain(i18n.remark(answer.reason, language)))
    if answer.short:
        parts.append(f"**{plain(_short(answer.short, language))}** "
                     f"{sources.mark(answer.short.citation)}")  # fmt: skip
    return parts


def _short(short: ShortAnswer, language: Language) -> str:
    iso = short.iso if short.iso and short.iso not in short.text else ""
    inferred = i18n.name("date", "year_inferred", language) if short.inferred else ""
    extra = words.listed([iso, inferred], language)
    return f"{short.text} ({extra})" if extra else short.text


def _closing(answer: Answer, sources: _Sources, language: Language) -> list[str]:
    """The lines that hold for all of it, with the answer's own warnings."""
    others = [warning for warning in answer.warnings if not sources.said_of(warning)]
    warnings = [i18n.remark(warning, language) for warning in others]
    searched = say(
        "searched", language, clauses=answer.clauses_searched, notices=answer.notices_searched
    )
    lines = [*sources.notes(), *warnings, *general_notes(answer.as_of, language), searched]
    unique = dict.fromkeys(map(plain, lines))
    return ["---", "\n".join(f"- {line}" for line in unique)]
