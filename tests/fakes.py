"""Stand-ins for slow or large things, and factories for records, shared by the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.progress import Progress
from language.normalise import text_hash
from language.script import detect_language
from language.sentences import split_sentences
from language.tokens import index_tokens
from records import Clause, Notice, NoticeDates, ParsedNotice, Requirement, Sentence, Span


class HashingEncoder:
    """A deterministic encoder without a model: each index term adds a fixed direction.

    Texts that share terms are near each other; ``encoded`` counts the passages it was given.
    """

    def __init__(self, name: str = "hashing-16", dimension: int = 16) -> None:
        self.name = name
        self.dimension = dimension
        self.encoded = 0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts)

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> NDArray[np.float32]:
        self.encoded += len(texts)
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for term in [*index_tokens(text), ""]:
                vectors[row] += self._direction(term)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def _direction(self, term: str) -> NDArray[np.float32]:
        seed = hashlib.sha256(f"{self.name} {term}".encode()).digest()[:8]
        generator = np.random.default_rng(int.from_bytes(seed, "big"))
        return generator.standard_normal(self.dimension).astype(np.float32)


def fake_encoders() -> tuple[HashingEncoder, HashingEncoder]:
    """Two encoders of different length, as the program uses two."""
    return HashingEncoder("hashing-64", 64), HashingEncoder("hashing-48", 48)


def make_notice(work_id: str = "notice", text: str = "", **fields: object) -> Notice:
    """A notice with plain values; any field can be given."""
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    values: dict[str, object] = {
        "id": f"{work_id}@undated-{sha256[:8]}",
        "work_id": work_id,
        "title": f"Notice {work_id}",
        "issuer": "CNIPA",
        "issuer_id": "cnipa",
        "number": None,
        "number_normalised": None,
        "dates": NoticeDates(),
        "language": detect_language(text),
        "kind": "full_text",
        "file": f"{work_id}.txt",
        "sha256": sha256,
        "encoding": "utf-8",
    }
    return Notice(**(values | fields))  # type: ignore[arg-type]


def make_parsed(
    paragraphs: Sequence[str],
    work_id: str = "notice",
    headings: Sequence[tuple[str, ...]] = (),
    **fields: object,
) -> ParsedNotice:
    """A notice whose every paragraph is one clause, split into sentences by `language`."""
    text = "\n".join(paragraphs)
    notice = make_notice(work_id, text, **fields)
    clauses = []
    start = 0
    for number, paragraph in enumerate(paragraphs, start=1):
        span = Span(start, start + len(paragraph))
        path = headings[number - 1] if number <= len(headings) else ()
        clauses.append(make_clause(notice.id, number, paragraph, span, path))
        start = span.end + 1
    return ParsedNotice(notice, text, tuple(clauses))


def make_clause(
    notice_id: str, number: int, text: str, span: Span, headings: tuple[str, ...] = ()
) -> Clause:
    """A clause of this text at this span."""
    sentences = tuple(
        Sentence(Span(span.start + begin, span.start + end)) for begin, end in split_sentences(text)
    )
    return Clause(
        id=f"{notice_id}#{number}",
        notice_id=notice_id,
        ordinal=number,
        path=str(number),
        kind="body",
        heading_path=headings,
        text=text,
        span=span,
        language=detect_language(text),
        text_hash=text_hash(text),
        sentences=sentences,
    )


def make_requirement(clause: Clause, **fields: object) -> Requirement:
    """A duty that the whole clause states; any field can be given."""
    values: dict[str, object] = {
        "id": f"r-{clause.text_hash}",
        "notice_id": clause.notice_id,
        "clause_id": clause.id,
        "type": "must",
        "actor": None,
        "actor_id": "enterprise",
        "action": "submit",
        "object": "the form",
        "span": clause.span,
        "source_text": clause.text,
    }
    return Requirement(**(values | fields))  # type: ignore[arg-type]
