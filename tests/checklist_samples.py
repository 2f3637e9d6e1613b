"""Factories for the checklist's tests: parsed notices from a few lines of text."""

from __future__ import annotations

from datetime import date

from language.normalise import text_hash
from language.script import detect_language
from language.sentences import split_sentences
from records import (
    Attachment,
    Clause,
    ClauseKind,
    DateFact,
    Notice,
    NoticeDates,
    ParsedNotice,
    Remark,
    Sentence,
    Span,
)

GARBLED = Remark("garbled_sentence", {})


def parsed_notice(
    paragraphs: list[tuple[tuple[str, ...], str]],
    *,
    title: str = "Notice",
    addressees: str | None = None,
    signed: date | None = None,
    released: date | None = None,
    attachments: tuple[Attachment, ...] = (),
    kind: ClauseKind = "body",
    garbled: str = "",
) -> ParsedNotice:
    """A notice of one clause per (heading path, text); a sentence with ``garbled`` is warned of."""
    text = "\n".join(paragraph for _, paragraph in paragraphs)
    language = detect_language(text)
    clauses, start = [], 0
    for number, (headings, paragraph) in enumerate(paragraphs):
        sentences = tuple(
            Sentence(
                Span(start + a, start + b),
                warnings=(GARBLED,) if garbled and garbled in paragraph[a:b] else (),
            )
            for a, b in split_sentences(paragraph)
        )
        clauses.append(
            Clause(
                f"n#{number}",
                "n",
                number,
                str(number),
                kind,
                headings,
                paragraph,
                Span(start, start + len(paragraph)),
                language,
                text_hash(paragraph),
                sentences,
            )
        )
        start += len(paragraph) + 1
    notice = Notice(
        id="n", work_id="w", title=title, issuer="CNIPA", issuer_id="cnipa", number=None,
        number_normalised=None, dates=NoticeDates(_fact(signed), _fact(released)),
        language=language, kind="full_text", file="n.txt", sha256="0", encoding="utf-8",
        addressees=addressees, attachments=attachments,
    )  # fmt: skip
    return ParsedNotice(notice, text, tuple(clauses))


def _fact(value: date | None) -> DateFact | None:
    return DateFact(str(value), value) if value else None
