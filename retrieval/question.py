"""A question, analysed: language, kinds of answer wanted, terms, what an answer must satisfy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import get_args

import yaml

from errors import QuestionError
from language.normalise import normalise
from language.script import detect_language, han_count, to_simplified
from language.tokens import index_tokens
from records import AnswerType, ClauseKind, Language, Question, Remark
from retrieval.focus import focus_words
from retrieval.glossary import other_wordings

METADATA_FILE = Path(__file__).parent / "data" / "metadata.yaml"
TYPES_FILE = Path(__file__).parent / "data" / "answer_types.yaml"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
ATTACHMENT = re.compile(
    r"(?:attachment|annex|appendix)\s*(?:no\.?\s*)?(\d+)|附件\s*([0-9一二三四五六七八九十]+)"
)
DOCUMENT_NUMBER = re.compile(r"\[\s*((?:19|20)\d{2})\s*\]\s*(?:no\.?\s*)?(\d+)")
PARTS = re.compile(
    r"[?]|,? and (?=(?:by )?(?:who|when|where|what|which|how)\b)"
    r"|[,;](?=.{0,6}(?:谁|什么|哪|多少|几|多久|何时))"
)
QUOTED = re.compile(r'"([^"]{2,60})"')
BATCH = re.compile(r"\b(?:first|second|third|fourth) batch\b|第[一二三四五]批")


@lru_cache(maxsize=1)
def _type_patterns() -> tuple[tuple[AnswerType, re.Pattern[str]], ...]:
    table = yaml.safe_load(TYPES_FILE.read_text(encoding="utf-8"))
    unknown = set(table) - set(get_args(AnswerType))
    if unknown:
        raise ValueError(f"{TYPES_FILE.name}: no such answer type {sorted(unknown)}")
    return tuple((name, re.compile("|".join(patterns))) for name, patterns in table.items())


@lru_cache(maxsize=1)
def _metadata_patterns() -> tuple[tuple[ClauseKind, re.Pattern[str]], ...]:
    table = yaml.safe_load(METADATA_FILE.read_text(encoding="utf-8"))
    unknown = set(table) - set(get_args(ClauseKind))
    if unknown:
        raise ValueError(f"{METADATA_FILE.name}: no such part of a notice {sorted(unknown)}")
    return tuple((kind, re.compile(pattern)) for kind, pattern in table.items())


def matter_asked(text: str) -> tuple[ClauseKind, ...]:
    """The parts of a notice's front and back matter that ``text`` asks for, by its wording."""
    folded = normalise(text)
    return tuple(kind for kind, pattern in _metadata_patterns() if pattern.search(folded))


def answer_types(text: str) -> tuple[AnswerType, ...]:
    """The kinds of answer that ``text`` asks for, most telling first; ``other`` where none is."""
    folded = normalise(text)
    found = tuple(name for name, pattern in _type_patterns() if pattern.search(folded))
    return found or ("other",)


def question_parts(text: str) -> tuple[tuple[AnswerType, ...], ...]:
    """The kinds that each part asks for, where ``text`` asks several things; else empty."""
    parts = [part for part in PARTS.split(normalise(text)) if part.strip(" ,.")]
    kinds = tuple(answer_types(part) for part in parts)
    asking = tuple(kind for kind in kinds if kind != ("other",))
    return asking if len(asking) > 1 else ()


def constraints(text: str) -> tuple[tuple[str, str], ...]:
    """What a sufficient answer has to cover: years, document numbers, attachments, quoted names."""
    folded = normalise(text)
    numbers = [("number", f"[{year}]{serial}") for year, serial in DOCUMENT_NUMBER.findall(folded)]
    years = [("year", year) for year in YEAR.findall(DOCUMENT_NUMBER.sub(" ", folded))]
    attachments = [("attachment", first or second) for first, second in ATTACHMENT.findall(folded)]
    names = [("name", name) for name in QUOTED.findall(folded)]
    batches = [("batch", match.group()) for match in BATCH.finditer(folded)]
    return tuple(dict.fromkeys([*numbers, *years, *attachments, *names, *batches]))


def analyse(
    text: str,
    *,
    language: Language | None = None,
    history: Sequence[str] = (),
    max_chars: int = 2000,
) -> Question:
    """Analyse a question.

    ``history`` holds the earlier questions of the conversation, oldest first; a follow-up is
    searched together with the one before it. Raises `QuestionError` where the question is empty,
    has no letters, or is longer than ``max_chars``.
    """
    stripped = text.strip()
    if not any(char.isalpha() for char in stripped):
        raise QuestionError("the question is empty; write it in words", code="error.question_empty")
    if len(stripped) > max_chars:
        raise QuestionError(
            f"the question has {len(stripped)} characters; at most {max_chars} are read",
            code="error.question_too_long",
            length=len(stripped),
            limit=max_chars,
        )
    simplified = to_simplified(stripped)
    searched = _with_history(simplified, history)
    warnings = () if searched == simplified else (Remark("follow_up", {"searched": searched}),)
    asked = language or detect_language(stripped)
    if _third_language(stripped):
        warnings = (*warnings, Remark("third_language"))
    return Question(
        text=stripped,
        language=asked,
        searched=searched,
        answer_types=answer_types(simplified),
        terms=tuple(dict.fromkeys(index_tokens(searched))),
        expansions=other_wordings(searched),
        focus=focus_words(simplified),
        parts=question_parts(simplified),
        about=matter_asked(simplified),
        constraints=constraints(searched),
        warnings=warnings,
    )


FOLLOW_UP = re.compile(
    r"^(?:and|but|what about|how about|then|also|so)\b|\b(?:it|they|them|that one|this one|those)\b"
    r"|^那|^还有|^然后|呢[？?]?$|(?:它|他们|它们|该|上述|这个|那个)"
)
FOLLOW_UP_TERMS = 5


def _with_history(text: str, history: Sequence[str]) -> str:
    """The question, led by the one before it where it leans on that one."""
    if not history or history[-1].strip() == text:
        return text
    short = len(set(index_tokens(text))) <= FOLLOW_UP_TERMS
    return f"{history[-1].strip()} {text}" if short and FOLLOW_UP.search(normalise(text)) else text


def _third_language(text: str) -> bool:
    """Whether most letters are in neither Latin nor Han script."""
    letters = [char for char in text if char.isalpha()]
    known = sum(char.isascii() for char in letters) + han_count(text)
    return known < len(letters) * 0.5
