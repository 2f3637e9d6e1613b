"""Bare passages → an index: public benchmarks have no notices, only texts with keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine import Engine, open_engine
from language.normalise import text_hash
from language.script import detect_language
from language.sentences import split_sentences
from records import Clause, Notice, NoticeDates, ParsedNotice, Sentence, Span
from settings import Settings


def passage_engine(settings: Settings, folder: Path, documents: Iterable[ParsedNotice]) -> Engine:
    """An engine over ``documents`` with its data in ``folder``; built once, reused afterwards."""
    engine = open_engine(settings.model_copy(update={"data_dir": folder}), write=True)
    held = {notice.id for notice in engine.notices()}
    for document in documents:
        if document.notice.id not in held:
            engine.index.write(document, (), document.text.encode("utf-8"))
    return engine


def document(name: str, passages: Iterable[tuple[str, str]]) -> ParsedNotice:
    """A notice without title whose clauses are ``passages`` (key, text); empty texts are left out.

    Clause ids are ``name#key``; a key that comes again is left out, its first text counts.
    """
    clauses: list[Clause] = []
    parts: list[str] = []
    offset = 0
    seen: set[str] = set()
    for key, text in passages:
        if not text.strip() or key in seen:
            continue
        seen.add(key)
        clauses.append(_clause(name, key, text, offset, len(clauses)))
        parts.append(text)
        offset += len(text) + 1
    whole = "\n".join(parts)
    notice = Notice(
        id=name, work_id=name, title="", issuer="", issuer_id="", number=None,
        number_normalised=None, dates=NoticeDates(), language=detect_language(whole),
        kind="full_text", file=f"{name}.txt", sha256=text_hash(whole) * 4, encoding="utf-8",
    )  # fmt: skip
    return ParsedNotice(notice, whole, tuple(clauses))


def _clause(name: str, key: str, text: str, offset: int, ordinal: int) -> Clause:
    sentences = tuple(
        Sentence(Span(offset + start, offset + end)) for start, end in split_sentences(text)
    )
    return Clause(
        id=f"{name}#{key}", notice_id=name, ordinal=ordinal, path=key, kind="body",
        heading_path=(), text=text, span=Span(offset, offset + len(text)),
        language=detect_language(text), text_hash=text_hash(text), sentences=sentences,
    )  # fmt: skip
