"""Labels and sentences of exports in the reader's language, and text made safe for a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import i18n
from language.script import detect_language
from records import DateFact, Deadline, Language, Notice, Requirement

# What XML 1.0 cannot hold, section 2.2 of its specification; lone surrogates among them.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"
_SEPARATORS: dict[Language, str] = {"en": ", ", "zh": "，"}
_BETWEEN_SENTENCES: dict[Language, str] = {"en": " ", "zh": ""}


def say(code: str, language: Language, **params: object) -> str:
    """The label or sentence under ``export.<code>``."""
    return i18n.text(f"export.{code}", language, params)


def listed(parts: Iterable[str], language: Language) -> str:
    """The parts that are not empty, behind each other as one list."""
    return _SEPARATORS[language].join(part for part in parts if part)


def run_on(sentences: Iterable[str], language: Language) -> str:
    """Sentences as one paragraph."""
    return _BETWEEN_SENTENCES[language].join(sentences)


def encodable(text: str) -> str:
    """``text`` without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def xml_text(text: str) -> str:
    """``text`` as XML holds it: one kind of line end, U+FFFD for what it cannot hold."""
    return _NOT_XML.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """``text`` with its line ends and runs of white space as single spaces."""
    return " ".join(text.split())


def labelled(label: str, value: str, language: Language) -> str:
    """``label: value``, with the colon of the language."""
    return say("labelled", language, label=label, value=value)


def title(notice: Notice, language: Language) -> str:
    """The notice's title for a reader of ``language``; as published where no other is held."""
    return (notice.title_zh or notice.title) if language == "zh" else notice.title


def number(notice: Notice, language: Language) -> str:
    """The document number as printed, or that none is given."""
    return notice.number or say("none_given", language)


def dates(notice: Notice, language: Language) -> str:
    """The dates that a notice has, each with its kind; they are never mixed."""
    known = notice.dates
    kinds = (
        ("signed", known.signed),
        ("released", known.released),
        ("effective", known.effective),
    )
    return listed((_day(kind, fact, language) for kind, fact in kinds if fact), language)


def _day(kind: str, fact: DateFact, language: Language) -> str:
    """A date as printed, with its ISO form, and whether its year is missing or inferred."""
    shown = f"{say(f'date.{kind}', language)} {one_line(fact.printed)}"
    inside = fact.value.isoformat() if fact.value and fact.value.isoformat() not in shown else ""
    doubt = "no_year" if fact.value is None else "year_inferred" if fact.inferred else ""
    extra = listed([inside, i18n.name("date", doubt, language) if doubt else ""], language)
    return f"{shown} ({extra})" if extra else shown


def facts(notice: Notice, language: Language) -> str:
    """What a list of sources says of a notice in one line: issuer, number, dates, file."""
    issuer, known = i18n.issuer(notice, language), notice.number or say("no_number", language)
    return listed([issuer, known, dates(notice, language), notice.file], language)


def place(path: str, heading: str, start: int | None, end: int | None, language: Language) -> str:
    """Where in a notice: clause, heading, characters; what is not known is left out."""
    clause = say("cite.clause", language, path=path) if path else ""
    if heading:
        quoted = say("cite.heading", language, heading=one_line(heading))
        clause = f"{clause} {quoted}" if clause and language == "en" else clause + quoted
    characters = ""
    if start is not None and end is not None:
        characters = say("cite.characters", language, start=start, end=end)
    return listed([clause, characters], language)


def cited(notice: Notice | None, notice_id: str, where: str, language: Language) -> str:
    """A citation in one line: notice title, number, and ``where`` from `place`."""
    if notice is None:
        return listed([notice_id, where], language)
    name = say("cite.title", language, title=one_line(title(notice, language)))
    return listed([name, notice.number or "", where], language)


def source_lines(notice: Notice, language: Language) -> tuple[str, ...]:
    """What a reader has to know of a notice as a source: its kind, and whether it is in force."""
    named, issuer = title(notice, language), i18n.issuer(notice, language)
    kind = i18n.source_note(notice.kind, language, title=named, issuer=issuer)
    status = (
        say("note.validity_unknown", language, title=named, issuer=issuer)
        if notice.status == "unknown"
        else say(
            "note.validity",
            language,
            title=named,
            status=i18n.name("status", notice.status, language),
            source=i18n.name("fact_source", notice.status_source, language),
        )
    )
    return (kind, status) if kind else (status,)


def task(item: Requirement) -> str:
    """What is to be done: action and object, each on one line, as the source words them."""
    action, thing = one_line(item.action), one_line(item.object)
    if not thing or thing in action:
        return action
    return f"{action}{'' if detect_language(action + thing) == 'zh' else ' '}{thing}".strip()


def actor_name(item: Requirement, actors: Mapping[str, str]) -> str:
    """Who is bound: the normalised name, and the source's wording where it differs."""
    known, printed = actors.get(item.actor_id, ""), one_line(item.actor or "")
    if known and printed and known.casefold() != printed.casefold():
        return f"{known} ({printed})"
    return known or printed


def deadline_note(deadline: Deadline | None, language: Language) -> str:
    """What the printed deadline and its date do not say themselves."""
    if deadline is None:
        return ""
    if deadline.value is None:
        return say(f"deadline.{deadline.kind}", language)
    return i18n.name("date", "year_inferred", language) if deadline.inferred else ""


def deadline_line(deadline: Deadline | None, language: Language) -> str:
    """The whole of a deadline in one line: as printed, its date, and what is to be known of it."""
    if deadline is None:
        return ""
    iso = deadline.value.isoformat() if deadline.value else ""
    printed = one_line(deadline.printed)
    extra = listed([iso if iso not in printed else "", deadline_note(deadline, language)], language)
    return f"{printed} ({extra})" if extra else printed
